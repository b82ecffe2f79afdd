"""Applying cash at the terminal: matched, applied by hand, set aside, taken back; rules, policy, memory, deductions."""

from __future__ import annotations

from pathlib import Path

import pytest

from quittance.actions import cash_calibration
from quittance.actions.command import Context
from tests import factories
from tests.api.test_cash import FILE
from tests.cli.terminal import done, quittance

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines(tmp_path: Path) -> tuple[str, str]:
    """A customer who owes 250.00, and two open lines: 200.00 and 33.10."""
    context: Context = factories.company()
    factories.customer(context, "C-1", name="Acme NV")
    factories.invoice(context, "INV-1", "250.00", factories.TODAY.replace(year=2026, month=2, day=1))
    path = tmp_path / "a.sta"
    path.write_text(FILE)
    done("bank", "import", str(path))
    rows = {row["amount"]: row["id"] for row in quittance("bank", "lines", "--format", "csv").rows}
    return rows["200.00"], rows["33.10"]


def test_a_line_is_applied_with_a_deduction_and_taken_back(lines: tuple[str, str]) -> None:
    to = ("--customer", "C-1", "--to", "INV-1=200+50:deduction:damage")
    assert "0.00 EUR unapplied" in quittance("cash", "apply", lines[0], *to, "--dry-run").out
    made = done("cash", "apply", lines[0], *to)
    assert made["unapplied"] == "0.00" and made["deductions"] == ["INV-1: 50.00 damaged or missing"]
    (row,) = quittance("deduction", "list", "--format", "csv").rows
    assert (row["document"], row["amount"], row["owner"]) == ("INV-1", "50.00", "logistics")
    assert "Ada looks after it" in quittance("deduction", "assign", row["id"], "--owner", "Ada").out
    said = quittance("deduction", "resolve", row["id"], "They owe it", "--way", "reject").out
    assert "50.00 EUR stays open on INV-1" in said
    assert quittance("cash", "apply", lines[0], "--format", "json").refusal == ("conflict", "line_id")
    assert "open again" in quittance("cash", "undo", lines[0], "--reason", "Wrong").out


def test_rules_come_first_and_the_rates_tell(lines: tuple[str, str]) -> None:
    done("cash", "rule", "Interest", "--text", "interest", "--ledger", "4950")
    assert [row["name"] for row in quittance("cash", "rules", "--format", "csv").rows] == ["Interest"]
    done("cash", "policy", "--no-auto", "--threshold", "0.9")
    made = done("cash", "match")
    assert (made["lines"], made["set_aside"], made["posted"]) == (2, 1, 0)
    (row,) = quittance("cash", "review", "--format", "csv").rows
    assert row["customer"] == "C-1" and row["reasons"]
    assert [row["share"] for row in quittance("cash", "rates", "--format", "csv").rows] == ["–"] * 8
    assert "gone" in quittance("cash", "unrule", "Interest").out
    assert quittance("cash", "policy", "--threshold", "2", "--format", "json").refusal == ("invalid", "threshold")


def test_probabilities_are_refitted_when_there_are_enough_outcomes(
    lines: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert quittance("cash", "refit", "--format", "json").refusal == ("invalid", "outcomes")
    monkeypatch.setattr(cash_calibration, "LEAST_OUTCOMES", 0)
    assert "Refitted over 0 outcomes" in quittance("cash", "refit").out
    rows = quittance("cash", "rates", "--format", "csv").rows
    assert rows[-2]["what"] == "last refit" and rows[-2]["count"] == "0 outcomes"


def test_what_was_learnt_is_listed_and_forgotten(lines: tuple[str, str]) -> None:
    done("cash", "apply", lines[0], "--customer", "C-1")
    known = quittance("cash", "memory", "--format", "csv").rows
    assert {row["kind"] for row in known} == {"account", "name"}
    assert "is forgotten" in quittance("cash", "forget", known[0]["id"]).out
    assert quittance("cash", "forget", known[0]["id"], "--format", "json").refusal == ("not_found", "id")


def test_a_line_is_set_aside_and_a_return_needs_its_payment(lines: tuple[str, str]) -> None:
    assert "set aside" in quittance("cash", "pass", lines[1], "--reason", "Interest").out
    said = quittance("cash", "return", lines[0], "PAY-404", "--format", "json")
    assert said.refusal == ("not_found", "reference")
