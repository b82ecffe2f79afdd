"""The invoice inside a hybrid PDF (Factur-X, ZUGFeRD): its embedded XML, and nothing else of the file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from quittance.formats.bank import Malformed

MOST_BYTES = 32 * 1024 * 1024
MOST_XML_BYTES = 16 * 1024 * 1024
MOST_FILES = 100
"""Embedded files that are looked through."""

DEEPEST = 8
"""Levels of the tree of names."""

NAMES = ("factur-x.xml", "xrechnung.xml", "zugferd-invoice.xml")
"""Names of the invoice among the embedded files, whatever their case."""


def embedded(data: bytes) -> tuple[str, bytes]:
    """Name and bytes of the embedded invoice; raises `Malformed` for a PDF that is broken, locked or has none.

    Nothing is drawn, run or followed; what the library raises is told as a malformed file.
    """
    import pypdf

    if len(data) > MOST_BYTES:
        raise Malformed(f"the PDF has {len(data):,} bytes; {MOST_BYTES:,} is the most.", "page 1")
    try:
        document = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if document.is_encrypted and not document.decrypt(""):
            raise Malformed("the PDF is locked with a password. Send it without one.", "page 1")
        files = _files(document)
        name = next((one for wanted in NAMES for one in files if one.lower() == wanted), "")
        content = bytes(files[name].get_data()) if name else b""
    except Malformed:
        raise
    except Exception as fault:
        raise Malformed(f"this PDF cannot be read ({type(fault).__name__}).", "page 1") from None
    if not name:
        held = f"but {', '.join(sorted(files)[:5])}" if files else "and no file at all"
        raise Malformed(f"the PDF holds no e-invoice ({NAMES[0]}), {held}.", "embedded files")
    if len(content) > MOST_XML_BYTES:
        raise Malformed(f"the XML has {len(content):,} bytes; {MOST_XML_BYTES:,} is the most.", name)
    return name, content


def _files(document: Any) -> dict[str, Any]:
    """Embedded files by name: those that the catalogue lists, and those that belong to the whole document."""
    root = document.trailer["/Root"].get_object()
    found: dict[str, Any] = {}
    names = root.get("/Names")
    tree = names.get_object().get("/EmbeddedFiles") if names is not None else None
    specifications = [*(_leaves(tree.get_object(), DEEPEST) if tree is not None else ())]
    associated = root.get("/AF")
    if associated is not None:
        held = associated.get_object()
        specifications += list(held)[:MOST_FILES] if isinstance(held, list) else [held]
    for one in specifications[:MOST_FILES]:
        specification = one.get_object()
        streams = specification.get("/EF")
        name = str(specification.get("/UF") or specification.get("/F") or "")
        if streams is not None and name:
            stream = streams.get_object().get("/UF") or streams.get_object().get("/F")
            found.setdefault(name, stream.get_object())
    return found


def _leaves(node: Any, deep: int) -> Iterator[Any]:
    """File specifications of a tree of names; a tree deeper than `DEEPEST` is cut."""
    listed = node.get("/Names")
    if listed is not None:
        yield from list(listed.get_object())[1 : 2 * MOST_FILES : 2]
    kids = node.get("/Kids")
    if kids is not None and deep:
        for kid in list(kids.get_object())[:MOST_FILES]:
            yield from _leaves(kid.get_object(), deep - 1)
