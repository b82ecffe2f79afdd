"""Late interest: what one customer owes of it and the note that charges it; the company's terms and rates."""

from __future__ import annotations

import datetime

from django.http import HttpResponse

from quittance.actions import interest as verbs
from quittance.actions import interest_runs as runs
from quittance.actions import waivers
from quittance.actions.interest import ChargeInterest, InterestTermsSet, SetInterestTerms, SetReferenceRate
from quittance.actions.interest_runs import RunInterest
from quittance.actions.waivers import ApproveWaiver, EndWaiver, WaiveInterest
from quittance.reports import customers, dunning_letter, interest_due, interest_notes, interest_runs
from quittance.reports import interest as reports
from quittance.reports import waivers as waiver_reports
from quittance.rules import interest_packs, waiver
from quittance.rules.interest_packs import PACKS, REFERENCES
from quittance.rules.refusals import Invalid
from quittance.web import shown, visit
from quittance.web.form import Form, read_day
from quittance.web.typed import amount
from quittance.web.visit import Visit

OWN = ("", "the company's")
CHOICES = tuple((code, pack.title) for code, pack in PACKS.items())
YEARS = (("365", "365 days"), ("actual", "those of the calendar year"), ("360", "360 days"))
ROUNDINGS = (("exact", "each span"), ("daily", "each day first"))
YES_NO = (("yes", "yes"), ("no", "no"))
AFTERWARDS = (("claim", "claim it still"), ("waive", "give it up"))
FIXINGS = (
    ("law", "as the law says"),
    ("moving", "count from its half-year on"),
    ("frozen", "change nothing of what is late already"),
)


@visit.form()
def customer_interest(visit: Visit, number: str) -> HttpResponse:
    """What the customer owes, and the form that charges it for who may."""
    typed = visit.request.GET.get("through", "").strip()[:40]
    form = Form(visit, {"through": typed or visit.context.today.isoformat(), "pack": ""})
    if form.sent:
        made = form.does(verbs.charge, lambda: ChargeInterest(number, form.past_day("through"), form["currency"]))
        if made is not None:
            said = f"Interest note {made.number} is issued: {made.total} {made.currency}, due {made.due_on}."
            return visit.go("invoice", said, number=made.number)
    return _of_customer(visit, number, form)


@visit.deed("interest.set_terms")
def customer_terms(visit: Visit, number: str) -> HttpResponse:
    """The customer's own terms, or the company's again."""
    form = Form(visit, {"through": visit.context.today.isoformat(), "pack": ""})
    made = form.does(verbs.set_terms, lambda: _terms(form, number))
    if made is None:
        return _of_customer(visit, number, form)
    return visit.go("customer-interest", "The terms are kept.", number=number)


@visit.deed("interest.waive")
def interest_waive(visit: Visit, number: str) -> HttpResponse:
    """Propose to give up what a document has earned."""
    form = _page_form(visit)
    made = form.does(waivers.waive, lambda: WaiveInterest(form["document"].strip(), form["reason"]))
    if made is None:
        return _of_customer(visit, number, form)
    return visit.go("customer-interest", f"{made.document}: a second person gives it up.", number=number)


@visit.deed("interest.approve_waiver")
def waiver_approve(visit: Visit, number: str) -> HttpResponse:
    """Give up what somebody else proposed to."""
    form = _page_form(visit)
    made = form.does(waivers.approve, lambda: ApproveWaiver(form["document"]))
    if made is None:
        return _of_customer(visit, number, form)
    return visit.go("customer-interest", f"The interest of {made.document} is given up.", number=number)


@visit.deed("interest.end_waiver")
def waiver_end(visit: Visit, number: str) -> HttpResponse:
    """Do not give a waiver, or take it back."""
    form = _page_form(visit)
    made = form.does(waivers.end, lambda: EndWaiver(form["document"], form["reason"] or "Taken back by hand"))
    if made is None:
        return _of_customer(visit, number, form)
    return visit.go("customer-interest", f"The waiver of {made.document} is over.", number=number)


