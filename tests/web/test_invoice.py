"""One document: where it stands, what met it, what its terms give, what happened to it."""

from __future__ import annotations

import datetime
import re

import pytest

from quittance.actions import activities, reversals, writeoffs
from quittance.actions.activities import LogActivity
from quittance.actions.command import Context
from quittance.reports import books, document
from quittance.rules.totals import LineInput
from quittance.web import invoice
from tests import factories
from tests.factories import TODAY
from tests.web.browse import Person, person, text_of

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def steps(company: Context, number: str) -> list[tuple[str, str, str]]:
    made = invoice.steps(document.card(books.of(company), number, TODAY), TODAY, "EUR")
    return [(one.kind, one.title.replace("\u00a0", " "), one.text.replace("\u00a0", " ")) for one in made]


def test_the_page_shows_amounts_terms_and_what_can_be_done(clerk: Person) -> None:
    assert clerk.get("/invoices/INV-1/").status_code == 200
    said = text_of(clerk.last)
    assert "€1,000 .00" in said and "Overdue 40 days" in said and "Record payment" in said
    assert "recorded without lines" in said and "Nothing has met it yet" in said
    assert "Reverse" not in said and "Write off" not in said


def test_lines_and_their_tax_add_up_to_the_total(clerk: Person, company: Context) -> None:
    lines = (LineInput("Boxes", "6000", "0.84", "21"), LineInput("Tape", "12.5", "1.123456", "9"))
    factories.invoice(company, "INV-9", "", lines=lines, terms="2/10 net 30", purchase_order="PO 7")
    clerk.get("/invoices/INV-9/")
    said = text_of(clerk.last)
    assert "Boxes 6,000 0.84 21 % 5,040.00" in said and "Tape 12.5 1.123456 9 % 14.04" in said
    assert (
        "Tax 9 % on 14.04 1.26" in said
        and "Tax 21 % on 5,040.00 1,058.40" in said
        and "2 % off" in said
        and "PO 7" in said
    )


def test_what_met_it_can_be_taken_back_and_allocated_again(clerk: Person, company: Context) -> None:
    factories.allocate(company, "PAY-1", ("INV-1", "400.00"))
    clerk.get("/invoices/INV-1/")
    assert "PAY-1" in clerk.last and "Take back" in clerk.last and "Part-paid" in clerk.last
    assert "PAY-1 met INV-1, €400.00" in text_of(clerk.last)


def test_an_allocation_that_came_with_its_payment_stands_in_the_timeline_once(clerk: Person, company: Context) -> None:
    factories.payment(company, "PAY-2", "250.50", allocate="oldest")
    clerk.get("/invoices/INV-1/")
    assert text_of(clerk.last).count("PAY-2 met INV-1, €250.50") == 1


def test_steps_tell_only_what_has_happened(company: Context) -> None:
    assert steps(company, "INV-1") == [
        ("done", "Issued", "21 Apr 2026"),
        ("fail", "Due 21 May", "40 days late"),
        ("", "Settled", ""),
    ]
    factories.allocate(company, "PAY-1", ("INV-2", "250.50"))
    assert steps(company, "INV-2")[-1] == ("done", "Settled", "27 Jun 2026, 28 days early")
    assert steps(company, "CN-1")[1:] == [("now", "Open credit", "€50.00 to be used"), ("", "Used", "")]
    factories.allocate(company, "CN-1", ("INV-1", "50.00"))
    assert steps(company, "CN-1")[1:] == [("done", "Used", "28 Jun 2026")]
    assert steps(company, "INV-1")[1] == ("done", "Part-paid", "€50.00, last 28 Jun")
    reversals.reverse(company, reversals.Reverse("wrong", number="INV-3"))
    assert steps(company, "INV-3")[-1] == ("fail", "Reversed", "30 Jun 2026")


def test_instalments_are_listed_with_their_own_days(clerk: Person, company: Context) -> None:
    factories.invoice(company, "INV-9", "90.00", terms="50/50 net 30/60")
    clerk.get("/invoices/INV-9/")
    assert "30 Jul 2026 45.00 45.00" in text_of(clerk.last).replace("\u00a0", " ")


def test_a_credit_note_offers_to_be_allocated(clerk: Person) -> None:
    clerk.get("/invoices/CN-1/")
    assert "/new/allocation/?credit=CN-1" in clerk.last and "Record payment" not in clerk.last


