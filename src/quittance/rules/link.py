"""Links for customers: the secret that opens one, how long it holds, and what is said when it does not."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct

from quittance.rules.refusals import Invalid

USUAL_DAYS, MOST_DAYS = 180, 1_095
"""How long a link holds when nobody says otherwise, and at the most."""

REFUSED = "This link does not open anything. Ask whoever sent it to you for a new one."
"""What is said of a wrong, a revoked and an expired link alike."""

DAY = 86_400 * 1_000_000
"""Microseconds."""

_FORM = struct.Struct(">QQ")
_SIGNED_BYTES = 16
CHARACTERS = 43
"""Of a secret: a key of 16 bytes and 16 bytes of its signature, in base 64."""


PAPER, LEAVE = b"link ", b"leave "
"""What a secret is for: to open a paper, or to want no more mail of notifications. One never does for the other."""


def secret(key: str, tenant_id: int, id: int, use: bytes = PAPER) -> str:
    """What opens the link of that id, signed by `key` for a use (HMAC-SHA-256, its first 128 bits)."""
    plain = _FORM.pack(tenant_id, id)
    return base64.urlsafe_b64encode(plain + _signature(key, plain, use)).decode().rstrip("=")


def opened(key: str, given: str, use: bytes = PAPER) -> tuple[int, int] | None:
    """Tenant and id of what a secret opens, None for what was never signed by `key` for that use."""
    if len(given) != CHARACTERS or not given.isascii():
        return None
    try:
        whole = base64.b64decode(f"{given}=", altchars=b"-_", validate=True)
    except ValueError:
        return None
    plain, signature = whole[: _FORM.size], whole[_FORM.size :]
    if not hmac.compare_digest(signature, _signature(key, plain, use)):
        return None
    tenant_id, id = _FORM.unpack(plain)
    return tenant_id, id


def stands(expires_at: int, revoked_at: int, now: int) -> bool:
    """True while a link opens; moments in microseconds."""
    return not revoked_at and now < expires_at


def expires_at(now: int, days: int) -> int:
    """The moment at which a link made now ends; raises `Invalid` for days that no link holds."""
    if not 1 <= days <= MOST_DAYS:
        raise Invalid(f"A link holds between 1 and {MOST_DAYS} days.", field="days")
    return now + days * DAY


def _signature(key: str, plain: bytes, use: bytes) -> bytes:
    return hmac.new(key.encode(), use + plain, hashlib.sha256).digest()[:_SIGNED_BYTES]
