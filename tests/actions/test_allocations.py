"""Allocations: credit meets debt only within what is open and from the day both exist, and is taken back exactly."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import allocations, payments
from quittance.actions.allocations import Allocate, ShareInput, Unallocate
from quittance.actions.command import Context
from quittance.books import sql
from quittance.reports import aged, audit, books, journal, open_items, verify
from quittance.rules.refusals import AlreadyReversed, Conflict, Invalid, NotFound, Overallocated
from tests import factories, statements

pytestmark = pytest.mark.django_db
MAY, JUNE, NEXT = datetime.date(2026, 5, 1), datetime.date(2026, 6, 10), datetime.date(2026, 6, 20)


@pytest.fixture
def context() -> Context:
    """A group of a parent and two children, and a stranger, each with an invoice; a payment of the first child."""
    context = factories.company()
    factories.customer(context, "P")
    factories.customer(context, "C-1", parent_number="P")
    factories.customer(context, "C-2", parent_number="P")
    factories.customer(context, "X")
    for number in ("P", "C-1", "C-2", "X"):
        factories.invoice(context, f"INV-{number}", "100.00", MAY, customer=number)
    factories.payment(context, "PAY-1", "150.00", JUNE)
    return context


def left(context: Context, on: datetime.date = factories.TODAY) -> dict[str, int]:
    """What is open on a day, in cents, by name."""
    return {row.number: row.open for row in aged.invoices(books.of(context), aged.Question(on))}


def test_it_counts_from_the_first_day_on_which_both_exist(context: Context) -> None:
    made = factories.allocate(context, "PAY-1", ("INV-C-1", "60.00"))
    assert (made.unapplied, made.allocated[0].open) == ("90.00", "40.00")
    assert left(context, JUNE - datetime.timedelta(days=1))["INV-C-1"] == 100_00
    assert left(context, JUNE)["INV-C-1"] == 40_00


def test_without_names_the_oldest_are_met(context: Context) -> None:
    factories.invoice(context, "INV-OLDER", "30.00", MAY, due_on=MAY, customer="C-1")
    made = factories.allocate(context, "PAY-1")
    assert {one.document for one in made.allocated} == {"INV-C-1", "INV-OLDER"}
    with pytest.raises(Overallocated, match="Nothing is left to allocate"):
        factories.allocate(context, "PAY-1")


def test_a_day_before_both_exist_is_refused_and_a_later_one_kept(context: Context) -> None:
    with pytest.raises(Invalid, match="2026-06-10 at the earliest"):
        factories.allocate(context, "PAY-1", ("INV-C-1", ""), on=MAY)
    factories.allocate(context, "PAY-1", ("INV-C-1", ""), on=NEXT)
    assert left(context, NEXT - datetime.timedelta(days=1))["INV-C-1"] == 100_00
    assert "INV-C-1" not in left(context, NEXT)


def test_a_parent_and_the_other_children_may_be_paid_for_and_nobody_else(context: Context) -> None:
    factories.allocate(context, "PAY-1", ("INV-P", "10.00"), ("INV-C-2", "10.00"), ("INV-C-1", "10.00"))
    with pytest.raises(Invalid, match="neither C-1 nor in its group"):
        factories.allocate(context, "PAY-1", ("INV-X", "10.00"))
    factories.payment(context, "PAY-P", "10.00", JUNE, customer="P")
    factories.allocate(context, "PAY-P", ("INV-C-2", "10.00"))
    assert verify.run(books.of(context)).clean


def test_instalments_are_met_by_due_day(context: Context) -> None:
    factories.invoice(context, "INV-3", "90.00", MAY, customer="C-1", terms="50/50 net 30/60")
    factories.allocate(context, "PAY-1", ("INV-3", "50.00"))
    found = open_items.of_customer(books.of(context), "C-1", factories.TODAY)
    assert [row.open for row in found.rows if row.number == "INV-3"] == [40_00]


def test_taking_back_is_the_exact_inverse(context: Context) -> None:
    factories.invoice(context, "INV-USD", "100.00", MAY, customer="C-1", currency="USD", rate="0.9")
    factories.payment(context, "PAY-USD", "33.33", JUNE, currency="USD", rate="0.8")
    before = journal.balances(books.of(context), factories.TODAY)
    made = factories.allocate(context, "PAY-USD", ("INV-USD", ""))
    assert {one.kind: one.balance for one in journal.balances(books.of(context), factories.TODAY)}["fx"] == 3_34
    back = factories.unallocate(context, made.allocated[0].id, on=JUNE)
    assert [(one.document, one.open) for one in back.reopened] == [("INV-USD", "100.00")]
    assert journal.balances(books.of(context), factories.TODAY) == before
    assert left(context)["INV-USD"] == 100_00


def test_what_was_taken_back_counts_until_that_day(context: Context) -> None:
    made = factories.allocate(context, "PAY-1", ("INV-C-1", "100.00"))
    factories.unallocate(context, made.allocated[0].id, on=NEXT)
    assert "INV-C-1" not in left(context, NEXT - datetime.timedelta(days=1))
    assert left(context, NEXT)["INV-C-1"] == 100_00
    with pytest.raises(Invalid, match="2026-06-20 at the earliest"):
        factories.allocate(context, "PAY-1", ("INV-C-1", "1.00"), on=JUNE)
    made = factories.allocate(context, "PAY-1", ("INV-C-1", "1.00"))
    assert left(context, NEXT)["INV-C-1"] == 99_00


def test_taking_back_is_today_unless_told_and_never_before_the_allocation(context: Context) -> None:
    made = factories.allocate(context, "PAY-1", ("INV-C-1", "1.00"), ("INV-P", "2.00"))
    first, second = (one.id for one in made.allocated)
    with pytest.raises(Invalid, match="allocated on 2026-06-10"):
        factories.unallocate(context, first, on=MAY)
    factories.unallocate(context, first)
    found = sql.row("SELECT effective_on FROM allocation WHERE tenant_id = %s AND amount < 0", [context.tenant_id])
    assert found and sql.day(found[0]) == factories.TODAY
    with pytest.raises(AlreadyReversed):
        factories.unallocate(context, first, second)
    assert left(context)["INV-P"] == 98_00


@pytest.mark.parametrize("on", [datetime.date.max, datetime.date(2099, 1, 1), datetime.date.min])
def test_a_day_out_of_all_range_is_refused(context: Context, on: datetime.date) -> None:
    made = factories.allocate(context, "PAY-1", ("INV-C-1", "1.00"))
    with pytest.raises(Invalid, match=r"out of range|allocated on"):
        factories.unallocate(context, made.allocated[0].id, on=on)
    with pytest.raises(Invalid):
        factories.allocate(context, "PAY-1", ("INV-C-1", "1.00"), on=on)


def test_ids_that_are_none_are_refused(context: Context) -> None:
    for ids in ((), (0,), (-1,), (2**63,), (1,) * 2_001):
        with pytest.raises(Invalid):
            allocations.unallocate(context, Unallocate(ids))
    with pytest.raises(NotFound):
        factories.unallocate(context, 12345)
    other = factories.company("Other Ltd")
    made = factories.allocate(context, "PAY-1", ("INV-C-1", "1.00"))
    with pytest.raises(NotFound):
        factories.unallocate(other, made.allocated[0].id)


def test_half_of_a_writeoff_move_refund_or_reversal_is_not_taken_back_alone(context: Context) -> None:
    factories.write_off(context, "INV-X", "1.00")
    payments.refund(context, payments.RefundPayment("PAY-1", "1.00"))
    payments.move(context, payments.MovePayment("PAY-1", "X", "1.00"))
    factories.invoice(context, "INV-GONE", "5.00", customer="C-1")
    factories.reverse(context, "INV-GONE")
    found = sql.rows(
        "SELECT a.id, e.kind FROM allocation a JOIN entry e ON e.tenant_id = a.tenant_id AND e.id = a.entry_id "
        "WHERE a.tenant_id = %s ORDER BY a.id",
        [context.tenant_id],
    )
    assert [kind for _, kind in found] == ["writeoff", "refund", "transfer", "reversal"]
    for id, kind in found:
        with pytest.raises(Conflict, match=f"part of a {kind}. Reverse entry"):
            factories.unallocate(context, id)
    assert verify.run(books.of(context)).clean


@pytest.mark.parametrize(
    ("credit", "shares", "kind"),
    [
        ("PAY-9", (), NotFound),
        ("INV-C-1", (), NotFound),
        ("PAY-1", (ShareInput("INV-9"),), NotFound),
        ("PAY-1", (ShareInput("PAY-1"),), NotFound),
        ("PAY-1", (ShareInput("INV-C-1", "100.01"),), Overallocated),
        ("PAY-1", (ShareInput("INV-C-1", "0"),), Invalid),
        ("PAY-1", (ShareInput("INV-C-1", "1.001"),), Invalid),
        ("PAY-1", (ShareInput("INV-C-1"), ShareInput("INV-P", "50.01")), Overallocated),
        ("PAY-1", (ShareInput("INV-C-1"), ShareInput("INV-C-1")), Invalid),
    ],
)
def test_what_cannot_meet_is_refused(
    context: Context, credit: str, shares: tuple[ShareInput, ...], kind: type[Exception]
) -> None:
    before = left(context)
    with pytest.raises(kind):
        allocations.allocate(context, Allocate(credit, shares))
    assert left(context) == before


def test_a_name_that_means_two_open_things_is_refused(context: Context) -> None:
    factories.credit_note(context, "SAME", "5.00", customer="C-1")
    factories.payment(context, "SAME", "5.00", JUNE)
    with pytest.raises(Conflict, match="both called 'SAME'"):
        factories.allocate(context, "SAME")


def test_each_document_that_was_met_has_its_event(context: Context) -> None:
    factories.allocate(context, "PAY-1", ("INV-C-1", "60.00"), ("INV-P", "1.00"))
    found = audit.trail(books.of(context), audit.Filter(verb="allocations.allocate"))
    assert sorted((one.data["document"], one.data["amount"], one.data["credit"]) for one in found) == [
        ("INV-C-1", "60.00", "PAY-1"),
        ("INV-P", "1.00", "PAY-1"),
    ]


@pytest.mark.parametrize("count", [5, 40])
def test_the_number_of_statements_does_not_grow_with_the_invoices(context: Context, count: int) -> None:
    names = [factories.invoice(context, f"N-{n}", "1.00", MAY, customer="C-1").number for n in range(count)]
    with statements.counted() as seen:
        made = factories.allocate(context, "PAY-1", *((name, "1.00") for name in names))
    assert len(seen) <= 14, seen
    with statements.counted() as seen:
        factories.unallocate(context, *(one.id for one in made.allocated))
    assert len(seen) <= 12, seen