def test_a_controller_may_write_off_and_reverse(controller: Person, company: Context) -> None:
    factories.invoice(company, "INV-9", "3.00")
    controller.get("/invoices/INV-9/")
    said = text_of(controller.last)
    assert "within the limit for small balances" in said and "Reverse" in said
    writeoffs.write_off(company, writeoffs.WriteOff("INV-9", "rounding"))
    controller.get("/invoices/INV-9/")
    assert "rounding" in controller.last and "/entries/" in controller.last and "−3.00" in controller.last


def test_numbers_with_slashes_have_their_page(clerk: Person, company: Context) -> None:
    factories.invoice(company, "2026/06/1 ü", "10.00")
    clerk.get("/invoices/", q="2026/06")
    assert clerk.get("/invoices/2026/06/1 ü/").status_code == 200
    assert "2026/06/1 ü" in clerk.last


def test_an_unknown_number_is_a_page_that_says_so(clerk: Person) -> None:
    assert clerk.get("/invoices/INV-99/").status_code == 404


def test_the_customers_other_open_documents_are_a_key_away(clerk: Person, company: Context) -> None:
    clerk.get("/invoices/INV-1/")
    assert "J 1 of 2" in text_of(clerk.last) and 'href="/invoices/INV-2/" data-key="j"' in clerk.last
    clerk.get("/invoices/INV-2/")
    assert "K 2 of 2" in text_of(clerk.last) and 'href="/invoices/INV-1/" data-key="k"' in clerk.last
    clerk.get("/invoices/INV-3/")
    assert "1 of 1" not in text_of(clerk.last), "the only one of its customer"
    factories.payment(company, "PAY-2", "1000.00")
    factories.allocate(company, "PAY-2", ("INV-1", "1000.00"))
    assert 'data-key="k"' not in clerk.text("/invoices/INV-1/") + clerk.last


def test_days_used_end_with_the_settlement_and_are_not_told_of_instalments(clerk: Person, company: Context) -> None:
    factories.payment(company, "PAY-2", "1000.00", TODAY - 10 * DAY)
    factories.allocate(company, "PAY-2", ("INV-1", "1000.00"), on=TODAY - 10 * DAY)
    assert "Days they used 60 of 30" in clerk.text("/invoices/INV-1/")
    factories.invoice(company, "INV-9", "100.00", terms="50/50 net 30/60")
    assert "Days they used" not in clerk.text("/invoices/INV-9/")


def test_what_happened_is_narrowed_to_money(clerk: Person, company: Context) -> None:
    factories.allocate(company, "PAY-1", ("INV-1", "400.00"))
    assert "PAY-1 met INV-1" in clerk.text("/invoices/INV-1/?show=money")
    sent = clerk.text("/invoices/INV-1/?show=sent").split("What happened")[1]
    assert "PAY-1 met INV-1" not in sent and "Nothing has happened here yet" in sent


def test_calls_and_notes_about_it_stand_on_its_timeline_and_a_note_is_taken_back(
    company: Context, clerk: Person
) -> None:
    clerk.get("/invoices/INV-1/")
    assert "Write a note about it" not in clerk.last
    collector = person(company, "collector")
    said = LogActivity("C-1", "call", "They never got it", "reached", "Ada", "INV-1")
    activities.log(company, said)
    activities.log(company, LogActivity("C-1", "note", "About the account alone"))
    collector.follow("/invoices/INV-1/note/", text="The proof of delivery is in the post")
    shown = text_of(collector.last)
    assert "The note is kept" in shown and "Note about INV-1" in shown and "proof of delivery" in shown
    assert "Called Ada about INV-1: reached" in shown and "About the account alone" not in shown
    assert "Note about INV-1" in collector.text("/customers/C-1/")
    assert collector.post("/invoices/INV-1/note/", text=" ").status_code == 422
    assert clerk.post("/invoices/INV-1/note/", text="x").status_code == 403
    collector.follow("/invoices/INV-1/note/", text="A slip")
    (undo,) = re.findall(r'action="(/notes/[0-9]+/undo/[^"]*)"', collector.last)
    collector.follow(undo.replace("&amp;", "&"))
    assert "The note is taken back" in text_of(collector.last) and "INV-1" in collector.last
