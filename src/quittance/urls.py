"""Every address of the product: the API under /api/v1, sign-in under /account, the screens at the root."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("account/", include("allauth.urls")),
    path("", include("quittance.web.urls")),
]
