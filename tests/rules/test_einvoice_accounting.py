"""Which currency the tax is told in beside the document's own."""

from __future__ import annotations

import pytest

from quittance.rules import einvoice_accounting


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
    assert einvoice_accounting.currency(country, base, written) == told
