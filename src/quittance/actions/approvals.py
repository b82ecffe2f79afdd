"""Approvals: a draft shown to a second person, who approves or refuses it; nobody approves what they wrote."""

from __future__ import annotations

import json
from dataclasses import dataclass

from quittance.actions import command, drafts, rates
from quittance.actions.command import Context, Subject
from quittance.actions.drafts import DraftKept, Held
from quittance.reports.books import EntityCard
from quittance.reports.drafts import DraftCard
from quittance.rules import draft as rules
from quittance.rules import fx, money, text
from quittance.rules.refusals import NotAllowed, RateMissing


@dataclass(frozen=True, slots=True)
class RequestApproval:
    """Ask for the approval of a draft as it stood in `version`; 0 is as it stands."""

    id: int
    version: int = 0


@dataclass(frozen=True, slots=True)
class ApproveDraft:
    """Approve a draft as it stood in `version`; 0 is as it stands."""

    id: int
    version: int = 0


@dataclass(frozen=True, slots=True)
class RefuseDraft:
    """Refuse a draft as it stood in `version`, 0 being as it stands, and say why."""

    id: int
    reason: str
    version: int = 0


@command.verb("drafts.request", DraftKept)
def request(context: Context, data: RequestApproval) -> DraftKept:
    """Ask for the approval of a draft; raises `Changed`, and `Conflict` when it is asked for or given already."""
    held = drafts.found(context, data.id)
    state = rules.asked(held.state)
    makers = json.dumps(sorted({*held.makers, drafts.maker(context.actor)}))
    values: list[object] = [state, context.actor.name, makers]
    drafts.write(
        context, held, data.version, "state = %s, asked_by = %s, makers = %s, reason = '', decided_by = ''", values
    )
    _note(context, "drafts.request", held, "")
    return drafts.kept(held, held.version + 1, state)


@command.verb("drafts.approve", DraftKept)
def approve(context: Context, data: ApproveDraft) -> DraftKept:
    """Approve a draft that waits for it; raises `NotAllowed` for its makers, `Changed` when it was changed since."""
    return _decide(context, "drafts.approve", data.id, data.version, "")


@command.verb("drafts.refuse", DraftKept)
def refuse(context: Context, data: RefuseDraft) -> DraftKept:
    """Refuse a draft that waits for approval, with a reason; raises `NotAllowed`, `Changed`, `Conflict`, `Invalid`."""
    reason = text.clean(data.reason, "reason", rules.MOST_REASON_CHARACTERS, needed=True)
    return _decide(context, "drafts.refuse", data.id, data.version, reason)


def needed(context: Context, card: DraftCard, company: EntityCard) -> bool:
    """True while the draft is above the company's limit and nobody has approved it; False without a rate."""
    row, limit = card.row, company.approval_limit
    if limit is None or row.state == rules.APPROVED:
        return False
    on = card.content.issued_on or context.today
    try:
        rate = fx.read_rate(card.content.rate) if card.content.rate else None
        same = row.currency == company.base_currency
        rate = rate or (None if same else rates.find(context.tenant_id, row.currency, company.base_currency, on))
    except RateMissing:
        return False
    return (row.total if rate is None else fx.to_base(row.total, row.currency, company.base_currency, rate)) > limit


def _decide(context: Context, verb: str, id: int, version: int, reason: str) -> DraftKept:
    held = drafts.found(context, id)
    state = rules.decided(held.state, approves=not reason)
    if not rules.may_decide(drafts.maker(context.actor), held.makers):
        raise NotAllowed("You have written this draft or asked for its approval. A second person decides.")
    values: list[object] = [state, context.actor.name, reason]
    drafts.write(context, held, version, "state = %s, decided_by = %s, reason = %s", values)
    _note(context, verb, held, reason)
    return drafts.kept(held, held.version + 1, state)


def _note(context: Context, verb: str, held: Held, reason: str) -> None:
    said = {"total": money.write(held.total, held.currency), "currency": held.currency, "reason": reason}
    command.note(context, verb, Subject("draft", held.id, held.customer_id), said)
