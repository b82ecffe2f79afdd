"""Remittances at the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from quittance.actions.command import Context
from tests.actions.test_matching import context
from tests.actions.test_remittances import WORDS, money
from tests.cli.terminal import done, quittance

__all__ = ["context"]

pytestmark = pytest.mark.django_db


def test_a_remittance_is_taken_in_shown_and_thrown_away(context: Context, tmp_path: Path) -> None:
    path = tmp_path / "mail.txt"
    path.write_text(WORDS)
    made = done("remittance", "take", str(path))
    assert "nothing has changed" in quittance("remittance", "take", str(path)).out
    id = made["ids"][0]
    said = quittance("remittance", "show", id).out
    assert "INV-26-00102" in said and "1,290.10" in said
    line = str(money(context, "2000.00", "SOMEBODY"))
    assert "attached" in quittance("remittance", "attach", id, line).out
    assert "-102.45 EUR off" in quittance("remittance", "show", id).out
    assert [row["line_id"] for row in quittance("remittance", "list", "--format", "csv").rows] == [line]
    assert "waits again" in quittance("remittance", "detach", id).out
    assert "gone" in quittance("remittance", "discard", id).out
    assert quittance("remittance", "list", "--format", "csv").rows == []


def test_what_cannot_be_read_is_refused(context: Context, tmp_path: Path) -> None:
    assert quittance("remittance", "take", str(tmp_path / "none.txt")).code == 2
    path = tmp_path / "x.txt"
    path.write_text("hello")
    assert quittance("remittance", "take", str(path), "--format", "json").refusal == ("malformed_file", "file")
    assert quittance("remittance", "show", "77", "--format", "json").refusal == ("not_found", "id")
