"""The currency in which a seller's country wants the tax told (articles 91 and 230 of Directive 2006/112/EC)."""

from __future__ import annotations

EURO = frozenset("AT BE BG CY DE EE EL ES FI FR GR HR IE IT LT LU LV MC MT NL PT SI SK".split())
"""Countries whose tax is told in euro."""

_OWN = dict(pair.split(":") for pair in "CH:CHF CZ:CZK DK:DKK GB:GBP HU:HUF LI:CHF NO:NOK PL:PLN RO:RON SE:SEK".split())
"""Country -> its own currency, in which its tax is told."""


def currency(country: str, base: str, written: str) -> str:
    """BT-6 of a document written in `written` whose books are kept in `base`; "" where it is not to be told.

    Told where the books are kept in the currency that the country wants: in another one they do not know the amount.
    """
    wanted = "EUR" if country in EURO else _OWN.get(country, "")
    return base if base == wanted != written else ""
