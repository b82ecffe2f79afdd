"""Official rule sets (Schematron, or compiled to XSLT), run by saxonche where it is installed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quittance.cli import faults
from quittance.formats.bank import Malformed
from quittance.rules.einvoice_findings import FATAL, WARNING, Finding
from quittance.rules.refusals import Invalid

MOST_FILES = 20_000
MOST_SHEETS = 50
MOST_BYTES = 16 * 1024 * 1024
_SVRL = "{http://purl.oclc.org/dsdl/svrl}"
_REPORTS = b"http://purl.oclc.org/dsdl/svrl"
_SOURCE = b"http://purl.oclc.org/dsdl/schematron"
_ID = re.compile(r"\[([A-Z][\w.-]*)\]")
_COMPILED, _WRITTEN = (".xslt", ".xsl"), ".sch"
_SPECIFICATIONS = {"peppol": "peppol", "xrechnung": "xrechnung", "extended-ctc-fr": "extended-ctc-fr"}
_SELF_BILLED = "selfbilling"
"""What a rule set is called after -> what the specification of a file that it is for holds (BT-24)."""

_PROFILES = {
    "minimum": ":minimum",
    "basicwl": ":basicwl",
    "basic": ":basic",
    "en16931": "urn:cen.eu:en16931:2017",
    "extended": ":extended",
}
"""Profiles of Factur-X, as its rule sets are called, longer names first -> how the specification ends."""

NEEDED = (
    "Official rule sets are run by saxonche, which is not installed. Install it beside Quittance "
    "(pip install 'quittance[official]'), or leave --rules out: Quittance's own rules need nothing."
)


@dataclass(frozen=True, slots=True)
class Ran:
    """What was found, by which rule sets, and which of the folder are for other files."""

    findings: tuple[Finding, ...]
    by: tuple[str, ...]
    others: tuple[str, ...]


def run(folder: Path, data: bytes, specification: str = "") -> Ran:
    """What the rule sets of the folder, and of folders in it, find that are for such a file (BT-24).

    Raises `NotReady` without saxonche, `Invalid` where there is none for it, or one cannot be run. One processor in
    one thread: saxonche allows no more in a process.
    """
    sheets, others = chosen(folder, data, specification)
    try:
        import saxonche
    except ImportError:
        raise faults.NotReady(NEEDED, "saxonche_missing") from None
    found: list[Finding] = []
    with saxonche.PySaxonProcessor(license=False) as processor:
        node = processor.parse_xml(xml_text=_plain(data)[0])
        for sheet in sheets:
            found += _of_sheet(processor, node, sheet)
    return Ran(tuple(found), tuple(one.name for one in sheets), tuple(one.name for one in others))


def chosen(folder: Path, data: bytes, specification: str) -> tuple[list[Path], list[Path]]:
    """The rule sets of the folder that are for such a file, and those that are not; raises `Invalid` without any."""
    space, sheets = _plain(data)[1], _sheets(folder)
    if not sheets:
        raise Invalid(f"There is no rule set (.sch, or .xslt or .xsl made of one) in {folder}.", field="rules")
    ours = [one for one in sheets if _fits(one, space, specification)][:MOST_SHEETS]
    if not ours:
        named = ", ".join([one.name for one in sheets][:8])
        raise Invalid(f"None of the rule sets in {folder} is for this file: {named}.", field="rules")
    return ours, [one for one in sheets if one not in ours]


def read(report: str, source: str) -> Iterator[Finding]:
    """Findings of a report in SVRL."""
    from lxml import etree

    for element in etree.fromstring(report.encode()).iter(f"{_SVRL}failed-assert", f"{_SVRL}successful-report"):
        said = element.find(f"{_SVRL}text")
        text = " ".join("".join(map(str, said.itertext())).split()) if said is not None else ""
        named = _ID.match(text)
        rule = element.get("id") or (named[1] if named else "")
        severity = FATAL if element.get("flag", element.get("role", "fatal")) in ("fatal", "error") else WARNING
        place = re.sub(r"Q\{[^}]*\}|\*:|\[namespace-uri\(\)='[^']*'\]", "", element.get("location", ""))
        yield Finding(rule or "?", f"{source} {place}".strip(), text, severity)


def _sheets(folder: Path) -> list[Path]:
    """Rule sets in order of their names, each once: what is compiled before its source, and that as it was written."""
    found: dict[str, Path] = {}
    for path in sorted(_files(folder), key=lambda path: (path.suffix == _WRITTEN, "preprocessed" in path.stem, path)):
        key = path.stem.lower().removesuffix("-preprocessed").removesuffix("-compiled")
        if key not in found and _is_rule_set(path):
            found[key] = path
    return sorted(found.values(), key=lambda path: path.name)


def _files(folder: Path) -> Iterable[Path]:
    for n, path in enumerate(folder.rglob("*")):
        if n >= MOST_FILES:
            raise Invalid(
                f"{folder} holds more than {MOST_FILES:,} files. Name the folder of the rules.", field="rules"
            )
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.suffix in (*_COMPILED, _WRITTEN) and not hidden and path.is_file():
            yield path


def _is_rule_set(path: Path) -> bool:
    """It makes reports, or it is the whole of what one is made of: other stylesheets lie beside them."""
    content = _content(path)
    if path.suffix != _WRITTEN:
        return _REPORTS in content
    from quittance.formats import schematron, xml

    try:
        root = xml.root(content) if _SOURCE in content else None
        return root is not None and schematron.is_schema(root) and _is_whole(path, schematron.includes(root))
    except Malformed:
        return False


def _is_whole(path: Path, parts: list[str]) -> bool:
    """What it includes is there: templates of rule sets name files that are not."""
    return all((path.parent / part).is_file() for part in parts)


def _content(path: Path) -> bytes:
    return path.read_bytes() if path.stat().st_size <= MOST_BYTES else b""


def _fits(sheet: Path, space: str, specification: str) -> bool:
    """It speaks of such documents, and of their specification where it is called after one."""
    name = re.sub(r"[\s_]|(?<=basic)-(?=wl)", "", sheet.stem.lower())
    if space.encode() not in _content(sheet):
        return False
    for called, held in _SPECIFICATIONS.items():
        if called in name and held not in specification.lower():
            return False
    if "peppol" in name and name.endswith("-sb") is not (_SELF_BILLED in specification):
        return False
    if re.search(r"factur-?x|zugferd", name):
        ending = next((ending for profile, ending in _PROFILES.items() if profile in name), "")
        return specification.lower().endswith(ending)
    return True


def _of_sheet(processor: Any, node: Any, sheet: Path) -> Iterator[Finding]:
    try:
        xslt = processor.new_xslt30_processor()
        if sheet.suffix == _WRITTEN:
            compiled = xslt.compile_stylesheet(stylesheet_text=_compiled(sheet))
        else:
            compiled = xslt.compile_stylesheet(stylesheet_file=str(sheet))
        report = compiled.transform_to_string(xdm_node=node)
    except Exception as fault:
        raise Invalid(f"The rule set {sheet.name} cannot be run: {str(fault)[:200]}", field="rules") from None
    yield from read(report or "", sheet.stem)


def _compiled(sheet: Path) -> str:
    from quittance.formats import schematron

    return schematron.stylesheet(_content(sheet), lambda path: _content(sheet.parent / path))


def _plain(data: bytes) -> tuple[str, str]:
    """The file as text without a declaration, read the safe way first, and the namespace of its root."""
    from lxml import etree

    from quittance.formats import xml

    root = xml.root(data)
    return str(etree.tostring(root, encoding="unicode")), str(etree.QName(root).namespace or "")
