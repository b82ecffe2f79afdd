"""The page of an estimate: written in the composer, decided on, made an invoice of, printed."""

from __future__ import annotations

import re
from typing import Any

import pytest

from quittance.actions.command import Context
from tests.web.browse import Person, text_of

pytestmark = pytest.mark.django_db
HERE = "/estimates/EST-2026-00001/"
LINES = {"description": ["Boxes"], "quantity": ["10"], "unit_price": ["100"], "tax_rate": ["21"]}
WHOLE: dict[str, Any] = {"customer_number": "C-1", "issued_on": "today", "valid_until": "+20", **LINES}


@pytest.fixture
def written(clerk: Person, company: Context) -> Person:
    """The clerk, after an estimate of 1,210.00."""
    clerk.follow("/new/estimate/", **WHOLE)
    assert "Estimate EST-2026-00001 is written." in text_of(clerk.last)
    return clerk


def test_an_estimate_is_written_in_the_composer(written: Person) -> None:
    said = text_of(written.last)
    assert "1,210.00" in said and "20 Jul 2026" in said.replace("\u00a0", " ") and "What the customer says" in said
    written.get("/new/estimate/")
    assert "Valid until" in written.last and "Save the estimate" in written.last and "Record the" not in written.last
    live = written.client.post("/new/estimate/", {**WHOLE, "do": "totals"}, headers={"HX-Request": "true"})
    assert "Offered" in live.content.decode() and "1,210.00" in live.content.decode()
    assert written.post("/new/estimate/", **{**WHOLE, "valid_until": "-1"}).status_code == 422
    assert 'href="#f-valid_until"' in written.last


def test_it_is_changed_on_the_version_that_was_shown(written: Person) -> None:
    written.get(f"{HERE}edit/")
    assert 'value="Boxes"' in written.last and 'value="2026-07-20"' in written.last
    written.follow(f"{HERE}edit/", **{**WHOLE, "unit_price": ["200"]}, version="1")
    assert "2,420.00" in text_of(written.last)
    assert written.post(f"{HERE}edit/", **WHOLE, version="1").status_code == 409


def test_it_is_sent_accepted_and_issued(written: Person) -> None:
    written.follow(HERE, do="sent")
    assert "is with the customer" in text_of(written.last)
    assert written.post(HERE, do="accept", on="tomorrow").status_code == 422
    written.follow(HERE, do="accept", on="today", decided_with="Mrs Vermeer", purchase_order="PO 7")
    said = text_of(written.last)
    assert "by Mrs Vermeer" in said and "Issue the invoice" in said and "They accept" not in said
    written.follow(HERE, do="issue")
    said = text_of(written.last)
    assert "Issued as INV-2026-00001." in said and "Invoiced" in said
    assert "EST-2026-00001" in written.text("/invoices/INV-2026-00001/")


def test_it_becomes_a_draft_that_names_it(written: Person) -> None:
    written.follow(HERE, do="accept")
    written.follow(HERE, do="convert")
    assert "A draft of the invoice is written" in text_of(written.last)
    written.get("/drafts/")
    found = re.search(r"/drafts/\d+/", written.last)
    assert found is not None and "EST-2026-00001" in written.text(found[0])
    assert written.post(HERE, do="convert").status_code == 409


def test_a_decline_keeps_its_reason_and_an_auditor_only_reads(written: Person, auditor: Person) -> None:
    written.follow(HERE, do="decline", reason="Too dear")
    assert "Too dear" in text_of(written.last) and "Declined" in text_of(written.last)
    said = auditor.text(HERE)
    assert "Too dear" in said and "Edit" not in said
    assert auditor.post(HERE, do="sent").status_code == 403
    assert auditor.get("/new/estimate/").status_code == 403


def test_its_paper_is_shown_and_printed(written: Person) -> None:
    assert "EST-2026-00001" in written.text(f"{HERE}paper/")
    assert written.get(f"{HERE}pdf/").headers["Content-Type"] == "application/pdf"
    assert written.get("/estimates/EST-9/").status_code == 404
