"""The company at the terminal: its card and its settings."""

from __future__ import annotations

import pytest

from tests import factories
from tests.cli.terminal import done, quittance

pytestmark = pytest.mark.django_db


def test_the_card_shows_every_setting_and_an_edit_changes_the_named_ones() -> None:
    factories.company("Delft Tiles", country="nl", timezone="Europe/Amsterdam")
    assert done("entity", "show") == {
        "name": "Delft Tiles",
        "code": "main",
        "currency": "EUR",
        "country": "NL",
        "timezone": "Europe/Amsterdam",
        "locked_through": None,
        "writeoff_limit": "5.00",
        "receivable_account": "1300",
    }
    assert done("entity", "edit", "--writeoff-limit", "12.50", "--name", "Tiles")["changed"] == [
        "name",
        "writeoff_limit",
    ]
    shown = done("entity", "show")
    assert (shown["name"], shown["writeoff_limit"], shown["country"]) == ("Tiles", "12.50", "NL")
    assert "Changed: country." in quittance("entity", "edit", "--country", "be").out
    assert "Nothing to change." in quittance("entity", "edit").out
    assert quittance("entity", "edit", "--timezone", "Mars", "--format", "json").refusal == ("invalid", "timezone")
