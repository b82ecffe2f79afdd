"""Disputes: of a line or an amount, with an owner and a clock, and resolved into papers or a decision."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import disputes, entities
from quittance.actions.command import Context
from quittance.actions.disputes import MoveDispute, OpenDispute, ResolveDispute, WithdrawDispute
from quittance.books import scope, sql
from quittance.reports import books, verify, workbench
from quittance.reports import disputes as reports
from quittance.rules.refusals import Conflict, Invalid, NotAllowed, NotFound, Overallocated
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
TODAY = factories.TODAY


@pytest.fixture
def context() -> Context:
    """INV-1 over 121.00 and 54.50: boxes with 21 percent, and lids with 9."""
    context = factories.company()
    entities.edit(context, entities.EditEntity(writeoff_limit="60"))
    factories.customer(context, "C-1")
    lines = (factories.line("Boxes", "1", "100.00", "21"), factories.line("Lids", "1", "50.00", "9"))
    factories.invoice(context, "INV-1", "", TODAY - 60 * DAY, TODAY - 30 * DAY, lines=lines)
    return context


def open_on(context: Context) -> int:
    """What is open on the invoice, in cents."""
    return workbench.open_documents(books.of(context), ["INV-1"])[0].open


def test_a_line_is_disputed_with_its_tax_and_its_name(context: Context) -> None:
    made = disputes.open_dispute(context, OpenDispute("INV-1", "damage", line=2, said_by="Ada", evidence="Photos"))
    assert (made.number, made.amount, made.owner) == ("DSP-0001", "54.50", "logistics")
    assert made.answer_by == TODAY + 14 * DAY
    (row,) = reports.rows(books.of(context), "open")
    assert (row.product, row.line_n, row.evidence, row.state, row.open) == ("Lids", 2, "Photos", "new", 17_550)


def test_an_amount_is_disputed_up_to_what_nobody_disputes_yet(context: Context) -> None:
    disputes.open_dispute(context, OpenDispute("INV-1", "price", "100.00"))
    with pytest.raises(Overallocated):
        disputes.open_dispute(context, OpenDispute("INV-1", "price", "75.51"))
    assert disputes.open_dispute(context, OpenDispute("INV-1", "unknown")).amount == "75.50"
    with pytest.raises(Overallocated):
        disputes.open_dispute(context, OpenDispute("INV-1", "price"))


@pytest.mark.parametrize(
    ("data", "refusal", "field"),
    [
        (OpenDispute("INV-9", "price"), NotFound, "document"),
        (OpenDispute("INV-1", "whim"), Invalid, "reason"),
        (OpenDispute("INV-1", "price", line=3), NotFound, "line"),
        (OpenDispute("INV-1", "price", instalment=2), NotFound, "document"),
        (OpenDispute("INV-1", "price", "-1"), Invalid, "amount"),
        (OpenDispute("INV-1", "price", evidence="x" * 2_001), Invalid, "evidence"),
    ],
)
def test_what_is_no_dispute_is_refused(
    context: Context, data: OpenDispute, refusal: type[Exception], field: str
) -> None:
    with pytest.raises(refusal) as refused:
        disputes.open_dispute(context, data)
    assert getattr(refused.value, "field", "") == field


def test_a_paid_invoice_is_not_disputed_any_more(context: Context) -> None:
    factories.payment(context, "PAY-1", "175.50")
    factories.allocate(context, "PAY-1")
    with pytest.raises(Invalid):
        disputes.open_dispute(context, OpenDispute("INV-1", "price"))


def test_it_moves_on_with_what_the_customer_reads(context: Context) -> None:
    disputes.open_dispute(context, OpenDispute("INV-1", "price", "50.00"))
    made = disputes.move(context, MoveDispute("DSP-0001", "waiting", "Ada", told="Please send the photos."))
    assert (made.state, made.owner, made.told) == ("waiting", "Ada", "Please send the photos.")
    assert disputes.move(context, MoveDispute("DSP-0001", reason="order")).owner == "billing"
    assert disputes.move(context, MoveDispute("DSP-0001", answer_by=TODAY + DAY)).state == "waiting"
    for wrong in (MoveDispute("DSP-0001", "resolved"), MoveDispute("DSP-0001", reason="whim")):
        with pytest.raises(Invalid):
            disputes.move(context, wrong)
    with pytest.raises(NotFound):
        disputes.move(context, MoveDispute("DSP-0009", "review"))


def test_a_credit_note_closes_it_with_the_tax_of_its_line(context: Context) -> None:
    disputes.open_dispute(context, OpenDispute("INV-1", "damage", line=2))
    made = disputes.resolve(context, ResolveDispute("DSP-0001", "They were broken", "credit"))
    note = sql.row(
        "SELECT net, tax, total FROM document WHERE tenant_id = %s AND number = %s",
        [context.tenant_id, made.credit_number],
    )
    assert note == (5_000, 450, 5_450) and open_on(context) == 12_100
    assert not verify.run(books.of(context)).differences
    with pytest.raises(Conflict):
        disputes.resolve(context, ResolveDispute("DSP-0001", "again", "reject"))
    with pytest.raises(Conflict):
        disputes.move(context, MoveDispute("DSP-0001", "review"))


def test_without_a_line_several_taxes_share_the_credit_note(context: Context) -> None:
    disputes.open_dispute(context, OpenDispute("INV-1", "price", "50.00"))
    made = disputes.resolve(context, ResolveDispute("DSP-0001", "Agreed", "credit"))
    found = sql.rows(
        "SELECT l.tax_rate_e4, l.net FROM line l JOIN document d ON d.tenant_id = l.tenant_id AND d.id = l.document_id "
        "WHERE l.tenant_id = %s AND d.number = %s ORDER BY l.n",
        [context.tenant_id, made.credit_number],
    )
    assert found == [(210_000, 2_849), (90_000, 1_425)] and open_on(context) == 12_550
    assert not verify.run(books.of(context)).differences


def test_what_was_paid_meanwhile_is_credited_and_left_to_use(context: Context) -> None:
    opened = disputes.open_dispute(context, OpenDispute("INV-1", "price", "100.00"))
    factories.payment(context, "PAY-1", "115.50")
    factories.allocate(context, "PAY-1", ("INV-1", "115.50"))
    made = disputes.resolve(context, ResolveDispute(opened.number, "They were right", "credit"))
    assert (made.amount, made.unapplied, open_on(context)) == ("100.00", "40.00", 0)
    assert verify.run(books.of(context)).clean


@pytest.mark.parametrize("how", ["credited", "reversed"])
def test_what_was_credited_or_reversed_already_is_not_credited_again(context: Context, how: str) -> None:
    opened = disputes.open_dispute(context, OpenDispute("INV-1", "price", "100.00"))
    if how == "credited":
        factories.credit_note(context, "CN-1", "100.00")
        factories.allocate(context, "CN-1", ("INV-1", "100.00"))
        factories.payment(context, "PAY-1", "75.50")
        factories.allocate(context, "PAY-1", ("INV-1", "75.50"))
    else:
        factories.reverse(context, "INV-1")
    left = "75.50" if how == "credited" else "0.00"
    with pytest.raises(Overallocated, match=f"{left} EUR of INV-1 was not credited yet, less than 100.00"):
        disputes.resolve(context, ResolveDispute(opened.number, "They were right", "credit"))
    assert disputes.resolve(context, ResolveDispute(opened.number, "It was credited", "settled")).credit_number == ""


def test_an_answer_is_due_today_or_later(context: Context) -> None:
    for wrong in (TODAY - DAY, TODAY + 366 * DAY):
        with pytest.raises(Invalid) as refused:
            disputes.open_dispute(context, OpenDispute("INV-1", "price", "10.00", answer_by=wrong))
        assert refused.value.field == "answer_by"
    opened = disputes.open_dispute(context, OpenDispute("INV-1", "price", "10.00", answer_by=TODAY))
    later = factories.at(context, TODAY + 3 * DAY)
    kept = disputes.move(later, MoveDispute(opened.number, "review", answer_by=TODAY))
    assert kept.answer_by == TODAY, "a day that was agreed on stays, though it is over"
    with pytest.raises(Invalid):
        disputes.move(later, MoveDispute(opened.number, answer_by=TODAY + DAY))


@pytest.mark.parametrize("way", ["credit", "write_off"])
def test_the_instalment_that_is_disputed_is_the_one_that_is_met(context: Context, way: str) -> None:
    entities.edit(context, entities.EditEntity(writeoff_limit="500"))
    factories.invoice(context, "INV-2", "1000.00", TODAY - 60 * DAY, terms="50% net 10, 50% net 20")
    opened = disputes.open_dispute(context, OpenDispute("INV-2", "price", "200.00", instalment=2))
    disputes.resolve(context, ResolveDispute(opened.number, "They were right", way))
    left = [item.open for item in scope.items_of_documents(context.tenant_id, context.entity_id, ["INV-2"])]
    assert left == [500_00, 300_00]
    assert verify.run(books.of(context)).clean


def test_half_of_it_is_credited_and_the_rest_rejected(context: Context) -> None:
    disputes.open_dispute(context, OpenDispute("INV-1", "damage", line=1))
    made = disputes.resolve(context, ResolveDispute("DSP-0001", "Half were broken", "credit", "60.50"))
    assert made.amount == "60.50" and open_on(context) == 11_500
    with pytest.raises(NotFound):
        disputes.resolve(context, ResolveDispute("DSP-0002", "none", "reject"))


def test_it_is_invoiced_anew_with_the_order_number_that_was_missing(context: Context) -> None:
    disputes.open_dispute(context, OpenDispute("INV-1", "order", line=1))
    made = disputes.resolve(context, ResolveDispute("DSP-0001", "New order", "rebill", purchase_order="PO-7"))
    assert made.credit_number and made.rebill_number and open_on(context) == 5_450
    anew = sql.row(
        "SELECT net, tax, total, purchase_order FROM document WHERE tenant_id = %s AND number = %s",
        [context.tenant_id, made.rebill_number],
    )
    assert anew == (10_000, 2_100, 12_100, "PO-7")
    assert not verify.run(books.of(context)).differences


def test_it_is_written_off_by_who_may(context: Context) -> None:
    disputes.open_dispute(context, OpenDispute("INV-1", "price", "20.00"))
    with pytest.raises(NotAllowed):
        disputes.resolve(factories.member(context, "collector"), ResolveDispute("DSP-0001", "Small", "write_off"))
    made = disputes.resolve(context, ResolveDispute("DSP-0001", "Too small to argue", "write_off"))
    assert made.entry_id and open_on(context) == 15_550
    with pytest.raises(Invalid):
        disputes.resolve(context, ResolveDispute("DSP-0001", "x", "forget"))


def test_a_dispute_that_was_none_is_withdrawn_and_posts_nothing(context: Context) -> None:
    disputes.open_dispute(context, OpenDispute("INV-1", "price", "20.00"))
    made = disputes.withdraw(factories.member(context, "collector"), WithdrawDispute("DSP-0001", "A slip"))
    assert made.state == "resolved" and open_on(context) == 17_550
    assert [row.way for row in reports.rows(books.of(context), "resolved")] == ["withdrawn"]
    with pytest.raises(Conflict):
        disputes.withdraw(context, WithdrawDispute("DSP-0001", "again"))
