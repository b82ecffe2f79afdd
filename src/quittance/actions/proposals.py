"""Proposals: how somebody who may not decide a dispute would end it, for a second person to decide."""

from __future__ import annotations

from dataclasses import dataclass

from quittance.actions import command, disputes
from quittance.actions.command import Context, Subject
from quittance.books import sql
from quittance.rules import disputes as rules
from quittance.rules import money, text
from quittance.rules.refusals import Invalid, Overallocated


@dataclass(frozen=True, slots=True)
class ProposeResolution:
    """How a dispute should end and why, as `disputes.ResolveDispute` says it; `amount` "" is all of it."""

    number: str
    resolution: str
    way: str
    amount: str = ""


@dataclass(frozen=True, slots=True)
class ResolutionProposed:
    """What waits for a decision; nothing is posted, and the amount stays held back."""

    number: str
    document: str
    way: str
    currency: str
    amount: str
    resolution: str


@command.verb("disputes.propose", ResolutionProposed)
def propose(context: Context, data: ProposeResolution) -> ResolutionProposed:
    """Propose an end, in place of an earlier proposal; raises `Conflict`, `Overallocated`, `NotFound` or `Invalid`."""
    resolution = text.clean(data.resolution, "resolution", 300, needed=True)
    if data.way not in rules.WAYS:
        raise Invalid(f"A dispute ends in one of {', '.join(rules.WAYS)}.", field="way")
    kept = disputes.held(context, data.number)
    amount = money.read_positive(data.amount, kept.currency) if data.amount else kept.amount
    if amount > kept.amount:
        raise Overallocated(f"{money.write(kept.amount, kept.currency)} is disputed.", field="amount")
    sql.execute(
        "UPDATE dispute SET proposed_way = %s, proposed_amount = %s, proposal = %s, proposer = %s, state = %s "
        "WHERE tenant_id = %s AND id = %s",
        [data.way, amount, resolution, context.actor.name, rules.REVIEW, context.tenant_id, kept.id],
    )
    made = ResolutionProposed(
        kept.number, kept.document, data.way, kept.currency, money.write(amount, kept.currency), resolution
    )
    said = {name: getattr(made, name) for name in ResolutionProposed.__slots__}
    command.note(context, "disputes.propose", Subject("dispute", kept.id, kept.customer_id), said)
    return made
