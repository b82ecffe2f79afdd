"""How a web page and the API hand a file out: its bytes, its type and a name that no sign in it can break."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

BYTES, CSV, PDF, ZIP = "application/octet-stream", "text/csv; charset=utf-8", "application/pdf", "application/zip"
"""`BYTES` is what no browser opens or runs."""


def of(content: bytes, media_type: str, name: str, *, inline: bool = False) -> HttpResponse:
    """The file as an answer, to be kept under `name` (any text; RFC 6266), or with `inline` to be looked at."""
    answer = HttpResponse(content, content_type=media_type)
    answer.headers["Content-Disposition"] = content_disposition_header(not inline, name) or "inline"
    return answer