def _page_form(visit: Visit) -> Form:
    return Form(visit, {"through": visit.context.today.isoformat(), "pack": ""})


@visit.form()
def interest_list(visit: Visit) -> HttpResponse:
    """Who owes interest that is not charged yet, and the form that has everybody charged, for who may."""
    today = visit.context.today
    typed = visit.request.GET.get("through", "").strip()[:40]
    form = Form(visit, {"through": typed or shown.day(today), "minimum": ""})
    if form.sent:
        made = form.does(runs.ask, lambda: RunInterest(form.past_day("through"), amount(form["minimum"]) or "0"))
        if made is not None:
            return visit.go("accrued", "The worker charges everybody who owes it.")
    found, through = None, today
    try:
        through = read_day(form["through"], today, "through")
        found = interest_due.due(visit.books, through)
    except Invalid as refusal:
        form.refusal = form.refusal or refusal
    values = {
        "form": form,
        "found": found,
        "rows": found.rows[:MOST_SHOWN] if found else (),
        "through": through,
        "proposed": waiver_reports.together(waiver_reports.rows(visit.books, waiver.PROPOSED))[:WAIVERS_SHOWN],
        "run": next(iter(interest_runs.runs(visit.books)), None),
        "totals": [(code, earned, fixed, earned + fixed) for code, earned, fixed in found.totals] if found else [],
    }
    return visit.show("customers/interests.html", values, status=form.status)


MOST_SHOWN = 100
"""Customers on the list of who owes interest, the largest first."""


@visit.page()
def interest(visit: Visit) -> HttpResponse:
    """The company's terms and the reference rates."""
    return _of_company(visit, Form(visit, _start(visit)), "")


@visit.deed("interest.set_terms")
def interest_terms(visit: Visit) -> HttpResponse:
    """The company's terms from now on."""
    form = Form(visit, _start(visit))
    made = form.does(verbs.set_terms, lambda: _terms(form, ""))
    return _of_company(visit, form, "terms") if made is None else visit.go("interest", "The terms are kept.")


@visit.deed("interest.set_rate")
def interest_rate(visit: Visit) -> HttpResponse:
    """A reference rate as it is published."""
    form = Form(visit, _start(visit))
    made = form.does(
        verbs.set_rate, lambda: SetReferenceRate(form["reference"], form.day("from_on"), form["percent"].strip())
    )
    if made is None:
        return _of_company(visit, form, "rate")
    return visit.go("interest", f"From {made.from_on}, {made.reference} is {made.rate} %.")


def _of_customer(visit: Visit, number: str, form: Form) -> HttpResponse:
    today = visit.context.today
    row = customers.of_ids(visit.books, [customers.id_of(visit.books, number)], today)[0]
    account, fault = None, form.refusal
    try:
        account = reports.account(visit.books, number, read_day(form["through"], today, "through"))
    except Invalid as refusal:
        fault = fault or refusal
    form.refusal = fault
    standing = account.standing if account else reports.standing_of(visit.books, row.id)
    if standing.source == reports.CUSTOMER and standing.terms and not form.sent:
        told = verbs.terms_told(standing.terms, number)
        form.start = {**form.start, "pack": told.pack, "rate": told.rate}
    values = {
        "row": row,
        "account": account,
        "form": form,
        "pack": PACKS[standing.terms.pack] if standing.terms else None,
        "source": standing.source,
        "granted": account.granted_e4 if account else None,
        "consumer": standing.consumer,
        "choices": (OWN, *CHOICES),
        "left_out": _left_out(account) if account else (),
        "waivers": waiver_reports.together(waiver_reports.rows(visit.books, customer_number=number))[:WAIVERS_SHOWN],
        "waiver_states": waiver.STATES,
        "waivable": _waivable(account) if account else (),
        "me": visit.identity,
        "waiting": dunning_letter.named([item.document for item in account.waiting], "en") if account else "",
        "outdated": interest_notes.outdated(visit.books, row.id) if account else (),
        "totals": [(*one, one[1] + one[2]) for one in account.totals] if account else [],
        "currencies": [currency for currency, _, _ in account.totals] if account else [],
    }
    return visit.show("customers/interest.html", values, status=form.status)


