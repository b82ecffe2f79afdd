"""Cash application: a bank line becomes a payment that meets what it pays, is set aside, or is taken back exactly."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quittance.actions import cash_parts, cash_returns, command, deductions, reversals, webhooks
from quittance.actions.cash_learning import forget_line, remember
from quittance.actions.cash_parts import Part
from quittance.actions.command import Context, Subject
from quittance.actions.postings import Allocated
from quittance.books import sql
from quittance.books.keys import new_id
from quittance.rules import cash, money, returns, text, webhook
from quittance.rules.bankline import APPLIED, OPEN, PASSED
from quittance.rules.refusals import Conflict, Invalid, NotFound

__all__ = [
    "ApplyLine",
    "LineApplied",
    "LinePassed",
    "LineReturned",
    "LineUndone",
    "Part",
    "PassLine",
    "ReturnLine",
    "UndoLine",
    "apply_line",
    "pass_over",
    "return_payment",
    "undo",
]

DECISIONS = (cash.POSTED, cash.ACCEPTED, cash.CHANGED)
MOST_REASONS = 20


@dataclass(frozen=True, slots=True)
class ApplyLine:
    """A bank line paid by `customer_number` ("" is nobody known yet) for `parts`; the rest stays unapplied.

    `decision` is posted (unseen), accepted (as proposed) or changed; `probability_e6` and `reasons` are the proposal's.
    """

    line_id: int
    customer_number: str = ""
    parts: tuple[Part, ...] = ()
    decision: str = cash.ACCEPTED
    probability_e6: int = 0
    reasons: tuple[str, ...] = ()
    remember: bool = True


@dataclass(frozen=True, slots=True)
class LineApplied:
    """The payments that the line has become, what they met, what stays unapplied, and deductions that were opened."""

    line_id: int
    customer_number: str
    references: tuple[str, ...]
    currency: str
    allocated: tuple[Allocated, ...]
    unapplied: str
    deductions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PassLine:
    """A line that is no matter of receivables; `account_code` names the ledger account it belongs to."""

    line_id: int
    reason: str
    account_code: str = ""


@dataclass(frozen=True, slots=True)
class LinePassed:
    """The line as it is now."""

    line_id: int
    state: str


@dataclass(frozen=True, slots=True)
class UndoLine:
    """Take back everything a line has become; it is open again, and what it taught is forgotten."""

    line_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class LineUndone:
    """The line is open again; `entries` are the reversals."""

    line_id: int
    entries: tuple[int, ...]
    reopened: tuple[Allocated, ...]


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """A line of money that left because the bank returned `reference`; the invoices it paid are open again.

    `decision` is posted (unseen) or accepted.
    """

    line_id: int
    reference: str
    reason: str = ""
    decision: str = cash.ACCEPTED


@dataclass(frozen=True, slots=True)
class LineReturned:
    """The reversals, and what is open again under its old due days.

    `bank_fee` is what the bank took beyond the payment, `fee_number` the invoice that charges the customer ("" none).
    """

    line_id: int
    entry_id: int
    reference: str
    reopened: tuple[Allocated, ...]
    bank_fee: str = ""
    fee_number: str = ""


@command.verb("cash.apply", LineApplied)
def apply_line(context: Context, data: ApplyLine) -> LineApplied:
    """Apply; raises `Conflict` when the line is dealt with, `Overallocated`, `LimitExceeded`, `NotFound`, `Invalid`."""
    if data.decision not in DECISIONS:
        raise Invalid(f"The decision is one of {', '.join(DECISIONS)}.", field="decision")
    if len(data.reasons) > MOST_REASONS:
        raise Invalid(f"At most {MOST_REASONS} reasons.", field="reasons")
    line = cash_parts.line_of(context, data.line_id)
    if line.amount <= 0:
        raise Invalid(
            "Money that left pays nothing. Match it to the payment it returns, or set it aside.", field="line_id"
        )
    posted = cash_parts.post(context, line, data.customer_number.strip(), data.parts)
    _close(context, line.id, APPLIED, posted.payment_id)
    _decide(context, data, posted)
    if data.remember and data.customer_number:
        remember(context, line, posted.payer_id, posted.references[0])
    said: dict[str, Any] = {
        "line": str(line.id),
        "reference": ", ".join(posted.references),
        "amount": money.write(line.amount, line.currency),
        "currency": line.currency,
        "decision": data.decision,
        "probability": f"{data.probability_e6 / 10_000:.2f} %" if data.probability_e6 else "",
        "reasons": list(data.reasons),
        "allocated": [[one.document, one.amount] for one in posted.allocated],
    }
    subjects = [Subject("payment", payment_id, customer_id) for payment_id, customer_id in posted.payments]
    command.notes(context, "cash.apply", [(subject, said) for subject in subjects])
    webhooks.tell(context, webhook.APPLIED, said | {"customer": data.customer_number, "unapplied": posted.unapplied})
    return LineApplied(
        line.id,
        data.customer_number,
        posted.references,
        posted.currency,
        posted.allocated,
        posted.unapplied,
        posted.deductions,
    )


@command.verb("cash.pass_over", LinePassed)
def pass_over(context: Context, data: PassLine) -> LinePassed:
    """Set a line aside; raises `Conflict` when it is dealt with."""
    reason = text.clean(data.reason, "reason", 300, needed=True)
    code = text.clean(data.account_code, "account_code", 32)
    line = cash_parts.line_of(context, data.line_id)
    _close(context, line.id, PASSED, None)
    kept = {"reason": reason, "account_code": code}
    _keep(context, line.id, cash.PASSED, dict(kept))
    command.note(context, "cash.pass_over", Subject("bank_line", line.id), kept)
    return LinePassed(line.id, PASSED)


@command.verb("cash.undo", LineUndone)
def undo(context: Context, data: UndoLine) -> LineUndone:
    """Take back; raises `Conflict` when the line is open, or when something stands on what it has become."""
    reason = text.clean(data.reason, "reason", 300, needed=True)
    found = sql.row(
        "SELECT l.state, m.entries, l.amount FROM bank_line l LEFT JOIN cash_match m ON m.tenant_id = l.tenant_id "
        "AND m.bank_line_id = l.id AND m.decision IN ('posted', 'accepted', 'changed') "
        "WHERE l.tenant_id = %s AND l.entity_id = %s AND l.id = %s ORDER BY m.id DESC LIMIT 1",
        [context.tenant_id, context.entity_id, command.check_id(data.line_id)],
    )
    if found is None:
        raise NotFound("There is no such bank line.", field="line_id")
    if found[0] == OPEN:
        raise Conflict("The line is open; there is nothing to take back.", field="line_id")
    if found[0] == APPLIED and found[2] < 0:
        raise Conflict("A return stands. Record the payment anew if it came after all.", field="line_id")
    entries: list[int] = []
    reopened: list[Allocated] = []
    for id in json.loads(found[1]) if found[0] == APPLIED and found[1] else ():
        taken = reversals.mirrored(context, reversals.Reverse(reason, entry_id=int(id)))
        entries.append(taken.entry_id)
        reopened += taken.reopened
    _reopen(context, data.line_id, found[0])
    _keep(context, data.line_id, cash.UNDONE, {"reason": reason}, entries)
    deductions.withdrawn(context, data.line_id, reason)
    forget_line(context, data.line_id)
    command.note(context, "cash.undo", Subject("bank_line", data.line_id), {"reason": reason})
    told = [[one.document, one.amount] for one in reopened]
    webhooks.tell(context, webhook.UNDONE, {"line": str(data.line_id), "reason": reason, "reopened": told})
    return LineUndone(data.line_id, tuple(entries), tuple(reopened))


@command.verb("cash.return_payment", LineReturned)
def return_payment(context: Context, data: ReturnLine) -> LineReturned:
    """Reverse the payment that a line returns; raises `Invalid` unless amounts are the same but for a bank's fee."""
    if data.decision not in (cash.ACCEPTED, cash.POSTED):
        raise Invalid("The decision is accepted or posted.", field="decision")
    line = cash_parts.line_of(context, data.line_id)
    reason = text.clean(data.reason, "reason", 300) or f"Returned by the bank {returns.words(line.return_code)}".strip()
    taken = cash_returns.take_back(context, line, data.reference, reason)
    _close(context, line.id, APPLIED, taken.payment_id)
    kept = {"returned": data.reference, "reason": reason, "fee_number": taken.fee_number, "bank_fee": taken.bank_fee}
    _keep(context, line.id, data.decision, dict(kept))
    said = {
        "reference": data.reference,
        "amount": money.write(-line.amount, line.currency),
        "currency": line.currency,
        "reason": reason,
        "return_code": line.return_code,
        "reopened": [[one.document, one.amount] for one in taken.reopened],
        "fee_number": taken.fee_number,
    }
    subject = Subject("payment", taken.payment_id, taken.customer_id)
    command.note(context, "cash.return_payment", subject, said)
    webhooks.tell(context, webhook.RETURNED, said | {"line": str(line.id)})
    return LineReturned(line.id, taken.entries[0], data.reference, taken.reopened, taken.bank_fee, taken.fee_number)


