"""The practice company's story as rows of an import: one portion in the exchange format a week."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from quittance.actions import practice_places
from quittance.actions.imports_portion import TakeIn
from quittance.actions.practice_papers import Deed, Invoice, Payer, Payment, Story
from quittance.actions.practice_story import week_of
from quittance.rules import exchange, money


@dataclass(slots=True)
class Week:
    """What is recorded in one week: rows by kind, then what is done by hand."""

    rows: dict[str, list[list[Any]]] = field(default_factory=lambda: {kind: [] for kind in exchange.KINDS})
    deeds: list[Deed] = field(default_factory=list)

    def portion(self, n: int) -> TakeIn:
        """The week's rows as the portion of that number, parents above their children."""
        self.rows[exchange.CUSTOMERS].sort(key=lambda values: values[_PARENT] != "")
        texts = {kind: exchange.write(enumerate(rows, start=1)) for kind, rows in self.rows.items()}
        digest = hashlib.sha256("".join(texts.values()).encode()).hexdigest()
        return TakeIn(f"week {n}", digest, n, **texts, ledger=False)


def weeks(story: Story, count: int) -> list[Week]:
    """Every paper in the week it was recorded in, which may be later than its business day."""
    made = [Week() for _ in range(count)]
    for payer in story.payers:
        made[week_of(story, payer.joined)].rows["customers"].append(_customer(payer))
    for invoice in story.invoices:
        if invoice.order:
            continue
        rows = made[week_of(story, invoice.recorded)].rows
        rows["invoices"].append(_invoice(invoice))
        rows["lines"] += _lines(invoice)
    for payment in story.payments:
        rows = made[week_of(story, payment.recorded)].rows
        rows["payments"].append(_payment(payment))
        rows["allocations"] += _allocations(payment)
    for deed in story.deeds:
        made[week_of(story, deed.on)].deeds.append(deed)
    for week in made:
        week.deeds.sort(key=lambda deed: deed.on)
    return made


def _customer(one: Payer) -> list[str]:
    email = f"accounts@{one.slug}.example"
    head = [one.number, one.name, email, one.country, one.currency, one.terms, one.parent, one.limit]
    at = practice_places.address(one.name, one.country)
    return [*head, "", one.iban, "", at.language, at.street, at.postcode, at.city, at.region, one.segment]


def _invoice(one: Invoice) -> list[str]:
    order = f"PO-{int(one.number[-5:]) * 7919 % 90_000 + 10_000}" if int(one.number[-2:]) % 3 == 0 else ""
    days = [one.on.isoformat(), one.due.isoformat()]
    total = money.write(one.total, one.payer.currency)
    goods = one.goods_on.isoformat() if one.goods_on else ""
    return [one.number, one.payer.number, "invoice", *days, one.payer.currency, total, order, "", "", goods]


def _lines(one: Invoice) -> Iterable[list[Any]]:
    for n, line in enumerate(one.lines, start=1):
        yield [one.number, n, line.description, line.quantity, line.unit_price, line.tax_rate, "", ""]


def _payment(one: Payment) -> list[str]:
    currency = one.payer.currency
    amount = money.write(one.amount, currency)
    return [one.reference, one.customer, one.on.isoformat(), currency, amount, one.payer.name.upper(), one.text]


def _allocations(one: Payment) -> Iterable[list[str]]:
    for invoice, amount in one.meets:
        on: datetime.date = max(one.on, invoice.on)
        yield [one.reference, invoice.number, money.write(amount, one.payer.currency), on.isoformat()]


_PARENT = exchange.COLUMNS[exchange.CUSTOMERS].index("parent_number")
