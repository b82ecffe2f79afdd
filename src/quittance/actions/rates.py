"""Exchange rates: what a person has set, else the reference rates of the European Central Bank."""

from __future__ import annotations

import bisect
import datetime
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from quittance.actions import command, ecb
from quittance.actions.command import Context, Subject
from quittance.books import sql
from quittance.books.keys import new_id
from quittance.rules import calendar, fx
from quittance.rules import currency as currencies
from quittance.rules.refusals import Invalid, RateMissing


@dataclass(frozen=True, slots=True)
class SetRate:
    """One unit of `currency` costs `rate` units of `base` from the day `on`, until a later rate."""

    currency: str
    base: str
    on: datetime.date
    rate: str


@dataclass(frozen=True, slots=True)
class RateSet:
    """The rate as kept."""

    currency: str
    base: str
    on: datetime.date
    rate: str


@command.verb("rates.set", RateSet)
def set_rate(context: Context, data: SetRate) -> RateSet:
    """Keep a rate; what is posted already keeps the rate it was posted at."""
    on = calendar.check_day(data.on, context.today, "on")
    kept = RateSet(currencies.check(data.currency), currencies.check(data.base), on, str(fx.read_rate(data.rate)))
    if kept.currency == kept.base:
        raise Invalid("A currency has no rate against itself.", field="currency")
    rate_id = new_id()
    sql.execute(
        "INSERT INTO exchange_rate (tenant_id, id, currency, base, on_day, rate) VALUES (%s, %s, %s, %s, %s, %s) "
        "ON CONFLICT (tenant_id, currency, base, on_day) DO UPDATE SET rate = EXCLUDED.rate",
        [context.tenant_id, rate_id, kept.currency, kept.base, kept.on, kept.rate],
    )
    command.note(context, "rates.set", Subject("rate", None), {"currency": kept.currency, "rate": kept.rate})
    return kept


def find(tenant_id: int, currency: str, base: str, on: datetime.date) -> Decimal:
    """Units of `base` per unit of `currency` on a day: the latest rate set on or before it, else the ECB's.

    Raises `RateMissing` when neither knows the pair.
    """
    kept = sql.row(
        "SELECT rate FROM exchange_rate WHERE tenant_id = %s AND currency = %s AND base = %s AND on_day <= %s "
        "ORDER BY on_day DESC LIMIT 1",
        [tenant_id, currency, base, on],
    )
    if kept is not None:
        return Decimal(kept[0])
    return _reference(currency, base, on)


def finder(tenant_id: int, base: str) -> Callable[[str, datetime.date], Decimal]:
    """As `find`, for many days: what a person has set for a currency is asked for once."""
    held: dict[str, tuple[list[datetime.date], list[str]]] = {}

    def found(currency: str, on: datetime.date) -> Decimal:
        if currency not in held:
            rows = sql.rows(
                "SELECT on_day, rate FROM exchange_rate WHERE tenant_id = %s AND currency = %s AND base = %s "
                "ORDER BY on_day",
                [tenant_id, currency, base],
            )
            held[currency] = ([sql.day(row[0]) for row in rows], [row[1] for row in rows])
        days, values = held[currency]
        at = bisect.bisect_right(days, on) - 1
        return Decimal(values[at]) if at >= 0 else _reference(currency, base, on)

    return found


def _reference(currency: str, base: str, on: datetime.date) -> Decimal:
    known = ecb.reference(currency, base, on)
    if known is None:
        raise RateMissing(
            f"No rate from {currency} to {base} is known on {on.isoformat()}. Set one, or give a rate.",
            field="currency",
        )
    return known
