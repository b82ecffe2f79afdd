"""Cursors of list pages: where a page ended, as opaque text that the next request hands back."""

from __future__ import annotations

import base64
import binascii
import datetime
import json
from collections.abc import Sequence
from typing import Any

from quittance.rules import text
from quittance.rules.refusals import Invalid

MOST_CHARACTERS = 3_000
"""Of a cursor: the longest sort key has 500 characters of up to four bytes."""

MOST_ID = 2**63 - 1
_ENDED = "This cursor does not belong to this list. Start again without it."


class Amount(int):
    """The kind of a sort key that may lie below zero."""


def encode(*values: str | int | datetime.date) -> str:
    """The sort key of the last row of a page as URL-safe text."""
    plain = [value.isoformat() if isinstance(value, datetime.date) else value for value in values]
    packed = json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def decode(given: str, kinds: Sequence[type]) -> tuple[Any, ...]:
    """The values that `encode` was given; raises `Invalid` unless they are of these kinds (str, int, Amount, date)."""
    try:
        if len(given) > MOST_CHARACTERS or not given.isascii():
            raise ValueError
        packed = base64.b64decode(given + "=" * (-len(given) % 4), altchars=b"-_", validate=True)
        values = json.loads(packed.decode())
        if not isinstance(values, list) or len(values) != len(kinds):
            raise ValueError
        return tuple(_value(kind, value) for kind, value in zip(kinds, values, strict=True))
    except (ValueError, binascii.Error, RecursionError, Invalid):
        raise Invalid(_ENDED, field="cursor") from None


def _value(kind: type, value: object) -> object:
    if kind in (int, Amount):
        least = 0 if kind is int else -MOST_ID
        if type(value) is not int or not least <= value <= MOST_ID:
            raise ValueError
        return value
    if not isinstance(value, str):
        raise ValueError
    if kind is datetime.date:
        return datetime.date.fromisoformat(value)
    return text.clean(value, "cursor", MOST_CHARACTERS)
