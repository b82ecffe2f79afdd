"""The page of a draft: shown, edited on the version that was read, duplicated, approved, issued, thrown away."""

from __future__ import annotations

from typing import Any

import pytest

from quittance.actions import approvals, drafts, entities
from quittance.actions.approvals import RequestApproval
from quittance.actions.command import Context
from quittance.actions.drafts import EditDraft
from quittance.reports import books
from quittance.reports import drafts as reports
from quittance.rules.draft import Content
from tests import factories
from tests.factories import line
from tests.web.browse import Person, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(company: Context) -> int:
    """A draft of 1,210.00 with a line and an allowance."""
    return factories.draft(company, "", lines=(line("Boxes", "10", "100", "21"),), note="Thanks").id


def test_a_draft_is_shown_and_issued_with_its_version(clerk: Person, draft: int) -> None:
    said = clerk.text(f"/drafts/{draft}/")
    assert "Brightwater Foods" in said and "1,210.00" in said and "the next, when it is issued" in said
    clerk.follow(f"/drafts/{draft}/", do="issue", version="1")
    said = text_of(clerk.last)
    assert "Issued as INV-2026-00001, €1,210.00." in said and "issued from a draft" in said
    assert clerk.get(f"/drafts/{draft}/").headers["Location"] == "/invoices/INV-2026-00001/"
    assert clerk.get(f"/drafts/{draft}/edit/").headers["Location"] == "/invoices/INV-2026-00001/"


def test_an_edit_begins_with_what_the_draft_says_and_refuses_an_old_version(
    clerk: Person, company: Context, draft: int
) -> None:
    path = f"/drafts/{draft}/edit/"
    clerk.get(path)
    assert 'value="Boxes"' in clerk.last and 'name="version" value="1"' in clerk.last and "Thanks" in clerk.last
    sent = {"customer_number": "C-1", "issued_on": "today", "total": "", "version": "1"}
    lines: dict[str, Any] = {
        "description": ["Boxes"],
        "quantity": ["3"],
        "unit_price": ["1,000"],
        "tax_rate": ["exempt"],
    }
    lines["tax_reason"] = "Art. 132"
    clerk.follow(path, **sent, **lines)
    assert "The draft is saved" in text_of(clerk.last) and "3,000.00" in text_of(clerk.last)
    assert clerk.post(path, **sent, **lines).status_code == 409
    assert "Somebody has changed this draft meanwhile" in clerk.last and 'value="Boxes"' in clerk.last
    assert "Total 3,000.00" in text_of(clerk.last)
    live = clerk.client.post(path, {**sent, **lines, "do": "totals"}, headers={"HX-Request": "true"})
    assert "3,000.00" in live.content.decode()


def test_an_invoice_and_a_draft_are_duplicated_into_the_composer(clerk: Person, draft: int) -> None:
    clerk.follow("/invoices/INV-2/copy/")
    assert "This is a copy of INV-2" in text_of(clerk.last) and 'value="250.50"' in clerk.last
    clerk.follow(f"/drafts/{draft}/copy/")
    assert 'value="Boxes"' in clerk.last and 'name="version" value="1"' in clerk.last


def test_a_draft_is_thrown_away_and_its_page_is_gone(clerk: Person, draft: int) -> None:
    clerk.follow(f"/drafts/{draft}/", do="remove", version="1")
    assert "thrown away" in text_of(clerk.last)
    assert clerk.get(f"/drafts/{draft}/").status_code == 404


def test_above_the_limit_the_page_asks_for_approval_and_today_shows_it(
    clerk: Person, controller: Person, company: Context, draft: int
) -> None:
    entities.edit(company, entities.EditEntity(approval_limit="1000"))
    said = clerk.text(f"/drafts/{draft}/")
    assert "Above the limit of €1,000.00" in said and "Ask for approval" in said and 'value="issue"' not in clerk.last
    clerk.follow(f"/drafts/{draft}/", do="request", version="1")
    assert "It waits for approval" in text_of(clerk.last) and "Decide" not in text_of(clerk.last)
    assert "Approve 1 draft" in controller.text("/") and "Approve 1 draft" not in clerk.text("/")
    assert "Decide" in controller.text(f"/drafts/{draft}/")
    assert controller.post(f"/drafts/{draft}/", do="refuse", version="2", reason="").status_code == 422
    controller.follow(f"/drafts/{draft}/", do="refuse", version="2", reason="Too dear")
    said = clerk.text(f"/drafts/{draft}/")
    assert "Controller has refused it." in said and "Too dear" in said
    clerk.follow(f"/drafts/{draft}/", do="request", version="3")
    controller.follow(f"/drafts/{draft}/", do="approve", version="4")
    assert "Controller has approved it." in clerk.text(f"/drafts/{draft}/")
    clerk.follow(f"/drafts/{draft}/", do="issue", version="5")
    assert "Approved by Controller" in text_of(clerk.last)


def test_what_is_refused_is_said_on_the_page(clerk: Person, company: Context, draft: int) -> None:
    drafts.edit(company, EditDraft(draft, 1, Content("C-1")))
    assert clerk.post(f"/drafts/{draft}/", do="issue", version="1").status_code == 409
    assert clerk.post(f"/drafts/{draft}/", do="issue", version="2").status_code == 422
    assert "No lines yet" in text_of(clerk.last)
    approvals.request(company, RequestApproval(draft))
    assert clerk.post(f"/drafts/{draft}/", do="request", version="3").status_code == 409
    assert clerk.post(f"/drafts/{draft}/", do="refuse", version="3", reason="x").status_code == 403


def test_an_auditor_reads_and_changes_nothing(auditor: Person, company: Context, draft: int) -> None:
    said = auditor.text(f"/drafts/{draft}/")
    assert "1,210.00" in said and "Issue" not in said and "Throw it away" not in said
    assert auditor.get(f"/drafts/{draft}/edit/").status_code == 403
    assert auditor.post(f"/drafts/{draft}/", do="issue", version="1").status_code == 403
    assert reports.card(books.of(company), draft).row.version == 1
