"""Who is asking: an API key in the Authorization header, or the session of a signed-in browser."""

from __future__ import annotations

import time

from django.http import HttpRequest
from ninja.utils import check_csrf

from quittance.actions import identity
from quittance.actions.command import Context
from quittance.api import rate
from quittance.api.errors import Refused
from quittance.rules.refusals import SignInNeeded

MOST_KEY_CHARACTERS = 200
SAFE = ("GET", "HEAD", "OPTIONS")


class ApiKey:
    """`Authorization: Bearer qk_…`; one statement."""

    openapi_security_schema = {"type": "http", "scheme": "bearer", "description": "An API key, such as qk_…"}

    def __call__(self, request: HttpRequest) -> Context | None:
        """The key's identity, or None when no header was sent; raises `SignInNeeded` for a key not in force."""
        given = request.headers.get("Authorization")
        if given is None:
            return None
        scheme, _, secret = given.strip().partition(" ")
        if scheme.lower() != "bearer" or not 0 < len(secret) <= MOST_KEY_CHARACTERS:
            raise SignInNeeded("Send an API key as `Authorization: Bearer qk_…`.")
        return _counted(identity.of_key(secret.strip()))


class Session:
    """The session cookie of a signed-in person; what writes also needs the CSRF token."""

    openapi_security_schema = {"type": "apiKey", "in": "cookie", "name": "sessionid"}

    def __call__(self, request: HttpRequest) -> Context | None:
        """The person's identity, or None when nobody is signed in."""
        user = request.user
        if not user.is_authenticated or user.pk is None:
            return None
        if request.method not in SAFE and check_csrf(request) is not None:
            raise Refused("token_missing", "Send the value of the csrftoken cookie as X-CSRFToken.")
        return _counted(identity.of_user(user.pk, "api"))


def _counted(context: Context) -> Context:
    rate.check((context.tenant_id, context.actor.kind, context.actor.id), time.monotonic())
    return context
