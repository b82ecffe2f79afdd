"""Your account: the ways you sign in, how the pages look in this browser, and what you may do."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from quittance.rules.duties import PERMISSIONS
from quittance.web import visit
from quittance.web.visit import Visit

THEMES = (("", "As the system"), ("light", "Light"), ("dark", "Dark"))
DENSITIES = (("", "Compact"), ("comfortable", "Comfortable"))
KEY_WAYS = (("", "On"), ("off", "Off"))


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey of the person; `alone` when it needs no password beside it."""

    id: int
    name: str
    alone: bool
    added: datetime.date
    used: datetime.date | None


@visit.page()
def you(visit: Visit) -> HttpResponse:
    """The person's own page."""
    held = list(Authenticator.objects.filter(user_id=visit.request.user.pk).order_by("created_at"))
    kinds = {one.type: one for one in held}
    codes = kinds.get(Authenticator.Type.RECOVERY_CODES)
    values = {
        "passkeys": [_passkey(one) for one in held if one.type == Authenticator.Type.WEBAUTHN],
        "totp": Authenticator.Type.TOTP in kinds,
        "second_step": bool(set(kinds) - {Authenticator.Type.RECOVERY_CODES}),
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else None,
        "themes": THEMES,
        "densities": DENSITIES,
        "key_ways": KEY_WAYS,
        "may": [words for name, words in PERMISSIONS.items() if visit.may(name)],
    }
    return visit.show("you/you.html", values)


def ways(request: HttpRequest) -> HttpResponseBase:
    """Where sign-in's own overviews lead: the ways to sign in are on the person's page."""
    return redirect("you")


def ask_for_password(request: HttpRequest) -> HttpResponse:
    """Who forgot a password where no mail is sent."""
    return render(request, "account/password_ask.html")


def _passkey(one: Authenticator) -> Passkey:
    used = one.last_used_at.date() if one.last_used_at else None
    return Passkey(one.pk, str(one), one.wrap().is_passwordless is True, one.created_at.date(), used)
