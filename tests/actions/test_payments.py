"""Payments: recorded and allocated, moved to whom they belong, paid back, and what is refused."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from quittance.actions import payments
from quittance.actions.allocations import ShareInput
from quittance.actions.command import Context
from quittance.actions.payments import MovePayment, RecordPayment, RefundPayment
from quittance.books import sql
from quittance.reports import aged, books, journal, open_items, verify
from quittance.rules.refusals import Duplicate, Invalid, NotFound, Overallocated, PeriodLocked, Refusal
from tests import factories, statements

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 6, 10)


@pytest.fixture
def context() -> Context:
    """A company with three invoices of one customer and one of another."""
    context = factories.company()
    factories.customer(context, "C-1")
    factories.customer(context, "C-2")
    factories.invoice(context, "INV-1", "100.00", datetime.date(2026, 5, 1), datetime.date(2026, 5, 31))
    factories.invoice(context, "INV-2", "50.00", datetime.date(2026, 5, 2), datetime.date(2026, 5, 20))
    factories.invoice(context, "INV-3", "30.00", datetime.date(2026, 6, 20), datetime.date(2026, 7, 20))
    factories.invoice(context, "INV-9", "90.00", datetime.date(2026, 5, 1), customer="C-2")
    return context


def open_now(context: Context, customer: str = "C-1", on: datetime.date = factories.TODAY) -> dict[str, str]:
    """What is open of a customer on a day: name -> amount in cents as text."""
    found = open_items.of_customer(books.of(context), customer, on)
    return {f"{row.kind} {row.number}": f"{row.open / 100:.2f}" for row in found.rows}


def entries(context: Context) -> list[tuple[str, datetime.date]]:
    """Kind and day of every entry after the invoices."""
    found = sql.rows(
        "SELECT kind, effective_on FROM entry WHERE tenant_id = %s AND kind <> 'invoice' ORDER BY id",
        [context.tenant_id],
    )
    return [(row[0], sql.day(row[1])) for row in found]


def test_a_payment_stays_unapplied_unless_told(context: Context) -> None:
    made = factories.payment(context, "PAY-1", "80.00", DAY)
    assert (made.unapplied, made.allocated, made.currency) == ("80.00", (), "EUR")
    assert open_now(context)["payment PAY-1"] == "-80.00"


def test_the_oldest_due_comes_first(context: Context) -> None:
    made = factories.payment(context, "PAY-1", "80.00", DAY, allocate="oldest")
    assert [(one.document, one.amount, one.open) for one in made.allocated] == [
        ("INV-2", "50.00", "0.00"),
        ("INV-1", "30.00", "70.00"),
    ]
    assert made.unapplied == "0.00"
    assert open_now(context) == {"invoice INV-1": "70.00", "invoice INV-3": "30.00"}


def test_chosen_invoices_are_met_as_chosen_and_the_rest_stays(context: Context) -> None:
    shares = (ShareInput("INV-1", "20.00"), ShareInput("INV-2"))
    made = factories.payment(context, "PAY-1", "80.00", DAY, allocate="chosen", shares=shares)
    assert [(one.document, one.amount) for one in made.allocated] == [("INV-1", "20.00"), ("INV-2", "50.00")]
    assert made.unapplied == "10.00"


def test_an_overpayment_leaves_credit(context: Context) -> None:
    made = factories.payment(context, "PAY-1", "500.00", DAY, allocate="oldest")
    assert made.unapplied == "320.00"
    found = aged.summary(books.of(context), aged.Question(factories.TODAY))
    assert found.unapplied == -320_00


def test_an_invoice_of_a_later_day_is_met_on_that_day(context: Context) -> None:
    factories.payment(context, "PAY-1", "180.00", DAY, allocate="oldest")
    assert entries(context) == [("payment", DAY), ("allocation", datetime.date(2026, 6, 20))]
    assert open_now(context, on=DAY) == {"payment PAY-1": "-30.00"}
    assert open_now(context) == {}


def test_a_payment_before_a_freed_day_waits_for_it(context: Context) -> None:
    made = factories.payment(context, "PAY-1", "50.00", DAY, allocate="chosen", shares=(ShareInput("INV-2"),))
    factories.unallocate(context, made.allocated[0].id, on=datetime.date(2026, 6, 25))
    factories.payment(context, "PAY-2", "50.00", DAY, allocate="chosen", shares=(ShareInput("INV-2"),))
    assert entries(context)[-2:] == [("payment", DAY), ("allocation", datetime.date(2026, 6, 25))]
    assert open_now(context, on=DAY) == {"invoice INV-1": "100.00", "payment PAY-2": "-50.00"}
    assert verify.run(books.of(context)).clean


def test_an_unknown_payer_is_kept_as_unidentified_and_moved_later(context: Context) -> None:
    made = factories.payment(context, "PAY-1", "90.00", DAY, customer="", payer_name="Somebody")
    assert made.customer_number == "UNIDENTIFIED"
    moved = payments.move(context, MovePayment("PAY-1", "C-2"))
    assert (moved.amount, moved.customer_number) == ("90.00", "C-2")
    assert open_now(context, "UNIDENTIFIED") == {}
    factories.allocate(context, "PAY-1", ("INV-9", ""))
    assert open_now(context, "C-2") == {}
    assert {one.kind: one.balance for one in journal.balances(books.of(context), factories.TODAY)}["clearing"] == 0


def test_parts_of_a_payment_may_go_to_several_customers(context: Context) -> None:
    factories.payment(context, "PAY-1", "90.00", DAY, customer="")
    payments.move(context, MovePayment("PAY-1", "C-1", "60.00"))
    payments.move(context, MovePayment("PAY-1", "C-2", "5.00"))
    assert open_now(context, "C-1")["transfer PAY-1"] == "-60.00"
    assert open_now(context, "C-2")["transfer PAY-1"] == "-5.00"
    assert open_now(context, "UNIDENTIFIED") == {"payment PAY-1": "-25.00"}
    factories.allocate(context, "PAY-1", ("INV-1", "60.00"))
    factories.allocate(context, "PAY-1", ("INV-9", "5.00"))
    payments.move(context, MovePayment("PAY-1", "C-2"))
    payments.refund(context, RefundPayment("PAY-1"))
    assert open_now(context, "UNIDENTIFIED") == {}
    assert verify.run(books.of(context)).clean


def test_a_move_keeps_the_base_value_to_the_cent(context: Context) -> None:
    factories.payment(context, "PAY-1", "100.00", DAY, customer="", currency="USD", rate="0.8333")
    for amount in ("33.33", "33.33", ""):
        payments.move(context, MovePayment("PAY-1", "C-1", amount))
    found = aged.summary(books.of(context), aged.Question(factories.TODAY))
    assert found.unapplied == -83_33
    assert {one.kind: one.balance for one in journal.balances(books.of(context), factories.TODAY)}["fx"] == 0


def test_unapplied_money_is_paid_back_from_the_bank(context: Context) -> None:
    factories.payment(context, "PAY-1", "80.00", DAY)
    made = payments.refund(context, RefundPayment("PAY-1", "30.00", DAY))
    assert (made.amount, made.currency) == ("30.00", "EUR")
    payments.refund(context, RefundPayment("PAY-1"))
    assert "payment PAY-1" not in open_now(context)
    assert {one.kind: one.balance for one in journal.balances(books.of(context), factories.TODAY)}["bank"] == 0
    with pytest.raises(Overallocated, match=r"0\.00 EUR of PAY-1 is unapplied"):
        payments.refund(context, RefundPayment("PAY-1"))


def test_references_come_from_the_series_of_their_year(context: Context) -> None:
    assert factories.payment(context, "", "1.00", DAY).reference == "PAY-2026-00001"
    assert factories.payment(context, "", "1.00", DAY).reference == "PAY-2026-00002"


CHOSEN: dict[str, Any] = {"allocate": "chosen"}
REFUSED: dict[str, tuple[RecordPayment, type[Refusal], str]] = {
    "no customer": (RecordPayment(DAY, "1.00", "C-9"), NotFound, "customer"),
    "nothing": (RecordPayment(DAY, "0.00", "C-1"), Invalid, "amount"),
    "below zero": (RecordPayment(DAY, "-1.00", "C-1"), Invalid, "amount"),
    "a float": (RecordPayment(DAY, 1.0, "C-1"), Invalid, "amount"),  # type: ignore[arg-type]
    "a moment for a day": (
        RecordPayment(datetime.datetime(2026, 6, 1, tzinfo=datetime.UTC), "1.00", "C-1"),
        Invalid,
        "received_on",
    ),
    "no such way": (RecordPayment(DAY, "1.00", "C-1", method="barter"), Invalid, "method"),
    "no such plan": (RecordPayment(DAY, "1.00", "C-1", allocate="newest"), Invalid, "allocate"),
    "chosen of none": (RecordPayment(DAY, "1.00", "C-1", allocate="chosen"), Invalid, "shares"),
    "shares unasked": (RecordPayment(DAY, "1.00", "C-1", shares=(ShareInput("INV-1"),)), Invalid, "shares"),
    "an invoice of nobody": (
        RecordPayment(DAY, "1.00", "C-1", shares=(ShareInput("INV-0"),), **CHOSEN),
        NotFound,
        "allocate",
    ),
    "an invoice of another": (
        RecordPayment(DAY, "1.00", "C-1", shares=(ShareInput("INV-9"),), **CHOSEN),
        NotFound,
        "allocate",
    ),
    "more than is open": (
        RecordPayment(DAY, "99.00", "C-1", shares=(ShareInput("INV-2", "50.01"),), **CHOSEN),
        Overallocated,
        "allocate",
    ),
    "more than was paid": (
        RecordPayment(DAY, "60.00", "C-1", shares=(ShareInput("INV-2"), ShareInput("INV-1", "10.01")), **CHOSEN),
        Overallocated,
        "allocate",
    ),
    "twice the same": (
        RecordPayment(DAY, "60.00", "C-1", shares=(ShareInput("INV-2", "1.00"),) * 2, **CHOSEN),
        Invalid,
        "allocate",
    ),
    "another currency": (
        RecordPayment(DAY, "9.00", "C-1", "USD", shares=(ShareInput("INV-2"),), rate="0.9", **CHOSEN),
        Invalid,
        "",
    ),
    "beyond all rates": (RecordPayment(DAY, "9000000000000.00", "C-1", "USD", rate="999999999"), Invalid, "rate"),
    "taken": (RecordPayment(DAY, "1.00", "C-1", reference="PAY-0"), Duplicate, "reference"),
    "locked": (RecordPayment(datetime.date(2026, 1, 31), "1.00", "C-1"), PeriodLocked, "effective_on"),
    "too many": (
        RecordPayment(DAY, "1.00", "C-1", shares=tuple(ShareInput(f"I-{n}") for n in range(2_001)), **CHOSEN),
        Invalid,
        "allocate",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_is_refused_and_leaves_nothing(context: Context, name: str) -> None:
    factories.payment(context, "PAY-0", "1.00", DAY)
    sql.execute("UPDATE entity SET locked_through = '2026-01-31' WHERE tenant_id = %s", [context.tenant_id])
    before = (open_now(context), entries(context))
    data, kind, field = REFUSED[name]
    with pytest.raises(kind) as refused:
        payments.record(context, data)
    assert type(refused.value) is kind, refused.value
    assert refused.value.field == field, refused.value
    assert (open_now(context), entries(context)) == before


def test_what_is_not_unapplied_cannot_be_moved_or_paid_back(context: Context) -> None:
    factories.payment(context, "PAY-1", "50.00", DAY, allocate="oldest")
    with pytest.raises(Overallocated, match="Take an allocation back first"):
        payments.move(context, MovePayment("PAY-1", "C-2"))
    with pytest.raises(Overallocated, match="Take an allocation back first"):
        payments.refund(context, RefundPayment("PAY-1"))
    with pytest.raises(NotFound):
        payments.refund(context, RefundPayment("PAY-9"))
    factories.payment(context, "PAY-2", "50.00", DAY)
    with pytest.raises(NotFound):
        payments.move(context, MovePayment("PAY-2", "C-9"))
    with pytest.raises(Invalid, match="with that customer already"):
        payments.move(context, MovePayment("PAY-2", "C-1"))
    with pytest.raises(Invalid, match="2026-06-10 at the earliest"):
        payments.refund(context, RefundPayment("PAY-2", "", datetime.date(2026, 6, 9)))


@pytest.mark.parametrize("count", [5, 40])
def test_a_payment_takes_twelve_statements_however_many_invoices(context: Context, count: int) -> None:
    numbers = [factories.invoice(context, f"N-{n}", "1.00", DAY).number for n in range(count)]
    shares = tuple(ShareInput(number) for number in numbers)
    for how in ({"allocate": "chosen", "shares": shares}, {"allocate": "oldest"}):
        with statements.counted() as seen:
            factories.payment(context, "", f"{count}.00", DAY, **how)
        assert len(seen) <= 12, seen
