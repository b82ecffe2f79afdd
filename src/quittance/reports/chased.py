"""One document as it is chased: who disputes it, what was promised, what went out about it and what is next."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from quittance.books import sql
from quittance.books.ledger import NEVER
from quittance.reports import disputes, dunning, holding, holidays, plans, promises
from quittance.reports.books import Books
from quittance.reports.disputes import DisputeRow, HoldRow
from quittance.reports.document import DocumentCard
from quittance.reports.plans import PlanRow
from quittance.reports.promises import PromiseRow
from quittance.reports.worklist_rank import LOOKED_BACK_DAYS
from quittance.rules import disputes as dispute_rules
from quittance.rules import dunning as rules

DAY = datetime.timedelta(days=1)
AHEAD_DAYS = 120
"""A step that is farther away than this is not announced."""

PROMISE, PLAN, DISPUTE, REMINDER, HOLD, MAIL = "promise", "plan", "dispute", "reminder", "hold", "mail"
SENT = ("sent", "to_do", "doubtful")
"""States of a reminder that went to the customer, or may have, or is in a person's hands."""


@dataclass(frozen=True, slots=True)
class Reminded:
    """A reminder that asked for the document; `day` is the step that it had reached, `moment` in microseconds."""

    id: int
    day: int
    channel: str
    tone: str
    state: str
    cycle_on: datetime.date
    moment: int
    actor_name: str


@dataclass(frozen=True, slots=True)
class Next:
    """What a policy does next about a document, and the first day on which it may."""

    policy: str
    place: int
    steps: int
    channel: str
    tone: str
    on: datetime.date


