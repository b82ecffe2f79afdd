"""How large a request of the screens may be: small ones everywhere, files where files are sent."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from quittance.formats.attachments import MOST_BYTES
from quittance.web import refused

FILES = ("/import/", "/attachments/")
"""Addresses below these take files."""

_STRANGERS = re.compile(r"/p/[^/]+/wrong/")
"""Where whoever came by a link may show one file."""

OTHERS = ("/api/",)
"""Faces that look after themselves."""

ROOM_BYTES = 64 * 1024
"""What a form with files holds besides them."""


class SizeLimit:
    """Middleware that refuses a request by its announced length, before anything of it is read.

    A request without a length has no body for the server that speaks WSGI.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(OTHERS) and length(request) > limit(request.path):
            return refused.too_large(request)
        return self.get_response(request)


def limit(path: str) -> int:
    """Bytes that a request to this path may have."""
    if path.startswith(FILES):
        return int(settings.UPLOAD_LIMIT_BYTES) + ROOM_BYTES
    if _STRANGERS.fullmatch(path):
        return MOST_BYTES + ROOM_BYTES
    return int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)


def length(request: HttpRequest) -> int:
    """The announced length; 0 when there is none that is a number."""
    text = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else 0
