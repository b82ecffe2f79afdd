"""Dossiers on screen: the list, one with its claims and costs, and the form that proposes one for a customer."""

from __future__ import annotations

import datetime

from django.http import HttpResponse

from quittance import file_answer
from quittance.actions import costs, drafts
from quittance.actions import dossiers as verbs
from quittance.actions.costs import AddCost, RemoveCost
from quittance.actions.dossiers import CloseDossier, DropDossier, ProposeDossier, RecallDossier, ReleaseDossier
from quittance.reports import customers, dossier_file, insolvencies, open_items
from quittance.reports import dossiers as reports
from quittance.rules import dossiers as rules
from quittance.rules.refusals import Invalid
from quittance.web import shown, visit
from quittance.web.form import Form
from quittance.web.typed import amount
from quittance.web.visit import Visit

TABS = (("live", "Live"), (rules.PROPOSED, "To release"), (rules.RELEASED, "Handed over"), ("", "All"))
KINDS = {rules.PROPOSED: "warn", rules.RELEASED: "info"}
"""State of a dossier -> the colour of its pill; others have none."""

CAME = {"writeoff": "Write-off"}
"""Kind of a credit -> its word, where that is not the kind itself."""


@visit.page()
def dossier_list(visit: Visit) -> HttpResponse:
    """Dossiers that wait or are out, or all of them; of one customer where one is named."""
    asked = visit.request.GET.get("state", "live")
    state = asked if asked in dict(TABS) else "live"
    number = visit.request.GET.get("customer", "")
    values = {
        "tabs": TABS,
        "state": state,
        "customer": number,
        "rows": [(one, KINDS.get(one.state, "")) for one in reports.rows(visit.books, state, number)],
        "insolvencies": insolvencies.rows(visit.books, "" if state == "" else insolvencies.RUNNING, number),
    }
    return visit.show("dossiers/dossiers.html", values)


@visit.page()
def dossier(visit: Visit, number: str) -> HttpResponse:
    """One dossier; raises `NotFound`."""
    return _shown(visit, number, Form(visit))


@visit.page()
def dossier_zip(visit: Visit, number: str) -> HttpResponse:
    """The ZIP of a dossier; raises `NotFound`."""
    return file_answer.of(verbs.kept(visit.context, number), file_answer.ZIP, dossier_file.file_name(number))


@visit.deed("dossiers.release")
def dossier_release(visit: Visit, number: str) -> HttpResponse:
    """Hand it over."""
    form = Form(visit)
    made = form.does(verbs.release, lambda: ReleaseDossier(number))
    if made is None:
        return _shown(visit, number, form)
    return visit.go(
        "dossier", f"{number} is with {made.receiver}. Nobody is reminded until it is recalled.", number=number
    )


@visit.deed("dossiers.drop")
def dossier_drop(visit: Visit, number: str) -> HttpResponse:
    """Do not hand it over."""
    form = Form(visit)
    made = form.does(verbs.drop, lambda: DropDossier(number, form["reason"]))
    return _shown(visit, number, form) if made is None else visit.go("dossier", f"{number} is dropped.", number=number)


@visit.deed("dossiers.recall")
def dossier_recall(visit: Visit, number: str) -> HttpResponse:
    """Take it back."""
    form = Form(visit)
    made = form.does(verbs.recall, lambda: RecallDossier(number, form["reason"], _past(form, "collected_through")))
    return _shown(visit, number, form) if made is None else visit.go("dossier", f"{number} is recalled.", number=number)


@visit.deed("dossiers.close")
def dossier_close(visit: Visit, number: str) -> HttpResponse:
    """Say that whoever has it is done with it."""
    form = Form(visit)
    made = form.does(verbs.close, lambda: CloseDossier(number, form["reason"], _past(form, "collected_through")))
    return _shown(visit, number, form) if made is None else visit.go("dossier", f"{number} is closed.", number=number)


