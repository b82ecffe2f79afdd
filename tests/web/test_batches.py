"""Batches on the screens: rows ticked in a list, asked once more, and shown with progress and failures."""

from __future__ import annotations

import pytest

from quittance.actions.command import Context
from quittance.jobs import worker
from tests import factories
from tests.web.browse import Person, text_of

pytestmark = pytest.mark.django_db


def test_ticked_drafts_are_asked_about_issued_and_told(company: Context, clerk: Person) -> None:
    ids = [factories.draft(company, customer=one).id for one in ("C-1", "C-2")]
    clerk.get("/drafts/")
    assert f'name="draft" value="{ids[0]}"' in clerk.last and "All that match" in clerk.last
    asked = f"/batches/new/?do=issue&draft={ids[0]}&draft={ids[1]}"
    said = clerk.text(asked)
    assert "Issue 2 drafts?" in said and "€100.00, $100.00 in all" in said.replace("US$", "$")
    clerk.follow(asked, key="once")
    assert "Waits for the worker" in text_of(clerk.last) and 'hx-trigger="every 1s"' in clerk.last
    worker.once()
    clerk.get("/batches/")
    assert "done 2 0 2" in text_of(clerk.last)


def test_all_that_match_are_asked_about(clerk: Person) -> None:
    said = clerk.text("/batches/new/?do=send&all=1&every=invoices&customer=C-1&number=INV-3")
    assert "Send 2 documents?" in said and "INV-3" not in said
    clerk.post("/batches/new/?do=send&all=1&every=invoices")
    assert "QUITTANCE_SMTP_URL" in clerk.last, "no mail server"


def test_a_batch_is_stopped(company: Context, clerk: Person) -> None:
    (id,) = [factories.draft(company, customer="C-1").id]
    page = clerk.post(f"/batches/new/?do=issue&draft={id}").headers["Location"]
    clerk.follow(f"{page}stop/")
    assert "Stopping" in text_of(clerk.last)
    worker.once()
    assert "1 left as they were" in clerk.text(page) and "Stopped" in text_of(clerk.last)
    assert clerk.post(f"{page}stop/").status_code == 409


@pytest.mark.parametrize(("do", "every"), [("issue", "drafts"), ("send", "invoices")])
def test_a_list_where_nothing_is_ticked_comes_back_and_says_so(clerk: Person, do: str, every: str) -> None:
    answer = clerk.get(f"/batches/new/?do={do}&every={every}")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/{every}/")
    assert "Tick at least one row" in clerk.text(f"/{every}/")


def test_what_no_list_sends_is_refused(clerk: Person, auditor: Person) -> None:
    assert clerk.get("/batches/new/").status_code == 302
    for query in ("do=burn", "do=issue", "do=issue&draft=x", "do=send&number=INV-9"):
        assert clerk.get(f"/batches/new/?{query}").status_code in (400, 404), query
    assert auditor.get("/batches/").status_code == 403
    auditor.get("/invoices/")
    assert "batch-form" not in auditor.last
