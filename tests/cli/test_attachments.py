"""Files at the terminal: added, listed, written again, marked and taken off."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import attached, factories
from tests.cli.terminal import done, quittance

pytestmark = pytest.mark.django_db


def test_a_file_goes_with_an_invoice_and_comes_back(tmp_path: Path) -> None:
    context = factories.company()
    factories.customer(context, "C-1")
    factories.invoice(context, "INV-1", "10.00")
    draft = factories.draft(context)
    (tmp_path / "proof.bin").write_bytes(attached.JPEG)
    assert "No file" in quittance("attachment", "list", "INV-1").out
    made = done("attachment", "add", str(tmp_path / "proof.bin"), "INV-1", "--apart")
    assert (made["name"], made["with_mail"]) == ("proof.jpg", False)
    assert "proof.jpg is attached" in quittance("attachment", "add", str(tmp_path / "proof.bin"), "INV-1").out
    (row,) = done("attachment", "list", "INV-1")
    assert (row["media_type"], row["bytes"]) == ("image/jpeg", len(attached.JPEG))
    done("attachment", "save", str(made["id"]), "--output", str(tmp_path / "again.jpg"))
    assert (tmp_path / "again.jpg").read_bytes() == attached.JPEG
    assert "goes along" in quittance("attachment", "mark", str(made["id"])).out
    assert "taken off" in quittance("attachment", "remove", str(made["id"])).out
    assert done("attachment", "add", str(tmp_path / "proof.bin"), "--draft", str(draft.id))["name"] == "proof.jpg"
    assert len(done("attachment", "list", "--draft", str(draft.id))) == 1
    (tmp_path / "bad.pdf").write_bytes(b"<html>")
    said = quittance("attachment", "add", str(tmp_path / "bad.pdf"), "INV-1", "--format", "json")
    assert said.refusal == ("invalid", "file")
    number = done("dispute", "open", "INV-1", "damage")["number"]
    assert not done("attachment", "add", str(tmp_path / "proof.bin"), "--dispute", number)["with_mail"]
    assert [one["name"] for one in done("attachment", "list", "--dispute", number)] == ["proof.jpg"]
