"""The ZIP of a dossier: letters as they were written, costs and what was said are in it where there are any."""

from __future__ import annotations

import datetime
import io
import zipfile

import pytest

from quittance.actions import costs, disputes, dossiers
from quittance.reports import books, dossier_file
from quittance.rules.refusals import NotFound
from tests import dunned, factories

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
TODAY = factories.TODAY


def test_letters_costs_and_disputes_are_in_it() -> None:
    context = factories.company()
    factories.customer(context, "C-1", city="Delft")
    factories.invoice(context, "INV/1", "1000.00", TODAY - 60 * DAY, TODAY - 31 * DAY)
    dunned.policy(context)
    dunned.run(context)
    disputes.open_dispute(context, disputes.OpenDispute("INV/1", "damage", "100.00"))
    dossiers.propose(context, dossiers.ProposeDossier("C-1", "lawyer", "Marsh & Vale"))
    costs.add(context, costs.AddCost("DOS-0001", "enquiry", "12.50"))
    made = zipfile.ZipFile(io.BytesIO(dossier_file.packed(books.of(context), "DOS-0001", TODAY)))
    names = made.namelist()
    (letter,) = [one for one in names if one.startswith("letters/")]
    assert made.read(letter).startswith(b"%PDF") and made.read("cover.pdf").startswith(b"%PDF")
    assert "invoices/INV_1.pdf" in names and "promises-and-disputes.csv" in names and "deliveries.csv" not in names
    assert "enquiry,12.50,EUR,," in made.read("costs.csv").decode("utf-8-sig")
    assert "DSP-0001" in made.read("timeline.csv").decode("utf-8-sig")


def test_a_dossier_that_is_not_there_has_no_file() -> None:
    context = factories.company()
    assert dossier_file.file_name("DOS/1") == "DOS_1.zip"
    with pytest.raises(NotFound):
        dossier_file.packed(books.of(context), "DOS-0001", TODAY)
