"""Issuing: the gate that a document passes just before it is posted, whichever verb issues it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from quittance.actions.command import Context
from quittance.books import series
from quittance.books.lock import Locked
from quittance.reports import preflight
from quittance.reports.preflight import Sought
from quittance.rules import money
from quittance.rules import preflight as rules
from quittance.rules.ledger import NewDocument
from quittance.rules.preflight import Finding
from quittance.rules.refusals import LimitExceeded, RulesBroken


@dataclass(frozen=True, slots=True)
class Warned:
    """What would delay the payment of an invoice, by the check that found it."""

    check: str
    sentence: str


Gate = Callable[[Context, Locked, NewDocument, str], tuple[Warned, ...]]
"""What must hold of a document before it is issued; raises a refusal, and then its number is free again.

The text is what the statement that took its number told of the parties, "" where that was not asked. What does not
hold the document back and would delay its payment comes back.
"""


def numbered(context: Context, kind: str, given: str, sought: Sought) -> tuple[str, str]:
    """The number given, or the next of its kind, taken by one statement that also tells what preflight needs."""
    if given:
        return given, ""
    asked = preflight.asked(context, sought)
    return series.take_and_ask(context.tenant_id, context.entity_id, kind, sought.issued_on, asked)


def unguarded(context: Context, locked: Locked, document: NewDocument, told: str) -> tuple[Warned, ...]:
    """For what another verb charges or credits by its own rules, such as the fee of a returned payment."""
    return ()


def alone(context: Context, locked: Locked, document: NewDocument, told: str) -> tuple[Warned, ...]:
    """For a document that one person issues: within the company's limit; raises `LimitExceeded` above it."""
    warned = checked(context, locked, document, told)
    limit, base = locked.entity.approval_limit, locked.entity.base_currency
    if limit is not None and document.base_total > limit:
        raise LimitExceeded(
            f"{money.write(document.base_total, base)} {base} is above {money.write(limit, base)} {base}, up to which "
            "one person issues alone. Save it as a draft and ask for its approval.",
            field="total",
        )
    return warned


def checked(context: Context, locked: Locked, document: NewDocument, told: str) -> tuple[Warned, ...]:
    """For what was approved, and all else that is issued: what would delay its payment; raises `RulesBroken`."""
    return passed(preflight.of_new(context, document, told))


def passed(found: Sequence[Finding]) -> tuple[Warned, ...]:
    """The warnings among what preflight found; raises `RulesBroken` where the company's policy blocks."""
    blocking = [one for one in found if one.level == rules.BLOCK]
    if blocking:
        raise RulesBroken(" ".join(one.sentence for one in blocking), field=blocking[0].field)
    return tuple(Warned(one.check, one.sentence) for one in found)
