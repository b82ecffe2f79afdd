"""The aging report: it ties, drills, ages on any day in any buckets, and says what is wrong with an address."""

from __future__ import annotations

import pytest

from quittance.actions.command import Context
from quittance.reports import aged, books
from quittance.reports.aged import Question
from quittance.web import aging
from quittance.web.visit import Visit
from tests import factories
from tests.factories import TODAY
from tests.web.browse import Person, text_of

pytestmark = pytest.mark.django_db
HERE = "/insights/aging/"


def said(person: Person, **query: str) -> str:
    response = person.get(HERE, **query)
    assert response.status_code == 200, query
    return text_of(person.last).replace("\u00a0", " ")


def test_totals_are_those_of_the_report(clerk: Person) -> None:
    page = said(clerk)
    assert "on 30 June 2026, by due date, EUR" in page and "All 2 customers" in page
    assert "970.50 0.00 1,000.00 0.00 0.00 −450.00 1,520.50" in page and "50.7 % overdue" in page


def test_it_ties_to_the_named_ledger_accounts(clerk: Person) -> None:
    assert said(clerk, part="tie") == "ties to ledger 1300 and 1310"
    assert "1,970.50" in clerk.last
    assert said(clerk, part="tie", currency="USD") == ""
    assert "ties to ledger 1300" in said(clerk, part="tie", as_of="2026-06-01", known="2026-06-30T23:00")


def test_a_difference_would_be_said(clerk: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quittance.reports.journal.balances", lambda *given: ())
    assert "1,520.50 off ledger" in said(clerk, part="tie")


def test_amounts_drill_to_the_invoices_behind_them(clerk: Person) -> None:
    said(clerk)
    link = next(one for one in clerk.last.split('href="')[1:] if "customer=C-1" in one and "bucket=2" in one)
    clerk.get(HERE + link.split('"')[0].replace("&amp;", "&"))
    page = text_of(clerk.last)
    assert "INV-1" in page and "INV-2" not in page and "1 in this filter" in page and "/invoices/INV-1/" in clerk.last


def test_by_invoice_every_item_stands_in_its_bucket(clerk: Person) -> None:
    page = said(clerk, by="invoice")
    assert "All 5 items" in page and "PAY-1" in page and "INV-3 USD" in page and "720.00" in page
    assert "1,520.50" in page
    assert "Unapplied" in said(clerk, by="invoice", bucket="-1") and "INV-1" not in clerk.last


def test_buckets_day_and_currency_can_be_changed(clerk: Person) -> None:
    page = said(clerk, buckets="7/14", as_of="2026-06-01")
    assert "1 – 7" in page and "Over 14" in page and "on 1 June 2026" in page
    assert "USD" in said(clerk, currency="usd") and "800.00" in text_of(clerk.last)
    assert "kept in EUR" in text_of(clerk.last)


def test_what_was_known_at_a_moment_is_another_question(clerk: Person, company: Context) -> None:
    before = factories.at(company, TODAY)
    factories.invoice(before, "INV-9", "77.00")
    assert "77.00" in said(clerk, q="bright", by="invoice")
    page = said(clerk, known="2026-06-29")
    assert "as known at 29 Jun 2026 23:59" in page and "Nothing was open" in page


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"as_of": "someday"}, "as_of"),
        ({"buckets": "90/30"}, "buckets"),
        ({"currency": "EURO"}, "currency"),
        ({"known": "now"}, "known"),
        ({"by": "collector"}, "by"),
        ({"order": "size"}, "order"),
    ],
)
def test_a_wrong_address_is_said_and_kept(clerk: Person, query: dict[str, str], field: str) -> None:
    assert clerk.get(HERE, **query).status_code == 422
    assert f'href="#f-{field}"' in clerk.last and "All 2 customers" in text_of(clerk.last)


@pytest.mark.parametrize("bucket", ["9", "-2", "two"])
def test_a_bucket_that_there_is_not_is_refused(clerk: Person, bucket: str) -> None:
    assert clerk.get(HERE, by="invoice", bucket=bucket).status_code == 400


def test_pages_have_their_own_sums_and_all_can_be_printed(
    clerk: Person, company: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(aging, "ROWS", 1)
    page = said(clerk)
    assert "This page, 1 customers" in page and "1 of 2" in page and "800.50" in page
    assert "720.00" in said(clerk, page="2")
    assert "This page" not in said(clerk, all="1")
    monkeypatch.setattr(aging, "MOST_PRINTED", 1)
    assert "1 more rows are not on this page" in said(clerk, all="1")


def test_the_script_gets_the_table_with_what_stands_around_it(clerk: Person) -> None:
    body = clerk.client.get(f"{HERE}?q=palm", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in body and "Brightwater" not in body and body.count('hx-swap-oob="true"') == 4


def test_an_order_of_the_other_list_is_not_taken(clerk: Person) -> None:
    assert clerk.get(HERE, by="invoice", order="-balance").status_code == 422
    assert "INV-1" in said(clerk, by="invoice", order="-open")


def test_the_tie_compares_the_whole_ledger(company: Context) -> None:
    found = aging.tie(Visit(object(), company), Question(TODAY))  # type: ignore[arg-type]
    owed = aged.summary(books.of(company), Question(TODAY))
    assert found is not None and (found.debt, found.unapplied, found.differs) == (owed.debt, owed.unapplied, 0)
