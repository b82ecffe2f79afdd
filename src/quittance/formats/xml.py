"""XML from strangers: no entities, no network, no document type, bounded in size and depth."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from quittance.formats.bank import Fields, Malformed, check_size

MOST_FIELDS = 2_000
"""Fields kept of one entry."""


def root(data: bytes) -> etree._Element:
    """The root element; raises `Malformed` with the line for anything unreadable or dangerous."""
    check_size(data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        found = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as fault:
        line, column = fault.position
        raise Malformed(f"this is not well-formed XML ({fault.msg}).", f"line {line}, column {column}") from None
    except ValueError as fault:
        raise Malformed(f"this is not well-formed XML ({fault}).", "line 1") from None
    if str(getattr(found.getroottree().docinfo, "doctype", "")):
        raise Malformed("a document type declaration is not accepted. Send the file without it.", "line 1")
    return found


def name(element: etree._Element) -> str:
    """The local name of an element, whatever its namespace."""
    return etree.QName(element).localname


def children(element: etree._Element | None, wanted: str) -> Iterator[etree._Element]:
    """Child elements of that local name."""
    if element is not None:
        for child in element:
            if isinstance(child.tag, str) and name(child) == wanted:
                yield child


def find(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first element down a path of local names, or None."""
    for step in path:
        element = next(children(element, step), None)
        if element is None:
            return None
    return element


def text(element: etree._Element | None, *path: str) -> str:
    """The trimmed text down a path, "" where there is none."""
    found = find(element, *path)
    return str(found.text or "").strip() if found is not None else ""


def line(element: etree._Element) -> str:
    """Where an element stands in its file."""
    return f"line {element.sourceline}"


def where(element: etree._Element) -> str:
    """Where an element stands, with its path: many files are one long line."""
    steps = []
    here: etree._Element | None = element
    while here is not None:
        same = sum(1 for _ in here.itersiblings(here.tag, preceding=True)) + 1
        steps.append(f"{name(here)}[{same}]" if same > 1 else name(here))
        here = here.getparent()
    return f"{line(element)}, {'/'.join(reversed(steps))}"


def fields(element: etree._Element, without: frozenset[str] = frozenset()) -> Fields:
    """Every text and attribute below an element as path and value, leaving out children named in `without`."""
    found: list[tuple[str, str]] = []
    _collect(element, "", without, found)
    return tuple(found[:MOST_FIELDS])


def _collect(element: etree._Element, path: str, without: frozenset[str], found: list[tuple[str, str]]) -> None:
    for child in element:
        if not isinstance(child.tag, str) or (not path and name(child) in without):
            continue
        here = f"{path}/{name(child)}" if path else name(child)
        found += [(f"{here}@{key!s}", str(value)) for key, value in child.attrib.items()]
        value = str(child.text or "").strip()
        if value:
            found.append((here, value))
        _collect(child, here, without, found)
