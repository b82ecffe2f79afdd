"""Dossiers: debts proposed for an agency or a lawyer, released by a second person, dropped, recalled or closed."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from quittance.actions import archives, command, debts, drafts, holds, jobs
from quittance.actions.command import Context, Subject
from quittance.actions.jobs import Work
from quittance.books import lock, series, sql
from quittance.books.keys import new_id, new_ids
from quittance.reports import dossier_file, insolvencies, plans, promises
from quittance.reports import dossiers as reports
from quittance.reports.books import of as books_of
from quittance.reports.dossiers import DossierRow
from quittance.rules import dossiers as rules
from quittance.rules import draft as drafting
from quittance.rules import money, text
from quittance.rules import plans as plan_rules
from quittance.rules import promises as promise_rules
from quittance.rules.dossiers import Claim
from quittance.rules.ledger import Item
from quittance.rules.refusals import Conflict, Invalid, NotAllowed

JOB = "dossiers.keep"


@dataclass(frozen=True, slots=True)
class ProposeDossier:
    """Debts for an agency or a lawyer: those of `documents`, or all that is late when none is named.

    `receiver_kind` is agency or lawyer, `receiver` its name, `reference` its own number for the case.
    """

    customer_number: str
    receiver_kind: str
    receiver: str
    documents: tuple[str, ...] = ()
    currency: str = ""
    reference: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReleaseDossier:
    """A dossier that is to be handed over, by number."""

    number: str


@dataclass(frozen=True, slots=True)
class DropDossier:
    """A proposed dossier that is not to be handed over, and why."""

    number: str
    reason: str


@dataclass(frozen=True, slots=True)
class RecallDossier:
    """A dossier that comes back from whoever has it, and why; `collected_through` as in `CloseDossier`."""

    number: str
    reason: str
    collected_through: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class CloseDossier:
    """A dossier that whoever has it is done with, and what came of it.

    `collected_through` is the last day for which they collected interest and compensation, None where they did not;
    what they collected is never charged here.
    """

    number: str
    reason: str
    collected_through: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class DossierKept:
    """The dossier as it stands: what it claims in all and of which debts, amounts as decimal text.

    `fees` are fees and collection costs that were charged; they are claimed beside the principal.
    """

    number: str
    customer_number: str
    state: str
    receiver: str
    currency: str
    principal: str
    credit: str
    interest: str
    compensation: str
    total: str
    documents: tuple[str, ...]
    fees: str = ""


@command.verb("dossiers.propose", DossierKept)
def propose(context: Context, data: ProposeDossier) -> DossierKept:
    """Propose a dossier; raises `Conflict` for debts in another, promised or planned, `NotFound` or `Invalid`."""
    locked = lock.customers_by_number(context.tenant_id, context.entity_id, [data.customer_number])
    customer = locked.by_number(data.customer_number)
    receiver = rules.check_receiver(data.receiver_kind, data.receiver)
    items = debts.items_of(context, customer, data.documents, data.currency)
    late = [one for one in items if one.due_on < context.today]
    if not late or (data.documents and len(late) < len(items)):
        raise Invalid("Only what is late is handed over. Name documents whose due day has passed.", field="documents")
    if len(late) > rules.MOST_DEBTS:
        raise Invalid(f"A dossier holds at most {rules.MOST_DEBTS} debts. Name the oldest.", field="documents")
    _check_solvent(context, customer.id)
    _check_apart(context, late)
    _check_free(context, customer.number, late)
    claims = reports.claimed(books_of(context), customer.number, late, context.today)
    credit = reports.credit_of(books_of(context), customer.id, late[0].currency)
    id, number = new_id(), series.take_claim(context.tenant_id, context.entity_id, "dossier")
    sql.insert(
        "dossier",
        "tenant_id id entity_id customer_id number currency credit receiver_kind receiver reference note state "
        "through_on proposed_on proposed_by proposer released_at releaser reason digest recorded_at".split(),
        [
            [
                *(context.tenant_id, id, context.entity_id, customer.id, number, late[0].currency),
                rules.check_credit(claims, credit),
                *(data.receiver_kind, receiver, text.clean(data.reference, "reference", 100)),
                *(text.clean(data.note, "note", 500), rules.PROPOSED, context.today, context.today),
                *(drafts.maker(context.actor), context.actor.name, 0, "", "", "", context.now),
            ]
        ],
    )
    _keep_parts(context, id, claims)
    return _done(context, "dossiers.propose", number)


@command.verb("dossiers.release", DossierKept)
def release(context: Context, data: ReleaseDossier) -> DossierKept:
    """Hand a dossier over: what is true is read again, and the account is held until it is recalled.

    Raises `NotAllowed` for who proposed it, `Conflict` where nothing is open any more or a promise or plan runs.
    """
    row = _locked(context, data.number)
    if row.state != rules.PROPOSED:
        raise Conflict(f"The dossier is {rules.STATES[row.state]}.", field="number")
    if not drafting.may_decide(drafts.maker(context.actor), [row.proposed_by]):
        raise NotAllowed("You have proposed this dossier. A second person hands it over.")
    items = reports.items_of(books_of(context), row.id)
    claims = reports.claimed(books_of(context), row.customer_number, items, context.today)
    if not claims:
        raise Conflict("Nothing of it is open any more. Drop the dossier.", field="number")
    _check_solvent(context, row.customer_id)
    _check_free(context, row.customer_number, [one for one in items if one.open > 0])
    credit = reports.credit_of(books_of(context), row.customer_id, row.currency)
    sql.execute("DELETE FROM dossier_part WHERE tenant_id = %s AND dossier_id = %s", [context.tenant_id, row.id])
    _keep_parts(context, row.id, claims)
    reason = f"With {rules.RECEIVERS[row.receiver_kind]} {row.receiver}, {row.number}"
    (hold_id,) = holds.placed(context, row.customer_id, [None], reason[:300])
    sql.execute(
        "UPDATE dossier SET state = %s, through_on = %s, released_on = %s, released_at = %s, releaser = %s, "
        "hold_id = %s, credit = %s WHERE tenant_id = %s AND id = %s",
        [
            *(rules.RELEASED, context.today, context.today, _moment(context), context.actor.name, hold_id),
            rules.check_credit(claims, credit),
            *(context.tenant_id, row.id),
        ],
    )
    jobs.enqueue(context, JOB, {"number": row.number}, f"dossier:{row.id}")
    return _done(context, "dossiers.release", row.number)


@command.verb("dossiers.drop", DossierKept)
def drop(context: Context, data: DropDossier) -> DossierKept:
    """Do not hand a proposed dossier over; raises `Conflict` when it is handed over already, or `NotFound`."""
    return _end(context, data, rules.DROPPED)


@command.verb("dossiers.recall", DossierKept)
def recall(context: Context, data: RecallDossier) -> DossierKept:
    """Take a dossier back; the account is reminded again, and interest goes on where it stopped.

    Raises `Conflict` unless it was handed over, `Invalid` for interest of days to come.
    """
    return _end(context, data, rules.RECALLED, data.collected_through)


@command.verb("dossiers.close", DossierKept)
def close(context: Context, data: CloseDossier) -> DossierKept:
    """Say that the receiver is done with it; as `recall` otherwise.

    A dossier that was recalled or closed is closed again, where what was collected is settled later or was a slip.
    """
    return _end(context, data, rules.CLOSED, data.collected_through)


def carry_out(work: Work) -> None:
    """Keep the ZIP of a dossier that was released; doing it again changes nothing."""
    kept(work.context, str(work.args["number"]))


def given_up(work: Work, fault: str) -> None:
    """The job was given up: the ZIP is drawn again in a day, or when somebody asks for it."""
    row = reports.of_number(books_of(work.context), str(work.args["number"]))
    if not row.digest:
        jobs.enqueue(work.context, JOB, work.args, f"dossier:{row.id}", run_at=work.context.now + jobs.DAY)


def kept(context: Context, number: str) -> bytes:
    """The ZIP of a dossier: as it was handed over, or as it would be now while nobody has released it.

    Raises `NotFound`, `Undrawable`. What was handed over is drawn once and never again.
    """
    row = reports.of_number(books_of(context), number)
    return archives.kept(
        context,
        "dossier",
        row.id,
        lambda: dossier_file.packed(books_of(context), number, context.today),
        final=row.state != rules.PROPOSED,
    )


def _end(
    context: Context,
    data: DropDossier | RecallDossier | CloseDossier,
    wanted: str,
    collected: datetime.date | None = None,
) -> DossierKept:
    why = text.clean(data.reason, "reason", 300, needed=True)
    row = _locked(context, data.number)
    due = [one.due_on for one in reports.items_of(books_of(context), row.id)] if collected else []
    rules.check_collected(collected, min(due, default=None), context.today)
    sql.execute(
        "UPDATE dossier SET state = %s, ended_on = COALESCE(ended_on, %s), reason = %s, collected_through_on = %s "
        "WHERE tenant_id = %s AND id = %s",
        [rules.ended(row.state, wanted), context.today, why, collected, context.tenant_id, row.id],
    )
    if row.hold_id is not None:
        holds.lifted(context, row.hold_id)
    return _done(context, _VERBS[wanted], row.number)


_VERBS = {rules.DROPPED: "dossiers.drop", rules.RECALLED: "dossiers.recall", rules.CLOSED: "dossiers.close"}


def _moment(context: Context) -> int:
    """The moment behind all that is recorded by now, so that what comes later counts as such. Index entry_moment."""
    found = sql.row("SELECT COALESCE(MAX(recorded_at), 0) FROM entry WHERE tenant_id = %s", [context.tenant_id])
    return max(context.now, int(found[0]) if found else 0)


def _locked(context: Context, number: str) -> DossierRow:
    """The dossier as it stands, with its customer held still; raises `NotFound`."""
    row = reports.of_number(books_of(context), number)
    lock.customers_by_number(context.tenant_id, context.entity_id, [row.customer_number])
    return reports.of_number(books_of(context), number)


def _check_solvent(context: Context, customer_id: int) -> None:
    """Raise `Conflict` for a customer in insolvency proceedings: its claims are filed there."""
    found = insolvencies.running(books_of(context), customer_id)
    if found is not None:
        raise Conflict(f"The customer is insolvent ({found.number}). File the claims there.", field="customer_number")


def _check_apart(context: Context, items: Sequence[Item]) -> None:
    """Raise `Conflict` for a debt that is in a dossier already. Index dossier_part_item."""
    found = sql.row(
        "SELECT d.number, r.item_id FROM dossier_part r JOIN dossier d ON d.tenant_id = r.tenant_id "
        f"AND d.id = r.dossier_id AND d.state IN ('{rules.PROPOSED}', '{rules.RELEASED}') "
        f"WHERE r.tenant_id = %s AND r.item_id IN ({sql.marks(len(items))}) ORDER BY d.number LIMIT 1",
        [context.tenant_id, *(one.id for one in items)],
    )
    if found is not None:
        label = next(one.label for one in items if one.id == found[1])
        raise Conflict(f"{label} is in dossier {found[0]} already. Name other documents.", field="documents")


def _check_free(context: Context, customer_number: str, items: Sequence[Item]) -> None:
    """Raise `Conflict` for a debt that somebody has promised to pay, or pays in parts."""
    labels = {one.label for one in items}
    books = books_of(context)
    said = [
        (one.number, "promised", one.documents)
        for one in promises.rows(books, promise_rules.OPEN, customer_number)
        if one.deadline_on >= context.today
    ]
    said += [
        (one.number, "in a payment plan", one.documents)
        for one in plans.rows(books, plan_rules.ACTIVE, customer_number)
    ]
    for number, how, documents in said:
        if not documents or labels.intersection(documents):
            raise Conflict(
                f"That is {how}: {number}. Wait for it, or take it back before a dossier is handed over.",
                field="documents",
            )


def _keep_parts(context: Context, dossier_id: int, claims: Sequence[Claim]) -> None:
    sql.insert(
        "dossier_part",
        "tenant_id id dossier_id item_id open disputed interest compensation spans".split(),
        [
            [
                *(context.tenant_id, id, dossier_id, one.item_id, one.open, one.disputed, one.interest),
                *(one.compensation, reports.written_spans(one.spans)),
            ]
            for id, one in zip(new_ids(len(claims)), claims, strict=True)
        ],
    )


def _done(context: Context, verb: str, number: str) -> DossierKept:
    """The event, and the dossier as it stands."""
    card = reports.card(books_of(context), number, context.today)
    row, sums = card.row, card.sums
    total = money.write(sums.total, row.currency)
    said = {"number": number, "amount": total, "currency": row.currency, "receiver": row.receiver}
    said |= {"receiver_kind": row.receiver_kind, "reason": row.reason}
    if row.collected_through_on is not None:
        said["collected_through"] = row.collected_through_on.isoformat()
    command.note(context, verb, Subject("dossier", row.id, row.customer_id), said)
    return DossierKept(
        number,
        row.customer_number,
        row.state,
        row.receiver,
        row.currency,
        money.write(sums.open, row.currency),
        money.write(sums.credit, row.currency),
        money.write(sums.interest, row.currency),
        money.write(sums.compensation, row.currency),
        total,
        tuple(dict.fromkeys(one.document for one in card.claims)),
        money.write(sums.costs, row.currency),
    )
