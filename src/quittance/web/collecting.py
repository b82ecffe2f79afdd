"""Promises and plans, the board of disputes, holds, and the policy."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.http import HttpResponse
from django.urls import reverse

from quittance.actions import collecting, disputes, holds, plans, promises, proposals
from quittance.actions.collecting import SetCollectPolicy
from quittance.actions.collecting_policy import policy_of
from quittance.actions.disputes import MoveDispute, ResolveDispute
from quittance.actions.holds import LiftHold, PlaceHold
from quittance.actions.plans import ApprovePlan, EndPlan
from quittance.actions.promises import WithdrawPromise
from quittance.actions.proposals import ProposeResolution
from quittance.reports import attachments, cash
from quittance.reports import disputes as dispute_reports
from quittance.reports import plans as plan_reports
from quittance.reports import promises as promise_reports
from quittance.reports.cash import DeductionRow
from quittance.reports.disputes import DisputeRow
from quittance.rules import disputes as rules
from quittance.rules import money
from quittance.rules import promises as promise_rules
from quittance.rules.refusals import Invalid, Refusal
from quittance.web import visit
from quittance.web.form import Form
from quittance.web.typed import amount
from quittance.web.visit import Visit

T = TypeVar("T")

RESOLVED_SHOWN = 12
"""Answered disputes in the last column; the list by customer has them all."""

CAUSE_DAYS = 365
CAUSES_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the board: disputes, and in the first also the deductions that nobody has decided."""

    state: str
    title: str
    disputes: tuple[DisputeRow, ...]
    deductions: tuple[DeductionRow, ...] = ()

    @property
    def count(self) -> int:
        """How many cards there are."""
        return len(self.disputes) + len(self.deductions)


@visit.page()
def promise_list(visit: Visit) -> HttpResponse:
    """Promises and plans, and what is on hold."""
    return _promises(visit, Form(visit))


@visit.deed("promises.withdraw")
def promise_withdraw(visit: Visit, number: str) -> HttpResponse:
    """Withdraw a promise."""
    form = Form(visit)
    made = form.does(promises.withdraw, lambda: WithdrawPromise(number, form["reason"] or "Withdrawn by hand"))
    return _promises(visit, form) if made is None else visit.go("promises", f"{number} is withdrawn")


@visit.deed("plans.approve")
def plan_approve(visit: Visit, number: str) -> HttpResponse:
    """Approve a plan."""
    form = Form(visit)
    made = form.does(plans.approve, lambda: ApprovePlan(number))
    return _promises(visit, form) if made is None else visit.go("promises", f"{number} runs now")


@visit.deed("plans.end")
def plan_end(visit: Visit, number: str) -> HttpResponse:
    """End a plan."""
    form = Form(visit)
    made = form.does(plans.end, lambda: EndPlan(number, form["reason"] or "Ended by hand"))
    said = f"{number} is ended; the original due days hold again"
    return _promises(visit, form) if made is None else visit.go("promises", said)


@visit.deed("holds.place")
def hold_place(visit: Visit) -> HttpResponse:
    """Hold reminders back."""
    form = Form(visit)
    made = form.does(
        holds.place,
        lambda: PlaceHold(
            form["customer_number"].strip(), form["reason"], form["document"].strip(), form.day_or_none("until_on")
        ),
    )
    if made is None:
        return _promises(visit, form)
    return visit.go("promises", f"{made.document or made.customer_number} is on hold")


@visit.deed("holds.lift")
def hold_lift(visit: Visit, id: int) -> HttpResponse:
    """Lift a hold."""
    form = Form(visit)
    made = form.does(holds.lift, lambda: LiftHold(id))
    return _promises(visit, form) if made is None else visit.go("promises", "The hold is lifted")


@visit.page()
def dispute_board(visit: Visit) -> HttpResponse:
    """The board of disputes."""
    return _board(visit, Form(visit))


@visit.deed("disputes.move")
def dispute_move(visit: Visit, number: str) -> HttpResponse:
    """Move a dispute on."""
    form = Form(visit)
    made = form.does(
        disputes.move,
        lambda: MoveDispute(
            *(number, form["state"], form["owner"], form["reason"], form.day_or_none("answer_by")),
            *(form["told"], form["evidence"]),
        ),
    )
    if made is None:
        return _board(visit, form, number)
    return visit.go(f"{reverse('disputes')}?at={number}", f"{number}: {rules.STATES[made.state]}, with {made.owner}")


@visit.deed("disputes.resolve")
def dispute_resolve(visit: Visit, number: str) -> HttpResponse:
    """Resolve a dispute."""
    form = Form(visit)
    made = form.does(
        disputes.resolve,
        lambda: ResolveDispute(
            *(number, form["resolution"], form["way"], amount(form["amount"]), "", amount(form["rebill_amount"])),
            form["purchase_order"],
        ),
    )
    if made is None:
        return _board(visit, form, number)
    papers = " and ".join(one for one in (made.credit_number, made.rebill_number) if one)
    left = f"; {made.unapplied} {made.currency} is left to use" if made.unapplied else ""
    return visit.go("disputes", f"{number} is resolved{f' by {papers}' if papers else ''}{left}")


