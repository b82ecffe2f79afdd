"""Remittances: what payers say a payment is for, given as a file or pasted, beside the line that each explains."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from quittance.actions import matching_runs, remittances
from quittance.actions.matching_runs import AskMatch
from quittance.actions.remittances import Attach, Detach, Discard, RemittancesTaken
from quittance.reports import banking
from quittance.reports import remittances as reports
from quittance.rules.bankline import OPEN
from quittance.rules.refusals import Invalid
from quittance.web import visit
from quittance.web.form import Form
from quittance.web.visit import Visit

LATEST = 200
MOST_CHARACTERS = 200_000
STATES = (("", "All"), (reports.WAITING, "Waiting"), (reports.ATTACHED, "Attached"))


@visit.form()
def remittance_list(visit: Visit) -> HttpResponse:
    """The latest remittances, and a place to give or paste the next one."""
    form = Form(visit)
    if form.sent:
        made = form.tries(lambda: _take(visit, 0))
        if made is not None:
            return _taken(visit, made)
    state = visit.request.GET.get("state", "")
    state = state if state in reports.STATES else ""
    values = {"form": form, "rows": reports.rows(visit.books, state, LATEST), "state": state, "states": STATES}
    return visit.show("cash/remittances.html", values, status=form.status)


@visit.page()
def remittance(visit: Visit, id: int) -> HttpResponse:
    """One remittance beside its line."""
    return _show(visit, id, Form(visit))


@visit.deed("remittances.take_in")
def remittance_of_line(visit: Visit, id: int) -> HttpResponse:
    """Take in what was pasted for a line, and compare the line again."""
    form = Form(visit)
    made = form.tries(lambda: _take(visit, id))
    back = f"{reverse('cash')}?line={id}"
    if made is None:
        assert form.refusal is not None
        return visit.show("cash/pasted.html", {"form": form, "line_id": id, "back": back}, status=form.status)
    said = f"{made.documents} documents of the payer's word"
    line, _ = banking.line(visit.books, id)
    if line.state == OPEN and visit.may("matching.propose"):
        asked = matching_runs.ask(visit.context, AskMatch((id,)))
        back, said = f"{back}&run={asked.run_id}", f"{said}; the line is compared anew"
    return visit.go(back, said)


@visit.deed("remittances.attach")
def remittance_attach(visit: Visit, id: int) -> HttpResponse:
    """Attach a remittance to the line whose id is given."""
    form = Form(visit)
    made = form.does(remittances.attach, lambda: Attach(id, _id(form["line_id"])))
    return _show(visit, id, form) if made is None else visit.go("remittance", "It explains that line now", id=id)


@visit.deed("remittances.detach")
def remittance_detach(visit: Visit, id: int) -> HttpResponse:
    """Detach a remittance from its line."""
    form = Form(visit)
    made = form.does(remittances.detach, lambda: Detach(id))
    return _show(visit, id, form) if made is None else visit.go("remittance", "It waits for its payment again", id=id)


@visit.deed("remittances.discard")
def remittance_discard(visit: Visit, id: int) -> HttpResponse:
    """Throw a remittance away."""
    form = Form(visit)
    made = form.does(remittances.discard, lambda: Discard(id))
    return _show(visit, id, form) if made is None else visit.go("remittances", "The remittance is gone")


def _take(visit: Visit, line_id: int) -> RemittancesTaken:
    given = visit.request.FILES.get("file")
    pasted = visit.request.POST.get("text", "").replace("\r\n", "\n")
    if given is not None:
        return remittances.take_bytes(visit.context, given.name or "file", given.read(), line_id)
    if not pasted.strip():
        raise Invalid("Choose a file, or paste what the payer wrote.", field="text")
    if len(pasted) > MOST_CHARACTERS:
        raise Invalid(f"The text has more than {MOST_CHARACTERS:,} characters. Send it as a file.", field="text")
    return remittances.take_bytes(visit.context, "Pasted text", pasted.encode(), line_id)


def _taken(visit: Visit, made: RemittancesTaken) -> HttpResponse:
    if made.again:
        return visit.go("remittance", "It was here before; nothing has changed", id=made.ids[0])
    said = f"{made.documents} documents in; {made.attached} of {len(made.ids)} found the payment"
    return visit.go("remittance", said, id=made.ids[0]) if len(made.ids) == 1 else visit.go("remittances", said)


def _show(visit: Visit, id: int, form: Form) -> HttpResponse:
    found = reports.card(visit.books, id)
    lines = banking.lines(visit.books, banking.WantedLines(state=OPEN, flow="in", limit=100)).rows
    offered = [one for one in lines if one.currency == found.row.currency]
    offered.sort(key=lambda one: (abs(one.amount - found.row.total), one.booked_on))
    values = {"form": form, "found": found, "row": found.row, "offered": offered[:20]}
    return visit.show("cash/remittance.html", values, status=form.status)


def _id(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise Invalid("Choose the bank line that it explains.", field="line_id")
    return int(text)
