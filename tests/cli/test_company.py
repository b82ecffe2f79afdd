"""The company at the terminal: its card and its settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from quittance.reports import letterhead
from tests import factories
from tests.cli.terminal import done, quittance
from tests.formats.pictures import SVG

pytestmark = pytest.mark.django_db


def test_the_card_shows_every_setting_and_an_edit_changes_the_named_ones() -> None:
    factories.company("Delft Tiles", country="nl", timezone="Europe/Amsterdam")
    shown = done("entity", "show")
    assert not any(shown.pop(name) for name in (*letterhead.FIELDS, "logo_kind"))
    assert shown == {
        "name": "Delft Tiles",
        "code": "main",
        "currency": "EUR",
        "country": "NL",
        "timezone": "Europe/Amsterdam",
        "locked_through": None,
        "writeoff_limit": "5.00",
        "approval_limit": None,
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


def test_the_letterhead_and_the_logo_are_given_and_taken_away(tmp_path: Path) -> None:
    factories.company("Delft Tiles")
    words = ("--street", "Quay 1", "--city", "Delft", "--vat-id", "NL851234501B01", "--iban", "NL91ABNA0417164300")
    assert done("entity", "edit", *words, "--footer", "")["changed"] == ["street", "city", "vat_id", "iban", "footer"]
    picture = tmp_path / "logo.svg"
    picture.write_bytes(SVG)
    assert done("entity", "logo", str(picture)) == {"kind": "svg"}
    shown = done("entity", "show")
    assert (shown["street"], shown["vat_id"], shown["logo_kind"]) == ("Quay 1", "NL851234501B01", "svg")
    assert done("entity", "remove-logo") == {"kind": ""}
    picture.write_bytes(b"GIF89a")
    assert quittance("entity", "logo", str(picture), "--format", "json").refusal == ("malformed_file", "file")
