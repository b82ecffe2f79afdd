"""Approvals: above the limit a second person decides, never the makers, and an edit takes the approval back."""

from __future__ import annotations

import pytest

from quittance.actions import approvals, credits, drafts, entities, invoices
from quittance.actions.approvals import ApproveDraft, RefuseDraft, RequestApproval
from quittance.actions.command import Context
from quittance.actions.drafts import EditDraft, IssueDraft
from quittance.reports import books
from quittance.reports import drafts as reports
from quittance.rules.draft import Content
from quittance.rules.refusals import Changed, Conflict, Invalid, LimitExceeded, NotAllowed, RateMissing
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator() -> Context:
    """A company in which one person issues alone up to 1,000.00."""
    context = factories.company()
    factories.customer(context, "C-1")
    entities.edit(context, entities.EditEntity(approval_limit="1000"))
    return context


@pytest.fixture
def clerk(operator: Context) -> Context:
    """Writes and issues."""
    return factories.member(operator, "clerk")


@pytest.fixture
def controller(operator: Context) -> Context:
    """Approves."""
    return factories.member(operator, "controller")


def needed(context: Context, id: int) -> bool:
    """Whether a draft still needs a second person."""
    here = books.of(context)
    return approvals.needed(context, reports.card(here, id), books.entity(here))


def test_above_the_limit_a_second_person_approves_and_then_it_is_issued(clerk: Context, controller: Context) -> None:
    made = factories.draft(clerk, "1000.01")
    assert needed(clerk, made.id)
    with pytest.raises(LimitExceeded) as refused:
        drafts.issue(clerk, IssueDraft(made.id))
    assert refused.value.field == "total"
    asked = approvals.request(clerk, RequestApproval(made.id, 1))
    assert (asked.state, asked.version) == ("to-approve", 2)
    approved = approvals.approve(controller, ApproveDraft(made.id, 2))
    assert (approved.state, approved.version) == ("approved", 3) and not needed(clerk, made.id)
    assert drafts.issue(clerk, IssueDraft(made.id, 3)).number == "INV-2026-00001"
    card = reports.card(books.of(clerk), made.id)
    assert (card.row.asked_by, card.row.decided_by, card.row.state) == ("Clerk", "Controller", "issued")


def test_up_to_the_limit_one_person_is_enough(clerk: Context) -> None:
    made = factories.draft(clerk, "1000.00")
    assert not needed(clerk, made.id) and drafts.issue(clerk, IssueDraft(made.id)).total == "1000.00"


def test_the_limit_holds_for_what_is_recorded_at_once_as_well(operator: Context, clerk: Context) -> None:
    with pytest.raises(LimitExceeded, match="Save it as a draft"):
        invoices.record(clerk, invoices.RecordInvoice("C-1", clerk.today, "1000.01"))
    with pytest.raises(LimitExceeded):
        credits.record(operator, credits.RecordCreditNote("C-1", clerk.today, "1000.01"))
    assert factories.invoice(clerk, "", "10.00").number == "INV-2026-00001", "a refusal takes no number"
    entities.edit(operator, entities.EditEntity(approval_limit=""))
    assert factories.invoice(clerk, "", "1000.01").number == "INV-2026-00002"


def test_another_currency_is_judged_by_its_rate(operator: Context, clerk: Context) -> None:
    factories.customer(operator, "C-2", currency="USD")
    made = factories.draft(clerk, "1500.00", customer="C-2", rate="0.5")
    assert not needed(clerk, made.id)
    dear = factories.draft(clerk, "1500.00", customer="C-2", rate="0.9")
    assert needed(clerk, dear.id)
    with pytest.raises(LimitExceeded):
        drafts.issue(clerk, IssueDraft(dear.id))
    unknown = factories.draft(clerk, "9000.00", currency="KZT")
    assert not needed(clerk, unknown.id), "without a rate nobody can tell, and it cannot be issued either"
    with pytest.raises(RateMissing):
        drafts.issue(clerk, IssueDraft(unknown.id))


def test_no_maker_decides_not_even_with_the_permission(operator: Context, controller: Context) -> None:
    both = factories.member(operator, "credit_manager", "controller")
    made = factories.draft(operator, "5000")
    edited = drafts.edit(both, EditDraft(made.id, 1, Content("C-1", total="6000")))
    approvals.request(operator, RequestApproval(made.id, edited.version))
    for maker in (operator, both):
        with pytest.raises(NotAllowed, match="second person"):
            approvals.approve(maker, ApproveDraft(made.id))
        with pytest.raises(NotAllowed, match="second person"):
            approvals.refuse(maker, RefuseDraft(made.id, "no"))
    assert approvals.approve(controller, ApproveDraft(made.id)).state == "approved"


def test_who_may_not_approve_is_told_so(clerk: Context, operator: Context) -> None:
    made = factories.draft(operator, "5000")
    approvals.request(operator, RequestApproval(made.id))
    with pytest.raises(NotAllowed):
        approvals.approve(clerk, ApproveDraft(made.id))


def test_a_refusal_says_why_and_the_draft_can_be_mended_and_asked_for_again(
    clerk: Context, controller: Context
) -> None:
    made = factories.draft(clerk, "5000")
    approvals.request(clerk, RequestApproval(made.id))
    with pytest.raises(Invalid) as silent:
        approvals.refuse(controller, RefuseDraft(made.id, " "))
    assert silent.value.field == "reason"
    assert approvals.refuse(controller, RefuseDraft(made.id, "The price is last year's")).state == "refused"
    row = reports.card(books.of(clerk), made.id).row
    assert (row.reason, row.decided_by) == ("The price is last year's", "Controller")
    with pytest.raises(LimitExceeded):
        drafts.issue(clerk, IssueDraft(made.id))
    drafts.edit(clerk, EditDraft(made.id, row.version, Content("C-1", total="4000")))
    approvals.request(clerk, RequestApproval(made.id))
    again = reports.card(books.of(clerk), made.id).row
    assert (again.reason, again.asked_by, again.decided_by) == ("", "Clerk", "")
    assert approvals.approve(controller, ApproveDraft(made.id)).total == "4000.00"


def test_an_edit_takes_an_approval_back_and_what_was_shown_is_what_is_approved(
    clerk: Context, controller: Context
) -> None:
    made = factories.draft(clerk, "5000")
    approvals.request(clerk, RequestApproval(made.id))
    drafts.edit(clerk, EditDraft(made.id, 2, Content("C-1", total="9000")))
    with pytest.raises(Conflict):
        approvals.approve(controller, ApproveDraft(made.id))
    approvals.request(clerk, RequestApproval(made.id))
    with pytest.raises(Changed):
        approvals.approve(controller, ApproveDraft(made.id, 2))
    approvals.approve(controller, ApproveDraft(made.id, 4))
    drafts.edit(clerk, EditDraft(made.id, 5, Content("C-1", total="9999")))
    with pytest.raises(LimitExceeded):
        drafts.issue(clerk, IssueDraft(made.id))


def test_what_is_asked_for_twice_or_decided_unasked_is_refused(clerk: Context, controller: Context) -> None:
    made = factories.draft(clerk, "5000")
    with pytest.raises(Conflict):
        approvals.approve(controller, ApproveDraft(made.id))
    approvals.request(clerk, RequestApproval(made.id))
    with pytest.raises(Conflict):
        approvals.request(clerk, RequestApproval(made.id))


def test_a_limit_below_zero_is_refused(operator: Context) -> None:
    with pytest.raises(Invalid) as refused:
        entities.edit(operator, entities.EditEntity(approval_limit="-1"))
    assert refused.value.field == "approval_limit"
