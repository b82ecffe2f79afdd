"""Terms at the terminal."""

from __future__ import annotations

import pytest

from quittance.actions.command import Context
from tests import factories
from tests.cli.terminal import quittance

pytestmark = pytest.mark.django_db


@pytest.fixture
def context() -> Context:
    """A fresh company with one customer."""
    made = factories.company()
    factories.customer(made, "C-1", terms="net 30")
    return made


def test_terms_are_granted_and_shown_through_time(context: Context) -> None:
    said = quittance("terms", "grant", "C-1", "2/10 n/30", "--from", "2026-03-01", "--contract", "FRAME-7").out
    assert "C-1 has 2/10 net 30 from 2026-03-01." in said
    rows = quittance("terms", "history", "C-1", "--format", "csv").rows
    assert (rows[0]["terms"], rows[0]["contract"]) == ("2/10 n/30", "FRAME-7")
    assert "Before the first grant: net 30." in quittance("terms", "history", "C-1").out
    assert quittance("terms", "grant", "C-1", "soon", "--format", "json").refusal == ("invalid", "terms")


def test_terms_are_worked_out_in_words_and_numbers(context: Context) -> None:
    asked = ("terms", "show", "2/10 net 30", "--issued", "2026-01-20", "--total", "1200")
    assert "2 % off until 2026-01-30: 1,176.00 instead of 1,200.00." in quittance(*asked).out
    assert quittance(*asked, "--format", "csv").rows[0] == {
        "due_on": "2026-02-19",
        "share": "100 %",
        "amount": "1200.00",
    }


def test_holidays_and_the_policy_are_set_and_shown(context: Context) -> None:
    said = quittance("terms", "set-holidays", "2026", "--day", "2026-04-27=King's Day", "--target").out
    assert "2026 has 7 holidays." in said
    rows = quittance("terms", "holidays", "2026", "--format", "csv").rows
    assert [row["weekday"] for row in rows if row["name"] == "King's Day"] == ["Monday"]
    assert {row["whose"] for row in rows} == {"the company's"}
    assert "kept" in quittance("terms", "set-policy", "--part-payments", "--tax", "keep").out
    assert quittance("terms", "policy", "--format", "json").document == {
        "part_payments": True,
        "tax": "keep",
        "adjusts_tax": False,
    }
