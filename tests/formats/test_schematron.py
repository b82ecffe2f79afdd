"""Schematron becomes a stylesheet: a mode for a pattern, the first rule that fits a node, nothing that reads files."""

from __future__ import annotations

import importlib.util

import pytest
from lxml import etree

from quittance.formats import schematron
from quittance.formats.bank import Malformed

XSL = f"{{{schematron.XSLT}}}"
WHOLE = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2" xmlns:u="urn:utils">
 <ns prefix="a" uri="urn:a"/>
 <let name="most" value="2"/>
 <xsl:function xmlns:xsl="http://www.w3.org/1999/XSL/Transform" name="u:even" as="xs:boolean">
  <xsl:param name="n"/><xsl:sequence select="xs:integer($n) mod 2 = 0"/></xsl:function>
 <include href="parts/bound.sch"/>
 <include href="parts/abstract.sch"/>
 <pattern><let name="one" value="1"/>
  <rule abstract="true" id="named"><assert test="@id" id="T-1" flag="fatal">[T-1] Has an id.</assert></rule>
  <rule context="a:line[@odd]"><extends rule="named"/>
   <let name="n" value="@n"/>
   <report test="u:even($n)" id="T-2" role="warning">The <name/> of <value-of select="$n"/> is even.</report></rule>
  <rule context="a:line"><assert test="$one = 1 and @n" id="T-3">Has a number.</assert></rule>
 </pattern></schema>"""
PARTS = {
    "parts/bound.sch": """<pattern xmlns="http://purl.oclc.org/dsdl/schematron" is-a="few" id="few-lines">
 <param name="where " value="/a:doc"/><param name="T-4" value="count(a:line) le $most"/></pattern>""",
    "parts/abstract.sch": """<pattern xmlns="http://purl.oclc.org/dsdl/schematron" abstract="true" id="few">
 <include href="rule.sch"/></pattern>""",
    "parts/rule.sch": """<rule xmlns="http://purl.oclc.org/dsdl/schematron" context="$where ">
 <assert test="$T-4" id="T-4" flag="warning">At most <value-of select="$most"/>.</assert></rule>""",
}
FILE = '<a:doc xmlns:a="urn:a"><a:line odd="1" n="4"/><a:line/><a:line odd="1" id="x" n="3"/></a:doc>'


def load(path: str) -> bytes:
    """A file beside the rule set."""
    return PARTS[path].encode()


def test_each_pattern_is_a_mode_and_earlier_rules_come_first() -> None:
    made = etree.fromstring(schematron.stylesheet(WHOLE.encode(), load))
    assert [one.get("name") for one in made.iter(f"{XSL}mode")] == ["pattern-0", "pattern-1"]
    found = [(one.get("match"), one.get("mode"), one.get("priority")) for one in made.iter(f"{XSL}template")]
    assert found == [
        ("/a:doc ", "pattern-0", "1"),
        ("a:line[@odd]", "pattern-1", "2"),
        ("a:line", "pattern-1", "1"),
        ("/", None, None),
    ]
    tests = [one.get("test") for one in made.iter(f"{XSL}if")]
    assert tests == ["not(count(a:line) le $most)", "not(@id)", "u:even($n)", "not($one = 1 and @n)"]
    assert [one.get("name") for one in made.iterchildren(f"{XSL}variable")] == ["most", "one"]
    assert made.nsmap["xs"] == schematron.TYPES and made.nsmap["u"] == "urn:utils"


def test_what_it_finds_where_a_processor_is() -> None:
    if importlib.util.find_spec("saxonche") is None:
        assert schematron.stylesheet(WHOLE.encode(), load).count("failed-assert") == 6
        return
    import saxonche

    from quittance.cli import official

    with saxonche.PySaxonProcessor(license=False) as processor:
        sheet = processor.new_xslt30_processor().compile_stylesheet(
            stylesheet_text=schematron.stylesheet(WHOLE.encode(), load)
        )
        report = sheet.transform_to_string(xdm_node=processor.parse_xml(xml_text=FILE))
    assert [(one.rule, one.place, one.sentence, one.severity) for one in official.read(report, "x")] == [
        ("T-4", "x /doc[1]", "At most 2.", "warning"),
        ("T-1", "x /doc[1]/line[1]", "[T-1] Has an id.", "fatal"),
        ("T-2", "x /doc[1]/line[1]", "The a:line of 4 is even.", "warning"),
        ("T-3", "x /doc[1]/line[2]", "Has a number.", "fatal"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("<schema", "<other", "well-formed"),
        ('is-a="few"', 'is-a="many"', "no abstract pattern"),
        ('rule="named"', 'rule="nobody"', "no abstract rule"),
        ('context="a:line"', "", "has no context"),
        ('"u:even" as="xs:boolean">', '"u:even"/><xsl:include href="/etc/passwd"/><xsl:function name="u:x">', "xsl:"),
        ("parts/bound.sch", "again.sch", "more than 100 files"),
    ],
)
def test_what_is_not_understood_is_refused(before: str, after: str, said: str) -> None:
    again = '<pattern xmlns="http://purl.oclc.org/dsdl/schematron"><include href="again.sch"/></pattern>'

    def changed(path: str) -> bytes:
        return again.encode() if path == "again.sch" or path.endswith("/again.sch") else load_changed(path)

    def load_changed(path: str) -> bytes:
        return PARTS[path].replace(before, after).encode()

    text = WHOLE.replace(before, after)
    if "xsl:include" in after:
        text = text.replace("<xsl:include", '<xsl:include xmlns:xsl="http://www.w3.org/1999/XSL/Transform"').replace(
            '<xsl:function name="u:x"', '<xsl:function xmlns:xsl="http://www.w3.org/1999/XSL/Transform" name="u:x"'
        )
    with pytest.raises(Malformed, match=said):
        schematron.stylesheet(text.encode(), changed)


def test_another_file_is_no_rule_set() -> None:
    with pytest.raises(Malformed, match="no Schematron schema"):
        schematron.stylesheet(b"<schema/>", load)
