"""The inbox at the terminal: mails and boxes imported once, shown, assigned, accepted, dismissed."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tests import factories
from tests.cli.terminal import done, quittance
from tests.formats.mailed import mailed

pytestmark = pytest.mark.django_db


def test_a_box_is_imported_once_and_its_mails_decided(tmp_path: Path) -> None:
    context = factories.company()
    factories.customer(context, "C-1", email="ada@bright.example")
    factories.invoice(context, "INV-1", "100.00")
    soon = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=5)
    one = mailed(f"We will pay EUR 60.00 for INV-1 on {soon.isoformat()}.", "Soon")
    box = tmp_path / "box.mbox"
    box.write_bytes(
        b"From a\n" + one + b"\n\nFrom b\n" + mailed("Hi", "Who", sender="zoe@x.example") + b"\n\nFrom c\nx"
    )
    taken = quittance("mail", "import", str(box), "--format", "csv")
    assert taken.code == 1 and "C-1" in taken.out and "mail 3: " in taken.out
    assert quittance("mail", "import", str(box), "--format", "csv").out.count("here before") == 2
    stranger, promised = done("inbox", "list")
    assert (stranger["customer"], promised["customer"], promised["proposes"]) == ("", "C-1", "promise")
    kept = done("inbox", "assign", str(stranger["id"]), "C-1", "--add-contact")
    assert kept["customer_number"] == "C-1"
    assert "The mail is done" in quittance("inbox", "dismiss", str(stranger["id"])).out
    (proposal,) = done("inbox", "show", str(promised["id"]))
    assert (proposal["kind"], proposal["amount"], proposal["documents"]) == ("promise", "60.00", "INV-1")
    assert "C-1" in quittance("inbox", "show", str(promised["id"])).out
    made = done("inbox", "accept", str(promised["id"]), str(proposal["id"]), "--amount", "50.00")
    assert made["outcome"].startswith("PRM-0001: 50.00 EUR")


def test_what_is_no_mail_is_refused(tmp_path: Path) -> None:
    factories.company()
    (tmp_path / "c.eml").write_bytes(b"hello")
    (tmp_path / "d.eml").write_bytes(mailed("Hi", "Who"))
    both = quittance("mail", "import", str(tmp_path / "d.eml"), str(tmp_path / "c.eml"))
    assert both.code == 1 and "mail 2: " in both.out and "2 mails read" in both.out
    said = quittance("mail", "import", str(tmp_path / "c.eml"), "--format", "json")
    assert said.refusal[0] == "malformed_file"
    assert quittance("mail", "import", "nowhere.eml").code == 2
    assert "Who" in quittance("inbox", "list").out