@dataclass(frozen=True, slots=True)
class Chased:
    """What is said of a document and done about it. `promise` is the last one that names it or holds it back.

    `held` is the rule that keeps all of it from being asked for, "" where something may be; then nothing is ahead.

    `subjects` are the promises, plans, disputes, reminders, holds, mails, calls and notes about it, whose events are
    its own, too: kind -> ids.
    """

    disputes: tuple[DisputeRow, ...] = ()
    promise: PromiseRow | None = None
    plan: PlanRow | None = None
    hold: HoldRow | None = None
    reminded: tuple[Reminded, ...] = ()
    held: str = ""
    ahead: tuple[Next, ...] = ()
    subjects: dict[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def next(self) -> Next | None:
        """The first of what is ahead."""
        return self.ahead[0] if self.ahead else None


# What names the document or its items, and a promise of the whole account that was broken lately while it was due.
# Indexes promise_part_item, promise_customer, plan_part_item, dispute_item, reminder_item_step, hold_customer,
# activity_document, inbound_mail_customer.
_SUBJECTS = """
SELECT 'promise', r.promise_id, r.item_id FROM promise_part r WHERE r.tenant_id = %(tenant)s AND r.item_id IN ({items})
UNION SELECT 'plan', r.plan_id, r.item_id FROM plan_part r WHERE r.tenant_id = %(tenant)s AND r.item_id IN ({items})
UNION SELECT 'dispute', s.id, s.item_id FROM dispute s WHERE s.tenant_id = %(tenant)s AND s.item_id IN ({items})
UNION SELECT 'reminder', r.reminder_id, r.item_id FROM reminder_item r
    WHERE r.tenant_id = %(tenant)s AND r.item_id IN ({items})
UNION SELECT 'hold', h.id, h.item_id FROM hold h
    WHERE h.tenant_id = %(tenant)s AND h.customer_id = %(customer)s AND h.item_id IN ({items})
UNION SELECT 'promise', p.id, 0 FROM promise p
    WHERE p.tenant_id = %(tenant)s AND p.customer_id = %(customer)s AND p.entity_id = %(entity)s AND p.whole
    AND p.state IN ('broken', 'partly') AND p.currency = %(currency)s AND p.made_on >= %(issued)s
    AND p.promised_on >= %(due)s AND p.deadline_on >= %(since)s
UNION SELECT 'activity', a.id, a.document_id FROM activity a
    WHERE a.tenant_id = %(tenant)s AND a.document_id = %(document)s
UNION SELECT 'mail', m.id, m.document_id FROM inbound_mail m
    WHERE m.tenant_id = %(tenant)s AND m.customer_id = %(customer)s AND m.document_id = %(document)s
"""


def of_document(books: Books, card: DocumentCard, customer_id: int, today: datetime.date) -> Chased:
    """What is said of a document and done about it. Few statements where there is nothing, some more where there is."""
    items = {part.item_id: part for part in card.instalments}
    if not items:
        return Chased()
    given = {
        "tenant": books.tenant_id,
        "entity": books.entity_id,
        "customer": customer_id,
        "document": card.row.id,
        "currency": card.row.currency,
        "issued": card.row.issued_on,
        "due": min((part.due_on for part in items.values() if part.open), default=NEVER),
        "since": today - LOOKED_BACK_DAYS * DAY,
    }
    subjects: dict[str, set[int]] = {}
    for kind, id, _ in sql.rows(_SUBJECTS.format(items=", ".join(str(int(id)) for id in items)), given):
        subjects.setdefault(kind, set()).add(id)
    held = holding.of_customer(books, customer_id, today) if card.row.open else ()
    for one in held:
        if one.item_id in items and one.rule in (PROMISE, PLAN, HOLD, DISPUTE):
            subjects.setdefault(one.rule, set()).add(one.source_id)
    ids = {kind: tuple(sorted(found)) for kind, found in subjects.items()}
    open_states = tuple(dispute_rules.STATES)[:-1]
    mine = [one for one in held if one.item_id in items]
    held_now = {(one.rule, one.source_id) for one in mine}
    whole = mine and sum(one.amount for one in mine) >= card.row.open
    reminded = _reminded(books, ids.get(REMINDER, ()))
    return Chased(
        tuple(one for one in disputes.of_ids(books, ids.get(DISPUTE, ())) if one.state in open_states),
        max(promises.of_ids(books, ids.get(PROMISE, ())), key=lambda one: (one.made_on, one.id), default=None),
        next((one for one in plans.of_ids(books, ids.get(PLAN, ())) if (PLAN, one.id) in held_now), None),
        _hold(books, today, card, {id for rule, id in held_now if rule == HOLD}),
        reminded,
        max(mine, key=lambda one: one.amount).rule if whole else "",
        _ahead(books, card, today, {one.day for one in reminded}) if card.row.open and not whole else (),
        ids,
    )


def _reminded(books: Books, ids: Sequence[int]) -> tuple[Reminded, ...]:
    """Reminders that went out, the first first."""
    if not ids:
        return ()
    found = sql.rows(
        "SELECT r.id, r.day, r.channel, r.tone, r.state, r.cycle_on, CASE WHEN r.settled_at > 0 THEN r.settled_at "
        "ELSE r.queued_at END, r.actor_name FROM reminder r "
        f"WHERE r.tenant_id = %s AND r.id IN ({sql.marks(len(ids))}) ORDER BY r.cycle_on, r.id",
        [books.tenant_id, *ids],
    )
    return tuple(
        Reminded(id, day, channel, tone, state, sql.day(cycle), moment, by)
        for id, day, channel, tone, state, cycle, moment, by in found
        if state in SENT
    )


def _hold(books: Books, today: datetime.date, card: DocumentCard, ids: set[int]) -> HoldRow | None:
    if not ids:
        return None
    every = disputes.holds(books, today, card.row.customer_number)
    return next((one for one in every if one.id in ids), None)


def _ahead(books: Books, card: DocumentCard, today: datetime.date, done: set[int]) -> tuple[Next, ...]:
    """Steps of the policy in force that have not been taken, and when the oldest open part reaches each of them."""
    policies = dunning.live(books)
    name = dunning.customer(books, card.row.customer_number, today, policies).policy if policies else ""
    policy = next((one.policy for one in policies if one.policy.name == name), None)
    if policy is None or policy.by_hand:
        return ()
    due = min(part.due_on for part in card.instalments if part.open)
    free = holidays.closed_days(books)
    last, made = max(done, default=rules.EARLIEST_DAY - 1), []
    left = [one for one in enumerate(policy.steps, start=1) if one[1].day > last]
    for days in range(AHEAD_DAYS):
        on = today + DAY * days
        by = {one.step: one.due_by for one in rules.reached(policy, on, free)} if left else {}
        for place, step in reversed(left):
            if due <= by[step] and (step.day >= 0 or on <= due):
                made.append(Next(policy.name, place, len(policy.steps), step.channel, step.tone, on))
                left = [one for one in left if one[1].day > step.day]
                break
        if not left:
            break
    return tuple(made)
