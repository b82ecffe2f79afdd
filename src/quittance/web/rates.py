"""Exchange rates: what the company set, and what holds today for each currency in use."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.http import HttpResponse

from quittance.actions import ecb
from quittance.actions import rates as verbs
from quittance.actions.rates import SetRate
from quittance.reports import rates as listed
from quittance.web import visit
from quittance.web.form import Form
from quittance.web.visit import Visit


@dataclass(frozen=True, slots=True)
class Holds:
    """What one unit of `currency` costs today; "" when nobody knows, `own` when the company set it."""

    currency: str
    rate: str
    own: bool


@visit.form()
def rates(visit: Visit) -> HttpResponse:
    """The rates, and the form that sets one for who may."""
    base = visit.company.base_currency
    form = Form(visit, {"on": visit.context.today.isoformat()})
    if form.sent:
        made = form.does(
            verbs.set_rate,
            lambda: SetRate(form["currency"].strip().upper(), base, form.past_day("on"), form["rate"].strip()),
        )
        if made is not None:
            return visit.go("rates", f"From {made.on}, 1 {made.currency} costs {made.rate} {made.base}.")
    own = listed.standing(visit.books, base, visit.context.today)
    wanted = sorted((set(own) | set(listed.used(visit.books))) - {base})
    values = {
        "form": form,
        "kept": listed.kept(visit.books),
        "holds": [_holds(one, base, visit.context.today, own) for one in wanted],
    }
    return visit.show("settings/rates.html", values, status=form.status)


def _holds(currency: str, base: str, on: datetime.date, own: dict[str, str]) -> Holds:
    if currency in own:
        return Holds(currency, own[currency], True)
    known = ecb.reference(currency, base, on)
    return Holds(currency, f"{known.normalize():f}" if known else "", False)
