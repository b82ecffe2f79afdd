"""Dunning policies that end: a proposed version is taken back, and one in force holds for nobody any more."""

from __future__ import annotations

from dataclasses import dataclass

from quittance.actions import command
from quittance.actions.command import Context, Subject
from quittance.actions.dunning import PolicyKept
from quittance.books import sql
from quittance.reports import books
from quittance.reports import dunning as reports
from quittance.reports.books import of as books_of
from quittance.reports.dunning import PolicyVersion
from quittance.rules import dunning as rules
from quittance.rules.refusals import Conflict


@dataclass(frozen=True, slots=True)
class WithdrawPolicy:
    """The policy of which the version that is proposed is taken back."""

    name: str


@dataclass(frozen=True, slots=True)
class RetirePolicy:
    """The policy that is to hold no more."""

    name: str


@command.verb("dunning.withdraw", PolicyKept)
def withdraw(context: Context, data: WithdrawPolicy) -> PolicyKept:
    """Take the proposed version of a policy back; raises `Conflict` where none is proposed, or `NotFound`."""
    found = [one for one in reports.versions(books_of(context), data.name) if one.state == rules.PROPOSED]
    chosen = found[0] if found else reports.version(books_of(context), data.name)
    return _ended(context, chosen, rules.PROPOSED, "dunning.withdraw", f"Nothing of {chosen.name} is proposed.")


@command.verb("dunning.retire", PolicyKept)
def retire(context: Context, data: RetirePolicy) -> PolicyKept:
    """End a policy in force: its customers follow another; raises `Conflict` or `NotFound`.

    The one for everybody else goes last, so that no customer is without a policy while there are others. What waits
    to be sent is decided anew when it is to go.
    """
    here = books_of(context)
    chosen = reports.version(here, data.name)
    others = [one.policy.name for one in reports.live(here) if one.policy.name != chosen.name]
    if chosen.state == rules.LIVE and chosen.policy.standard and others:
        said = f"{chosen.name} holds for everybody whom {', '.join(others)} leave over. End those first."
        raise Conflict(said, field="name")
    return _ended(context, chosen, rules.LIVE, "dunning.retire", f"{chosen.name} is not in force.")


def _ended(context: Context, chosen: PolicyVersion, before: str, verb: str, otherwise: str) -> PolicyKept:
    moved = sql.execute(
        f"UPDATE dunning_policy SET state = '{rules.PAST}' WHERE tenant_id = %s AND id = %s AND state = %s",
        [context.tenant_id, chosen.id, before],
    )
    if not moved:
        raise Conflict(otherwise, field="name")
    said = {"name": chosen.name, "version": chosen.version}
    command.note(context, verb, Subject("dunning_policy", chosen.id), said)
    base = books.entity(books_of(context)).base_currency
    steps = tuple(rules.written(step, base) for step in chosen.policy.steps)
    return PolicyKept(chosen.name, chosen.version, rules.PAST, steps)
