"""Terms on screen: a customer's through time with a worked example, the holidays, what early payment needs."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.http import HttpResponse

from quittance.actions import terms as verbs
from quittance.actions.terms import GrantTerms, HolidayInput, SetDiscountPolicy, SetHolidays
from quittance.reports import agreed
from quittance.reports import holidays as closing
from quittance.reports.agreed import Example, Invoiced
from quittance.rules import holidays, money
from quittance.rules.refusals import Invalid, Refusal
from quittance.web import typed, visit
from quittance.web.form import Form, read_day
from quittance.web.visit import Visit

WAYS = (
    ("net 30", "30 days after the invoice"),
    ("2/10 net 30", "2 % off within 10 days, all of it after 30"),
    ("net 45 eom", "45 days, then on to the end of that month"),
    ("eom + 45", "the end of the month first, then 45 days"),
    ("10th prox", "on the 10th of the next month"),
    ("15th and last", "on the next 15th or last day of a month"),
    ("50/50 net 30/60", "half after 30 days, half after 60"),
    ("30% on receipt, 70% net 30", "a deposit at once, the rest after 30 days"),
    ("net 30 cutoff 26", "from the 26th on, days count from the next month"),
    ("net 30 rog", "days count from the receipt of goods"),
    ("net 30 roll next", "past weekends and holidays to the next working day"),
)
"""How terms are written, and what that means."""

TAXES = (("", "by the country"), ("adjust", "take it back"), ("keep", "leave it"))
YES_NO = (("no", "no"), ("yes", "yes"))


@dataclass(frozen=True, slots=True)
class Worked:
    """The example of the form: what the terms come to, or why they cannot be read."""

    example: Example | None
    fault: str


@visit.form()
def customer_terms(visit: Visit, number: str) -> HttpResponse:
    """The terms of a customer through time, and the form that grants others, with their dates worked out live."""
    found = agreed.history(visit.books, number, visit.context.today)
    today = visit.context.today.isoformat()
    start = {"terms": found.today or "net 30", "valid_from": today, "issued_on": today, "total": "1,000.00"}
    form = Form(visit, start)
    if form.sent and form["do"] != "example":
        made = form.does(
            verbs.grant,
            lambda: GrantTerms(number, form["terms"], form.day("valid_from"), form["reference"], form["reason"]),
        )
        if made is not None:
            said = f"{found.name} has {made.means} from {made.valid_from}."
            return visit.go("customer-agreed", said, number=number)
    values = {"form": form, "found": found, "worked": _worked(form, found.currency), "ways": WAYS}
    live = form.sent and form["do"] == "example"
    return visit.show("terms/example.html" if live else "terms/customer.html", values, status=form.status)


def _worked(form: Form, currency: str) -> Worked:
    try:
        total = money.read_positive(typed.amount(form["total"]) or "1000", currency, field="total")
        made = Invoiced(form.day("issued_on"), form.day_or_none("goods_on"), total, currency)
        return Worked(agreed.example(form.visit.books, form["terms"], made), "")
    except Refusal as refusal:
        return Worked(None, refusal.sentence)


@visit.page()
def terms(visit: Visit) -> HttpResponse:
    """The company's holidays of a year and its policy of early payment."""
    return _settings(visit, _begun(visit, _year(visit.request.GET.get("year", ""), visit.context.today.year)), "")


@visit.deed("terms.set_holidays")
def terms_holidays(visit: Visit) -> HttpResponse:
    """The holidays of a year from now on; those of TARGET are filled in first where that is asked."""
    form = Form(visit, _start(visit, visit.context.today.year))
    if form["do"] == "target":
        filled = form.tries(lambda: _filled(form))
        return _settings(visit, filled or form, "holidays" if filled is None else "")
    made = form.does(verbs.set_holidays, lambda: SetHolidays(_asked_year(form), _days(form)))
    if made is None:
        return _settings(visit, form, "holidays")
    return visit.go("terms", f"{made.year} has {made.count} holidays.")


@visit.deed("terms.set_discount_policy")
def terms_policy(visit: Visit) -> HttpResponse:
    """What an early-payment discount needs from now on."""
    form = Form(visit, _start(visit, visit.context.today.year))
    made = form.does(verbs.set_discount_policy, lambda: SetDiscountPolicy(form["part_payments"] == "yes", form["tax"]))
    return _settings(visit, form, "policy") if made is None else visit.go("terms", "The policy is kept.")


def _settings(visit: Visit, form: Form, which: str) -> HttpResponse:
    values = {
        "form": form,
        "which": which,
        "rows": closing.known(visit.books, visit.context.today),
        "policy": agreed.discount_policy(visit.books),
        "taxes": TAXES,
        "yes_no": YES_NO,
        "ways": WAYS,
    }
    return visit.show("terms/terms.html", values, status=form.status)


def _begun(visit: Visit, year: int) -> Form:
    return Form(visit, _start(visit, year))


def _start(visit: Visit, year: int) -> dict[str, str]:
    held = agreed.discount_policy(visit.books).policy
    days = closing.of_year(visit.books, year)
    return {
        "year": str(year),
        "days": "\n".join(f"{one.on.isoformat()} {one.name}".strip() for one in days),
        "part_payments": "yes" if held.part_payments else "no",
        "tax": held.tax,
    }


def _filled(form: Form) -> Form:
    """The form with the closing days of TARGET beside those that stand there."""
    year, held = _asked_year(form), {one.on: one.name for one in _days(form)}
    days = dict(holidays.target(year)) | held
    made = Form(form.visit, {**_start(form.visit, year), "year": str(year), "days": _written(days)})
    made.sent = False
    return made


def _written(days: dict[datetime.date, str]) -> str:
    return "\n".join(f"{on.isoformat()} {name}".strip() for on, name in sorted(days.items()))


def _asked_year(form: Form) -> int:
    year = _year(form["year"], 0)
    if not year:
        raise Invalid("Enter the year, such as 2026.", field="year")
    return year


def _year(text: str, otherwise: int) -> int:
    plain = text.strip()
    return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) == len("2026") else otherwise


def _days(form: Form) -> tuple[HolidayInput, ...]:
    """Days as typed: one a line, with its name behind it."""
    made = []
    for line in form["days"].split("\n")[: holidays.MOST_A_YEAR + 1]:
        day, _, name = line.strip().partition(" ")
        if day:
            made.append(HolidayInput(read_day(day, form.visit.context.today, "days"), name.strip()))
    return tuple(made)
