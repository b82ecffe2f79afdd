"""Schematron (ISO/IEC 19757-3, query binding xslt2) made into an XSLT stylesheet that reports in SVRL.

Official rule sets are published as Schematron, and only some of them as XSLT too. Includes, abstract patterns and
rules, variables and functions are understood; phases are not: every pattern is judged.
"""

from __future__ import annotations

import copy
import itertools
import re
from collections.abc import Callable, Iterator

from lxml import etree

from quittance.formats import xml
from quittance.formats.bank import Malformed

SCHEMATRON = "http://purl.oclc.org/dsdl/schematron"
XSLT = "http://www.w3.org/1999/XSL/Transform"
TYPES = "http://www.w3.org/2001/XMLSchema"
"""Bound to xs in every rule set, whether it says so or not."""

SVRL = "http://purl.oclc.org/dsdl/svrl"
MOST_INCLUDES = 100
_KEPT = frozenset(("function", "key"))
"""Elements of XSLT that a rule set may bring; none of them reads a file."""

_NAMED = re.compile(r"\$([\w.-]+)")
_BOUND = ("test", "context", "value", "select", "path")
"""Attributes in which an abstract pattern names what its instances give."""

_ALL_BELOW = "@* | node()"

Load = Callable[[str], bytes]
"""The bytes of a file that is included, by its path from the one that names it."""


def includes(root: etree._Element) -> list[str]:
    """The files that a rule set is made of beside itself."""
    return [one.get("href", "") for one in root.iter(_tag("include"))]


def is_schema(root: etree._Element) -> bool:
    """A whole rule set, and not a part that others include."""
    return root.tag == f"{{{SCHEMATRON}}}schema"


def stylesheet(data: bytes, load: Load) -> str:
    """The XSLT of a rule set; `Malformed` where it is none, or holds what is not understood."""
    schema = xml.root(data)
    if not is_schema(schema):
        raise Malformed("this is no Schematron schema.", xml.where(schema))
    _include(schema, load, itertools.count())
    spaces = _spaces(schema)
    made = etree.Element(f"{{{XSLT}}}stylesheet", {"version": "3.0"}, nsmap=spaces)
    etree.SubElement(made, f"{{{XSLT}}}output", {"method": "xml", "indent": "no"})
    made.extend(_brought(schema))
    made.extend(_variables(schema))
    abstract = {one.get("id", ""): one for one in _of(schema, "pattern") if one.get("abstract") == "true"}
    rules = {one.get("id", ""): one for one in schema.iter(_tag("rule")) if one.get("abstract") == "true"}
    modes = []
    for n, one in enumerate(pattern for pattern in _of(schema, "pattern") if pattern.get("abstract") != "true"):
        modes.append(f"pattern-{n}")
        made.extend(_pattern(_instance(one, abstract), modes[-1], rules))
    made.append(_whole(modes))
    return str(etree.tostring(made, encoding="unicode"))


def _tag(name: str) -> str:
    return f"{{{SCHEMATRON}}}{name}"


