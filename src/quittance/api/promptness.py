"""How promptly deliveries are invoiced."""

from __future__ import annotations

from typing import Any

from ninja import Router
from pydantic import Field

from quittance.api.desk import Desk, asks
from quittance.api.kinds import AmountShown, Day, DayShown, Shown
from quittance.reports import promptness
from quittance.reports.promptness import Span
from quittance.rules import totals

router = Router()


class MeasuredSpan(Shown):
    """Invoices of a span that say when they were delivered, and the days from there to the invoice."""

    since: DayShown
    until: DayShown
    invoices: int
    mean_days: AmountShown
    median_days: AmountShown
    prompt: int = Field(description="Those invoiced within two days.")


class SlowShown(Shown):
    """An invoice and how many days after its delivery it was issued."""

    number: str
    customer_number: str
    customer_name: str
    goods_on: DayShown
    issued_on: DayShown
    days: int


class PromptnessShown(MeasuredSpan):
    """The whole span; `silent` invoices say nothing of a delivery."""

    silent: int
    months: list[MeasuredSpan]
    slowest: list[SlowShown]


@asks(router, "/promptness", PromptnessShown)
def show(desk: Desk, since: Day | None = None, until: Day | None = None) -> dict[str, Any]:
    """Show how many days pass from the delivery of goods to the invoice, in the last ninety days or a span."""
    found = promptness.of(desk.books, since, until, desk.today)
    return {
        **_span(found.whole),
        "silent": found.silent,
        "months": [_span(one) for one in found.months],
        "slowest": [
            {
                "number": one.number,
                "customer_number": one.customer_number,
                "customer_name": one.customer_name,
                "goods_on": one.goods_on,
                "issued_on": one.issued_on,
                "days": one.days,
            }
            for one in found.slowest
        ],
    }


def _span(one: Span) -> dict[str, Any]:
    mean, median = (totals.written(tenths, 1) for tenths in (one.mean_tenths, round(one.median * 10)))
    counts = {"invoices": one.count, "mean_days": mean, "median_days": median, "prompt": one.prompt}
    return {"since": one.since, "until": one.until, **counts}
