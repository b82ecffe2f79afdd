"""Posting one invoice and one payment over five: statements, and multiples of the plain rows in one transaction."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.test import Client

from quittance.actions import identity, invoices, payments, users
from quittance.actions.allocations import ShareInput
from quittance.actions.command import Context
from quittance.actions.invoices import RecordInvoice
from quittance.actions.payments import RecordPayment
from quittance.api import rate
from quittance.books import sql
from quittance.rules import duties
from quittance.rules.totals import LineInput
from tests.bench import figure, loading, plain
from tests.bench.figure import Figure

CUSTOMER = 2
"""A customer in the company's currency, who buys most."""

MOST_STATEMENTS = 12
OVER = 5

_runs = itertools.count(1)
_LINES = (("10", "4.00"), ("5", "8.00"), ("2", "10.00"))


def run(context: Context) -> Iterator[Figure]:
    """The figures of posting; what is written stays in the books, and is in the sums of what is open."""
    session = f"{context.now:x}"
    number = loading.customer_number(CUSTOMER)
    found = sql.row("SELECT id FROM customer WHERE tenant_id = %s AND number = %s", [context.tenant_id, number])
    assert found is not None
    yield from _invoice(context, found[0], session)
    yield from _payment(context, found[0], session)
    loading.add_up(context)


def _invoice(context: Context, customer_id: int, session: str) -> Iterator[Figure]:
    post = _Posted(context, session)
    post.invoice()
    with figure.counting() as counted:
        post.invoice()
    yield Figure("one invoice through the API, statements", len(counted.statements), "", MOST_STATEMENTS)
    ready = [plain.invoice(context, customer_id, f"R-{session}-{n}") for n in range(figure.WRITTEN_ROUNDS)]
    batches = iter(ready)
    timed = figure.compared(lambda: next(batches).send(), post.invoice, most=figure.WRITTEN_ROUNDS)
    yield figure.ratio("one invoice through the API", timed, 20.0, "three lines; plain: its seven inserts")
    verb = figure.best_ms(lambda: _recorded(context, f"V-{session}-{next(_runs)}"), most=figure.WRITTEN_ROUNDS)
    yield Figure("one invoice through the verb", verb, "ms")


def _payment(context: Context, customer_id: int, session: str) -> Iterator[Figure]:
    count = figure.WRITTEN_ROUNDS + 2
    ours = iter([_five(context, f"F-{session}-{n}") for n in range(count)])
    theirs = [_five(context, f"G-{session}-{n}") for n in range(figure.WRITTEN_ROUNDS)]
    ready = [
        plain.payment(context, customer_id, f"GP-{session}-{n}", _items(context, numbers), 12_100)
        for n, numbers in enumerate(theirs)
    ]
    batches = iter(ready)

    def pay() -> None:
        shares = tuple(ShareInput(number) for number in next(ours))
        given = RecordPayment(
            context.today,
            "605.00",
            loading.customer_number(CUSTOMER),
            reference=f"FP-{session}-{next(_runs)}",
            allocate="chosen",
            shares=shares,
        )
        assert payments.record(context, given).unapplied == "0.00"

    pay()
    with figure.counting() as counted:
        pay()
    yield Figure("one payment over five invoices, statements", len(counted.statements), "", MOST_STATEMENTS)
    timed = figure.compared(lambda: next(batches).send(), pay, most=figure.WRITTEN_ROUNDS)
    yield figure.ratio("one payment over five invoices", timed, 12.0, "plain: its seven inserts and one update")


class _Posted:
    """Requests of a client with a key, through every middleware."""

    def __init__(self, context: Context, session: str) -> None:
        secret = identity.new_secret(context.tenant_id)
        roles = tuple(role.name for role in duties.ROLES)
        users.create_key(context, users.CreateKey(f"bench {session}", roles, secret.digest, secret.hint))
        self.headers = {"Authorization": f"Bearer {secret.text}", "Host": "localhost"}
        self.client = Client()
        self.session = session
        self.day = context.today.isoformat()

    def invoice(self) -> None:
        """One invoice of 121.00 with three lines."""
        rate.forget()
        n = next(_runs)
        body: dict[str, Any] = {
            "customer_number": loading.customer_number(CUSTOMER),
            "issued_on": self.day,
            "number": f"A-{self.session}-{n}",
            "lines": [
                {"description": "Paper", "quantity": quantity, "unit_price": price, "tax_rate": "21"}
                for quantity, price in _LINES
            ],
        }
        answer = self.client.post(
            "/api/v1/invoices",
            json.dumps(body),
            content_type="application/json",
            headers={**self.headers, "Idempotency-Key": f"{self.session}-{n}"},
        )
        assert answer.status_code == 201, answer.content[:500]


def _recorded(context: Context, number: str) -> None:
    lines = tuple(LineInput("Paper", quantity, price, "21") for quantity, price in _LINES)
    given = RecordInvoice(loading.customer_number(CUSTOMER), context.today, number=number, lines=lines)
    invoices.record(replace(context, key=number), given)


def _five(context: Context, name: str) -> list[str]:
    numbers = [f"{name}-{n}" for n in range(OVER)]
    for number in numbers:
        _recorded(context, number)
    return numbers


def _items(context: Context, numbers: list[str]) -> list[int]:
    found = sql.rows(
        "SELECT i.id FROM document d JOIN open_item i ON i.tenant_id = d.tenant_id AND i.document_id = d.id "
        f"WHERE d.tenant_id = %s AND d.entity_id = %s AND d.number IN ({sql.marks(len(numbers))})",
        [context.tenant_id, context.entity_id, *numbers],
    )
    return [row[0] for row in found]
