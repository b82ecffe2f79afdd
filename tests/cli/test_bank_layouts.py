"""Layouts of bank tables at the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from quittance.actions.command import Context
from tests import factories
from tests.actions.test_banking_profiles import CSV
from tests.cli.terminal import done, quittance

pytestmark = pytest.mark.django_db


@pytest.fixture
def context() -> Context:
    """A fresh company."""
    return factories.company()


def test_a_layout_is_shown_corrected_saved_and_used(context: Context, tmp_path: Path) -> None:
    path = tmp_path / "march.csv"
    path.write_text(CSV)
    made = done("bank", "import", str(path))
    assert made["state"] == "unread"
    assert "no saved profile has its columns" in quittance("bank", "import", str(path)).out
    said = quittance("bank", "layout", str(path)).out
    assert "Keep it with --save NAME" in said and "2026-03-01, 100.00 EUR" in said
    turned = quittance(
        "bank", "layout", str(path), "--set", "text=", "--set", "payer_name=Details", "--save", "Harbour"
    )
    assert "Saved as Harbour" in turned.out and "set by hand" in turned.out
    assert "2 of 2 lines are new" in quittance("bank", "read", made["id"], "Harbour").out
    assert quittance("bank", "profiles", "--format", "csv").rows[0]["account"] == "NL20INGB0001234567"
    assert {row["payer"] for row in quittance("bank", "lines", "--format", "csv").rows} == {"INV-1", "fee"}
    assert "is gone" in quittance("bank", "unprofile", "Harbour").out
    assert quittance("bank", "unprofile", "Harbour", "--format", "json").refusal == ("not_found", "profile")


def test_what_stops_the_reading_is_told(context: Context, tmp_path: Path) -> None:
    path = tmp_path / "march.csv"
    path.write_text(CSV.replace("IBAN: NL20INGB0001234567", "March"))
    assert "which account" in quittance("bank", "layout", str(path)).out
    assert "which account" not in quittance("bank", "layout", str(path), "--account", "A-1").out
