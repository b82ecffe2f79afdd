"""One customer: figures that tie, open items, relatives, people and what happened, in words."""

from __future__ import annotations

import re

import pytest

from quittance.actions import terms
from quittance.actions.command import Context
from quittance.reports import books, customers, open_items
from quittance.web import customer
from tests import factories
from tests.factories import TODAY
from tests.web import browse
from tests.web.browse import Person, text_of

pytestmark = pytest.mark.django_db


def test_the_page_shows_what_is_open_and_the_figures_tie(clerk: Person) -> None:
    assert clerk.get("/customers/C-1/").status_code == 200
    said = text_of(clerk.last)
    assert "€800 .50" in said and "2 open invoices" in said and "€450.00 credit to use" in said
    assert "40 days late" in said and "Overdue" in said
    for number in ("INV-1", "INV-2", "PAY-1", "CN-1"):
        assert number in said


def test_a_limit_is_told_with_what_is_left_or_exceeded(clerk: Person, company: Context) -> None:
    factories.customer(company, "C-3", name="Kestrel", credit_limit="500.00")
    factories.invoice(company, "INV-9", "480.00", customer="C-3")
    clerk.get("/customers/C-3/")
    assert "Limit 96 % used" in text_of(clerk.last) and "exceeds the limit" in clerk.last
    factories.invoice(company, "INV-10", "100.00", customer="C-3")
    clerk.get("/customers/C-3/")
    assert "above the limit by €80.00" in text_of(clerk.last)


def test_what_happened_stands_in_the_timeline_with_who_and_when(clerk: Person) -> None:
    clerk.get("/customers/C-1/")
    said = text_of(clerk.last)
    assert "Payment PAY-1 recorded, €400.00" in said and "operator, at the terminal" in said
    assert 'href="/invoices/INV-1/"' in clerk.last


def test_relatives_and_people_are_shown(clerk: Person, company: Context) -> None:
    factories.customer(company, "C-1a", name="Brightwater Cold Store", parent_number="C-1")
    clerk.follow("/customers/C-1/contacts/new/", name="Sanne de Wit", email="sanne@bright.example", main="1")
    clerk.get("/customers/C-1/")
    assert "Brightwater Cold Store" in clerk.last and "Sanne de Wit" in clerk.last
    clerk.get("/customers/C-1a/")
    assert "parent, C-1" in text_of(clerk.last)


def test_another_currency_stands_beside_the_companys(clerk: Person) -> None:
    clerk.get("/customers/C-2/")
    said = text_of(clerk.last)
    assert "USD 800.00" in said and "720.00" in said and "By currency" in said


def test_a_note_is_kept_and_stands_in_the_timeline_and_nothing_is_refused(company: Context) -> None:
    collector = browse.person(company, "collector")
    collector.follow("/customers/C-1/note/", text="Talks to the new owner on Friday")
    said = text_of(collector.last)
    assert "The note is kept" in said and "Talks to the new owner on Friday" in said
    (undo,) = re.findall(r'action="(/notes/[0-9]+/undo/[^"]*)"', collector.last)
    collector.follow(undo.replace("&amp;", "&"))
    said = text_of(collector.last)
    assert "The note is taken back" in said and "Note taken back" in said and "<h1" in collector.last
    collector.follow(undo.replace("&amp;", "&"))
    assert "was taken back" in text_of(collector.last)
    assert collector.post("/customers/C-1/note/", text=" ").status_code == 422
    assert "One thing to correct" in text_of(collector.last) and "Open items" in text_of(collector.last)


def test_the_timeline_is_narrowed_to_talk_or_money(company: Context) -> None:
    collector = browse.person(company, "collector")
    collector.follow("/customers/C-1/note/", text="Talks to the new owner")
    for kind, there, gone in (("talk", "new owner", "PAY-1 recorded"), ("money", "PAY-1 recorded", "new owner")):
        said = collector.text(f"/customers/C-1/?show={kind}").split("Everything Talk Money")[1]
        assert there in said and gone not in said
    said = collector.text("/customers/C-1/?show=else")
    assert "new owner" in said and "PAY-1 recorded" in said


def test_mail_and_calls_lead_to_the_worklist_where_something_is_late(company: Context) -> None:
    collector = browse.person(company, "collector")
    collector.get("/customers/C-1/")
    assert "/collect/accounts/C-1/?open=mail" in collector.last and "?open=call" in collector.last
    assert "Email E" in text_of(collector.last) and "Log call C" in text_of(collector.last)
    collector.get("/collect/accounts/C-1/?open=call")
    assert 'id="call" novalidate' in collector.last
    collector.get("/customers/C-2/")
    assert "?open=" not in collector.last


def test_granted_terms_are_told_in_short(company: Context, clerk: Person) -> None:
    assert "Granted" not in clerk.text("/customers/C-1/") and "grants-title" not in clerk.last
    terms.grant(company, terms.GrantTerms("C-1", "net 14", TODAY, reason="Pays late"))
    said = clerk.text("/customers/C-1/")
    assert "net 14 since 30 Jun Pays late" in said and "net 14 granted from 2026-06-30 on" in said


def test_an_unknown_customer_is_a_page_that_says_so(clerk: Person) -> None:
    assert clerk.get("/customers/C-9/").status_code == 404
    assert "not_found" in clerk.last


def test_who_may_only_look_sees_no_button(auditor: Person) -> None:
    auditor.get("/customers/C-1/")
    assert "Record payment" not in auditor.last and "/edit/" not in auditor.last
    assert "/note/" not in auditor.last and "?open=" not in auditor.last


def test_the_bar_says_its_amounts_and_leaves_credit_out(company: Context) -> None:
    aging = customer.aging_of(open_items.of_customer(books.of(company), "C-1", TODAY), "EUR")
    assert aging.amounts == (25050, 0, 100000, 0, 0)
    assert aging.said == "Not due 250.50; 31-60 days late 1,000.00"


def test_a_limit_counts_what_is_open_in_its_own_currency(company: Context) -> None:
    factories.customer(company, "C-4", currency="USD", credit_limit="1000.00")
    factories.invoice(company, "INV-8", "250.00", customer="C-4", rate="0.9")
    mine = books.of(company)
    limit = customer.limit_of(customers.card(mine, customers.id_of(mine, "C-4"), TODAY))
    assert limit is not None and (limit.used, limit.left, limit.share) == (25000, 75000, 25)
    assert customer.limit_of(customers.card(mine, customers.id_of(mine, "C-1"), TODAY)) is None


def test_terms_are_written_out_or_left_as_they_stand() -> None:
    assert customer.agreed("") == "due at once"
    assert customer.agreed("30 days net") == "net 30"
    assert customer.agreed("whenever") == "whenever"
