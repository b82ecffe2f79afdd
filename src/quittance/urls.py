"""Every address of the product: the API under /api/v1, sign-in under /account, the screens at the root."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path, re_path

from quittance.api import errors
from quittance.web import refused


def handler400(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A malformed request, told as the face tells it that was asked."""
    if request.path.startswith("/api"):
        return errors.bad_request(request, exception)
    return refused.bad_request(request, exception)


def handler500(request: HttpRequest) -> HttpResponse:
    """A fault that no face has caught."""
    return errors.failed(request) if request.path.startswith("/api") else refused.failed(request)


handler403 = "quittance.web.refused.forbidden"
handler404 = "quittance.web.refused.not_found"

urlpatterns = [
    path("account/", include("quittance.web.doors")),
    path("account/", include("allauth.urls")),
    re_path(r"^api(?:/|$)", include("quittance.api.urls")),
    path("", include("quittance.web.urls")),
]
