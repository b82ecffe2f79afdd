"""The list of payments: states, search, totals and files."""

from __future__ import annotations

import pytest

from quittance.actions.command import Context
from tests import factories
from tests.web.browse import Person, body_of, text_of

pytestmark = pytest.mark.django_db


def test_each_state_shows_its_own(clerk: Person, company: Context) -> None:
    factories.payment(company, "PAY-2", "250.50", allocate="oldest", payer_name="BRIGHTWATER", text="INV 1")
    for state, shown in {"": ("PAY-1", "PAY-2"), "to-be-used": ("PAY-1",), "used": ("PAY-2",), "reversed": ()}.items():
        assert clerk.get("/payments/", state=state).status_code == 200
        assert tuple(n for n in ("PAY-1", "PAY-2") if n in clerk.last) == shown, state
    clerk.get("/payments/")
    assert "BRIGHTWATER · INV 1" in text_of(clerk.last)


def test_a_search_finds_by_reference_customer_and_amount(clerk: Person) -> None:
    for q in ("pay-1", "bright", "400"):
        clerk.get("/payments/", q=q)
        assert "PAY-1" in clerk.last, q
    clerk.get("/payments/", q="zzz")
    assert "No payment fits" in clerk.last


def test_totals_and_files_follow_the_filter(clerk: Person) -> None:
    clerk.get("/payments/", part="totals")
    assert "1 in this filter" in text_of(clerk.last) and clerk.last.count("400.00") == 2
    text = body_of(clerk.get("/payments/", format="csv", customer="C-1")).decode("utf-8-sig")
    assert "PAY-1,C-1,Brightwater Foods" in text


def test_an_unknown_state_or_order_is_refused(clerk: Person) -> None:
    assert clerk.get("/payments/", state="open").status_code == 400
    assert clerk.get("/payments/", order="amount").status_code == 400


def test_the_script_gets_the_rows_alone(clerk: Person) -> None:
    rows = clerk.client.get("/payments/?q=pay", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in rows and "PAY-1" in rows
