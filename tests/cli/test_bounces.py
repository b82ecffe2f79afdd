"""Bounces at the terminal: a notification from a file, the address listed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import factories
from tests.cli.terminal import done, quittance
from tests.formats.bounced import notification

pytestmark = pytest.mark.django_db


def test_a_notification_is_taken_in_and_its_address_listed(tmp_path: Path) -> None:
    factories.customer(factories.company(), "C-1", email="office@bright.example")
    assert "No address" in quittance("bounce", "list").out
    (tmp_path / "b.eml").write_bytes(notification())
    assert done("bounce", "take", str(tmp_path / "b.eml"))["stopped"] == ["office@bright.example"]
    assert [row["customer"] for row in done("bounce", "list")] == ["C-1"]
    (tmp_path / "c.eml").write_bytes(b"hello")
    assert quittance("bounce", "take", str(tmp_path / "c.eml"), "--format", "json").refusal[0] == "malformed_file"
    assert quittance("bounce", "take", "nowhere.eml").code == 2
