"""The workbench: lines shown with what is proposed, accepted, changed, put on account, set aside, taken back."""

from __future__ import annotations

import re

import pytest

from quittance.actions import cash_policy, matching
from quittance.actions.command import Context
from quittance.reports import banking, books
from quittance.reports import cash as reports
from tests import factories
from tests.actions.test_matching import file
from tests.web import browse
from tests.web.browse import Person

pytestmark = pytest.mark.django_db

SURE, SHORT, NOBODY = "INV-26-00101", "INV-26-00102", "hello"


@pytest.fixture
def bank(company: Context) -> Context:
    """Three lines: one safe, one short of its invoice by 40.00, one of a stranger; nothing posts by itself."""
    cash_policy.set_policy(company, cash_policy.SetPolicy(False, "0.9"))
    factories.customer(company, "C-9", name="Havstein Seafood AS", iban="NL91ABNA0417164300")
    for number, amount in ((SURE, "812.35"), (SHORT, "500.00")):
        factories.invoice(company, number, amount, customer="C-9")
    file(
        company,
        ("812.35", "HAVSTEIN SEAFOOD AS", "NL91ABNA0417164300", SURE),
        ("460.00", "HAVSTEIN SEAFOOD AS", "NL91ABNA0417164300", f"{SHORT} less freight 40,00"),
        ("12.00", "NOBODY KNOWN", "", NOBODY),
    )
    matching.run(company)
    return company


@pytest.fixture
def teller(bank: Context) -> Person:
    """A clerk of that company."""
    return browse.person(bank, "clerk")


def line(bank: Context, text: str) -> banking.LineRow:
    """The line whose text begins so."""
    found = banking.lines(books.of(bank), banking.WantedLines()).rows
    return next(row for row in found if row.text.startswith(text))


def test_the_largest_line_to_review_is_shown_with_its_reasons(teller: Person, bank: Context) -> None:
    said = teller.text("/cash/")
    assert "To review 2" in said and "Safe 1" in said and "Accept 1 safe" in said
    assert "€460.00" in said.replace("€460 .00", "€460.00") and "Havstein Seafood AS" in said
    assert "Why is 40.00 missing on INV-26-00102" in said
    assert 'value="freight" checked' in teller.last


def test_accepting_applies_with_the_reason_and_goes_to_the_next(teller: Person, bank: Context) -> None:
    short = line(bank, SHORT)
    fields = {"document": SHORT, "amount": "460.00", "why": "freight", "customer": "C-9"}
    answer = teller.follow(f"/cash/lines/{short.id}/apply/", **fields)
    assert answer.status_code == 200 and "applied" in browse.text_of(teller.last)
    (deduction,) = reports.deductions(books.of(bank))
    assert (deduction.amount, deduction.reason, deduction.document) == (4000, "freight", SHORT)
    assert "hello" in teller.last, "the next line is shown"
    undone = teller.follow(f"/cash/lines/{short.id}/undo/")
    assert undone.status_code == 200 and line(bank, SHORT).state == "open"


def test_safe_lines_are_accepted_at_once(teller: Person, bank: Context) -> None:
    teller.follow("/cash/safe/", key="one")
    assert "1 safe lines accepted, €812.35" in browse.text_of(teller.last)
    assert line(bank, SURE).state == "applied" and line(bank, NOBODY).state == "open"
    teller.follow("/cash/safe/", key="one")
    assert "0 safe lines accepted" in browse.text_of(teller.last)


def test_a_line_goes_on_account_aside_or_to_an_added_invoice(teller: Person, bank: Context) -> None:
    teller.follow(f"/cash/lines/{line(bank, NOBODY).id}/account/", customer="C-9")
    assert line(bank, NOBODY).state == "applied"
    teller.follow(f"/cash/lines/{line(bank, SURE).id}/aside/")
    assert line(bank, SURE).state == "passed" and "Set aside 1" in teller.text("/cash/")
    added = {"customer": "C-9", "added": SHORT, "added_amount": "460"}
    teller.follow(f"/cash/lines/{line(bank, SHORT).id}/apply/", **added)
    assert line(bank, SHORT).state == "applied"


def test_what_does_not_fit_keeps_what_was_typed(teller: Person, bank: Context) -> None:
    short = line(bank, SHORT)
    fields = {"document": SHORT, "amount": "460.01", "why": "unknown", "customer": "C-9"}
    answer = teller.post(f"/cash/lines/{short.id}/apply/", **fields)
    assert answer.status_code == 409 and 'value="460.01"' in teller.last and 'id="faults"' in teller.last
    assert teller.post(f"/cash/lines/{short.id}/apply/", customer="C-404").status_code in (404, 409, 422)
    assert line(bank, SHORT).state == "open"


def test_a_line_shows_everything_the_bank_sent_and_nothing_to_a_stranger(teller: Person, bank: Context) -> None:
    short = line(bank, SHORT)
    assert "less freight 40,00" in teller.part(f"/cash/lines/{short.id}/") and "<html" not in teller.last
    assert "less freight 40,00" in teller.text(f"/cash/lines/{short.id}/") and "<html" in teller.last
    assert re.search(r"<dt>61</dt>", teller.last)
    other = browse.person(factories.company("Other Ltd"), "clerk")
    assert other.get(f"/cash/lines/{short.id}/").status_code == 404
    assert other.post(f"/cash/lines/{short.id}/aside/").status_code in (404, 409, 422)


def test_who_may_only_read_sees_no_buttons(bank: Context) -> None:
    auditor = browse.person(bank, "auditor")
    assert auditor.get("/cash/").status_code == 200 and "data-accept" not in auditor.last
    assert auditor.post(f"/cash/lines/{line(bank, SURE).id}/apply/").status_code == 403