WAIVERS_SHOWN = 20


def _waivable(account: reports.Account) -> list[tuple[str, str]]:
    """Documents whose interest may be given up, paid ones first: of these nothing but the interest is left."""
    items = sorted((one for one in account.items if not one.dossier), key=lambda one: one.paid_on is None)
    return [(name, name) for name in dict.fromkeys(one.document for one in items)]


def _left_out(account: reports.Account) -> list[tuple[str, str, str]]:
    """Dossiers whose debts are left out: number, receiver, and the documents by name."""
    found: dict[tuple[str, str], list[str]] = {}
    for item in account.left_out:
        found.setdefault((item.dossier, item.receiver), []).append(item.document)
    return [(number, receiver, dunning_letter.named(names, "en")) for (number, receiver), names in found.items()]


def _of_company(visit: Visit, form: Form, which: str) -> HttpResponse:
    held: dict[datetime.date, dict[str, str]] = {}
    for one in reversed(reports.rates(visit.books)):
        held.setdefault(one.from_on, {})[one.reference] = interest_packs.percent(one.rate_e4).replace("-", shown.MINUS)
    rates = [(day, [row.get(reference, "") for reference in REFERENCES]) for day, row in held.items()]
    values = {
        "form": form,
        "which": which,
        "standing": reports.standing_of(visit.books, None),
        "choices": CHOICES,
        "packs": [pack for pack in PACKS.values() if pack.reference],
        "years": YEARS,
        "roundings": ROUNDINGS,
        "yes_no": YES_NO,
        "afterwards": AFTERWARDS,
        "fixings": FIXINGS,
        "references": tuple(REFERENCES.items()),
        "rates": rates[:HALF_YEARS_SHOWN],
        "told": _told(_start(visit)),
    }
    return visit.show("settings/interest.html", values, status=form.status)


HALF_YEARS_SHOWN = 12


def _told(held: dict[str, str]) -> list[tuple[str, str]]:
    """The company's terms in words, for somebody who may not change them; nothing where none are known."""
    if not held["pack"]:
        return []
    said = {
        "Law or agreement": dict(CHOICES)[held["pack"]],
        "Agreed rate": held["rate"] and f"{held['rate']} % a year",
        "A year has": dict(YEARS)[held["year"]],
        "Round": dict(ROUNDINGS)[held["rounding"]],
        "Payment day counts": held["pay_day"],
        "Fixed compensation": held["compensation"],
        "Days of grace": held["grace_days"],
        "Interest left unpaid": dict(AFTERWARDS)[held["afterwards"]],
        "New reference rates": dict(FIXINGS)[held["fixing"]],
    }
    return [(words, one) for words, one in said.items() if one]


def _start(visit: Visit) -> dict[str, str]:
    held: InterestTermsSet = verbs.terms_told(reports.standing_of(visit.books, None).terms, "")
    return {
        "pack": held.pack,
        "rate": held.rate,
        "year": held.year,
        "rounding": held.rounding,
        "pay_day": "yes" if held.pay_day else "no",
        "compensation": "yes" if held.compensation else "no",
        "grace_days": str(held.grace_days),
        "afterwards": held.afterwards,
        "fixing": held.fixing,
        "reference": "",
        "from_on": "",
        "percent": "",
    }


def _terms(form: Form, number: str) -> SetInterestTerms:
    """A customer has its own pack and rate; the other choices are the company's."""
    held = _start(form.visit) if number else {name: form[name] for name in _start(form.visit)}
    days = held["grace_days"].strip() or "0"
    if not days.isdecimal() or len(days) > MOST_DIGITS:
        raise Invalid("Enter a whole number of days.", field="grace_days")
    return SetInterestTerms(
        form["pack"],
        number,
        form["rate"],
        held["year"],
        held["rounding"],
        held["pay_day"] == "yes",
        held["compensation"] == "yes",
        int(days),
        held["afterwards"],
        held["fixing"],
    )


MOST_DIGITS = 4
