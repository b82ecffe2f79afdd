"""Statutory packs of late interest: what a law lets a creditor ask, as dated data with its source."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from quittance.rules.refusals import Invalid

CONTRACT, CONTRACT_EU = "contract", "contract_eu"
AGREED = (CONTRACT, CONTRACT_EU)
"""The packs of a rate that was agreed, which have no reference: without compensation, and with that of the directive.

The directive grants its fixed amount beside an agreed rate, too (articles 2 (5) and 6). The Act of 1998 grants it with
statutory interest alone, which an agreed rate displaces (sections 5A and 8).
"""

MOVING, FROZEN = "moving", "frozen"
"""A new half-year brings its own rate, or the rate of the day on which the debt became late holds to the end."""


@dataclass(frozen=True, slots=True)
class Band:
    """A fixed compensation of `amount` for a debt below `below` (minor units; None is without end)."""

    below: int | None
    amount: int


@dataclass(frozen=True, slots=True)
class Pack:
    """A law's answer: reference rate plus `margin_e4` (ten-thousandths of a percent) a year, simple interest.

    `bands` are the compensations for a late debt in `currency`; a debt in another currency has none.
    """

    code: str
    title: str
    law: str
    reference: str
    margin_e4: int
    fixing: str
    currency: str
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """The reference rate of a half-year, in ten-thousandths of a percent, from its first day."""

    reference: str
    from_on: datetime.date
    rate_e4: int


_FORTY = (Band(None, 40_00),)

PACKS: dict[str, Pack] = {
    pack.code: pack
    for pack in (
        Pack("eu", "European Union", "Directive 2011/7/EU, articles 2, 3 and 6", "ecb", 80_000, MOVING, "EUR", _FORTY),
        Pack("de", "Germany", "BGB sections 247 and 288 (2) and (5)", "bundesbank", 90_000, MOVING, "EUR", _FORTY),
        Pack(
            "de_consumer",
            "Germany, consumers",
            "BGB sections 247 and 288 (1)",
            "bundesbank",
            50_000,
            MOVING,
            "EUR",
            (),
        ),
        Pack(
            "fr",
            "France",
            "Code de commerce, articles L441-10 and D441-5",
            "ecb",
            100_000,
            MOVING,
            "EUR",
            _FORTY,
        ),
        Pack(
            "uk",
            "United Kingdom",
            "Late Payment of Commercial Debts (Interest) Act 1998, sections 4 to 6",
            "boe",
            80_000,
            FROZEN,
            "GBP",
            (Band(1_000_00, 40_00), Band(10_000_00, 70_00), Band(None, 100_00)),
        ),
        Pack(CONTRACT, "As agreed", "the contract", "", 0, MOVING, "", ()),
        Pack(
            CONTRACT_EU,
            "As agreed, and EUR 40",
            "the contract; Directive 2011/7/EU, articles 3 and 6",
            "",
            0,
            MOVING,
            "EUR",
            _FORTY,
        ),
    )
}

FOR_CONSUMERS = {"de": "de_consumer", "de_consumer": "de_consumer", CONTRACT: CONTRACT, CONTRACT_EU: CONTRACT}
"""Pack -> the one that holds against a consumer; the others bind businesses and public bodies alone.

Directive 2011/7/EU, article 1 (2); BGB section 288 (1), (2) and (5); Late Payment of Commercial Debts (Interest) Act
1998, section 2 (1).
"""

REFERENCES = {
    "ecb": "European Central Bank, main refinancing operations, on 1 January and 1 July",
    "bundesbank": "Deutsche Bundesbank, base rate (Basiszinssatz)",
    "boe": "Bank of England, Bank Rate on 31 December and 30 June",
}
"""What a reference is called; its rates were published by the bank it names."""

_HALF_YEARS = {
    "ecb": (
        2013,
        "0.75 0.5 0.25 0.15 0.05 0.05 0.05 0 0 0 0 0 0 0 0 0 0 0 0 0 2.5 4 4.5 4.25 3.15 2.15 2.15",
    ),
    "bundesbank": (
        2013,
        (
            "-0.13 -0.38 -0.63 -0.73 -0.83 -0.83 -0.83 -0.88 -0.88 -0.88 -0.88 -0.88 -0.88 -0.88 -0.88 -0.88 -0.88 "
            "-0.88 -0.88 -0.88 1.62 3.12 3.62 3.37 2.27 1.27 1.27"
        ),
    ),
    "boe": (
        2013,
        (
            "0.5 0.5 0.5 0.5 0.5 0.5 0.5 0.5 0.25 0.25 0.5 0.5 0.75 0.75 0.75 0.1 0.1 0.1 0.25 1.25 3.5 5 5.25 5.25 "
            "4.75 4.25 3.75"
        ),
    ),
}
"""Reference -> its first year, and a rate in percent for each half-year from there; later ones are added as data."""


def known() -> tuple[Reference, ...]:
    """The published rates that come with the product, oldest first."""
    made = []
    for reference, (first, rates) in _HALF_YEARS.items():
        for n, percent in enumerate(rates.split()):
            day = datetime.date(first + n // 2, 1 if n % 2 == 0 else 7, 1)
            made.append(Reference(reference, day, hundredths(percent)))
    return tuple(made)


def hundredths(percent: str) -> int:
    """Ten-thousandths of a percent from decimal text: "8.15" is 81500; raises `Invalid`."""
    sign, digits = (-1, percent[1:]) if percent.startswith("-") else (1, percent)
    whole, _, part = digits.partition(".")
    if not (whole + part).isdecimal() or not whole or len(whole) > MOST_DIGITS or len(part) > PLACES:
        raise Invalid("Write the rate in percent a year with a decimal point, such as 8.15.", field="rate")
    return sign * int(whole + part.ljust(PLACES, "0"))


def percent(rate_e4: int) -> str:
    """Decimal text of ten-thousandths of a percent: 101500 is "10.15"."""
    whole, part = divmod(abs(rate_e4), 10**PLACES)
    tail = f"{part:0{PLACES}d}".rstrip("0").ljust(2, "0")
    return f"{'-' if rate_e4 < 0 else ''}{whole}.{tail}"


PLACES = 4
MOST_DIGITS = 3
