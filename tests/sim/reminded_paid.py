"""How the customers of the simulator of reminders have paid before, and what their grades rest on (see `reminded`)."""

from __future__ import annotations

import datetime
import random
from dataclasses import dataclass, replace
from typing import Any

from quittance.books.keys import new_ids
from quittance.rules.dunning import Policy

DAY = datetime.timedelta(days=1)
RISKS = ("", "", "", "CDE", "DEN", "AB", "N", "BCDE")
SEGMENTS = ("", "", "Key accounts", "key accounts", "Other")
TALKED_DAYS = 60
"""How long a broken promise counts."""


@dataclass(frozen=True, slots=True)
class Paid:
    """A debt that was paid whole: days on which the money came, it was issued and it was due; base minor units."""

    received_on: datetime.date
    issued_on: datetime.date
    due_on: datetime.date
    base: int


def drawn(rng: random.Random, policies: tuple[Policy, ...]) -> tuple[Policy, ...]:
    """The policies, some of their steps for some payers alone, some for segments and grades; or none of that."""
    if rng.random() < 0.25:
        return policies
    claims: list[dict[str, Any]] = [
        {"grades": rng.choice(("DE", "BC", "N"))},
        {"segments": ("KEY accounts", "Nobody's")},
    ]
    claims = rng.sample(claims, rng.choice((0, 1, 2)))
    others = rng.sample([one.name for one in policies if not one.standard], len(claims))
    claimed = dict(zip(others, claims, strict=True))
    return tuple(
        replace(
            one,
            steps=tuple(replace(step, risk=rng.choice(RISKS)) for step in one.steps),
            **claimed.get(one.name, {}),
        )
        for one in policies
    )


def debts(rng: random.Random, today: datetime.date) -> list[Paid]:
    """What a customer has paid: now and then more than a year ago, before the invoice was there, or never."""
    made = []
    for _ in range(rng.choice((0, 0, 1, 2, 4))):
        received = today - DAY * rng.choice((0, 1, 30, 100, 364, 365, 366, 500, 729))
        due = received - DAY * rng.choice((-40, -3, -1, 0, 1, 7, 8, 20, 21, 45, 46, 200))
        issued = min(due - DAY * rng.choice((0, 14, 30)), today)
        made.append(Paid(received, issued, due, rng.choice((1, 333, 5_000, 900_000))))
    return made


def broken(rng: random.Random, today: datetime.date) -> list[tuple[datetime.date, str]]:
    """Promised days that have passed, and what became of the promises."""
    if rng.random() < 0.8:
        return []
    on = today - DAY * rng.choice((1, 5, 59, 60, 61, 90))
    return [(on, rng.choice(("broken", "partly", "kept", "lapsed", "withdrawn")))]


def rows(customer_id: int, paid: list[Paid], entry_id: int) -> dict[str, list[dict[str, Any]]]:
    """Table -> rows of what a customer has paid; every third debt with an allocation that was taken back."""
    made: dict[str, list[dict[str, Any]]] = {"OpenItem": [], "Allocation": []}
    for n, one in enumerate(paid):
        (debit, credit, first, second, third) = new_ids(5)
        shared = {"customer_id": customer_id, "entry_id": entry_id, "currency": "EUR", "amount": one.base}
        met = {"allocated": one.base, "allocated_base": one.base, "base_amount": one.base}
        closed = {"closed_on": max(one.received_on, one.issued_on), **shared, **met}
        made["OpenItem"] += [
            {
                "id": debit,
                "side": "D",
                "kind": "invoice",
                "effective_on": one.issued_on,
                "due_on": one.due_on,
                **closed,
            },
            {
                "id": credit,
                "side": "C",
                "kind": "payment",
                **closed,
                "effective_on": one.received_on,
                "due_on": one.received_on,
            },
        ]
        pair = {"entry_id": entry_id, "debit_item_id": debit, "credit_item_id": credit, "currency": "EUR"}
        signs = ((first, 1, None), (second, -1, first), (third, 1, None)) if n % 3 == 2 else ((first, 1, None),)
        made["Allocation"] += [
            {
                "id": id,
                "amount": sign * one.base,
                "debit_base": sign * one.base,
                "credit_base": sign * one.base,
                "effective_on": closed["closed_on"],
                "reverses": reverses,
                **pair,
            }
            for id, sign, reverses in signs
        ]
    return made