@visit.deed("disputes.propose")
def dispute_propose(visit: Visit, number: str) -> HttpResponse:
    """Propose how a dispute should end."""
    form = Form(visit)
    made = form.does(
        proposals.propose,
        lambda: ProposeResolution(number, form["resolution"], form["way"], amount(form["amount"])),
    )
    if made is None:
        return _board(visit, form, number)
    said = f"{number}: {rules.PROPOSED[made.way]} waits for a decision"
    return visit.go(f"{reverse('disputes')}?at={number}", said)


@visit.form("collecting.set_policy")
def collect_policy(visit: Visit) -> HttpResponse:
    """The policy for promises, plans and disputes."""
    held = collecting.policy_told(policy_of(visit.context), visit.company.base_currency)
    names = (*_WHOLE, "plan_most")
    form = Form(visit, {name: str(getattr(held, name)) for name in names})
    if form.sent:
        made = form.does(
            collecting.set_policy,
            lambda: SetCollectPolicy(
                **{name: _number(form, name) for name in _WHOLE}, plan_most=amount(form["plan_most"])
            ),
        )
        if made is not None:
            return visit.go("collect-policy", "The policy is set")
    return visit.show("worklist/policy.html", {"form": form}, status=form.status)


_WHOLE = ("promise_grace_days", "plan_grace_days", "answer_days", "plan_months", "plan_share_percent")


def _promises(visit: Visit, form: Form) -> HttpResponse:
    states = (promise_rules.OPEN, promise_rules.KEPT, promise_rules.PARTLY, promise_rules.BROKEN)
    asked = visit.request.GET.get("state", promise_rules.OPEN)
    state = asked if asked in states else promise_rules.OPEN
    found = promise_reports.rows(visit.books, state)
    habits = promise_reports.habits(visit.books).values()
    values = {
        "form": form,
        "state": state,
        "states": [(one, promise_rules.STATES[one].capitalize()) for one in states],
        "promises": found if state == promise_rules.OPEN else found[::-1],
        "plans": plan_reports.rows(visit.books),
        "me": visit.identity,
        "holds": dispute_reports.holds(visit.books, visit.context.today),
        "kept": sum(one.kept for one in habits),
        "decided": sum(one.decided for one in habits),
    }
    return visit.show("worklist/promises.html", values, status=form.status)


def _board(visit: Visit, form: Form, number: str = "") -> HttpResponse:
    books, today = visit.books, visit.context.today
    opened = dispute_reports.rows(books, "open")
    ended = dispute_reports.rows(books, rules.RESOLVED)[::-1][:RESOLVED_SHOWN]
    columns = [
        Column(state, title.capitalize(), tuple(one for one in opened if one.state == state))
        for state, title in rules.STATES.items()
    ]
    columns[0] = Column(rules.NEW, "New", columns[0].disputes, cash.deductions(books, "open"))
    columns[-1] = Column(rules.RESOLVED, "Resolved", ended)
    since = today - datetime.timedelta(days=CAUSE_DAYS)
    by = visit.request.GET.get("by", "reason")
    by = by if by in dispute_reports.CAUSES else "reason"
    wanted = number or visit.request.GET.get("at", "")
    picked = _or_none(lambda: dispute_reports.of_number(books, wanted)) if wanted else None
    if picked and picked.proposed_way and not form.sent:
        given = money.write(picked.proposed_amount, picked.currency)
        form.start = {"way": picked.proposed_way, "resolution": picked.proposal, "amount": given}
    causes = dispute_reports.causes(books, by, since, today)[:CAUSES_SHOWN]
    values = {
        "form": form,
        "columns": columns,
        "any": any(one.count for one in columns),
        "next": _next_of(opened, picked),
        "open": len(opened),
        "late": sum(1 for one in opened if one.answer_by < today),
        "amount": sum(one.base for one in opened),
        "picked": picked,
        "files": attachments.of_dispute(books, picked.id) if picked else (),
        "dispute_number": picked.number if picked else "",
        "by": by,
        "bys": dispute_reports.CAUSES,
        "causes": causes,
        "most": max((one.amount for one in causes), default=1) or 1,
        "states": [(one, rules.STATES[one].capitalize()) for one in (rules.NEW, rules.REVIEW, rules.WAITING)],
        "reasons": [(name, words) for name, (words, _) in rules.REASONS.items()],
        "told": rules.TOLD,
        "proposed": rules.PROPOSED,
    }
    return visit.show("worklist/disputes.html", values, status=form.status)


def _next_of(opened: Sequence[DisputeRow], picked: DisputeRow | None) -> str:
    """The dispute after the one that is looked at, by the clocks of their answers; the first after the last."""
    numbers = [one.number for one in opened]
    place = numbers.index(picked.number) + 1 if picked and picked.number in numbers else 0
    return (numbers[place:] + numbers[:1])[0] if numbers else ""


def _or_none(ask: Callable[[], T]) -> T | None:
    try:
        return ask()
    except Refusal:
        return None


def _number(form: Form, name: str) -> int:
    given = form[name].strip()
    if not (given.isascii() and given.isdigit() and len(given) < 5):
        raise Invalid("Enter a whole number.", field=name)
    return int(given)
