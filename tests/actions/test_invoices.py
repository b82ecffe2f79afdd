"""Invoices: totals and lines, due days and instalments, numbers, rates, and what is refused."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from quittance.actions import invoices, rates
from quittance.actions.command import Context
from quittance.actions.invoices import RecordInvoice
from quittance.books import sql
from quittance.reports import aged, books, journal, verify
from quittance.rules.refusals import Duplicate, Invalid, NotFound, PeriodLocked, RateMissing, Refusal
from tests import factories, statements

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 6, 1)


@pytest.fixture
def context() -> Context:
    """A company in euros with one customer on 30 days."""
    context = factories.company()
    factories.customer(context, "C-1", terms="net 30")
    return context


def items(context: Context) -> list[tuple[Any, ...]]:
    """Instalment, due day, amount and base amount of every open item."""
    found = sql.rows(
        "SELECT instalment, due_on, amount, base_amount FROM open_item WHERE tenant_id = %s ORDER BY id",
        [context.tenant_id],
    )
    return [(row[0], sql.day(row[1]), row[2], row[3]) for row in found]


def posted(context: Context) -> list[tuple[str, str, int, int]]:
    """Debit code, credit code, amount and base amount of every posting."""
    rows = journal.rows(books.of(context), datetime.date(1970, 1, 1), datetime.date(2100, 1, 1))
    return [(row.debit_code, row.credit_code, row.amount, row.base_amount) for row in rows]


def test_an_invoice_is_owed_by_the_customers_terms(context: Context) -> None:
    made = factories.invoice(context, "INV-1", "100.00", DAY)
    assert (made.number, made.total, made.currency, made.due_on) == (
        "INV-1",
        "100.00",
        "EUR",
        datetime.date(2026, 7, 1),
    )
    assert items(context) == [(1, datetime.date(2026, 7, 1), 100_00, 100_00)]
    assert posted(context) == [("1300", "4000", 100_00, 100_00)]


def test_terms_of_the_invoice_come_before_the_customers_and_a_due_day_before_both(context: Context) -> None:
    assert factories.invoice(context, "INV-1", "1.00", DAY, terms="net 10").due_on == datetime.date(2026, 6, 11)
    made = factories.invoice(context, "INV-2", "1.00", DAY, datetime.date(2026, 6, 5), terms="net 10")
    assert made.due_on == datetime.date(2026, 6, 5)


def test_without_terms_it_is_due_at_once(context: Context) -> None:
    factories.customer(context, "C-2")
    assert factories.invoice(context, "INV-1", "1.00", DAY, customer="C-2").due_on == DAY


def test_instalments_are_items_of_their_own_and_sum_to_the_cent(context: Context) -> None:
    factories.invoice(context, "INV-1", "100.01", DAY, terms="50/50 net 30/60")
    july, august = datetime.date(2026, 7, 1), datetime.date(2026, 7, 31)
    assert items(context) == [(1, july, 50_01, 50_01), (2, august, 50_00, 50_00)]
    assert verify.run(books.of(context)).clean


def test_an_instalment_of_nothing_is_left_out(context: Context) -> None:
    factories.invoice(context, "INV-1", "0.01", DAY, terms="40/60 net 30/60")
    assert items(context) == [(2, datetime.date(2026, 7, 31), 1, 1)]
    assert verify.run(books.of(context)).clean


def test_lines_give_net_tax_and_total(context: Context) -> None:
    lines = (factories.line("Boxes", "3", "9.99", "21"), factories.line("Books", "2", "5.05", "9"))
    made = factories.invoice(context, "INV-1", "", DAY, lines=lines)
    assert made.total == "47.27"
    assert posted(context) == [("1300", "4000", 40_07, 40_07), ("1300", "2200", 7_20, 7_20)]


def test_a_total_beside_lines_must_agree_with_them(context: Context) -> None:
    line = factories.line("Boxes", "3", "9.99", "21")
    assert factories.invoice(context, "INV-1", "36.26", DAY, lines=(line,)).total == "36.26"
    with pytest.raises(Invalid, match=r"come to 36\.26, not 36\.27"):
        factories.invoice(context, "INV-2", "36.27", DAY, lines=(line,))


@pytest.mark.parametrize("terms", ["net 30", "50/50 net 30/60", "10/20/70 net 10/20/30"])
def test_a_line_of_the_other_sign_may_turn_the_tax_or_the_net_round(context: Context, terms: str) -> None:
    back = (factories.line("Service", "1", "200.00"), factories.line("Goods returned", "-1", "100.00", "19"))
    made = factories.invoice(context, "INV-1", "", DAY, lines=back, terms=terms)
    assert made.total == "81.00"
    more_tax = (factories.line("Goods", "1", "100.00", "19"), factories.line("Paid before", "-1", "110.00"))
    made = factories.invoice(context, "INV-2", "", DAY, lines=more_tax, terms=terms)
    assert made.total == "9.00"
    assert verify.run(books.of(context)).clean
    balances = {one.kind: one.balance for one in journal.balances(books.of(context), DAY)}
    assert (balances["receivable"], balances["revenue"], balances["tax"]) == (90_00, -90_00, 0)


def test_a_foreign_invoice_keeps_the_rate_of_its_day(context: Context) -> None:
    rates.set_rate(context, rates.SetRate("USD", "EUR", datetime.date(2026, 5, 1), "0.90"))
    rates.set_rate(context, rates.SetRate("USD", "EUR", datetime.date(2026, 6, 15), "0.80"))
    factories.invoice(context, "INV-1", "100.00", DAY, currency="USD")
    factories.invoice(context, "INV-2", "100.00", datetime.date(2026, 6, 15), currency="usd")
    factories.invoice(context, "INV-3", "100.00", DAY, currency="USD", rate="0.8555")
    assert [base for _, _, _, base in items(context)] == [90_00, 80_00, 85_55]


def test_currencies_of_other_decimals_are_exact(context: Context) -> None:
    factories.invoice(context, "INV-1", "12345", DAY, currency="JPY", rate="0.006127")
    factories.invoice(context, "INV-2", "1.234", DAY, currency="KWD", rate="3.0137")
    assert [(amount, base) for _, _, amount, base in items(context)] == [(12345, 75_64), (1234, 3_72)]


def test_a_base_amount_may_round_to_nothing(context: Context) -> None:
    factories.invoice(context, "INV-1", "1", DAY, currency="JPY", rate="0.001")
    assert items(context) == [(1, datetime.date(2026, 7, 1), 1, 0)]
    found = aged.summary(books.of(context), aged.Question(DAY, currency="JPY"))
    assert (found.receivable, verify.run(books.of(context)).clean) == (1, True)


def test_numbers_come_from_the_series_of_their_year(context: Context) -> None:
    assert factories.invoice(context, "", "1.00", DAY).number == "INV-2026-00001"
    assert factories.invoice(context, "", "1.00", DAY).number == "INV-2026-00002"
    assert factories.invoice(context, "", "1.00", datetime.date(2025, 12, 31)).number == "INV-2025-00001"


def test_a_refused_invoice_gives_its_number_back(context: Context) -> None:
    factories.invoice(context, "", "1.00", DAY, external_id="same")
    with pytest.raises(Duplicate, match="external id"):
        factories.invoice(context, "", "1.00", DAY, external_id="same")
    with pytest.raises(RateMissing):
        factories.invoice(context, "", "1.00", DAY, currency="VED")
    assert factories.invoice(context, "", "1.00", DAY).number == "INV-2026-00002"


REFUSED: dict[str, tuple[RecordInvoice, type[Refusal], str]] = {
    "no customer": (RecordInvoice("C-9", DAY, "1.00"), NotFound, "customer"),
    "no amount": (RecordInvoice("C-1", DAY), Invalid, "total"),
    "nothing": (RecordInvoice("C-1", DAY, "0.00"), Invalid, "total"),
    "below zero": (RecordInvoice("C-1", DAY, "-1.00"), Invalid, "total"),
    "half a cent": (RecordInvoice("C-1", DAY, "1.005"), Invalid, "total"),
    "a comma": (RecordInvoice("C-1", DAY, "1,00"), Invalid, "total"),
    "a float": (RecordInvoice("C-1", DAY, 1.5), Invalid, "total"),  # type: ignore[arg-type]
    "absurd": (RecordInvoice("C-1", DAY, "99999999999999.00"), Invalid, "total"),
    "no such currency": (RecordInvoice("C-1", DAY, "1.00", "EURO"), Invalid, "currency"),
    "not a rate": (RecordInvoice("C-1", DAY, "1.00", "USD", rate="-1"), Invalid, "rate"),
    "no such terms": (RecordInvoice("C-1", DAY, "1.00", terms="whenever"), Invalid, "terms"),
    "due too early": (RecordInvoice("C-1", DAY, "1.00", due_on=datetime.date(2026, 5, 31)), Invalid, "due_on"),
    "too long ago": (RecordInvoice("C-1", datetime.date(1969, 12, 31), "1.00"), Invalid, "issued_on"),
    "too far ahead": (RecordInvoice("C-1", datetime.date(2099, 1, 1), "1.00"), Invalid, "issued_on"),
    "a long number": (RecordInvoice("C-1", DAY, "1.00", number="9" * 65), Invalid, "number"),
    "half a character": (RecordInvoice("C-1\ud800", DAY, "1.00"), Invalid, "customer_number"),
    "a NUL": (RecordInvoice("C-1\x00", DAY, "1.00"), Invalid, "customer_number"),
    "taken": (RecordInvoice("C-1", DAY, "1.00", number="INV-1"), Duplicate, "number"),
    "locked": (RecordInvoice("C-1", datetime.date(2026, 1, 31), "1.00"), PeriodLocked, "effective_on"),
    "lines of nothing": (
        RecordInvoice("C-1", DAY, lines=(factories.line("Free", "1", "0"),)),
        Invalid,
        "total",
    ),
    "a line in words": (
        RecordInvoice("C-1", DAY, lines=(factories.line("Boxes", "three", "1.00"),)),
        Invalid,
        "lines[1].quantity",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_is_refused_and_leaves_nothing(context: Context, name: str) -> None:
    factories.invoice(context, "INV-1", "1.00", DAY)
    sql.execute("UPDATE entity SET locked_through = '2026-01-31' WHERE tenant_id = %s", [context.tenant_id])
    data, kind, field = REFUSED[name]
    with pytest.raises(kind) as refused:
        invoices.record(context, data)
    assert type(refused.value) is kind
    assert refused.value.field == field
    assert refused.value.sentence.endswith((".", "?"))
    assert len(items(context)) == 1


@pytest.mark.parametrize("count", [1, 300])
def test_an_invoice_takes_twelve_statements_however_many_lines(context: Context, count: int) -> None:
    factories.invoice(context, "INV-0", "1.00", DAY)
    lines = tuple(factories.line(f"Box {n}", "1", "1.00", "21") for n in range(count))
    with statements.counted() as seen:
        factories.invoice(context, "", "", DAY, lines=lines)
    assert len(seen) <= 12, seen
