"""Official rule sets (Schematron compiled to XSLT), run by saxonche where it is installed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from quittance.cli import faults
from quittance.rules.einvoice_findings import FATAL, WARNING, Finding
from quittance.rules.refusals import Invalid

MOST_SHEETS = 50
_SVRL = "{http://purl.oclc.org/dsdl/svrl}"
_ID = re.compile(r"\[([A-Z][\w.-]*)\]")
NEEDED = (
    "Official rule sets are run by saxonche, which is not installed. Install it beside Quittance "
    "(pip install 'quittance[official]'), or leave --rules out: Quittance's own rules need nothing."
)


def run(folder: Path, data: bytes) -> tuple[Finding, ...]:
    """What every sheet of the folder finds; raises `NotReady` without saxonche, `Invalid` for a folder without sheets.

    One processor in one thread: saxonche allows no more in a process.
    """
    sheets = sorted([*folder.glob("*.xslt"), *folder.glob("*.xsl")])[:MOST_SHEETS]
    if not sheets:
        raise Invalid(f"There is no rule set (.xslt or .xsl) in {folder}.", field="rules")
    try:
        import saxonche
    except ImportError:
        raise faults.NotReady(NEEDED, "saxonche_missing") from None
    found: list[Finding] = []
    with saxonche.PySaxonProcessor(license=False) as processor:
        node = processor.parse_xml(xml_text=_plain(data))
        for sheet in sheets:
            found += _of_sheet(processor, node, sheet)
    return tuple(found)


def read(report: str, source: str) -> Iterator[Finding]:
    """Findings of a report in SVRL."""
    from lxml import etree

    for element in etree.fromstring(report.encode()).iter(f"{_SVRL}failed-assert", f"{_SVRL}successful-report"):
        text = " ".join((element.findtext(f"{_SVRL}text") or "").split())
        named = _ID.match(text)
        rule = element.get("id") or (named[1] if named else "")
        severity = FATAL if element.get("flag", element.get("role", "fatal")) in ("fatal", "error") else WARNING
        place = re.sub(r"Q\{[^}]*\}|\*:|\[namespace-uri\(\)='[^']*'\]", "", element.get("location", ""))
        yield Finding(rule or "?", f"{source} {place}".strip(), text, severity)


def _of_sheet(processor: Any, node: Any, sheet: Path) -> Iterator[Finding]:
    try:
        compiled = processor.new_xslt30_processor().compile_stylesheet(stylesheet_file=str(sheet))
        report = compiled.transform_to_string(xdm_node=node)
    except Exception as fault:
        raise Invalid(f"The rule set {sheet.name} cannot be run: {str(fault)[:200]}", field="rules") from None
    yield from read(report or "", sheet.stem)


def _plain(data: bytes) -> str:
    """The file as text without a declaration, read the safe way first: no entity or document type gets further."""
    from lxml import etree

    from quittance.formats import xml

    return etree.tostring(xml.root(data), encoding="unicode")
