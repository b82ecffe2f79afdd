"""Drafts: outside the books until they are issued, changed by version, copied, and issued once."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from quittance.actions import closing, drafts
from quittance.actions.command import Context
from quittance.actions.drafts import CopyDraft, EditDraft, IssueDraft, RemoveDraft, SaveDraft
from quittance.books import sql
from quittance.reports import books, document, verify
from quittance.reports import drafts as reports
from quittance.reports.page import Wanted
from quittance.rules.draft import Content
from quittance.rules.refusals import Changed, Conflict, Invalid, NotAllowed, NotFound, PeriodLocked
from tests import factories
from tests.factories import line

pytestmark = pytest.mark.django_db
LINES = (
    line("Boxes", "12", "3.5", "21", discount="10%"),
    line("Course", "1", "80", tax_category="exempt", tax_reason="Art. 132"),
)


@pytest.fixture
def context() -> Context:
    """A company in euros with one customer on 30 days."""
    context = factories.company()
    factories.customer(context, "C-1", terms="net 30")
    return context


def rows(context: Context, table: str) -> int:
    """How many rows of the tenant a table holds."""
    found = sql.row(f"SELECT COUNT(*) FROM {table} WHERE tenant_id = %s", [context.tenant_id])
    assert found is not None
    return int(found[0])


def test_a_draft_has_no_number_and_is_not_in_the_books(context: Context) -> None:
    made = factories.draft(context, "", lines=LINES)
    assert (made.version, made.state, made.total, made.currency) == (1, "draft", "125.74", "EUR")
    assert rows(context, "document") == rows(context, "entry") == rows(context, "series") == 0
    assert rows(context, "open_item") == rows(context, "posting") == 0


def test_issuing_takes_the_next_number_and_posts_what_the_draft_said(context: Context) -> None:
    made = factories.draft(context, "", lines=LINES, purchase_order="PO 7")
    issued = drafts.issue(context, IssueDraft(made.id, made.version))
    card = document.card(books.of(context), issued.number, context.today)
    assert issued.number == "INV-2026-00001" and issued.draft_id == made.id
    assert (card.row.total, card.row.purchase_order, card.row.issued_on) == (12574, "PO 7", context.today)
    assert card.row.due_on == context.today + datetime.timedelta(days=30)
    assert [one.tax_reason for one in card.lines] == ["", "Art. 132"]
    assert reports.of_document(books.of(context), card.row.id) == made.id
    assert verify.run(books.of(context)).differences == ()
    with pytest.raises(NotFound):
        drafts.issue(context, IssueDraft(made.id))
    assert rows(context, "document") == 1


def test_a_draft_that_cannot_be_issued_stays_and_its_number_is_free_again(context: Context) -> None:
    empty = factories.draft(context, "")
    with pytest.raises(Invalid):
        drafts.issue(context, IssueDraft(empty.id))
    early = factories.draft(context, "5.00", issued_on=datetime.date(2026, 1, 5))
    closing.lock_period(context, closing.LockPeriod(datetime.date(2026, 3, 31)))
    with pytest.raises(PeriodLocked):
        drafts.issue(context, IssueDraft(early.id))
    good = factories.draft(context, "7.00")
    assert drafts.issue(context, IssueDraft(good.id)).number == "INV-2026-00001"
    assert len(reports.find(books.of(context), Wanted()).rows) == 2


def test_two_editors_do_not_overwrite_each_other(context: Context) -> None:
    made = factories.draft(context)
    first = drafts.edit(context, EditDraft(made.id, 1, Content("C-1", total="200.00")))
    assert (first.version, first.total) == (2, "200.00")
    for late in (EditDraft(made.id, 1, Content("C-1", total="300.00")), EditDraft(made.id, 9, Content("C-1"))):
        with pytest.raises(Changed):
            drafts.edit(context, late)
    with pytest.raises(Changed):
        drafts.issue(context, IssueDraft(made.id, 1))
    with pytest.raises(Changed):
        drafts.remove(context, RemoveDraft(made.id, 1))
    with pytest.raises(Invalid) as unnamed:
        drafts.edit(context, EditDraft(made.id, 0, Content("C-1")))
    assert unnamed.value.field == "version"
    assert reports.card(books.of(context), made.id).row.total == 200_00


def test_a_draft_may_go_to_another_customer_in_another_currency(context: Context) -> None:
    factories.customer(context, "C-2", currency="USD")
    made = factories.draft(context)
    moved = drafts.edit(context, EditDraft(made.id, 1, Content("C-2", total="9.50", rate="0.9")))
    assert (moved.customer_number, moved.currency) == ("C-2", "USD")
    assert drafts.issue(context, IssueDraft(made.id)).total == "9.50"


def test_a_removed_draft_leaves_nothing_but_its_events(context: Context) -> None:
    made = factories.draft(context)
    assert drafts.remove(context, RemoveDraft(made.id)).total == "100.00"
    assert rows(context, "draft") == 0
    with pytest.raises(NotFound):
        drafts.remove(context, RemoveDraft(made.id))


def test_a_document_is_copied_with_all_its_lines_and_without_its_days(context: Context) -> None:
    lines = (*LINES, line("Freight", "1", "8", "9", discount="1.50"))
    given: dict[str, Any] = {"lines": lines, "note": "Thanks", "purchase_order": "PO 7", "external_id": "shop-1"}
    factories.invoice(context, "INV-1", "", factories.TODAY - datetime.timedelta(days=40), **given)
    made = drafts.copy(context, CopyDraft("INV-1"))
    content = reports.card(books.of(context), made.id).content
    assert content.lines == lines and (content.note, content.terms) == ("Thanks", "")
    assert (content.issued_on, content.due_on, content.external_id) == (None, None, "")
    factories.invoice(context, "INV-2", "5.00", terms="net 14")
    own = drafts.copy(context, CopyDraft("INV-2"))
    assert reports.card(books.of(context), own.id).content.terms == "net 14", "terms of its own are kept"
    again = drafts.copy(context, CopyDraft(id=made.id))
    assert again.id != made.id and again.total == made.total
    issued = drafts.issue(context, IssueDraft(again.id))
    first = document.card(books.of(context), "INV-1", context.today).row.total
    assert document.card(books.of(context), issued.number, context.today).row.total == first
    with pytest.raises(NotFound):
        drafts.copy(context, CopyDraft("INV-7"))


def test_a_credit_note_is_drafted_and_meets_what_it_corrects(context: Context) -> None:
    factories.invoice(context, "INV-1", "100.00")
    made = factories.draft(context, "40.00", kind="credit_note", corrects="INV-1")
    issued = drafts.issue(context, IssueDraft(made.id))
    assert issued.number == "CN-2026-00001"
    assert document.card(books.of(context), "INV-1", context.today).row.open == 60_00


def test_who_writes_drafts_does_not_issue_them_without_the_permission_of_the_record(context: Context) -> None:
    clerk, sales = factories.member(context, "clerk"), factories.member(context, "sales")
    made = factories.draft(sales)
    with pytest.raises(NotAllowed):
        drafts.issue(sales, IssueDraft(made.id))
    credit = factories.draft(clerk, kind="credit_note")
    with pytest.raises(NotAllowed, match="credit note"):
        drafts.issue(clerk, IssueDraft(credit.id))
    assert drafts.issue(clerk, IssueDraft(made.id)).number == "INV-2026-00001"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (SaveDraft(Content("C-9")), "customer_number"),
        (SaveDraft(Content("C-1"), "estimate"), "kind"),
        (SaveDraft(Content("C-1", currency="EURO")), "currency"),
        (SaveDraft(Content("C-1", lines=(line("A", "x"),))), "lines[1].quantity"),
    ],
)
def test_what_is_no_draft_is_refused_by_its_field(context: Context, given: SaveDraft, field: str) -> None:
    with pytest.raises((Invalid, NotFound)) as refused:
        drafts.save(context, given)
    assert refused.value.field == field and rows(context, "draft") == 0


def test_the_same_key_saves_and_issues_once(context: Context) -> None:
    saving, issuing = factories.at(context, context.today, "save"), factories.at(context, context.today, "issue")
    first, again = factories.draft(saving), factories.draft(saving)
    assert first == again
    assert drafts.issue(issuing, IssueDraft(first.id)) == drafts.issue(issuing, IssueDraft(first.id))


def test_another_companys_draft_is_never_found(context: Context) -> None:
    made = factories.draft(context)
    with pytest.raises(NotFound):
        drafts.issue(factories.company(), IssueDraft(made.id))
    assert isinstance(Changed("x"), Conflict)
