"""Which currency the tax is told in beside the document's own."""

from __future__ import annotations

import datetime

import pytest

from quittance.rules import einvoice_accounting

MARCH = datetime.date(2026, 3, 2)


@pytest.mark.parametrize(
    ("country", "base", "written", "told"),
    [
        ("SE", "SEK", "EUR", "SEK"),
        ("DE", "EUR", "USD", "EUR"),
        ("CH", "CHF", "EUR", "CHF"),
        ("SE", "SEK", "SEK", ""),
        ("SE", "EUR", "USD", ""),
        ("US", "USD", "EUR", ""),
        ("", "EUR", "USD", ""),
    ],
)
def test_tax_is_told_in_the_currency_of_the_country_where_the_books_know_it(
    country: str, base: str, written: str, told: str
) -> None:
    assert einvoice_accounting.currency(country, base, written, MARCH) == told


@pytest.mark.parametrize(
    ("on", "base", "written", "told"),
    [
        (datetime.date(2025, 12, 31), "BGN", "EUR", "BGN"),
        (datetime.date(2025, 12, 31), "EUR", "USD", ""),
        (datetime.date(2026, 1, 1), "BGN", "EUR", ""),
        (datetime.date(2026, 1, 1), "EUR", "USD", "EUR"),
        (datetime.date(2026, 1, 1), "BGN", "USD", ""),
    ],
)
def test_bulgaria_told_its_tax_in_lev_until_it_had_the_euro(
    on: datetime.date, base: str, written: str, told: str
) -> None:
    assert einvoice_accounting.currency("BG", base, written, on) == told
