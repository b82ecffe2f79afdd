"""What a collector does at the worklist: calls, mails, promises, disputes, plans, next steps; and undo."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from quittance.actions import activities, disputes, dossiers, followups, plans, promises
from quittance.actions.activities import LogActivity, TakeActivityBack, WriteMail
from quittance.actions.disputes import OpenDispute, WithdrawDispute
from quittance.actions.dossiers import DropDossier, ProposeDossier
from quittance.actions.followups import AssignAccounts, SetNext, TakeNextBack
from quittance.actions.plans import AgreePlan, EndPlan
from quittance.actions.promises import TakePromise, WithdrawPromise
from quittance.reports import dossiers as dossier_reports
from quittance.rules import dossiers as outside
from quittance.rules import worklist as rules
from quittance.rules.refusals import Invalid
from quittance.web import seniors, shown, visit, worklist_filter
from quittance.web.form import Form
from quittance.web.typed import amount
from quittance.web.visit import Visit
from quittance.web.worklist import show

UNDONE = "Taken back at the worklist"


@visit.deed("activities.log")
def worklist_log(visit: Visit, number: str) -> HttpResponse:
    """Log a call or a note."""
    form = Form(visit)
    kind = "note" if form["kind"] == "note" else "call"
    made = form.does(
        activities.log,
        lambda: LogActivity(number, kind, form["text"], form["outcome"], form["contact"], form["document"]),
    )
    if made is None:
        return show(visit, form, number, kind)
    said = "The note is kept" if kind == "note" else f"Call logged: {rules.OUTCOMES[form['outcome']]}"
    return _next(visit, form, said, reverse("worklist-undo-activity", kwargs={"id": made.id}))


@visit.deed("activities.mail")
def worklist_mail(visit: Visit, number: str) -> HttpResponse:
    """Send a mail; it leaves in half a minute."""
    form = Form(visit)
    made = form.does(
        activities.mail,
        lambda: WriteMail(number, form["address"], form["subject"], form["text"], form["contact"]),
    )
    if made is None:
        return show(visit, form, number, "mail")
    said = f"The mail to {form['address']} leaves in {activities.WAIT_SECONDS} seconds"
    return _next(visit, form, said, reverse("worklist-undo-activity", kwargs={"id": made.id}))


@visit.deed("promises.take")
def worklist_promise(visit: Visit, number: str) -> HttpResponse:
    """Take a promise, and log the call it was made in."""
    form = Form(visit)
    documents = tuple(dict.fromkeys(form.all("document")))
    made = form.does(
        promises.take,
        lambda: TakePromise(
            *(number, form.day("promised_on"), amount(form["amount"]), documents, form["currency"]),
            *(form["said_by"], form["note"]),
        ),
    )
    if made is None:
        return show(visit, form, number, "promise")
    _log_call(visit, form, number, f"Promised {made.amount} {made.currency} by {made.promised_on}")
    day = shown.short_day(made.promised_on, visit.context.today)
    said = f"Promise saved: {shown.said(made.amount, made.currency)} by {day}"
    return _next(visit, form, said, reverse("worklist-undo-promise", kwargs={"number": made.number}))


@visit.deed("disputes.open")
def worklist_dispute(visit: Visit, number: str) -> HttpResponse:
    """Open a dispute."""
    form = Form(visit)
    made = form.does(
        disputes.open_dispute,
        lambda: OpenDispute(
            form["disputed"],
            form["reason"],
            amount(form["disputed_amount"]),
            said_by=form["said_by"],
            evidence=form["evidence"],
        ),
    )
    if made is None:
        return show(visit, form, number, "dispute")
    _log_call(visit, form, number, f"Disputes {made.amount} {made.currency} of {made.document}")
    day = shown.short_day(made.answer_by, visit.context.today)
    said = f"{made.number}: {shown.said(made.amount, made.currency)} of {made.document}, {made.owner} answers by {day}"
    return _next(visit, form, said, reverse("worklist-undo-dispute", kwargs={"number": made.number}))


@visit.deed("plans.agree")
def worklist_plan(visit: Visit, number: str) -> HttpResponse:
    """Agree on a plan."""
    form = Form(visit)
    documents = tuple(dict.fromkeys(form.all("document")))
    made = form.does(
        plans.agree,
        lambda: AgreePlan(
            *(number, documents, amount(form["amount"]), _count(form), form.day_or_none("first_on")),
            said_by=form["said_by"],
        ),
    )
    if made is None:
        return show(visit, form, number, "plan")
    said = f"{made.number}: {shown.said(made.amount, made.currency)} in {len(made.instalments)} instalments"
    said += f", waits for approval: {made.beyond}" if made.beyond else ""
    return _next(visit, form, said, reverse("worklist-undo-plan", kwargs={"number": made.number}))


@visit.deed("followups.set_next")
def worklist_next(visit: Visit, number: str) -> HttpResponse:
    """Say what comes next: let it rest, have somebody else go on, or hand it to a lawyer or an agency."""
    form = Form(visit)
    if form["owner"] in outside.RECEIVERS:
        return _hand_over(visit, form, number)
    which = "escalate" if form["step"] == rules.ESCALATE else "snooze"
    made = form.does(
        followups.set_next,
        lambda: SetNext(number, form["step"], form.day_or_none("on"), form["reason"], form["owner"]),
    )
    if made is None:
        return show(visit, form, number, which)
    day = shown.short_day(made.on, visit.context.today) if made.on else "today"
    whom = seniors.name_of(visit, made.owner) if made.owner else "the team"
    said = f"Escalated to {whom}" if which == "escalate" else f"Back on the list on {day}"
    return _next(visit, form, said, reverse("worklist-undo-next", kwargs={"number": number}))


def _hand_over(visit: Visit, form: Form, number: str) -> HttpResponse:
    """A dossier over all that is late, for who got the last one of the kind; the first time it is asked for whom."""
    kind = form["owner"]
    receiver = dossier_reports.last_receiver(visit.books, kind)
    if not receiver:
        return visit.go("customer-dossier", f"Say who the {outside.RECEIVERS[kind]} is.", number=number)
    made = form.does(dossiers.propose, lambda: ProposeDossier(number, kind, receiver))
    if made is None:
        return show(visit, form, number, "escalate")
    said = f"{made.number} for {receiver} waits for a second person"
    return _next(visit, form, said, reverse("worklist-undo-dossier", kwargs={"number": made.number}))


@visit.deed("followups.assign")
def worklist_assign(visit: Visit, number: str) -> HttpResponse:
    """Say whose account it is."""
    form = Form(visit)
    made = form.does(followups.assign, lambda: AssignAccounts((number,), form["owner"]))
    if made is None:
        return show(visit, form, number, "assign")
    said = f"{made.owner} looks after {number}" if made.owner else f"Nobody looks after {number} now"
    return _next(visit, form, said, reverse("worklist-undo-next", kwargs={"number": number}), number)


@visit.deed("activities.take_back")
def worklist_undo_activity(visit: Visit, id: int) -> HttpResponse:
    """Take a call, a note or a mail back, and what it had changed."""
    form = Form(visit)
    made = form.does(activities.take_back, lambda: TakeActivityBack(id))
    if made is None:
        return show(visit, form)
    if made.kind != "note":
        form.tries(lambda: followups.take_back(replace(visit.context, key=""), TakeNextBack(made.customer_number)))
        form.refusal = None
    return _back(visit, "Taken back", made.customer_number)


@visit.deed("promises.withdraw")
def worklist_undo_promise(visit: Visit, number: str) -> HttpResponse:
    """Withdraw a promise that was just taken."""
    form = Form(visit)
    made = form.does(promises.withdraw, lambda: WithdrawPromise(number, UNDONE))
    return show(visit, form) if made is None else _back(visit, f"{number} is withdrawn")


@visit.deed("disputes.withdraw")
def worklist_undo_dispute(visit: Visit, number: str) -> HttpResponse:
    """Withdraw a dispute that was just opened."""
    form = Form(visit)
    made = form.does(disputes.withdraw, lambda: WithdrawDispute(number, UNDONE))
    return show(visit, form) if made is None else _back(visit, f"{number} is withdrawn")


@visit.deed("plans.end")
def worklist_undo_plan(visit: Visit, number: str) -> HttpResponse:
    """End a plan that was just agreed on."""
    form = Form(visit)
    made = form.does(plans.end, lambda: EndPlan(number, UNDONE))
    return show(visit, form) if made is None else _back(visit, f"{number} is ended")


@visit.deed("dossiers.drop")
def worklist_undo_dossier(visit: Visit, number: str) -> HttpResponse:
    """Drop a dossier that was just proposed."""
    form = Form(visit)
    made = form.does(dossiers.drop, lambda: DropDossier(number, UNDONE))
    return show(visit, form) if made is None else _back(visit, f"{number} is dropped")


@visit.deed("followups.take_back")
def worklist_undo_next(visit: Visit, number: str) -> HttpResponse:
    """Take the last next step back."""
    form = Form(visit)
    made = form.does(followups.take_back, lambda: TakeNextBack(number))
    return show(visit, form) if made is None else _back(visit, "As it was before", number)


def _log_call(visit: Visit, form: Form, number: str, said: str) -> None:
    """The call in which it was said, when one was begun; a refusal of it loses nothing of what was kept."""
    if form["called"] == "yes":
        data = LogActivity(number, "call", said, rules.REACHED, form["said_by"])
        form.tries(lambda: visit.do(activities.log, data, f"{form.key}-call"))
        form.refusal = None


def _count(form: Form) -> int:
    given = form["count"].strip()
    if not (given.isascii() and given.isdigit() and len(given) < 4):
        raise Invalid("Enter a whole number of instalments.", field="count")
    return int(given)


def _next(visit: Visit, form: Form, said: str, undo: str, number: str = "") -> HttpResponse:
    """The list again, where the next account is looked at, with a message that offers to undo."""
    query = worklist_filter.kept_of(form["kept"]) | ({"at": number} if number else {})
    return visit.go(f"{reverse('worklist')}{'?' + urlencode(query) if query else ''}", said, undo=undo)


def _back(visit: Visit, said: str, number: str = "") -> HttpResponse:
    """To the list, or to the mail from which it was done."""
    mail = visit.request.GET.get("mail", "")
    if mail.isascii() and mail.isdigit():
        return visit.go(f"{reverse('inbox')}?at={mail}", said)
    return visit.go(f"{reverse('worklist')}{'?' + urlencode({'at': number}) if number else ''}", said)
