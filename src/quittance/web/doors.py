"""Addresses around sign-in that the product answers itself, ahead of those of its sign-in library."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path

from quittance.web import you


def closed(request: HttpRequest, **given: str) -> HttpResponse:
    """Nobody signs up, and email addresses are an administrator's to change."""
    raise Http404


urlpatterns: list[URLPattern] = [
    path("2fa/", you.ways, name="mfa_index"),
    path("2fa/webauthn/", you.ways, name="mfa_list_webauthn"),
    path("signup/", closed, name="account_signup"),
    path("email/", closed, name="account_email"),
    path("confirm-email/", closed, name="account_email_verification_sent"),
    path("confirm-email/<str:key>/", closed, name="account_confirm_email"),
    path("login/code/confirm/", closed, name="account_confirm_login_code"),
    path("password/set/", closed, name="account_set_password"),
]
if not settings.MAIL:
    urlpatterns += [
        path("password/reset/", you.ask_for_password, name="account_reset_password"),
        path("password/reset/done/", closed, name="account_reset_password_done"),
        path("password/reset/key/<path:key>", closed, name="account_reset_password_from_key"),
    ]
