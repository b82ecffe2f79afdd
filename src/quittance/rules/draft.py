"""Documents before they are issued: what a draft holds, as text and back, what it comes to, how it moves on."""

from __future__ import annotations

import dataclasses
import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quittance.rules import calendar, fx, money, tax, terms, text, totals
from quittance.rules import currency as currencies
from quittance.rules.deposits import DrawInput
from quittance.rules.ledger import CREDIT_NOTE, DEBIT_NOTE, DEPOSIT, INVOICE
from quittance.rules.refusals import Conflict, Invalid
from quittance.rules.totals import ChargeInput, LineInput, Totals

DRAFT, TO_APPROVE, APPROVED, REFUSED, ISSUED = "draft", "to-approve", "approved", "refused", "issued"
STATES = (DRAFT, TO_APPROVE, APPROVED, REFUSED)
"""How a draft stands until it is issued."""

KINDS = (INVOICE, CREDIT_NOTE, DEPOSIT, DEBIT_NOTE)
MOST_REASON_CHARACTERS = 300


@dataclass(frozen=True, slots=True)
class Content:
    """What a document will say, as it was given; amounts are decimal text.

    `issued_on` None is the day on which it is issued, `due_on` None comes from the terms, "" is the
    customer's own. `corrects` names the invoices that a note is about, with commas between them, `goods_on` is the
    day of their receipt, `draws` are deposits that an invoice takes off.
    """

    customer_number: str
    issued_on: datetime.date | None = None
    total: str = ""
    currency: str = ""
    due_on: datetime.date | None = None
    terms: str = ""
    purchase_order: str = ""
    external_id: str = ""
    note: str = ""
    rate: str = ""
    lines: tuple[LineInput, ...] = ()
    charges: tuple[ChargeInput, ...] = ()
    prices: str = ""
    corrects: str = ""
    goods_on: datetime.date | None = None
    draws: tuple[DrawInput, ...] = ()

    @property
    def corrected(self) -> tuple[str, ...]:
        """The numbers of the invoices that a note is about."""
        return tuple(one.strip() for one in self.corrects.split(",") if one.strip())


DAYS = ("issued_on", "due_on", "goods_on")
MOST = {"purchase_order": 128, "external_id": 128, "note": 2000, "corrects": 700, "terms": 200}
"""Field of text -> characters it may have."""


def encode(content: Content) -> str:
    """The content as JSON text; fields that say nothing are left out."""
    plain = dataclasses.asdict(content)
    plain |= {name: plain[name].isoformat() for name in DAYS if plain[name] is not None}
    return json.dumps(
        {name: value for name, value in plain.items() if value or name == "customer_number"},
        ensure_ascii=False,
        sort_keys=True,
    )


def decode(written: str) -> Content:
    """The content that `encode` was given."""
    plain: dict[str, Any] = json.loads(written)
    plain |= {name: datetime.date.fromisoformat(plain[name]) for name in DAYS if name in plain}
    plain["lines"] = tuple(LineInput(**one) for one in plain.get("lines", ()))
    plain["charges"] = tuple(ChargeInput(**one) for one in plain.get("charges", ()))
    plain["draws"] = tuple(DrawInput(**one) for one in plain.get("draws", ()))
    return Content(**plain)


def check(content: Content, today: datetime.date) -> Content:
    """The content with its texts cleaned; raises `Invalid` for what can never become a document.

    A draft may still lack its lines and its total: whether it can be issued is asked when it is.
    """
    texts: dict[str, Any] = {name: text.clean(getattr(content, name), name, most) for name, most in MOST.items()}
    for name in DAYS:
        day = getattr(content, name)
        if day is not None:
            calendar.check_day(day, today, name)
    if content.issued_on and content.due_on and content.due_on < content.issued_on:
        raise Invalid("It would be due before it was issued. Check both days.", field="due_on")
    if texts["terms"]:
        terms.read(texts["terms"])
    if content.rate:
        fx.read_rate(content.rate)
    return dataclasses.replace(content, **texts)


def comes_to(content: Content, currency: str) -> Totals:
    """What the content comes to in its currency; 0 while it has neither lines nor a total."""
    currencies.check(currency)
    lines = totals.read_lines(content.lines, currency)
    if not lines and not content.charges:
        given = money.read(content.total, currency, field="total") if content.total else 0
        if given < 0:
            raise Invalid("The total cannot be below zero. Write a credit note instead.", field="total")
        return Totals(given, 0)
    charges = totals.read_charges(content.charges, lines, currency)
    whole = totals.of(lines, charges, content.prices or tax.WITHOUT_TAX)
    if abs(whole.total) > money.MAX_MINOR:
        raise Invalid("The total is beyond the largest amount.", field="total")
    return whole


def afresh(content: Content) -> Content:
    """The content to be dated and numbered anew: without its days, its rate, its id elsewhere and its deposits."""
    return dataclasses.replace(content, issued_on=None, due_on=None, goods_on=None, external_id="", rate="", draws=())


def check_kind(kind: str) -> str:
    """An invoice, a deposit, a credit note or a debit note; raises `Invalid` otherwise."""
    if kind not in KINDS:
        raise Invalid(f"{kind[:40]!r} is no kind of draft. Use {', '.join(KINDS)}.", field="kind")
    return kind


def may_ask(state: str) -> bool:
    """True where asking for an approval makes sense."""
    return state in (DRAFT, REFUSED)


def asked(state: str) -> str:
    """The state of a draft whose approval is asked for; raises `Conflict` where that makes no sense."""
    if not may_ask(state):
        word = {TO_APPROVE: "waits for approval already", APPROVED: "is approved already"}.get(state, "is issued")
        raise Conflict(f"This draft {word}.", field="state")
    return TO_APPROVE


def decided(state: str, approves: bool) -> str:
    """The state of a draft once a second person has decided; raises `Conflict` unless it waits for that."""
    if state != TO_APPROVE:
        raise Conflict("This draft does not wait for approval. Look at it again.", field="state")
    return APPROVED if approves else REFUSED


def may_decide(actor: str, makers: Sequence[str]) -> bool:
    """True for somebody who has not written the draft or asked for its approval (four eyes)."""
    return actor not in makers
