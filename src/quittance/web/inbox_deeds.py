"""What a person does with mail that came: accept, dismiss, say whose it is, reply, put away, take a file in."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from quittance.actions import activities, inbox, inbox_accept
from quittance.actions.activities import WriteMail
from quittance.actions.inbox import AssignMail, DismissMail
from quittance.actions.inbox_accept import AcceptProposal, ProposalAccepted
from quittance.formats import mail as mails
from quittance.reports import inbox as reports
from quittance.rules import inbox as rules
from quittance.rules.refusals import Invalid
from quittance.web import typed, visit
from quittance.web.form import Form
from quittance.web.inbox import show
from quittance.web.visit import Visit

MOST_AT_ONCE = 200
"""Mails of one file that are taken in while somebody waits; more go through the command line."""


@visit.deed("inbox.accept")
def inbox_accept_one(visit: Visit, id: int, proposal: int) -> HttpResponse:
    """Do what a mail proposes."""
    form = Form(visit)
    made = form.does(inbox_accept.accept, lambda: _corrected(visit, form, id, proposal))
    if made is None:
        return show(visit, form, id, str(proposal))
    return _on(visit, id, made.state, made.outcome, _undoing(visit, id, made))


@visit.deed("inbox.dismiss")
def inbox_dismiss(visit: Visit, id: int, proposal: int) -> HttpResponse:
    """Dismiss a proposal."""
    form = Form(visit)
    made = form.does(inbox.dismiss, lambda: DismissMail(id, proposal))
    return show(visit, form, id) if made is None else _on(visit, id, made.state, "Dismissed")


@visit.deed("inbox.dismiss")
def inbox_done(visit: Visit, id: int) -> HttpResponse:
    """Put a mail away."""
    form = Form(visit)
    made = form.does(inbox.dismiss, lambda: DismissMail(id))
    return show(visit, form, id) if made is None else _on(visit, id, made.state, "The mail is done")


@visit.deed("inbox.assign")
def inbox_assign(visit: Visit, id: int) -> HttpResponse:
    """Say which customer a mail is of."""
    form = Form(visit)
    add = bool(form["add_contact"])
    made = form.does(inbox.assign, lambda: AssignMail(id, typed.customer(visit, form["customer_number"]).number, add))
    if made is None:
        return show(visit, form, id, "assign")
    return _on(visit, id, made.state, f"The mail is of {made.customer_number}")


@visit.deed("activities.mail")
def inbox_reply(visit: Visit, id: int) -> HttpResponse:
    """Answer a mail; it leaves in half a minute."""
    form, card = Form(visit), reports.card(visit.books, id)
    number, name = card.row.customer_number, card.row.sender_name
    made = form.does(
        activities.mail,
        lambda: WriteMail(number, form["address"], form["subject"], form["text"], name, answers=id),
    )
    if made is None:
        return show(visit, form, id, "reply")
    said = f"The answer to {form['address']} leaves in {activities.WAIT_SECONDS} seconds"
    return visit.go(f"{reverse('inbox')}?at={id}", said, undo=reverse("worklist-undo-activity", kwargs={"id": made.id}))


@visit.deed("inbox.take_in")
def inbox_take(visit: Visit) -> HttpResponse:
    """Take in a mail, or several of one file."""
    form = Form(visit)
    made = form.tries(lambda: _taken(visit, form))
    if made is None:
        return show(visit, form, 0, "take")
    fresh = [one for one in made if not one.again]
    said = f"{len(fresh)} mail{'' if len(fresh) == 1 else 's'} in"
    said += f", {len(made) - len(fresh)} here before" if len(made) > len(fresh) else ""
    return visit.go(f"{reverse('inbox')}?at={made[-1].id}", said)


def _taken(visit: Visit, form: Form) -> list[inbox.MailTaken]:
    given = visit.request.FILES.get("file")
    if given is None:
        raise Invalid("Choose a mail (.eml) or a box of them (mbox).", field="file")
    found = mails.split(given.read())
    if len(found) > MOST_AT_ONCE:
        said = f"The file holds {len(found)} mails. More than {MOST_AT_ONCE} go in with: quittance mail import FILE"
        raise Invalid(said, field="file")
    return [inbox.take_bytes(visit.context, one) for one in found]


def _corrected(visit: Visit, form: Form, id: int, proposal: int) -> AcceptProposal:
    given: dict[str, Any] = {"on": form.day_or_none("on"), "amount": typed.amount(form["amount"])}
    given["documents"] = tuple(one.strip() for one in form["documents"].split(",") if one.strip())
    return AcceptProposal(id, proposal, **given, reason=form["reason"], email=form["email"], name=form["name"])


def _on(visit: Visit, id: int, state: str, said: str, undo: str = "") -> HttpResponse:
    """To the same mail while something waits in it, else to the next."""
    return visit.go(reverse("inbox") + (f"?at={id}" if state == inbox.OPEN else ""), said, undo=undo)


UNDOING = {rules.PROMISE: "worklist-undo-promise", rules.DISPUTE: "worklist-undo-dispute"}
"""Kind of a proposal -> what takes back the one thing that accepting it made."""


def _undoing(visit: Visit, id: int, made: ProposalAccepted) -> str:
    """The address that takes it back and shows the mail again, "" where there is none."""
    if made.kind in (rules.AWAY, rules.PLAN):
        number = reports.card(visit.books, id).row.customer_number
        return reverse("worklist-undo-next", kwargs={"number": number}) + f"?mail={id}"
    if made.kind not in UNDOING or len(made.numbers) != 1:
        return ""
    return reverse(UNDOING[made.kind], kwargs={"number": made.numbers[0]}) + f"?mail={id}"
