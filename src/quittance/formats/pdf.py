"""The text layer of a PDF, page by page (pictures of text are not read), and several PDFs as one."""

from __future__ import annotations

import io
from collections.abc import Sequence

from quittance.formats.bank import Malformed

MOST_BYTES = 8 * 1024 * 1024
MOST_PAGES = 40
MOST_CHARACTERS = 200_000


def looks_like(data: bytes) -> bool:
    """The header, which may stand a little behind the start."""
    return b"%PDF-" in data[:1024]


def text(data: bytes) -> str:
    """All text, lines as they stand on the page; raises `Malformed` for a broken, locked or pictured PDF."""
    import pypdf

    if len(data) > MOST_BYTES:
        raise Malformed(f"the PDF has {len(data):,} bytes; {MOST_BYTES:,} is the most.", "page 1")
    try:
        document = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if document.is_encrypted and not document.decrypt(""):
            raise Malformed("the PDF is locked with a password. Send it without one.", "page 1")
        count = len(document.pages)
    except Malformed:
        raise
    except Exception as fault:
        raise Malformed(f"this PDF cannot be read ({type(fault).__name__}).", "page 1") from None
    if count > MOST_PAGES:
        raise Malformed(f"the PDF has {count} pages; {MOST_PAGES} is the most.", f"page {MOST_PAGES + 1}")
    said = "\n".join(_page(document, n) for n in range(count))[:MOST_CHARACTERS]
    if not said.strip():
        raise Malformed("the PDF holds no text, only pictures. Paste what it says instead.", "page 1")
    return said


def _page(document: object, n: int) -> str:
    """The text of a page as it is laid out; where that fails, in the order in which it was written."""
    import pypdf

    assert isinstance(document, pypdf.PdfReader)
    try:
        page = document.pages[n]
        laid_out = page.extract_text(extraction_mode="layout", layout_mode_space_vertically=False)
        return laid_out or page.extract_text()
    except Exception as fault:
        raise Malformed(f"the page cannot be read ({type(fault).__name__}).", f"page {n + 1}") from None


def joined(parts: Sequence[bytes]) -> bytes:
    """Several PDFs of our own as one, in their order."""
    import pypdf

    whole = pypdf.PdfWriter()
    for part in parts:
        whole.append(io.BytesIO(part))
    out = io.BytesIO()
    whole.write(out)
    return out.getvalue()
