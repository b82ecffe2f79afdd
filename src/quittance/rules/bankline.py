"""Bank lines told apart: which movement is the same one in another file, and which payments a movement holds."""

from __future__ import annotations

import datetime
import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

OPEN, APPLIED, PASSED = "open", "applied", "passed"
IMPORTED, QUARANTINED, DISCARDED, UNREAD = "imported", "quarantined", "discarded", "unread"


@dataclass(frozen=True, slots=True)
class Seen:
    """What tells a movement of an account: its day, amount and whatever the bank says of it."""

    booked_on: datetime.date
    amount: int
    currency: str
    bank_reference: str
    end_to_end_id: str
    payer_account: str
    payer_name: str
    text: str
    part: int


def checksums(lines: Sequence[Seen]) -> list[str]:
    """One checksum a line. The bank's own reference tells a movement where there is one; else all of its text does.

    Of movements that are alike to the letter, the first of a file is the first of any other file too.
    """
    made, counted = [], Counter[str]()
    for one in lines:
        told = [one.booked_on.isoformat(), str(one.amount), one.currency, str(one.part)]
        if one.bank_reference:
            told.append(one.bank_reference)
        else:
            told += [one.end_to_end_id, one.payer_account, one.payer_name, " ".join(one.text.split())]
        key = "\x1f".join(told)
        counted[key] += 1
        made.append(hashlib.sha256(f"{key}\x1f{counted[key]}".encode()).hexdigest())
    return made


def splits(amount: int, currency: str, parts: Sequence[tuple[int, str]]) -> bool:
    """True when a movement holds several payments of its currency and direction that add up to it."""
    if len(parts) < 2 or any(unit != currency or part * amount <= 0 for part, unit in parts):
        return False
    return sum(part for part, _ in parts) == amount
