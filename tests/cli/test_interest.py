"""Late interest at the terminal: shown, charged, and on whose terms."""

from __future__ import annotations

import pytest

from quittance.actions import waivers
from quittance.actions.command import Context
from quittance.jobs import worker
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


def test_the_example_of_the_directive_comes_out_to_the_cent_and_a_part_payment_counts(context: Context) -> None:
    done("interest", "rate", "ecb", "2026-07-01", "2.40")
    done("interest", "terms", "eu", "--customer", "C-1")
    done("invoice", "add", "C-1", "--total", "10000", "--on", "2026-01-01", "--due", "2026-01-31", "--number", "INV-EU")
    done("pay", "10000", "C-1", "--on", "2026-08-15", "--to", "INV-EU")
    (row,) = [
        one for one in done("interest", "show", "C-1", "--through", "2026-09-30")["rows"] if one["document"] == "INV-EU"
    ]
    assert (row["interest"], row["compensation"], row["paid_on"]) == ("548.19", "40.00", "2026-08-15")
    done("pay", "5000", "C-1", "--on", "2024-02-29", "--to", "INV-1")
    first = done("interest", "show", "C-1", "--through", "2024-03-31")["rows"][0]
    # the leap day counts: 29 days of 10,000.00 and 31 of 5,000.00 at 4.50 + 8 percent of 365 days
    assert [(one["days"], one["open"], one["interest"]) for one in first["spans"]] == [
        (29, "10000.00", "99.32"),
        (31, "5000.00", "53.08"),
    ]
    done("interest", "terms", "eu", "--customer", "C-1", "--afterwards", "waive")
    left = [one["document"] for one in done("interest", "show", "C-1", "--through", "2026-09-30")["rows"]]
    assert left == ["INV-1"], "of what was paid without its interest, none is asked any more"


def test_a_rate_may_be_frozen_and_an_agreed_one_has_the_fixed_amount(context: Context) -> None:
    made = done("interest", "terms", "eu", "--customer", "C-1", "--fixing", "frozen")
    assert made["fixing"] == "frozen"
    spans = done("interest", "show", "C-1", "--through", "2024-12-31")["rows"][0]["spans"]
    assert [(one["days"], one["rate"]) for one in spans] == [(335, "12.50")]
    done("interest", "terms", "contract_eu", "--customer", "C-1", "--rate", "10")
    assert done("interest", "show", "C-1", "--through", "2024-12-31")["totals"][0]["compensation"] == "40.00"
    assert quittance("interest", "terms", "eu", "--fixing", "thawed", "--format", "json").refusal[1] == "fixing"


def test_interest_is_given_up_and_taken_back(context: Context) -> None:
    made = done("interest", "waive", "INV-1", "Only the principal was paid", "--through", "2024-03-31")
    assert (made["interest"], made["state"]) == ("164.38", "proposed")
    assert quittance("interest", "approve", "INV-1", "--format", "json").refusal[0] == "not_allowed"
    (row,) = done("interest", "waivers", "--state", "proposed")["rows"]
    assert (row["document"], row["interest"], row["reason"]) == ("INV-1", "164.38", "Only the principal was paid")
    assert "waits for a second person" in quittance("interest", "waivers", "--customer", "C-1").out
    waivers.approve(factories.member(context, "controller"), waivers.ApproveWaiver("INV-1"))
    assert done("interest", "show", "C-1", "--through", "2024-03-31")["rows"] == []
    assert done("interest", "unwaive", "INV-1", "They broke their word")["state"] == "ended"
    assert len(done("interest", "show", "C-1", "--through", "2024-03-31")["rows"]) == 1


def test_a_note_that_no_longer_holds_is_named(context: Context) -> None:
    note = done("interest", "charge", "C-1", "--through", "2024-03-31")["number"]
    done("pay", "10000", "C-1", "--on", "2024-02-10", "--to", "INV-1")
    said = quittance("interest", "show", "C-1").out
    assert f"{note} charged 164.38 EUR for INV-1; 27.40 is right now. Reverse it, and charge anew." in said
    assert done("interest", "show", "C-1")["outdated"][0]["right"] == "27.40"


def test_who_owes_interest_is_listed(context: Context) -> None:
    (row,) = done("interest", "due", "--through", "2024-03-31")["rows"]
    assert (row["customer_number"], row["debts"], row["total"]) == ("C-1", 1, "164.38")
    assert "EUR: 164.38" in quittance("interest", "due", "--through", "2024-03-31").out
    assert "Nobody owes" in quittance("interest", "due", "--through", "2024-01-31").out


def test_everybody_is_charged_by_a_run(context: Context) -> None:
    assert "The worker charges" in quittance("interest", "run", "--through", "2024-03-31", "--minimum", "5").out
    assert worker.once()
    (run,) = done("interest", "runs")
    assert (run["state"], run["notes"], run["through_on"]) == ("done", 1, "2024-03-31")


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
