"""Figures as readers write them: days, amounts and addresses by language and country."""

from __future__ import annotations

import datetime

import pytest

from quittance.formats import paper_figures
from quittance.formats.paper_figures import Place

DAY = datetime.date(2026, 2, 14)


@pytest.mark.parametrize(
    ("language", "country", "day", "amount", "money"),
    [
        ("en", "NL", "14 February 2026", "23,952.19", "€23,952.19"),
        ("en", "US", "February 14, 2026", "23,952.19", "€23,952.19"),
        ("de", "DE", "14. Februar 2026", "23.952,19", "23.952,19\u00a0€"),
        ("de", "AT", "14. Februar 2026", "23.952,19", "€\u00a023.952,19"),
        ("de", "CH", "14. Februar 2026", "23’952.19", "EUR\u00a023’952.19"),
        ("fr", "FR", "14 février 2026", "23\u202f952,19", "23\u202f952,19\u00a0€"),
        ("es", "ES", "14 de febrero de 2026", "23.952,19", "23.952,19\u00a0€"),
        ("nl", "NL", "14 februari 2026", "23.952,19", "€\u00a023.952,19"),
        ("ja", "JP", "14 February 2026", "23,952.19", "€23,952.19"),
        ("fr", "??", "14 février 2026", "23\u202f952,19", "23\u202f952,19\u00a0€"),
    ],
)
def test_days_and_amounts_follow_language_and_country(
    language: str, country: str, day: str, amount: str, money: str
) -> None:
    figures = paper_figures.of(language, country)
    assert (figures.day(DAY), figures.amount(23_952_19, "EUR"), figures.money(23_952_19, "EUR")) == (day, amount, money)


def test_every_currency_keeps_its_decimals_and_the_sign_is_a_minus() -> None:
    figures = paper_figures.of("en", "")
    assert figures.amount(120_000, "JPY") == "120,000"
    assert figures.amount(1_234_567, "KWD") == "1,234.567"
    assert figures.money(-5_00, "EUR") == "\u2212€5.00"
    assert figures.money(1_234_567, "KWD").endswith("1,234.567")
    assert [figures.money(value, "CHF") for value in (5_00, -5_00)] == ["CHF\u00a05.00", "\u2212CHF\u00a05.00"]
    assert figures.amount(-9_007_199_254_740_993, "EUR") == "\u221290,071,992,547,409.93"


def test_quantities_prices_and_rates_have_no_needless_zeros() -> None:
    figures = paper_figures.of("de", "DE")
    assert (figures.quantity(6_000_000_000), figures.quantity(500_000)) == ("6.000", "0,5")
    assert (figures.price(840_000, "EUR"), figures.price(84_250, "EUR"), figures.price(12_000_000, "JPY")) == (
        "0,84",
        "0,08425",
        "12",
    )
    assert (figures.percent(21_0000), figures.percent(5_5000)) == ("21\u00a0%", "5,5\u00a0%")
    assert figures.short_day(DAY) == "14.02.2026"


@pytest.mark.parametrize(
    ("place", "lines"),
    [
        (Place("Minervum 7139", "4817 ZN", "Breda", "", "NL"), ("Minervum 7139", "4817 ZN Breda")),
        (Place("Weg 1\nTor 4", "04109", "Leipzig", "", "DE"), ("Weg 1", "Tor 4", "04109 Leipzig", "Germany")),
        (
            Place("120 Foundry Lane", "97201", "Portland", "OR", "US"),
            ("120 Foundry Lane", "Portland, OR 97201", "United States"),
        ),
        (Place("Quay 1", "EH1 1AA", "Edinburgh", "", "GB"), ("Quay 1", "Edinburgh", "EH1 1AA", "United Kingdom")),
        (Place("", "", "", "", ""), ()),
        (Place("", "", "", "", "US"), ("United States",)),
    ],
)
def test_an_address_stands_in_the_order_of_its_country(place: Place, lines: tuple[str, ...]) -> None:
    assert paper_figures.address(paper_figures.of("en", ""), place, "NL") == lines


def test_the_size_of_the_paper_is_that_of_the_country() -> None:
    assert (paper_figures.size("US"), paper_figures.size("NL"), paper_figures.size("")) == ("us-letter", "a4", "a4")
