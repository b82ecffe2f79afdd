"""Statements by mail on screen: what went out, by which plans, and the page that sends one or plans a customer's."""

from __future__ import annotations

from django.http import HttpResponse

from quittance.actions import statements as verbs
from quittance.actions.statements import PlanStatements, RunStatements, SendStatement
from quittance.formats import letter
from quittance.reports import customers, paper_statement, statement_group, statement_plans, statements_sent
from quittance.reports.statement_group import Asked
from quittance.reports.statement_plans import PlanRow
from quittance.rules import statement_plan as rules
from quittance.rules.refusals import Invalid
from quittance.web import visit
from quittance.web.form import Form
from quittance.web.visit import Visit

CHOICES = (
    (rules.WEEK, "every week"),
    (rules.MONTH, "every month"),
    (rules.QUARTER, "every quarter"),
    (rules.NEVER, "never"),
)
SHOWN = 50
"""Statements of one customer that its page shows."""


@visit.form()
def statements(visit: Visit) -> HttpResponse:
    """What went out lately, the company's plan with its form, and customers with a plan of their own."""
    held = statement_plans.of_company(visit.books, visit.context.today)
    form = Form(visit, _start(held))
    if form.sent:
        made = form.does(verbs.plan, lambda: _plan(form, ""))
        if made is not None:
            return visit.go("statements", f"Statements go out {made.said}." if made.next_on else "None go out.")
    values = {
        "form": form,
        "held": held,
        "own": statement_plans.own(visit.books, visit.context.today),
        "sent": statements_sent.latest(visit.books),
        "choices": CHOICES[:3] if held is None else CHOICES,
    }
    return visit.show("customers/statements.html", values, status=form.status)


@visit.deed("statements.run")
def statements_run(visit: Visit) -> HttpResponse:
    """What is due by the plans goes out now."""
    made = visit.do(verbs.run, RunStatements(), Form(visit).key)
    return visit.go("statements", f"{made.queued} queued, {made.held} held back.")


@visit.form("statements.send")
def statement_send(visit: Visit, number: str) -> HttpResponse:
    """The message that carries a statement, where it goes, and what went before; raises `NotFound`."""
    id = customers.id_of(visit.books, number)
    card = customers.card(visit.books, id, visit.context.today)
    main = [one.email for one in card.contacts if one.main and one.email]
    form = Form(visit, {"address": main[0] if main else card.row.email, "kind": rules.OPEN_ITEM, "since": "-30"})
    if form.sent:
        made = form.does(verbs.send, lambda: _send(form, number))
        if made is not None:
            return visit.go("customer", f"The statement is queued for {made.address}.", number=number)
    plan = statement_plans.of_customer(visit.books, id, visit.context.today)
    sheet = paper_statement.of(visit.books, statement_group.made(visit.books, Asked(number, visit.context.today)))
    values = {
        "form": form,
        "row": card.row,
        "head": bool(card.children),
        "text": letter.plain(sheet),
        "sent": statements_sent.latest(visit.books, number, SHOWN),
        "plan": plan,
        "planned": Form(visit, _start(plan)).start,
        "company_plan": statement_plans.of_company(visit.books, visit.context.today),
        "choices": (("", "as the company has it"), *CHOICES),
    }
    return visit.show("customers/statement_send.html", values, status=form.status)


@visit.deed("statements.plan")
def statement_plan(visit: Visit, number: str) -> HttpResponse:
    """When a customer gets statements."""
    form = Form(visit)
    made = visit.do(verbs.plan, _plan(form, number), form.key)
    return visit.go("customer-statement-send", f"Statements of {number}: {made.said}.", number=number)


def _start(held: PlanRow | None) -> dict[str, str]:
    """The fields of a plan as it stands."""
    if held is None:
        return {"every": "", "on_day": "1", "kind": rules.OPEN_ITEM, "group": ""}
    plan = held.plan
    return {"every": plan.every, "on_day": str(plan.on_day), "kind": plan.kind, "group": "1" if plan.group else ""}


def _plan(form: Form, number: str) -> PlanStatements:
    day = form["on_day"].strip().lower()
    on_day = 31 if day == "last" else form.whole("on_day")
    if form["every"] not in ("", rules.NEVER) and not on_day:
        raise Invalid("Enter the day, such as 1 or last.", field="on_day")
    return PlanStatements(number, form["every"], on_day or 1, form["kind"], bool(form["group"]))


def _send(form: Form, number: str) -> SendStatement:
    since = form.past_day("since") if form["kind"] == rules.ACTIVITY else None
    return SendStatement(number, None, since, bool(form["group"]), form["address"].strip())
