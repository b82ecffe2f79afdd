"""The catalogue at the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from quittance.actions.command import Context
from tests import factories
from tests.cli.terminal import quittance

pytestmark = pytest.mark.django_db


@pytest.fixture
def context() -> Context:
    """A fresh company with one customer."""
    made = factories.company()
    factories.customer(made, "C-1")
    return made


def test_items_are_added_priced_stocked_and_sold(context: Context, tmp_path: Path) -> None:
    added = ("catalogue", "add", "ROPE", "Rope", "--price", "3.50", "--unit", "m", "--tax", "21", "--stocked")
    assert "Item ROPE is in the catalogue." in quittance(*added, "--low-at", "3", "--name-in", "de=Seil").out
    assert "5 of ROPE are on hand." in quittance("catalogue", "receive", "ROPE", "5").out
    priced = quittance("catalogue", "price", "ROPE", "3", "--customer", "C-1").out
    assert "ROPE for C-1: 3 EUR from 2" in priced
    sold = quittance("invoice", "add", "C-1", "--item", "ROPE|4", "--format", "json").document
    assert sold["total"] == "14.52"
    row = quittance("catalogue", "list", "--state", "low", "--format", "csv").rows[0]
    assert (row["number"], row["on_hand"], row["stock"]) == ("ROPE", "1", "low")
    assert "issue -4" in quittance("catalogue", "show", "ROPE").out
    assert "7 of ROPE" in quittance("catalogue", "count", "ROPE", "7", "--why", "Found some").out
    assert "kept" in quittance("catalogue", "edit", "ROPE", "--retired").out
    assert quittance("invoice", "add", "C-1", "--item", "ROPE", "--format", "json").refusal[0] == "not_found"


def test_items_are_imported_from_a_table(context: Context, tmp_path: Path) -> None:
    file = tmp_path / "items.csv"
    file.write_text("number,name,price\nA,Anchor,12.00\nA2,,1\n")
    said = quittance("catalogue", "import", str(file)).out
    assert "1 added, 0 changed, 0 as they were, 1 refused." in said and "row 3" in said
