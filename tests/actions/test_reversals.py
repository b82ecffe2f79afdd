"""Reversals: the mirror image of an entry, what it frees, what it waits for, and that it happens once."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import closing, payments, reversals
from quittance.actions.allocations import ShareInput
from quittance.actions.command import Context
from quittance.actions.reversals import Reverse
from quittance.books import sql
from quittance.reports import aged, audit, books, journal, verify
from quittance.rules.refusals import AlreadyReversed, Conflict, Invalid, NotFound, PeriodLocked, Refusal
from tests import factories, statements

pytestmark = pytest.mark.django_db
MAY, JUNE, NEXT = datetime.date(2026, 5, 1), datetime.date(2026, 6, 1), datetime.date(2026, 6, 20)
NOTHING: dict[str, int] = {}


@pytest.fixture
def context() -> Context:
    """A company with two customers."""
    context = factories.company()
    factories.customer(context, "C-1")
    factories.customer(context, "C-2")
    return context


def balances(context: Context, on: datetime.date = factories.TODAY) -> dict[str, int]:
    """Balance of each kind of account that has one."""
    return {one.kind: one.balance for one in journal.balances(books.of(context), on) if one.balance}


def standing(context: Context, on: datetime.date = factories.TODAY) -> dict[str, int]:
    """What is open, in cents, by kind and name."""
    found = aged.invoices(books.of(context), aged.Question(on))
    return {f"{row.kind} {row.number}": row.open for row in found}


def test_an_invoice_that_was_paid_leaves_the_payment_as_credit(context: Context) -> None:
    factories.invoice(context, "INV-1", "", MAY, lines=(factories.line("Boxes", "10", "10.00", "21"),))
    factories.payment(context, "PAY-1", "100.00", JUNE, allocate="oldest")
    made = factories.reverse(context, "INV-1", on=NEXT)
    assert (made.kind, made.effective_on, made.reopened) == ("invoice", NEXT, ())
    assert standing(context, JUNE) == {"invoice INV-1": 21_00}
    assert standing(context) == {"payment PAY-1": -100_00}
    assert balances(context) == {"bank": 100_00, "unapplied": -100_00}
    assert verify.run(books.of(context)).clean


def test_a_payment_that_came_back_opens_its_invoices_again(context: Context) -> None:
    factories.invoice(context, "INV-1", "60.00", MAY)
    factories.invoice(context, "INV-2", "60.00", JUNE)
    factories.payment(context, "PAY-1", "100.00", MAY, allocate="oldest")
    made = factories.reverse(context, "PAY-1")
    assert sorted((one.document, one.open) for one in made.reopened) == [("INV-1", "60.00"), ("INV-2", "60.00")]
    assert standing(context) == {"invoice INV-1": 60_00, "invoice INV-2": 60_00}
    assert balances(context) == {"receivable": 120_00, "revenue": -120_00}


@pytest.mark.parametrize("rate", ["0.80", "0.97", "0.9"])
def test_exchange_differences_are_taken_back_to_the_cent(context: Context, rate: str) -> None:
    factories.invoice(context, "INV-1", "33.33", MAY, currency="USD", rate="0.9")
    before = balances(context)
    for n in range(3):
        factories.payment(context, f"PAY-{n}", "11.11", JUNE, currency="USD", rate=rate, allocate="oldest")
    for n in (1, 0, 2):
        factories.reverse(context, f"PAY-{n}")
    assert balances(context) == before
    assert verify.run(books.of(context)).clean


def test_a_credit_note_is_taken_back_with_its_tax(context: Context) -> None:
    factories.invoice(context, "INV-1", "121.00", MAY)
    lines = (factories.line("Boxes", "1", "10.00", "21"),)
    factories.credit_note(context, "CN-1", "", JUNE, lines=lines, allocate=(ShareInput("INV-1"),))
    factories.reverse(context, "CN-1")
    assert standing(context) == {"invoice INV-1": 121_00}
    assert balances(context) == {"receivable": 121_00, "revenue": -121_00}


def test_instalments_fall_together(context: Context) -> None:
    factories.invoice(context, "INV-1", "100.00", MAY, terms="50/50 net 30/60")
    factories.payment(context, "PAY-1", "60.00", JUNE, allocate="oldest")
    factories.reverse(context, "INV-1")
    assert standing(context) == {"payment PAY-1": -60_00}


def test_a_refund_and_a_move_are_taken_back(context: Context) -> None:
    factories.payment(context, "PAY-1", "100.00", MAY)
    refund = payments.refund(context, payments.RefundPayment("PAY-1", "30.00", JUNE))
    move = payments.move(context, payments.MovePayment("PAY-1", "C-2", "50.00", JUNE))
    assert standing(context) == {"payment PAY-1": -20_00, "transfer PAY-1": -50_00}
    factories.reverse(context, entry_id=refund.entry_id)
    factories.reverse(context, entry_id=move.entry_id)
    assert standing(context) == {"payment PAY-1": -100_00}
    assert balances(context) == {"bank": 100_00, "unapplied": -100_00}
    assert verify.run(books.of(context)).clean


def test_a_payment_that_was_refunded_and_came_back_leaves_the_refund_owed(context: Context) -> None:
    factories.payment(context, "PAY-1", "100.00", MAY)
    payments.refund(context, payments.RefundPayment("PAY-1", "30.00", JUNE))
    factories.reverse(context, "PAY-1")
    assert standing(context) == {"refund PAY-1": 30_00}
    factories.payment(context, "PAY-2", "30.00", allocate="oldest")
    assert standing(context) == NOTHING
    assert verify.run(books.of(context)).clean


def test_a_move_has_to_fall_before_what_was_moved(context: Context) -> None:
    factories.payment(context, "PAY-1", "100.00", MAY)
    first = payments.move(context, payments.MovePayment("PAY-1", "C-2"))
    second = payments.move(context, payments.MovePayment("PAY-1", "C-1"))
    with pytest.raises(Conflict, match=f"moved since. Reverse entry {first.entry_id} first"):
        factories.reverse(context, "PAY-1")
    with pytest.raises(Conflict, match=f"Reverse entry {second.entry_id} first"):
        factories.reverse(context, entry_id=first.entry_id)
    for entry_id in (second.entry_id, first.entry_id):
        factories.reverse(context, entry_id=entry_id)
    factories.reverse(context, "PAY-1")
    assert (standing(context), balances(context)) == (NOTHING, NOTHING)


def test_an_allocation_is_taken_back_by_its_entry(context: Context) -> None:
    factories.invoice(context, "INV-1", "60.00", MAY)
    factories.invoice(context, "INV-2", "60.00", MAY)
    factories.payment(context, "PAY-1", "100.00", JUNE)
    made = factories.allocate(context, "PAY-1", ("INV-1", "60.00"), ("INV-2", "40.00"))
    factories.unallocate(context, made.allocated[0].id)
    back = factories.reverse(context, entry_id=made.entry_id)
    assert [(one.document, one.open) for one in back.reopened] == [("INV-2", "60.00")]
    with pytest.raises(AlreadyReversed):
        factories.reverse(context, entry_id=made.entry_id)
    other = factories.allocate(context, "PAY-1", ("INV-1", "60.00"))
    factories.unallocate(context, other.allocated[0].id)
    with pytest.raises(AlreadyReversed):
        factories.reverse(context, entry_id=other.entry_id)


def test_nothing_is_reversed_twice_nor_a_reversal(context: Context) -> None:
    factories.invoice(context, "INV-1", "60.00", MAY)
    made = factories.reverse(context, "INV-1")
    with pytest.raises(AlreadyReversed):
        factories.reverse(context, "INV-1")
    with pytest.raises(Invalid, match="of kind reversal cannot be reversed"):
        factories.reverse(context, entry_id=made.entry_id)


def test_an_undo_of_something_in_a_locked_period_lands_in_the_open_one(context: Context) -> None:
    factories.invoice(context, "INV-1", "60.00", MAY)
    factories.payment(context, "PAY-1", "60.00", MAY, allocate="oldest")
    closing.lock_period(context, closing.LockPeriod(JUNE))
    then = standing(context, JUNE)
    with pytest.raises(PeriodLocked):
        factories.reverse(context, "PAY-1", on=JUNE)
    made = factories.reverse(context, "PAY-1")
    assert made.effective_on == factories.TODAY
    assert standing(context, JUNE) == then == NOTHING
    assert standing(context) == {"invoice INV-1": 60_00}


def test_the_day_is_not_before_anything_it_takes_back(context: Context) -> None:
    factories.invoice(context, "INV-1", "60.00", MAY)
    factories.payment(context, "PAY-1", "60.00", NEXT, allocate="oldest")
    with pytest.raises(Invalid, match="cannot lie before"):
        factories.reverse(context, "INV-1", on=JUNE)
    factories.reverse(context, "INV-1", on=NEXT)
    factories.invoice(context, "INV-2", "60.00", datetime.date(2026, 8, 1))
    assert factories.reverse(context, "INV-2").effective_on == datetime.date(2026, 8, 1)


def test_a_number_that_is_also_a_reference_is_asked_about(context: Context) -> None:
    factories.invoice(context, "SAME", "60.00", MAY)
    made = factories.payment(context, "SAME", "60.00", MAY)
    with pytest.raises(Conflict, match=f"{made.entry_id} the payment's"):
        factories.reverse(context, "SAME")
    factories.reverse(context, entry_id=made.entry_id)
    assert standing(context) == {"invoice SAME": 60_00}


def test_the_reason_is_kept_with_the_entry_and_the_event(context: Context) -> None:
    factories.invoice(context, "INV-1", "60.00", MAY)
    reversals.reverse(context, Reverse("sent twice", "INV-1"))
    found = sql.row("SELECT note FROM entry WHERE tenant_id = %s AND kind = 'reversal'", [context.tenant_id])
    assert found == ("sent twice",)
    assert audit.trail(books.of(context), audit.Filter(verb="reversals.reverse"))[0].data["number"] == "INV-1"


REFUSED: dict[str, tuple[Reverse, type[Refusal]]] = {
    "nothing named": (Reverse("why"), Invalid),
    "two named": (Reverse("why", "INV-1", 5), Invalid),
    "no reason": (Reverse("", "INV-1"), Invalid),
    "no such number": (Reverse("why", "INV-9"), NotFound),
    "no such entry": (Reverse("why", entry_id=5), NotFound),
    "no id": (Reverse("why", entry_id=-5), Invalid),
    "beyond all years": (Reverse("why", "INV-1", effective_on=datetime.date.max), Invalid),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_is_refused_and_leaves_nothing(context: Context, name: str) -> None:
    factories.invoice(context, "INV-1", "60.00", MAY)
    data, kind = REFUSED[name]
    with pytest.raises(kind) as refused:
        reversals.reverse(context, data)
    assert type(refused.value) is kind
    assert standing(context) == {"invoice INV-1": 60_00}


def test_an_entry_of_another_company_is_not_there(context: Context) -> None:
    other = factories.company("Other Ltd")
    factories.customer(other, "C-1")
    made = factories.invoice(other, "INV-1", "60.00", MAY)
    with pytest.raises(NotFound):
        factories.reverse(context, entry_id=made.entry_id)


@pytest.mark.parametrize("count", [2, 40])
def test_the_number_of_statements_does_not_grow_with_the_invoices(context: Context, count: int) -> None:
    for n in range(count):
        factories.invoice(context, f"N-{n}", "1.00", MAY)
    factories.payment(context, "PAY-1", f"{count}.00", JUNE, allocate="oldest")
    with statements.counted() as seen:
        factories.reverse(context, "PAY-1")
    assert len(seen) <= 18, len(seen)
