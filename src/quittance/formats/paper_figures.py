"""Days, amounts and addresses as the reader of a paper writes them: by language and country (Unicode CLDR)."""

from __future__ import annotations

import copy
import datetime
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal

from quittance.rules import currency as currencies

USUAL = {"en": "GB", "de": "DE", "fr": "FR", "es": "ES", "nl": "NL"}
"""Language of a paper -> the country whose conventions it follows where the reader's has none of its own."""

ENGLISH = frozenset("US GB IE AU NZ CA ZA IN SG HK MT".split())
"""Countries that write English in a way of their own; to others it is written as in Britain."""

LETTER = frozenset("US CA MX PH CL CO".split())
"""Countries that print on US letter."""

CITY_FIRST = frozenset("US CA AU".split())
CITY_ABOVE = frozenset("GB IE".split())
MINUS = "\u2212"
_TOUCHING = re.compile(rf"(?<=[A-Za-z])(?=[\d{MINUS}])|(?<=\d)(?=[A-Za-z])")


@dataclass(frozen=True, slots=True)
class Figures:
    """How one reader sees figures; `language` is one that papers are written in."""

    language: str
    locale: Locale

    @property
    def region(self) -> str:
        """The country of the conventions."""
        return str(self.locale.territory or "")

    def day(self, day: datetime.date) -> str:
        """14 February 2026."""
        return str(format_date(day, "long", self.locale))

    def short_day(self, day: datetime.date) -> str:
        """14 Feb 2026."""
        return str(format_date(day, "medium", self.locale))

    def amount(self, minor: int, currency: str) -> str:
        """23,952.19, without the currency."""
        places = currencies.exponent(currency)
        return self._number(Decimal(minor).scaleb(-places), places, places)

    def money(self, minor: int, currency: str) -> str:
        """€23,952.19; a currency that is told by letters stands apart from its digits, as CLDR wants it."""
        places = currencies.exponent(currency)
        pattern = copy.copy(self.locale.currency_formats["standard"])
        pattern.frac_prec = (places, places)
        value = Decimal(minor).scaleb(-places)
        said = str(pattern.apply(value, self.locale, currency=currency, currency_digits=False)).replace("-", MINUS)
        return _TOUCHING.sub("\u00a0", said)

    def quantity(self, e6: int) -> str:
        """A number in millionths without needless zeros: 6,000 or 0.5."""
        return self._number(Decimal(e6).scaleb(-6), 0, 6)

    def price(self, e6: int, currency: str) -> str:
        """A price in millionths with the decimals of the currency, or more where it has more."""
        places = currencies.exponent(currency)
        return self._number(Decimal(e6).scaleb(-6), places, 6)

    def percent(self, e4: int) -> str:
        """A rate in ten-thousandths of a percent: 21 %."""
        return f"{self._number(Decimal(e4).scaleb(-4), 0, 4)}\u00a0%"

    def whole(self, n: int) -> str:
        """1,200."""
        return self._number(Decimal(n), 0, 0)

    def country(self, code: str) -> str:
        """The name of a country in the language of the paper."""
        return str(self.locale.territories.get(code, code))

    def _number(self, value: Decimal, least: int, most: int) -> str:
        pattern = "#,##0" + ("." + "0" * least + "#" * (most - least) if most else "")
        return str(format_decimal(value, pattern, self.locale)).replace("-", MINUS)


@lru_cache(maxsize=256)
def of(language: str, country: str) -> Figures:
    """The conventions for a customer's language and country; a language that no paper speaks becomes English."""
    spoken = language.lower()[:2]
    spoken = spoken if spoken in USUAL else "en"
    own = country if spoken != "en" or country in ENGLISH else ""
    for region in (own, USUAL[spoken]):
        try:
            if region:
                return Figures(spoken, Locale.parse(f"{spoken}_{region}"))
        except (UnknownLocaleError, ValueError):
            continue
    raise AssertionError(spoken)


def size(country: str) -> str:
    """The paper that a country prints on, as the template names it."""
    return "us-letter" if country in LETTER else "a4"


@dataclass(frozen=True, slots=True)
class Place:
    """A postal address; `street` may have several lines."""

    street: str
    postcode: str
    city: str
    region: str
    country: str


def address(figures: Figures, place: Place, from_country: str) -> tuple[str, ...]:
    """The lines of an address below the name, in the order of its country; abroad the country ends them."""
    land = figures.country(place.country) if place.country and place.country != from_country else ""
    made = [*place.street.split("\n"), *_city(place), land]
    return tuple(line for line in made if line)


def _city(place: Place) -> tuple[str, ...]:
    if place.country in CITY_FIRST:
        behind = " ".join(one for one in (place.region, place.postcode) if one)
        return (", ".join(one for one in (place.city, behind) if one),)
    if place.country in CITY_ABOVE:
        return (place.city, place.region, place.postcode)
    return (" ".join(one for one in (place.postcode, place.city) if one), place.region)