def _of(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    return parent.iterchildren(_tag(name))


def _given(element: etree._Element, name: str) -> str:
    found = element.get(name)
    if found is None:
        raise Malformed(f"<{xml.name(element)}> has no {name}.", xml.where(element))
    return str(found)


def _include(parent: etree._Element, load: Load, counted: Iterator[int]) -> None:
    """Put what is included in its place."""
    for one in list(parent.iter(_tag("include"))):
        if next(counted) >= MOST_INCLUDES:
            raise Malformed(f"more than {MOST_INCLUDES} files are included.", xml.where(one))
        href, above = _given(one, "href"), one.getparent()
        brought = xml.root(load(href))
        _include(brought, _below(href.rpartition("/")[0], load), counted)
        if above is not None:
            above.replace(one, brought)


def _below(folder: str, load: Load) -> Load:
    return lambda path: load(f"{folder}/{path}" if folder else path)


def _spaces(schema: etree._Element) -> dict[str, str]:
    """Prefixes of the rule set, those that it declares and those that it merely uses, with our own."""
    used = {prefix: uri for one in schema.iter(etree.Element) for prefix, uri in one.nsmap.items() if prefix}
    declared = {_given(one, "prefix"): _given(one, "uri") for one in _of(schema, "ns")}
    return {"xs": TYPES} | used | declared | {"xsl": XSLT, "svrl": SVRL}


def _brought(schema: etree._Element) -> Iterator[etree._Element]:
    for one in schema:
        if isinstance(one.tag, str) and etree.QName(one).namespace == XSLT:
            if xml.name(one) not in _KEPT:
                raise Malformed(f"xsl:{xml.name(one)} is not taken from a rule set.", xml.where(one))
            yield copy.deepcopy(one)


def _variables(schema: etree._Element) -> Iterator[etree._Element]:
    """Variables of the rule set and of its patterns: seen everywhere, the first of a name alone."""
    seen: set[str] = set()
    for one in (*_of(schema, "let"), *(let for pattern in _of(schema, "pattern") for let in _of(pattern, "let"))):
        if _given(one, "name") not in seen:
            seen.add(_given(one, "name"))
            yield _variable(one)


def _variable(let: etree._Element) -> etree._Element:
    made = etree.Element(f"{{{XSLT}}}variable", {"name": _given(let, "name")})
    if let.get("value") is None:
        made.extend(copy.deepcopy(child) for child in let)
    else:
        made.set("select", _given(let, "value"))
    return made


def _instance(pattern: etree._Element, abstract: dict[str, etree._Element]) -> etree._Element:
    """The pattern, or the abstract one that it is an instance of with its own values in it."""
    if pattern.get("is-a") is None:
        return pattern
    named = _given(pattern, "is-a")
    if named not in abstract:
        raise Malformed(f"there is no abstract pattern {named[:60]!r}.", xml.where(pattern))
    values = {_given(one, "name").strip(): _given(one, "value") for one in _of(pattern, "param")}
    made = copy.deepcopy(abstract[named])
    for element in made.iter(tag=etree.Element):
        for attribute in _BOUND:
            said = element.get(attribute)
            if said is not None:
                element.set(attribute, _NAMED.sub(lambda one: values.get(one[1], one[0]), said))
    return made


def _pattern(pattern: etree._Element, mode: str, rules: dict[str, etree._Element]) -> Iterator[etree._Element]:
    """A mode in which the first rule that fits a node judges it, and each node is come to."""
    yield etree.Element(f"{{{XSLT}}}mode", {"name": mode, "on-no-match": "shallow-skip"})
    found = [one for one in _of(pattern, "rule") if one.get("abstract") != "true"]
    for n, rule in enumerate(found):
        priority = str(len(found) - n)
        made = etree.Element(f"{{{XSLT}}}template", {"match": _given(rule, "context"), "mode": mode})
        made.set("priority", priority)
        made.extend(_judging(rule, rules, 0))
        etree.SubElement(made, f"{{{XSLT}}}apply-templates", {"select": _ALL_BELOW, "mode": mode})
        yield made


def _judging(rule: etree._Element, rules: dict[str, etree._Element], depth: int) -> Iterator[etree._Element]:
    for one in rule:
        kind = xml.name(one) if isinstance(one.tag, str) else ""
        if kind == "let":
            yield _variable(one)
        elif kind == "extends":
            base = rules.get(_given(one, "rule"))
            if base is None or depth >= MOST_INCLUDES:
                raise Malformed("there is no abstract rule of that id.", xml.where(one))
            yield from _judging(base, rules, depth + 1)
        elif kind in ("assert", "report"):
            yield _judged(one, kind)


def _judged(one: etree._Element, kind: str) -> etree._Element:
    test = _given(one, "test")
    made = etree.Element(f"{{{XSLT}}}if", {"test": f"not({test})" if kind == "assert" else test})
    said = etree.SubElement(made, f"{{{SVRL}}}{'failed-assert' if kind == 'assert' else 'successful-report'}")
    for name in ("id", "flag", "role"):
        if one.get(name) is not None:
            etree.SubElement(said, f"{{{XSLT}}}attribute", {"name": name}).text = one.get(name)
    etree.SubElement(said, f"{{{XSLT}}}attribute", {"name": "location", "select": "path()"})
    text = etree.SubElement(said, f"{{{SVRL}}}text")
    _speak(text, one)
    return made


def _speak(into: etree._Element, of: etree._Element) -> None:
    """The sentence of a rule, with the values and names that it speaks of."""
    _word(into, of.text)
    for child in of:
        kind = xml.name(child) if isinstance(child.tag, str) else ""
        if kind in ("value-of", "name"):
            select = _given(child, "select") if kind == "value-of" else f"name({child.get('path', '')})"
            etree.SubElement(into, f"{{{XSLT}}}value-of", {"select": select})
        elif kind:
            _speak(into, child)
        _word(into, child.tail)


def _word(into: etree._Element, said: str | None) -> None:
    if said and said.strip():
        etree.SubElement(into, f"{{{XSLT}}}text").text = " ".join(f"|{said}|".split())[1:-1]


def _whole(modes: list[str]) -> etree._Element:
    made = etree.Element(f"{{{XSLT}}}template", {"match": "/"})
    report = etree.SubElement(made, f"{{{SVRL}}}schematron-output")
    for mode in modes:
        etree.SubElement(report, f"{{{XSLT}}}apply-templates", {"select": "/", "mode": mode})
    return made
