"""The timeline of a dossier as paper: short, in the language of the debtor, with what became of each thing."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import dossiers
from quittance.actions.command import Context
from quittance.formats.paper import Row, Sheet
from quittance.reports import books, paper_timeline
from quittance.reports import dossiers as reports
from quittance.reports.happened import Happening
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
TODAY = factories.TODAY
BEFORE = TODAY - 20 * DAY


@pytest.fixture
def context() -> Context:
    """DOS-0001 over INV-1 of a German customer."""
    context = factories.company(country="DE")
    factories.customer(context, "C-1", name="Holz GmbH", language="de", country="DE", city="Kassel")
    factories.invoice(context, "INV-1", "1000.00", TODAY - 120 * DAY, TODAY - 90 * DAY)
    dossiers.propose(context, dossiers.ProposeDossier("C-1", "lawyer", "Kanzlei Vogt"))
    return context


def drawn(context: Context, *events: Happening) -> Sheet:
    """The paper over these happenings."""
    here = books.of(context)
    return paper_timeline.timeline(here, reports.card(here, "DOS-0001", TODAY), events)


def row(context: Context, *events: Happening) -> Row:
    """The one row that they make."""
    (only,) = drawn(context, *events).tables[0].rows
    return only


def test_an_invoice_says_how_it_went_out(context: Context) -> None:
    found = row(
        context,
        Happening(BEFORE, "invoice", "INV-1", minor=100_000, currency="EUR", about=("INV-1",)),
        Happening(BEFORE, "delivery", "INV-1, x@holz.example", state="bounced", about=("INV-1",)),
        Happening(BEFORE + DAY, "delivery", "INV-1, y@holz.example", state="sent", about=("INV-1",)),
    )
    assert found.cells[0] == "Rechnung INV-1" and found.cells[2].replace("\u00a0", " ") == "1.000,00 €"
    assert found.below == "nicht zugestellt an x@holz.example, 10.06.2026; versandt 11.06.2026 an y@holz.example"


@pytest.mark.parametrize(
    ("event", "first", "below"),
    [
        (
            Happening(BEFORE, "email", "RM-1, y@holz.example", state="sent", about=("INV-1", "INV-2"), tone="firm"),
            "Zahlungserinnerung per E-Mail, RM-1, y@holz.example",
            "zu INV-1",
        ),
        (Happening(BEFORE, "letter", "RM-2", about=("INV-1",), tone="formal"), "Mahnung per Brief, RM-2", "zu INV-1"),
        (Happening(BEFORE, "reminder", "RM-3", tone="firm"), "Zahlungserinnerung per Telefon, RM-3", ""),
        (Happening(BEFORE, "call", "Ada", "Next\nweek", state="reached"), "Anruf Ada", "erreicht; Next week"),
        (
            Happening(BEFORE, "promise", "PRM-1", "Ada", 500, "EUR", BEFORE + DAY, "broken"),
            "Zahlungszusage PRM-1 → 11.06.2026",
            "nicht eingehalten; Ada",
        ),
        (
            Happening(BEFORE, "payment", "PAY-1", "", 500, "EUR", BEFORE + DAY, "returned", ("INV-1",)),
            "Zahlung PAY-1",
            "zurückgegeben 11.06.2026; zu INV-1",
        ),
        (
            Happening(BEFORE, "post", "DHL RR1", by=BEFORE + DAY, state="delivered"),
            "Einschreiben DHL RR1",
            "zugestellt 11.06.2026",
        ),
        (Happening(BEFORE, "dispute", "DSP-1, INV-1", "", state="reject"), "Einwand DSP-1, INV-1", "zurückgewiesen"),
    ],
)
def test_each_thing_says_what_became_of_it(context: Context, event: Happening, first: str, below: str) -> None:
    found = row(context, event)
    assert (found.cells[0], found.below) == (first, below)


def test_calls_in_vain_are_one_row_and_long_mails_are_cut(context: Context) -> None:
    calls = [Happening(BEFORE + n * DAY, "call", "", state="no_answer") for n in range(3)]
    assert row(context, *calls).below == "3-mal, bis 12.06.2026; niemand erreicht"
    found = row(context, Happening(BEFORE, "email", "x", "word " * 100, state="sent"))
    assert len(found.below) == paper_timeline.MOST_MAILED + 1 and found.below.endswith("…")


def test_what_concerns_other_documents_is_counted_below(context: Context) -> None:
    made = drawn(
        context,
        Happening(BEFORE, "invoice", "INV-7", minor=5_000, currency="EUR", about=("INV-7",)),
        Happening(BEFORE, "credit_note", "CN-7", minor=1_000, currency="EUR", about=("CN-7", "INV-7")),
        Happening(BEFORE, "email", "RM-7", tone="firm", about=("INV-7",), minor=5_000, currency="EUR"),
    )
    assert made.tables[0].rows[0].cells[0] == "Es wurde nichts festgehalten."
    (note,) = made.notes
    assert note.text.replace("\u00a0", " ").startswith("2 Belege über 60,00 €, 1 Zahlungserinnerung. Alles")
    assert made.to == ("Kanzlei Vogt",)
