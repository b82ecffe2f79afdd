"""The list of drafts by state, customer and page, the card of one, and what waits for a person's approval."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import approvals, drafts
from quittance.actions.approvals import RequestApproval
from quittance.actions.command import Context
from quittance.actions.drafts import IssueDraft
from quittance.reports import books
from quittance.reports import drafts as reports
from quittance.reports.page import Wanted
from quittance.rules.refusals import Invalid, NotFound
from tests import factories
from tests.factories import line

pytestmark = pytest.mark.django_db
HOUR = 3_600 * 10**6


@pytest.fixture
def context() -> Context:
    """Two customers."""
    context = factories.company()
    factories.customer(context, "C-1", name="Brightwater Foods")
    factories.customer(context, "C-2", name="Palmera Retail")
    return context


def later(context: Context, days: int) -> Context:
    """The same person some days later."""
    return factories.at(context, context.today + datetime.timedelta(days=days))


def test_drafts_are_listed_the_latest_changed_first_and_paged_both_ways(context: Context) -> None:
    here = books.of(context)
    ids = [factories.draft(later(context, n), f"{n}.00").id for n in range(1, 6)]
    first = reports.find(here, Wanted(limit=2))
    second = reports.find(here, Wanted(limit=2, after=first.after))
    assert [row.id for row in (*first.rows, *second.rows)] == ids[:0:-1]
    back = reports.find(here, Wanted(limit=2, order="changed", after=second.before))
    assert [row.id for row in back.rows] == ids[3:]
    drafts.issue(later(context, 9), IssueDraft(ids[4]))
    assert [row.id for row in reports.find(here, Wanted()).rows] == ids[3::-1]


def test_a_filter_is_a_state_a_customer_or_part_of_a_name(context: Context) -> None:
    here = books.of(context)
    mine, other = factories.draft(context).id, factories.draft(context, customer="C-2").id
    approvals.request(context, RequestApproval(other))
    assert [row.id for row in reports.find(here, Wanted("to-approve")).rows] == [other]
    assert [row.id for row in reports.find(here, Wanted(customer_number="C-1")).rows] == [mine]
    assert [row.id for row in reports.find(here, Wanted(search="palm")).rows] == [other]
    assert reports.find(here, Wanted(search="nobody")).rows == ()
    assert reports.find(here, Wanted(customer_number="C-9")).rows == ()
    for wrong in (Wanted("issued"), Wanted(order="total")):
        with pytest.raises(Invalid):
            reports.find(here, wrong)


def test_a_card_says_what_the_draft_comes_to_and_what_it_became(context: Context) -> None:
    here = books.of(context)
    made = factories.draft(context, "", lines=(line("Boxes", "2", "10", "21"),))
    card = reports.card(here, made.id)
    assert (card.whole.net, card.whole.tax, card.row.total, card.number) == (2000, 420, 2420, "")
    number = drafts.issue(context, IssueDraft(made.id)).number
    assert reports.card(here, made.id).number == number
    with pytest.raises(NotFound):
        reports.card(books.of(factories.company()), made.id)


def test_only_what_others_have_made_waits_for_a_person(context: Context) -> None:
    here = books.of(context)
    clerk = factories.member(context, "clerk")
    for who, customer in ((context, "C-1"), (clerk, "C-2")):
        approvals.request(who, RequestApproval(factories.draft(who, customer=customer).id))
    mine = drafts.maker(clerk.actor)
    assert (reports.waiting(here, mine).count, reports.waiting(here, mine).customer_name) == (1, "Brightwater Foods")
    assert reports.waiting(here, "user:1").count == 2
    assert reports.waiting(books.of(factories.company()), "user:1").count == 0


def test_a_document_issued_at_once_had_no_draft(context: Context) -> None:
    assert reports.of_document(books.of(context), factories.invoice(context, "INV-1", "5.00").id) is None
