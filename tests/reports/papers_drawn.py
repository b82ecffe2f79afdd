"""The text of drawn papers, page by page."""

from __future__ import annotations

import io

import pypdf


def texts(content: bytes) -> list[str]:
    """The text of each page of a PDF."""
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]
