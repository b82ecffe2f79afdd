"""A company in the books and in the oracle at once: every verb is carried out in both, and both must say the same."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass, replace
from fractions import Fraction
from typing import Any, Protocol, TypeVar

from quittance.actions import (
    allocations,
    closing,
    credits,
    customers,
    entities,
    identity,
    invoices,
    payments,
    rates,
    reversals,
    writeoffs,
)
from quittance.actions.allocations import ShareInput
from quittance.actions.command import Context
from quittance.books import sql
from quittance.reports.books import Books
from quittance.rules.refusals import Refusal
from tests.sim.facts import Day, Entry, Meeting, No, Paper, Want, half_up
from tests.sim.oracle import Oracle

T = TypeVar("T")
FIRST = datetime.date(2025, 3, 3)
BASE = "EUR"
PLACES = {"EUR": 2, "USD": 2, "JPY": 0, "KWD": 3}
STARTING_RATES = {"USD": "0.9231", "JPY": "0.006127", "KWD": "3.0137"}
LIMIT = 500
"""Largest write-off in cents: what a new company starts with."""

TERMS = {"": ((0, 1),), "net 14": ((14, 1),), "net 30": ((30, 1),), "40/60 net 10/50": ((10, 40), (50, 60))}
"""Terms as text, and what they mean: days and weights."""


class Choice(Protocol):
    """Where the next step comes from: a seed, or a search for the smallest failure."""

    def whole(self, low: int, high: int) -> int:
        """A whole number between two others, both included."""
        ...

    def one(self, options: Sequence[T]) -> T:
        """One of the options."""
        ...


class World:
    """The company: a context that acts in the books, an oracle, and the ids by which they know the same things."""

    def __init__(self) -> None:
        self.today = FIRST
        self.now = noon(FIRST)
        opened = entities.open_books(entities.OpenBooks("Oracle Ltd", BASE), self.now)
        self.context = identity.operator(opened.tenant_id, opened.entity_id, "sim")
        self.books = Books(opened.tenant_id, opened.entity_id)
        self.oracle = Oracle(LIMIT)
        self.customers = [entities.UNIDENTIFIED]
        self.rates: dict[str, list[tuple[Day, str]]] = {}
        self.allocation_ids: dict[Meeting, int] = {}
        self.entry_ids: dict[Entry, int] = {}
        self.done: list[tuple[Callable[..., Any], Context, Any, Any]] = []
        self.rehearse = False
        self.steps = 0
        self.refused: dict[str, int] = {}
        for currency, rate in STARTING_RATES.items():
            self.set_rate(currency, rate, datetime.date(2020, 1, 1))

    def customer(self, currency: str, terms: str, parent: str) -> None:
        """A new customer."""
        number = f"K{len(self.customers)}"
        data = customers.CreateCustomer(f"Customer {number}", number, currency=currency, terms=terms)
        self._do(customers.create, replace(data, parent_number=parent), list)
        self.customers.append(number)
        if parent:
            self.oracle.parents[number] = parent

    def set_rate(self, currency: str, rate: str, on: Day) -> None:
        """A rate from a day on."""
        self._do(rates.set_rate, rates.SetRate(currency, BASE, on, rate), list)
        self.rates.setdefault(currency, []).append((on, rate))

    def invoice(self, paper: Paper, terms: str, rate: str = "") -> None:
        """An invoice by terms."""
        parts = [(paper.day + datetime.timedelta(days=days), weight) for days, weight in TERMS[terms]]
        data = invoices.RecordInvoice(paper.customer, paper.day, written(paper), paper.currency, paper.label, rate=rate)
        data = replace(data, due_on=parts[0][0]) if terms in ("", "net 14") else replace(data, terms=terms)
        self._do(invoices.record, data, lambda: self.oracle.invoice(paper, parts))

    def credit_note(self, paper: Paper, wants: list[Want], rate: str = "") -> None:
        """A credit note, meeting invoices."""
        data = credits.RecordCreditNote(paper.customer, paper.day, written(paper), paper.currency, paper.label)
        data = replace(data, rate=rate, allocate=shares(wants, paper.currency))
        self._do(credits.record, data, lambda: self.oracle.credit_note(paper, wants))

    def payment(self, paper: Paper, wants: list[Want] | None, rate: str = "") -> None:
        """A payment: None meets the oldest first, [] nothing."""
        data = payments.RecordPayment(paper.day, written(paper), paper.customer, paper.currency, paper.label, rate=rate)
        how = "oldest" if wants is None else "chosen" if wants else "none"
        data = replace(data, allocate=how, shares=shares(wants or [], paper.currency))
        self._do(payments.record, data, lambda: self.oracle.payment(paper, wants))

    def allocate(self, label: str, wants: list[Want], currency: str, on: Day | None) -> None:
        """Meet invoices with a credit."""
        data = allocations.Allocate(label, shares(wants, currency), on)
        self._do(allocations.allocate, data, lambda: self.oracle.allocate(label, wants, on))

    def unallocate(self, meetings: list[Meeting], on: Day | None) -> None:
        """Take meetings back."""
        data = allocations.Unallocate(tuple(self.id_of(one) for one in meetings), on)
        self._do(allocations.unallocate, data, lambda: self.oracle.unallocate(meetings, on))

    def move(self, label: str, customer: str, amount: str, on: Day | None) -> None:
        """Move what is left of a payment."""
        data = payments.MovePayment(label, customer, amount, on)
        self._do(payments.move, data, lambda: self.oracle.move(label, customer, self._minor(label, amount), on))

    def refund(self, label: str, amount: str, on: Day | None) -> None:
        """Pay back what is left of a payment."""
        data = payments.RefundPayment(label, amount, on)
        self._do(payments.refund, data, lambda: self.oracle.refund(label, self._minor(label, amount), on))

    def write_off(self, label: str, amount: str, on: Day | None) -> None:
        """Give up what is open on something."""
        data = writeoffs.WriteOff(label, "not worth a letter", amount, on)
        self._do(writeoffs.write_off, data, lambda: self.oracle.write_off(label, self._minor(label, amount), on))

    def reverse(self, entry: Entry, on: Day | None) -> None:
        """Take an entry back, by its number where it has one."""
        papers = entry.kind in ("invoice", "credit_note", "payment")
        named = {"number": entry.label} if papers else {"entry_id": self.id_of_entry(entry)}
        data = reversals.Reverse("a mistake", effective_on=on, **named)
        self._do(reversals.reverse, data, lambda: self.oracle.reverse(entry, on))

    def lock(self, through: Day) -> None:
        """Lock a period."""
        self._do(closing.lock_period, closing.LockPeriod(through), lambda: self._locked(through))

    def unlock(self, through: Day | None) -> None:
        """Unlock a period."""
        data = closing.UnlockPeriod("a late paper", through)
        self._do(closing.unlock_period, data, lambda: self._unlocked(through))

    def do_again(self, n: int) -> None:
        """The same command under the same key gives the same answer; another input under it is refused."""
        verb, context, data, answer = self.done[n]
        before = self.size()
        assert verb(context, data) == answer
        assert self.size() == before
        other = closing.LockPeriod(datetime.date(2019, 5, 17))
        assert self._refusal(closing.lock_period, replace(context, dry_run=True), other)[0] == "conflict"

    def size(self) -> tuple[Any, ...] | None:
        """A fingerprint of the books: any write changes it."""
        tables = ("entry", "command", "event", "allocation", "customer", "exchange_rate", "series")
        counts = ", ".join(f"(SELECT COUNT(*) FROM {table} WHERE tenant_id = %(tenant)s)" for table in tables)
        return sql.row(
            f"SELECT {counts}, COUNT(*), SUM(allocated), SUM(allocated_base) FROM open_item "
            "WHERE tenant_id = %(tenant)s",
            {"tenant": self.books.tenant_id},
        )

    def value(self, amount: int, currency: str, day: Day, rate: str = "") -> int:
        """What an amount is worth in the company's currency on a day."""
        if currency == BASE:
            return amount
        kept = [(on, n, text) for n, (on, text) in enumerate(self.rates[currency]) if on <= day]
        units = Fraction(rate or max(kept)[2])
        return half_up(Fraction(amount, 10 ** PLACES[currency]) * units * 10 ** PLACES[BASE])

    def id_of(self, meeting: Meeting) -> int:
        """The allocation that a meeting is in the books."""
        if meeting not in self.allocation_ids:
            found = sql.rows(
                "SELECT id FROM allocation WHERE tenant_id = %s AND entry_id = %s ORDER BY id",
                [self.books.tenant_id, self.id_of_entry(meeting.entry)],
            )
            for one, row in zip(meeting.entry.meetings, found, strict=True):
                self.allocation_ids[one] = row[0]
        return self.allocation_ids[meeting]

    def id_of_entry(self, entry: Entry) -> int:
        """The id of an entry; one that was made along with a payment is known by its allocations."""
        if entry not in self.entry_ids:
            found = sql.row(
                "SELECT entry_id FROM allocation WHERE tenant_id = %s AND id = %s",
                [self.books.tenant_id, self.allocation_ids[entry.meetings[0]]],
            )
            assert found is not None
            self.entry_ids[entry] = found[0]
        return self.entry_ids[entry]

    def _do(self, verb: Callable[..., Any], data: Any, predict: Callable[[], object]) -> None:
        self.steps += 1
        self.oracle.today, self.oracle.now = self.today, self.now
        key = f"step {self.steps}"
        context = replace(self.context, today=self.today, now=self.now, key=key)
        rehearsed = self._rehearsal(verb, context, data) if self.rehearse else None
        expected, count = "", len(self.oracle.entries)
        try:
            with self.oracle.whole():
                predict()
        except No as no:
            expected = no.code
        code, answer = self._refusal(verb, context, data)
        assert code == expected, f"{data}: the books say {code or 'yes'}, the oracle {expected or 'yes'}"
        assert rehearsed is None or rehearsed == (code, without_ids(answer)), f"{data}: a dry run said {rehearsed}"
        if code:
            self.refused[code] = self.refused.get(code, 0) + 1
        else:
            self.done.append((verb, context, data, answer))
            self._learn(answer, self.oracle.entries[count:])

    def _rehearsal(self, verb: Callable[..., Any], context: Context, data: Any) -> tuple[str, Any]:
        before = self.size()
        code, answer = self._refusal(verb, replace(context, dry_run=True), data)
        assert self.size() == before, f"{data}: a dry run has written"
        return code, without_ids(answer)

    def _refusal(self, verb: Callable[..., Any], context: Context, data: Any) -> tuple[str, Any]:
        try:
            return "", verb(context, data)
        except Refusal as refusal:
            return refusal.code, None

    def _learn(self, answer: Any, entries: list[Entry]) -> None:
        if entries:
            self.entry_ids[entries[0]] = answer.entry_id
        told = getattr(answer, "allocated", ())
        met = [one for entry in entries for one in entry.meetings] if told else []
        for one, said in zip(met, told, strict=True):
            self.allocation_ids[one] = said.id

    def _locked(self, through: Day) -> None:
        if through > self.today:
            raise No("invalid")
        if self.oracle.locked is not None and through <= self.oracle.locked:
            raise No("conflict")
        self.oracle.locked = through

    def _unlocked(self, through: Day | None) -> None:
        if self.oracle.locked is None or (through is not None and through >= self.oracle.locked):
            raise No("conflict")
        self.oracle.locked = through

    def _minor(self, label: str, amount: str) -> int:
        item = next((one for one in self.oracle.items if one.label == label), None)
        return round(Fraction(amount) * 10 ** PLACES[item.currency]) if item and amount else 0


def noon(day: Day) -> int:
    """Noon UTC of a day, in microseconds since 1970."""
    return ((day - datetime.date(1970, 1, 1)).days * 24 + 12) * 3600 * 10**6


def decimal(minor: int, currency: str) -> str:
    """Decimal text of minor units."""
    places = PLACES[currency]
    digits = f"{minor:0{places + 1}d}"
    return f"{digits[:-places]}.{digits[-places:]}" if places else digits


def written(paper: Paper) -> str:
    """The amount of a paper as decimal text."""
    return decimal(paper.amount, paper.currency)


def shares(wants: list[Want], currency: str) -> tuple[ShareInput, ...]:
    """Wants as a face would say them."""
    return tuple(ShareInput(want.label, decimal(want.amount, currency) if want.amount else "") for want in wants)


def without_ids(answer: Any) -> Any:
    """An answer without what differs between a dry run and the real one."""
    if is_dataclass(answer):
        return [without_ids(getattr(answer, one.name)) for one in fields(answer) if not one.name.endswith("id")]
    return [without_ids(one) for one in answer] if isinstance(answer, tuple) else answer
