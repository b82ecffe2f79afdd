"""One customer's reminders on screen: what went out, how it is reminded, and what is on hold."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from quittance.actions import dunning as verbs
from quittance.actions import holds
from quittance.actions.dunning import SetDunning
from quittance.actions.holds import LiftHold, PlaceHold
from quittance.reports import customers, disputes, dunning_log
from quittance.reports import dunning as reports
from quittance.rules import dunning_choice
from quittance.web import seniors, visit
from quittance.web.dunning import REACHING
from quittance.web.form import Form
from quittance.web.visit import Visit

MOST_REMINDERS = 50
MOST_DIGITS = 20


@visit.form()
def customer_dunning(visit: Visit, number: str) -> HttpResponse:
    """How one customer is reminded, what went out, its holds, and the forms that change them for who may."""
    known = reports.customer(visit.books, number, visit.context.today)
    form = Form(visit, _start(known))
    if form.sent and (said := _done(visit, form, number)):
        return visit.go("customer-dunning", said, number=number)
    every = disputes.holds(visit.books, visit.context.today, number)
    values = {
        "row": customers.of_ids(visit.books, [known.customer_id], visit.context.today)[0],
        "known": known,
        "why": dunning_choice.REASONS.get(known.why, ""),
        "holds": every,
        "stopped": next((one for one in every if not one.document), None),
        "form": form,
        "policies": (
            ("", "by segment, grade, country and standard"),
            *((one.policy.name, one.policy.name) for one in reports.live(visit.books)),
        ),
        "channels": REACHING,
        "people": seniors.choices(visit, form["our_senior"], "as the policy says"),
        "chosen": form.all("opted_out"),
        "reminders": dunning_log.reminders(visit.books, customer_number=number, limit=MOST_REMINDERS),
        "yes_no": (("", "no"), ("yes", "yes")),
    }
    return visit.show("dunning/customer.html", values, status=form.status)


def _done(visit: Visit, form: Form, number: str) -> str:
    """Carry out what was sent: what to say of it, "" when it was refused."""
    if form["do"] == "hold":
        visit.check("holds.place")
        placed = form.does(
            holds.place,
            lambda: PlaceHold(number, form["reason"], form["document"].strip(), form.day_or_none("until_on")),
        )
        return "" if placed is None else f"{placed.document or placed.customer_number} is on hold."
    if form["do"] == "lift":
        visit.check("holds.lift")
        return "" if form.does(holds.lift, lambda: LiftHold(_id(form))) is None else "The hold is lifted."
    visit.check("dunning.set_customer")
    return "" if form.does(verbs.set_customer, lambda: _set(form, number)) is None else "Kept."


def _id(form: Form) -> int:
    """The id that the page itself has written; 0, which no hold has, for anything else."""
    given = form["id"]
    return int(given) if given.isascii() and given.isdecimal() and len(given) < MOST_DIGITS else 0


def _start(known: reports.CustomerDunning) -> dict[str, Any]:
    return {
        "policy": known.policy if known.own else "",
        "consumer": "yes" if known.consumer else "",
        "time_zone": known.time_zone,
        "opted_out": known.opted_out,
        "mobile": known.mobile,
        "senior_name": known.senior_name,
        "senior_email": known.senior_email,
        "our_senior": known.our_senior,
    }


def _set(form: Form, number: str) -> SetDunning:
    return SetDunning(
        number,
        form["policy"],
        form["consumer"] == "yes",
        form["time_zone"].strip(),
        form.all("opted_out"),
        None,
        form["mobile"],
        form["senior_name"],
        form["senior_email"],
        form["our_senior"],
    )
