"""Estimates: numbered apart from the books, decided on by the customer, and made one invoice of."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import drafts, entities, estimates
from quittance.actions.command import Context
from quittance.actions.drafts import IssueDraft, RemoveDraft
from quittance.actions.estimates import (
    AcceptEstimate,
    ConvertEstimate,
    DeclineEstimate,
    EditEstimate,
    MarkSent,
    WriteEstimate,
)
from quittance.books import sql
from quittance.reports import books, document
from quittance.reports import estimates as reports
from quittance.rules.draft import Content
from quittance.rules.refusals import Changed, Conflict, Invalid, LimitExceeded, NotAllowed, NotFound
from tests import factories
from tests.factories import TODAY, line

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
LINES = (line("Boxes", "12", "3.5", "21"), line("Course", "1", "80", tax_category="exempt", tax_reason="Art. 132"))


@pytest.fixture
def context() -> Context:
    """A company with one customer."""
    context = factories.company()
    factories.customer(context, "C-1", terms="net 30")
    return context


def written(context: Context, **fields: str) -> str:
    """The number of an estimate of 130.82."""
    return estimates.write(context, WriteEstimate(Content("C-1", lines=LINES, **fields))).number  # type: ignore[arg-type]


def state(context: Context, number: str) -> str:
    """The state in a word."""
    return reports.card(books.of(context), number, context.today).row.state


def test_an_estimate_has_a_number_of_its_own_and_is_not_in_the_books(context: Context) -> None:
    made = estimates.write(context, WriteEstimate(Content("C-1", lines=LINES)))
    assert (made.number, made.total, made.state) == ("EST-2026-00001", "130.82", "open")
    assert made.valid_until == TODAY + 30 * DAY
    assert factories.invoice(context, "", "5.00").number == "INV-2026-00001"
    assert sql.row("SELECT COUNT(*) FROM entry WHERE tenant_id = %s", [context.tenant_id]) == (1,)


def test_an_accepted_estimate_becomes_an_invoice_linked_both_ways(context: Context) -> None:
    number = written(context)
    assert estimates.mark_sent(context, MarkSent(number)).state == "sent"
    accepted = AcceptEstimate(number, TODAY, "Mrs Vermeer", "PO 4711")
    assert estimates.accept(context, accepted).state == "accepted"
    made = estimates.convert(context, ConvertEstimate(number, "now"))
    card = document.card(books.of(context), made.invoice, TODAY)
    assert (card.row.total, card.row.purchase_order, made.invoice) == (130_82, "PO 4711", "INV-2026-00001")
    assert [one.tax_reason for one in card.lines] == ["", "Art. 132"]
    row = reports.card(books.of(context), number, TODAY).row
    assert (row.state, row.invoice, row.decided_with, row.decided_on) == (
        "invoiced",
        made.invoice,
        "Mrs Vermeer",
        TODAY,
    )
    assert reports.of_document(books.of(context), card.row.id) == number
    with pytest.raises(Conflict):
        estimates.convert(context, ConvertEstimate(number))


def test_a_draft_of_an_estimate_may_be_thrown_away_and_made_again(context: Context) -> None:
    number = written(context)
    estimates.accept(context, AcceptEstimate(number))
    first = estimates.convert(context, ConvertEstimate(number))
    assert first.invoice == "" and reports.of_draft(books.of(context), first.draft_id) == number
    drafts.remove(context, RemoveDraft(first.draft_id))
    again = estimates.convert(context, ConvertEstimate(number))
    assert again.draft_id != first.draft_id and state(context, number) == "accepted"
    drafts.issue(context, IssueDraft(again.draft_id))
    assert state(context, number) == "invoiced"


def test_what_is_not_accepted_becomes_no_invoice(context: Context) -> None:
    number = written(context)
    with pytest.raises(Conflict):
        estimates.convert(context, ConvertEstimate(number))
    declined = DeclineEstimate(number, None, "Mr Bos", "Too dear")
    assert estimates.decline(context, declined).state == "declined"
    assert reports.card(books.of(context), number, TODAY).row.reason == "Too dear"
    with pytest.raises(Conflict):
        estimates.accept(context, AcceptEstimate(number))
    edited = estimates.edit(context, EditEstimate(number, 2, Content("C-1", total="99.00"), TODAY + 5 * DAY))
    assert (edited.state, edited.total, edited.valid_until) == ("open", "99.00", TODAY + 5 * DAY)


def test_an_estimate_expires_and_is_accepted_only_within_its_days(context: Context) -> None:
    number = written(context)
    later = factories.at(context, TODAY + 31 * DAY)
    assert state(later, number) == "expired"
    with pytest.raises(Invalid) as late:
        estimates.accept(later, AcceptEstimate(number))
    assert late.value.field == "on"
    with pytest.raises(Invalid):
        estimates.accept(context, AcceptEstimate(number, TODAY + DAY))
    assert estimates.accept(later, AcceptEstimate(number, TODAY + 30 * DAY)).state == "accepted"


def test_two_editors_do_not_overwrite_each_other(context: Context) -> None:
    number = written(context)
    estimates.edit(context, EditEstimate(number, 1, Content("C-1", total="50.00")))
    with pytest.raises(Changed):
        estimates.edit(context, EditEstimate(number, 1, Content("C-1", total="60.00")))
    estimates.accept(context, AcceptEstimate(number))
    with pytest.raises(Conflict):
        estimates.edit(context, EditEstimate(number, 3, Content("C-1", total="60.00")))


def test_converting_keeps_to_the_limit_and_to_who_may_issue(context: Context) -> None:
    entities.edit(context, entities.EditEntity(approval_limit="100"))
    number = written(context)
    estimates.accept(context, AcceptEstimate(number))
    with pytest.raises(LimitExceeded):
        estimates.convert(context, ConvertEstimate(number, "now"))
    sales = factories.member(context, "sales")
    with pytest.raises(NotAllowed):
        estimates.convert(sales, ConvertEstimate(number, "now"))
    assert state(context, number) == "accepted"
    assert estimates.convert(sales, ConvertEstimate(number)).draft_id


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (WriteEstimate(Content("C-9", total="5")), "customer_number"),
        (WriteEstimate(Content("C-1")), "total"),
        (WriteEstimate(Content("C-1", lines=(line("A", "-1", "5"),))), "total"),
        (WriteEstimate(Content("C-1", total="5"), TODAY - DAY), "valid_until"),
    ],
)
def test_what_is_no_offer_is_refused_by_its_field(context: Context, given: WriteEstimate, field: str) -> None:
    with pytest.raises((Invalid, NotFound)) as refused:
        estimates.write(context, given)
    assert refused.value.field == field


def test_an_unknown_way_of_converting_and_an_unknown_number_are_refused(context: Context) -> None:
    number = written(context)
    with pytest.raises(Invalid):
        estimates.convert(context, ConvertEstimate(number, "later"))
    with pytest.raises(NotFound):
        estimates.mark_sent(factories.company(), MarkSent(number))
