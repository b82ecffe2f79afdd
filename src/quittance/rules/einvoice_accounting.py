"""The currency in which a seller's country wants the tax told (articles 91 and 230 of Directive 2006/112/EC)."""

from __future__ import annotations

import datetime

EURO = frozenset("AT BE BG CY DE EE EL ES FI FR GR HR IE IT LT LU LV MC MT NL PT SI SK".split())
"""Countries whose tax is told in euro."""

_OWN = dict(pair.split(":") for pair in "CH:CHF CZ:CZK DK:DKK GB:GBP HU:HUF LI:CHF NO:NOK PL:PLN RO:RON SE:SEK".split())
"""Country -> its own currency, in which its tax is told."""

_BEFORE = {"BG": ("BGN", datetime.date(2026, 1, 1))}
"""Country -> its currency before the euro, and the first day of that."""


def currency(country: str, base: str, written: str, on: datetime.date) -> str:
    """The currency that tax must be told in beside `written`, issued `on`; "" where it is not to be told.

    Told where the books are kept (`base`) in the currency that the country wants: in another one they do not know the
    amount, since a rate between the two is posted nowhere.
    """
    wanted = _wanted(country, on)
    return base if base == wanted != written else ""


def _wanted(country: str, on: datetime.date) -> str:
    former, since = _BEFORE.get(country, ("", on))
    if on < since:
        return former
    return "EUR" if country in EURO else _OWN.get(country, "")
