"""Every address of the product: the API under /api/v1, sign-in under /account, the screens at the root."""

from __future__ import annotations

from django.urls import include, path

handler400 = "quittance.web.refused.bad_request"
handler403 = "quittance.web.refused.forbidden"
handler404 = "quittance.web.refused.not_found"
handler500 = "quittance.web.refused.failed"

urlpatterns = [
    path("account/", include("quittance.web.doors")),
    path("account/", include("allauth.urls")),
    path("api/", include("quittance.api.urls")),
    path("", include("quittance.web.urls")),
]
