"""Exchange rates."""

from __future__ import annotations

from typing import Annotated

from ninja import Router
from pydantic import Field

from quittance.actions import rates
from quittance.actions.rates import RateSet, SetRate
from quittance.api.desk import Desk, does, result_of
from quittance.api.kinds import Code, Day, Decimal, Given

router = Router()


class NewRate(Given):
    """One unit of `currency` costs `rate` units of the company's currency from the day `on`, until a later rate."""

    currency: Code
    on: Day
    rate: Annotated[Decimal, Field(description="Above zero.")]


@does(router, "POST", "/rates", "rates.set", result_of(RateSet), status=201)
def set_rate(desk: Desk, body: NewRate) -> RateSet:
    """Set an exchange rate; what is posted keeps the rate it was posted at."""
    return rates.set_rate(desk.context, SetRate(body.currency.upper(), desk.currency, body.on, body.rate))
