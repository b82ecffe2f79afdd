"""Currencies: ISO 4217 codes with the minor units that the standard gives them."""

from __future__ import annotations

import pytest

from quittance.rules import currency
from quittance.rules.refusals import Invalid


@pytest.mark.parametrize(
    ("code", "places"),
    [
        *((code, 2) for code in ("EUR", "USD", "GBP", "CHF", "SEK", "PLN", "CZK", "HUF", "TRY", "CNY", "MGA", "MRU")),
        *((code, 0) for code in ("JPY", "KRW", "VND", "CLP", "ISK", "XOF", "XAF", "XPF", "UGX", "PYG", "RWF", "UYI")),
        *((code, 3) for code in ("KWD", "BHD", "OMR", "JOD", "TND", "LYD", "IQD")),
        *((code, 4) for code in ("CLF", "UYW")),
    ],
)
def test_minor_units_are_those_of_the_standard(code: str, places: int) -> None:
    assert currency.exponent(code) == places
    assert currency.check(code) == code


def test_every_code_is_three_capitals_with_at_most_four_places() -> None:
    assert all(len(code) == 3 and code.isascii() and code.isalpha() and code.isupper() for code in currency.CODES)
    assert {currency.exponent(code) for code in currency.CODES} == {0, 2, 3, 4}
    assert len(currency.CODES) > 150


def test_the_codes_that_are_unlike_the_rest_are_named_by_their_places() -> None:
    for places, codes in currency.UNLIKE_HUNDREDTHS.items():
        assert codes and all(currency.exponent(code) == places for code in codes)
    assert all(currency.exponent(code) == 2 for code in currency.CODES.difference(*currency.UNLIKE_HUNDREDTHS.values()))


@pytest.mark.parametrize("code", ["", "eur", "EURO", "XXX", "EU", "€", "EUR ", "\x00"])
def test_unknown_codes_are_refused(code: str) -> None:
    for look in (currency.exponent, currency.check):
        with pytest.raises(Invalid) as refused:
            look(code)
        assert refused.value.field == "currency"


def test_a_currency_out_of_use_is_read_in_old_files_and_never_posted() -> None:
    assert currency.check("DEM", former=True) == "DEM" and currency.exponent("DEM") == 2
    with pytest.raises(Invalid, match="no longer in use"):
        currency.check("DEM")
    assert not currency.FORMER & currency.CODES