def _close(context: Context, line_id: int, state: str, payment_id: int | None) -> None:
    """Mark an open line as dealt with; raises `Conflict` when somebody else was first."""
    moved = sql.execute(
        "UPDATE bank_line SET state = %s, payment_id = %s WHERE tenant_id = %s AND id = %s AND state = 'open'",
        [state, payment_id, context.tenant_id, line_id],
    )
    if not moved:
        raise Conflict("Somebody else has dealt with this line meanwhile. Look at it again.", field="line_id")


def _reopen(context: Context, line_id: int, state: str) -> None:
    moved = sql.execute(
        "UPDATE bank_line SET state = 'open', payment_id = NULL WHERE tenant_id = %s AND id = %s AND state = %s",
        [context.tenant_id, line_id, state],
    )
    if not moved:
        raise Conflict("Somebody else has taken this line back meanwhile.", field="line_id")


def _decide(context: Context, data: ApplyLine, posted: cash_parts.Posted) -> None:
    kept = {
        "customer": data.customer_number,
        "parts": [[one.document, one.amount, one.adjustment, one.kind, one.reason] for one in data.parts],
        "reasons": list(data.reasons),
        "probability_e6": data.probability_e6,
    }
    _keep(context, data.line_id, data.decision, kept, posted.entries)


def _keep(context: Context, line_id: int, decision: str, proposal: dict[str, Any], entries: Sequence[int] = ()) -> None:
    """One row for each decision; the latest of a line is in force."""
    probability_e6 = proposal.pop("probability_e6", 0)
    sql.insert(
        "cash_match",
        "tenant_id id entity_id bank_line_id probability_e6 decision proposal runner_up actor_name recorded_at "
        "decided_at entries".split(),
        [
            [
                *(context.tenant_id, new_id(), context.entity_id, line_id, probability_e6, decision),
                *(json.dumps(proposal, ensure_ascii=False), "{}", context.actor.name, context.now, context.now),
                json.dumps(list(entries)),
            ]
        ],
    )
