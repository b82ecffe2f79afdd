"""Invoices and credit notes of an import: with their lines or without, refused as by hand, never half in."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from quittance.actions import closing
from quittance.actions.command import Context
from quittance.books import sql
from quittance.reports import books, document, verify
from tests import factories, imported
from tests.imported import customer, invoice, line

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 6, 30)


@pytest.fixture
def context() -> Context:
    """A company with one customer."""
    made = factories.company()
    imported.clean(made, imported.file("customers", customer("C-1", terms="net 30"), customer("C-2", currency="USD")))
    return made


def documents(context: Context) -> dict[str, tuple[Any, ...]]:
    """Number -> due day, currency, net, tax, total and terms of every document."""
    found = sql.rows(
        "SELECT number, due_on, currency, net, tax, total, terms FROM document WHERE tenant_id = %s",
        [context.tenant_id],
    )
    return {row[0]: (sql.day(row[1]).isoformat(), *row[2:]) for row in found}


def test_due_days_and_currency_come_from_the_customer_where_the_row_is_silent(context: Context) -> None:
    rows = [
        invoice("I-1", "10.00"),
        invoice("I-2", "10.00", terms="net 45 eom"),
        invoice("I-3", "10.00", due_on="2026-03-02"),
        invoice("I-4", "10.00", "C-2"),
        invoice("I-5", "10.00", kind="credit_note"),
    ]
    imported.clean(context, imported.file("invoices", *rows))
    assert documents(context) == {
        "I-1": ("2026-03-31", "EUR", 1000, 0, 1000, "net 30"),
        "I-2": ("2026-04-30", "EUR", 1000, 0, 1000, "net 45 eom"),
        "I-3": ("2026-03-02", "EUR", 1000, 0, 1000, "net 30"),
        "I-4": ("2026-03-01", "USD", 1000, 0, 1000, ""),
        "I-5": ("2026-03-01", "EUR", 1000, 0, 1000, ""),
    }


def test_a_day_of_delivery_is_kept_and_terms_count_from_it(context: Context) -> None:
    rows = [
        invoice("I-1", "10.00", terms="net 10 rog", goods_on="2026-03-04"),
        invoice("I-2", "10.00", goods_on="2026-02-25"),
        invoice("I-3", "10.00", kind="credit_note", goods_on="2026-02-25"),
    ]
    imported.clean(context, imported.file("invoices", *rows))
    due = {number: said[0] for number, said in documents(context).items()}
    assert due == {"I-1": "2026-03-14", "I-2": "2026-03-31", "I-3": "2026-03-01"}
    days = [document.card(books.of(context), number, TODAY).goods_on for number in ("I-1", "I-2", "I-3")]
    assert days == [datetime.date(2026, 3, 4), datetime.date(2026, 2, 25), None]
    again = imported.take(context, imported.file("invoices", *rows))
    assert not again.refused and imported.counts(again)["invoices"] == (0, 3)
    other = [
        invoice("I-2", "10.00", goods_on="2026-02-26"),
        invoice("I-4", "10.00", goods_on="soon"),
        invoice("I-5", "10.00", goods_on="2999-01-01"),
    ]
    assert sorted(imported.faults(imported.take(context, imported.file("invoices", *other)))) == [
        ("invoices", 2, "goods_on", "duplicate"),
        ("invoices", 3, "goods_on", "invalid"),
        ("invoices", 4, "goods_on", "invalid"),
    ]


def test_lines_give_net_and_tax_in_any_order_and_number_themselves(context: Context) -> None:
    lines = [line("I-2", "1", "5", n=9), line("I-1", "3", "0.333333", "21"), line("I-2", "", "2.50", "", n=4)]
    lines += [line("I-1", "-1", "0.50", "9")]
    imported.clean(context, imported.file("lines", *lines), imported.file("invoices", invoice("I-1"), invoice("I-2")))
    made = documents(context)
    assert made["I-1"][2:5] == (50, 16, 66)
    assert made["I-2"][2:5] == (750, 0, 750)
    found = sql.rows("SELECT n, net FROM line WHERE tenant_id = %s ORDER BY net DESC", [context.tenant_id])
    assert found == [(9, 500), (4, 250), (1, 100), (2, -50)]


@pytest.mark.parametrize(
    "fields, column, code",
    [
        ({"customer_number": "C-9"}, "customer_number", "not_found"),
        ({"customer_number": ""}, "customer_number", "not_found"),
        ({"number": ""}, "number", "invalid"),
        ({"kind": "bill"}, "kind", "invalid"),
        ({"issued_on": ""}, "issued_on", "invalid"),
        ({"issued_on": "31/12/2026"}, "issued_on", "invalid"),
        ({"issued_on": "1969-12-31"}, "issued_on", "invalid"),
        ({"issued_on": "2099-01-01"}, "issued_on", "invalid"),
        ({"due_on": "2026-02-28"}, "due_on", "invalid"),
        ({"currency": "EUX"}, "currency", "invalid"),
        ({"total": ""}, "total", "invalid"),
        ({"total": "0"}, "total", "invalid"),
        ({"total": "-5"}, "total", "invalid"),
        ({"total": "1.005"}, "total", "invalid"),
        ({"total": "1,00"}, "total", "invalid"),
        ({"total": "99999999999999"}, "total", "invalid"),
        ({"terms": "whenever"}, "terms", "invalid"),
        ({"currency": "XCG"}, "currency", "rate_missing"),
        ({"purchase_order": "x" * 129}, "purchase_order", "invalid"),
        ({"external_id": "E"}, "external_id", "duplicate"),
        ({"issued_on": "2026-01-31"}, "issued_on", "period_locked"),
    ],
)
def test_each_row_is_checked_as_by_hand(context: Context, fields: dict[str, Any], column: str, code: str) -> None:
    factories.invoice(context, "I-0", "1.00", external_id="E")
    closing.lock_period(context, closing.LockPeriod(datetime.date(2026, 1, 31)))
    before = set(documents(context))
    rows = [{**invoice("I-1", "10.00"), **fields}, invoice("I-2", "10.00")]
    report = imported.take(context, imported.file("invoices", *rows))
    assert imported.faults(report) == [("invoices", 2, column, code)]
    assert set(documents(context)) == before | {"I-2"}, "good rows are never lost"


def test_terms_by_themselves_are_checked_only_where_they_decide(context: Context) -> None:
    rows = [invoice("I-1", "10.00", terms="whenever", due_on="2026-04-01")]
    imported.clean(context, imported.file("invoices", *rows))
    assert documents(context)["I-1"][0] == "2026-04-01"


@pytest.mark.parametrize(
    "fields, column",
    [
        ({"quantity": "x"}, "quantity"),
        ({"unit_price": ""}, "unit_price"),
        ({"unit_price": "1.1234567"}, "unit_price"),
        ({"tax_rate": "101"}, "tax_rate"),
        ({"tax_category": "unknown"}, "tax_category"),
        ({"tax_category": "exempt"}, "tax_reason"),
        ({"tax_category": "export", "tax_rate": "21"}, "tax_rate"),
        ({"n": "0"}, "n"),
        ({"n": "1.5"}, "n"),
        ({"n": "5001"}, "n"),
        ({"n": "1"}, "n"),
        ({"description": "x" * 1001}, "description"),
    ],
)
def test_a_line_at_fault_keeps_its_invoice_and_the_other_lines_waiting(
    context: Context, fields: dict[str, Any], column: str
) -> None:
    lines = [
        line("I-1", "1", "5", n="1"),
        {**line("I-1", "1", "5"), **fields},
        line("I-2", "1", "7"),
        line("I-1", "1", "1"),
    ]
    given = [imported.file("invoices", invoice("I-1"), invoice("I-2")), imported.file("lines", *lines)]
    report = imported.take(context, *given)
    faults = imported.faults(report)
    assert ("lines", 3, column, "invalid") in faults
    assert [fault[:2] for fault in faults if fault[3] == "held_back"] == [("invoices", 2), ("lines", 2), ("lines", 5)]
    assert set(documents(context)) == {"I-2"}
    assert [row[0] for row in imported.errors(given[1])[1:]] == ["I-1"] * 3, "all its lines can be fixed and come again"
    assert [row[0] for row in imported.errors(given[0])[1:]] == ["I-1"]


def test_lines_must_come_to_the_total(context: Context) -> None:
    files = imported.file("invoices", invoice("I-1", "12.11")), imported.file("lines", line("I-1", "1", "10", "21"))
    report = imported.take(context, *files)
    assert imported.faults(report) == [
        ("invoices", 2, "total", "invalid"),
        ("lines", 2, "invoice_number", "held_back"),
    ]
    assert "12.10" in report.files[0].faults[0].sentence


def test_lines_whose_invoice_is_nowhere_are_a_fault_each(context: Context) -> None:
    report = imported.take(context, imported.file("lines", line("I-1", "1", "1"), line("I-2", "1", "1")))
    assert imported.faults(report) == [("lines", row, "invoice_number", "not_found") for row in (2, 3)]


def test_an_invoice_in_the_books_is_left_and_contradictions_are_faults(context: Context) -> None:
    first = invoice("I-1", "15.00", due_on="2026-03-20", purchase_order="PO", external_id="E", currency="EUR")
    lines = [line("I-1", "2", "5"), line("I-1", "1", "5")]
    imported.clean(context, imported.file("invoices", first), imported.file("lines", *lines))
    for same in (first, invoice("I-1", "15"), invoice("I-1")):
        assert imported.counts(imported.clean(context, imported.file("invoices", same))) == {"invoices": (0, 1)}
    again = imported.clean(context, imported.file("lines", *lines))
    assert imported.counts(again) == {"lines": (0, 2)}
    for name, value in {
        "total": "16.00",
        "customer_number": "C-2",
        "issued_on": "2026-03-02",
        "due_on": "2026-03-21",
        "purchase_order": "other",
        "kind": "credit_note",
        "external_id": "F",
    }.items():
        report = imported.take(context, imported.file("invoices", {**first, name: value}))
        assert imported.faults(report) == [("invoices", 2, name, "duplicate")]
    other = imported.file("lines", line("I-1", "3", "5"))
    for files in ([other], [imported.file("invoices", first), other]):
        report = imported.take(context, *files)
        assert {fault[3] for fault in imported.faults(report)} <= {"duplicate", "held_back"} and report.refused


def test_a_number_twice_in_a_file_is_a_fault_and_the_first_keeps_its_lines(context: Context) -> None:
    files = (
        imported.file("invoices", invoice("I-1"), invoice("I-1", "9")),
        imported.file("lines", line("I-1", "1", "5")),
    )
    report = imported.take(context, *files)
    assert imported.faults(report) == [("invoices", 3, "number", "duplicate")]
    assert documents(context)["I-1"][4] == 500


def test_a_row_that_cannot_be_read_keeps_its_lines_waiting(context: Context) -> None:
    bad, good = invoice("I-1", issued_on="soon"), invoice("I-2")
    report = imported.take(
        context,
        imported.file("invoices", bad, good),
        imported.file("lines", line("I-1", "1", "5"), line("I-2", "1", "5")),
    )
    assert imported.faults(report) == [
        ("invoices", 2, "issued_on", "invalid"),
        ("lines", 2, "invoice_number", "held_back"),
    ]


def test_lines_say_why_no_tax_is_due(context: Context) -> None:
    lines = [
        line("I-1", "1", "50", n="1", tax_category="exempt", tax_reason="Article 132"),
        line("I-1", "1", "30", n="2", tax_category="Reverse charge"),
        line("I-1", "1", "20", n="3", tax_rate="21"),
    ]
    imported.clean(context, imported.file("invoices", invoice("I-1", "104.20")), imported.file("lines", *lines))
    card = document.card(books.of(context), "I-1", context.today)
    assert [(one.category, one.net, one.tax, one.reason) for one in card.taxes] == [
        ("exempt", 5000, 0, "Article 132"),
        ("reverse_charge", 3000, 0, ""),
        ("standard", 2000, 420, ""),
    ]
    assert verify.run(books.of(context)).clean
