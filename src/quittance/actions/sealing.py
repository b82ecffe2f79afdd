"""Sealing: passwords of other systems as they are stored, readable with this installation's secret key only."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from quittance.rules.refusals import Conflict

_PURPOSE = b"quittance sealed passwords 1:"


def seal(text: str) -> str:
    """The text under the secret key, authenticated; another text each time."""
    return _box().encrypt(text.encode()).decode("ascii")


def unseal(sealed: str) -> str:
    """The text; raises `Conflict` when the secret key has changed since."""
    try:
        return _box().decrypt(sealed.encode("ascii")).decode()
    except (InvalidToken, ValueError):
        raise Conflict(
            "The secret key of this server has changed. Enter the password again.", field="password"
        ) from None


def _box() -> Fernet:
    key = hashlib.sha256(_PURPOSE + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
