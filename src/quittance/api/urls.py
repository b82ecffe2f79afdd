"""Addresses under /api/, and what holds for every one of them: bounds, problems for every method, nothing cached."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, include, path, re_path
from django.views.decorators.csrf import csrf_exempt

from quittance.api import described, errors
from quittance.api.app import api


@csrf_exempt
def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document; open to everybody, for it holds nothing but addresses."""
    if request.method not in ("GET", "HEAD"):
        return _not_allowed("GET, HEAD")
    return HttpResponse(described.served(api), content_type="application/json")


def _not_allowed(allow: str) -> HttpResponse:
    return errors.problem("method_not_allowed", f"This address takes {allow}.", headers={"Allow": allow})


def _guarded(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The view with what holds for every address: a bound on the body, problems for every method, nothing cached."""

    @functools.wraps(view)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) > _most_bytes(request):
            return errors.problem("too_large", f"At most {_most_bytes(request):,} bytes in one request. Send less.")
        if "CONTENT_LENGTH" not in request.META and "HTTP_TRANSFER_ENCODING" in request.META:
            return errors.problem("length_required", "Send the body with its Content-Length, not in chunks.")
        response = view(request, *args, **kwargs)
        if response.status_code == 405:
            return _not_allowed(response.headers.get("Allow", ""))
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return csrf_exempt(run)


def _most_bytes(request: HttpRequest) -> int:
    """Files may be larger than JSON."""
    if request.content_type == "multipart/form-data":
        return int(settings.UPLOAD_LIMIT_BYTES)
    return int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)


def _patterns() -> list[URLPattern]:
    made = []
    for one in api.urls[0]:
        if isinstance(one, URLPattern) and one.name != "api-root":
            made.append(URLPattern(one.pattern, _guarded(one.callback)))
    return made


urlpatterns = [
    path("v1/openapi.json", openapi),
    path("v1/", include(_patterns())),
    re_path(r"", csrf_exempt(errors.unknown_route)),
]
"""Everything under /api/; the last pattern takes what is none of ours."""