@visit.deed("costs.add")
def dossier_cost(visit: Visit, number: str) -> HttpResponse:
    """Record a cost."""
    form = Form(visit)
    made = form.does(
        costs.add,
        lambda: AddCost(
            *(
                number,
                form["kind"],
                amount(form["amount"]),
                _past(form, "incurred_on"),
                form["note"],
                form["charge"] == "yes",
                form["currency"],
            )
        ),
    )
    if made is None:
        return _shown(visit, number, form)
    who = f"charged by {made.document}" if made.document else "our own"
    return visit.go("dossier", f"{shown.said(made.amount, made.currency)} is recorded, {who}.", number=number)


@visit.deed("costs.remove")
def dossier_uncost(visit: Visit, number: str, id: int) -> HttpResponse:
    """Take a cost back."""
    form = Form(visit)
    made = form.does(costs.remove, lambda: RemoveCost(number, id))
    said = "The cost is taken back."
    return _shown(visit, number, form) if made is None else visit.go("dossier", said, number=number)


@visit.form("dossiers.propose")
def customer_dossier(visit: Visit, number: str) -> HttpResponse:
    """Propose a dossier over what a customer owes; raises `NotFound`."""
    today = visit.context.today
    row = customers.of_ids(visit.books, [customers.id_of(visit.books, number)], today)[0]
    late = [one for one in open_items.of_customer(visit.books, number, today).rows if one.open > 0 and one.days_late]
    named = visit.request.GET.get("for", "")
    start = [named] if named else [one.number for one in late]
    form = Form(visit, {"receiver_kind": rules.LAWYER, "document": start})
    if form.sent:
        made = form.does(verbs.propose, lambda: _proposed(form, number))
        if made is not None:
            said = f"{made.number} over {made.total} {made.currency} waits for a second person."
            return visit.go("dossier", said, number=made.number)
    values = {
        "row": row,
        "late": late,
        "form": form,
        "ticked": form.all("document"),
        "receivers": tuple((code, words.capitalize()) for code, words in rules.RECEIVERS.items()),
        "live": reports.rows(visit.books, "live", number),
    }
    return visit.show("dossiers/new.html", values, status=form.status)


def _proposed(form: Form, number: str) -> ProposeDossier:
    documents = tuple(dict.fromkeys(form.all("document")))
    if not documents:
        raise Invalid("Tick what is to be handed over.", field="documents")
    return ProposeDossier(
        *(number, form["receiver_kind"], form["receiver"], documents, ""), form["reference"], form["note"]
    )


def _shown(visit: Visit, number: str, form: Form) -> HttpResponse:
    card = reports.card(visit.books, number, visit.context.today)
    row = card.row
    own = drafts.maker(visit.context.actor) == row.proposed_by
    values = {
        "row": row,
        "card": card,
        "sums": card.sums,
        "words": rules.STATES[row.state],
        "kind": KINDS.get(row.state, ""),
        "receiver_kind": rules.RECEIVERS[row.receiver_kind],
        "own": own,
        "form": form,
        "may_release": row.state == rules.PROPOSED and not own and visit.may("dossiers.release"),
        "costs": [(one, rules.COSTS[one.kind].capitalize()) for one in card.costs],
        "costs_sums": reports.costs_sums(card.costs),
        "recovered": sum(one.recovered for one in card.costs),
        "came": [(one, CAME.get(one.kind, one.kind.replace("_", " ").capitalize())) for one in card.came],
        "came_sum": sum(one.amount for one in card.came),
        "may_close": row.state in rules.ENDS[rules.CLOSED] and visit.may("dossiers.close"),
        "kinds": tuple((code, words.capitalize()) for code, words in rules.COSTS.items()),
        "yes_no": (("", "no, it is our own"), ("yes", "yes, by an invoice")),
        "settled": row.state == rules.RELEASED and row.left == 0,
    }
    return visit.show("dossiers/dossier.html", values, status=form.status)


def _past(form: Form, name: str) -> datetime.date | None:
    return form.past_day(name) if form[name].strip() else None
