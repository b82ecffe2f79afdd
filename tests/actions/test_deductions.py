"""Deductions: resolved once, with what was decided, by who may."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from quittance.actions import cash, deductions, entities, interest, interest_kept
from quittance.actions.command import Context
from quittance.actions.deductions import AssignDeduction, ResolveDeduction
from quittance.actions.entities import EditEntity
from quittance.books import sql
from quittance.reports import audit, books, interest_due, verify, workbench
from quittance.reports import cash as reports
from quittance.rules.refusals import Conflict, Invalid, LimitExceeded, NotAllowed, NotFound
from tests import accruing, factories
from tests.actions.test_cash import line

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 7, 20)
TODAY, ONE = factories.TODAY, datetime.timedelta(days=1)


@pytest.fixture
def opened() -> tuple[Context, int]:
    """A company with one open deduction."""
    context = factories.company()
    factories.customer(context, "C-1")
    factories.invoice(context, "INV-1", "250.00")
    part = cash.Part("INV-1", "200", "50", "deduction", "price")
    cash.apply_line(context, cash.ApplyLine(line(context, "200.00"), "C-1", (part,)))
    return context, reports.deductions(books.of(context))[0].id


def test_one_whose_bank_line_is_taken_back_is_over_for_whom_it_is_about() -> None:
    context = factories.company()
    interest.set_terms(context, interest.SetInterestTerms("contract", rate="10"))
    factories.customer(context, "P-1")
    factories.customer(context, "C-1", parent_number="P-1")
    factories.invoice(context, "INV-1", "1000.00", TODAY - 103 * ONE, TODAY - 73 * ONE, customer="C-1")
    id, part = line(context, "900.00"), cash.Part("INV-1", "900", "100", "deduction", "price")
    cash.apply_line(context, cash.ApplyLine(id, "P-1", (part,)))
    (allocated,) = sql.rows("SELECT id FROM allocation WHERE tenant_id = %s", [context.tenant_id])
    factories.unallocate(context, allocated[0])
    interest_kept.keep(context)
    accruing.began(context)
    assert [one.interest for one in interest_due.due(books.of(context), TODAY).rows] == [0]
    cash.undo(context, cash.UndoLine(id, "Not ours"))
    (told,) = [one for one in audit.trail(books.of(context), audit.Filter()) if one.verb == "deductions.resolve"]
    assert told.customer_number == "C-1" and told.data["document"] == "INV-1"
    assert told.data["amount"] == "100.00" and told.data["resolution"] == "Taken back: Not ours"
    assert [one.interest for one in interest_due.due(books.of(context), TODAY).rows] == [2000]
    assert verify.run(books.of(context)).clean


def test_a_deduction_is_resolved_once_with_what_was_decided(opened: tuple[Context, int]) -> None:
    context, id = opened
    deductions.resolve(context, ResolveDeduction(id, "Price was agreed; credit note CN-9"))
    assert reports.deductions(books.of(context)) == ()
    (kept,) = reports.deductions(books.of(context), "resolved")
    assert kept.resolution == "Price was agreed; credit note CN-9" and kept.document == "INV-1"
    with pytest.raises(Conflict):
        deductions.resolve(context, ResolveDeduction(id, "again"))


def test_what_is_unknown_or_unsaid_is_refused(opened: tuple[Context, int]) -> None:
    context, id = opened
    with pytest.raises(NotFound):
        deductions.resolve(context, ResolveDeduction(id + 1, "x"))
    with pytest.raises(Invalid):
        deductions.resolve(context, ResolveDeduction(id, " "))
    with pytest.raises(NotAllowed):
        deductions.resolve(factories.member(context, "clerk"), ResolveDeduction(id, "x"))


def taxed(lines: tuple[tuple[str, str], ...]) -> tuple[Context, int]:
    """A company with a deduction of 30.00 on an invoice of these net lines and rates."""
    context = factories.company()
    entities.edit(context, EditEntity(writeoff_limit="40"))
    factories.customer(context, "C-1")
    given = tuple(factories.line("Boxes", "1", net, rate) for net, rate in lines)
    total = factories.invoice(context, "INV-1", "", lines=given).total
    cents = int(total.replace(".", "")) - 3_000
    paid = f"{cents // 100}.{cents % 100:02d}"
    part = cash.Part("INV-1", paid, "30", "deduction", "damage")
    cash.apply_line(context, cash.ApplyLine(line(context, paid), "C-1", (part,)))
    return context, reports.deductions(books.of(context))[0].id


def open_on(context: Context) -> int:
    """What is open on the invoice, in cents."""
    return workbench.open_documents(books.of(context), ["INV-1"])[0].open


def test_a_credit_note_closes_it_with_the_tax_of_the_invoice() -> None:
    context, id = taxed((("100.00", "21"),))
    made = deductions.resolve(context, ResolveDeduction(id, "Broken boxes", "credit", "sales"))
    assert (made.way, made.amount, open_on(context)) == ("credit", "30.00", 0)
    note = sql.row(
        "SELECT net, tax, total FROM document WHERE tenant_id = %s AND number = %s", [context.tenant_id, made.number]
    )
    assert note == (2_479, 521, 3_000)
    (kept,) = reports.deductions(books.of(context), "resolved")
    assert (kept.way, kept.credit_number, kept.owner) == ("credit", made.number, "sales")
    assert not verify.run(books.of(context)).differences


def test_a_credit_note_over_several_taxes_shares_them_as_the_invoice_does() -> None:
    context, id = taxed((("100.00", "21"), ("50.00", "9")))
    made = deductions.resolve(context, ResolveDeduction(id, "Broken boxes", "credit"))
    assert (made.amount, open_on(context)) == ("30.00", 0) and not verify.run(books.of(context)).differences
    found = sql.rows(
        "SELECT l.tax_rate_e4, l.net FROM line l JOIN document d ON d.tenant_id = l.tenant_id AND d.id = l.document_id "
        "WHERE l.tenant_id = %s AND d.number = %s ORDER BY l.n",
        [context.tenant_id, made.number],
    )
    assert found == [(210_000, 1_709), (90_000, 855)], "20.68 of 30.00 with 21 percent, 9.32 with 9"


def test_it_is_written_off_within_the_limit_and_not_beyond() -> None:
    context, id = taxed((("100.00", "0"),))
    made = deductions.resolve(context, ResolveDeduction(id, "Not worth it", "write_off"))
    assert made.entry_id and open_on(context) == 0 and not verify.run(books.of(context)).differences
    other = factories.company()
    entities.edit(other, EditEntity(writeoff_limit="20"))
    factories.customer(other, "C-1")
    factories.invoice(other, "INV-1", "100.00")
    part = cash.Part("INV-1", "70", "30", "deduction", "price")
    cash.apply_line(other, cash.ApplyLine(line(other, "70.00"), "C-1", (part,)))
    (found,) = reports.deductions(books.of(other))
    with pytest.raises(LimitExceeded):
        deductions.resolve(other, ResolveDeduction(found.id, "Not worth it", "write_off"))


def test_a_rejection_leaves_it_open_on_the_invoice(opened: tuple[Context, int]) -> None:
    context, id = opened
    made = deductions.resolve(context, ResolveDeduction(id, "The price was agreed", "reject"))
    assert (made.number, made.entry_id, open_on(context)) == ("", 0, 5_000)
    with pytest.raises(Invalid):
        deductions.resolve(context, ResolveDeduction(id, "x", "forget"))


def test_who_may_resolve_but_not_credit_cannot_credit(opened: tuple[Context, int]) -> None:
    context, id = opened
    actor = replace(context.actor, permissions=context.actor.permissions - {"credits.record"})
    with pytest.raises(NotAllowed):
        deductions.resolve(replace(context, actor=actor), ResolveDeduction(id, "x", "credit"))
    assert open_on(context) == 5_000


def test_its_answer_is_due_today_or_later(opened: tuple[Context, int]) -> None:
    context, id = opened
    for wrong in (context.today - datetime.timedelta(1), datetime.date(9999, 1, 1)):
        with pytest.raises(Invalid) as refused:
            deductions.assign(context, AssignDeduction(id, answer_by=wrong))
        assert refused.value.field == "answer_by"
    assert deductions.assign(context, AssignDeduction(id, answer_by=context.today)).answer_by == context.today


def test_it_is_given_to_somebody_with_another_reason(opened: tuple[Context, int]) -> None:
    context, id = opened
    made = deductions.assign(context, AssignDeduction(id, "Ada", "freight", DAY))
    assert (made.owner, made.reason, made.answer_by) == ("Ada", "freight", DAY)
    assert deductions.assign(context, AssignDeduction(id)).owner == "Ada"
    with pytest.raises(Invalid):
        deductions.assign(context, AssignDeduction(id, reason="whim"))
    deductions.resolve(context, ResolveDeduction(id, "done"))
    with pytest.raises(Conflict):
        deductions.assign(context, AssignDeduction(id, "Bo"))
