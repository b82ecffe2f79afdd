"""Late interest at the terminal: shown, charged, and on whose terms."""

from __future__ import annotations

import pytest

from quittance.actions.command import Context
from tests import factories
from tests.cli.terminal import done, quittance

pytestmark = pytest.mark.django_db


@pytest.fixture
def context() -> Context:
    """C-1 owes 10,000.00 since 31 January 2024; the company asks 10 percent as agreed."""
    context = factories.company()
    factories.customer(context, "C-1")
    done("invoice", "add", "C-1", "--total", "10000", "--on", "2024-01-01", "--due", "2024-01-31", "--number", "INV-1")
    done("interest", "terms", "contract", "--rate", "10")
    return context


def test_what_a_customer_owes_is_shown_span_by_span(context: Context) -> None:
    shown = done("interest", "show", "C-1", "--through", "2024-03-31")
    assert (shown["pack"], shown["terms_of"]) == ("contract", "company")
    assert shown["totals"] == [{"currency": "EUR", "interest": "164.38", "compensation": "0.00", "total": "164.38"}]
    assert shown["rows"][0]["spans"] == [
        {
            "since": "2024-02-01",
            "until": "2024-03-31",
            "days": 60,
            "open": "10000.00",
            "rate": "10.00",
            "interest": "164.38",
            "provisional": False,
        }
    ]
    said = quittance("interest", "show", "C-1", "--through", "2024-03-31").out
    assert "As agreed (company)" in said and "10.00 %" in said and "164.38" in said
    assert quittance("interest", "show", "C-9", "--format", "json").refusal == ("not_found", "customer_number")


def test_a_dry_run_shows_the_note_and_writes_nothing(context: Context) -> None:
    tried = done("interest", "charge", "C-1", "--through", "2024-03-31", "--dry-run")
    made = done("interest", "charge", "C-1", "--through", "2024-03-31")
    assert (tried["total"], tried["number"]) == (made["total"], made["number"])
    again = quittance("interest", "charge", "C-1", "--through", "2024-03-31", "--format", "json")
    assert again.refusal == ("invalid", "through")


def test_a_customer_may_have_its_own_terms(context: Context) -> None:
    assert done("interest", "terms", "eu", "--customer", "C-1")["pack"] == "eu"
    assert done("interest", "show", "C-1", "--through", "2024-03-31")["totals"][0]["compensation"] == "40.00"
    assert done("interest", "terms", "none", "--customer", "C-1")["rate"] == "10.00"
    assert quittance("interest", "terms", "us", "--format", "json").refusal == ("invalid", "pack")


def test_reference_rates_are_added_and_listed(context: Context) -> None:
    assert "From 2026-07-01: ecb 2.40 %." in quittance("interest", "rate", "ecb", "2026-07-01", "2.4").out
    assert "bundesbank -0.50 %." in quittance("interest", "rate", "bundesbank", "2026-07-01", "--", "-0.5").out
    assert {one["from_on"] for one in done("interest", "rates")[:2]} == {"2026-07-01"}
    assert quittance("interest", "rate", "ecb", "2026-03-01", "2", "--format", "json").refusal == ("invalid", "from_on")
