"""Reminders sent: what is true is read again inside the transaction that sends, and each goes out once."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from django.db import transaction

from quittance.actions import (
    command,
    dunning,
    dunning_inside,
    dunning_listed,
    dunning_outlet,
    dunning_runs,
    dunning_stop,
    identity,
    invoices,
    jobs,
    links,
)
from quittance.actions.command import Context, Subject
from quittance.actions.dunning_outlet import DOUBT, Outlet, Ready
from quittance.actions.dunning_runs import DOUBTFUL, FAILED, HELD, QUEUED, SENDING, SENT, TO_DO, WAITING
from quittance.actions.invoices import DocumentRecorded
from quittance.actions.jobs import Work
from quittance.actions.mailing import NotTaken, Unknown
from quittance.books import lock, series, sql
from quittance.formats import ancillary_words
from quittance.reports import books, dunning_due, dunning_letter, dunning_preview, letterhead
from quittance.reports import dunning as dunning_reports
from quittance.reports.books import of as books_of
from quittance.reports.dunning import LivePolicy
from quittance.reports.dunning_asked import Moment
from quittance.reports.dunning_due import Decision
from quittance.reports.dunning_letter import Words
from quittance.rules import dunning as rules
from quittance.rules import dunning_text, money, segments
from quittance.rules.ledger import DUNNING_FEE
from quittance.rules.refusals import Conflict, Refusal

MOST_SENT = 100_000
"""Reminders that one job sends."""


@dataclass(frozen=True, slots=True)
class _Queued:
    id: int
    run_id: int
    customer_id: int
    number: str
    day: int
    address: str
    state: str
    channel: str
    policy_id: int
    approved: int


def carry_out(work: Work) -> None:
    """Send what the run has queued in this lane; raises `Conflict` when something is to be tried again later.

    A reminder that stands as `sending` when the job begins was in the hands of a worker that is gone.
    """
    context, later = work.context, ""
    _, zone = dunning_reports.place_of(books_of(context))
    for id in _ids(work):
        now = identity.now_micros()
        try:
            send(replace(context, now=now, today=identity.today_in(zone, now)), id)
        except Conflict as refusal:
            later = refusal.sentence
            if work.lease.attempts >= jobs.MOST_ATTEMPTS:
                _fail(context, id, refusal.sentence)
        except Refusal as refusal:
            _fail(context, id, refusal.sentence)
    if later and work.lease.attempts < jobs.MOST_ATTEMPTS:
        raise Conflict(later)


def given_up(work: Work, fault: str) -> None:
    """The job was given up: what waited has failed, what may have left is doubtful, and each says so."""
    for id in _ids(work):
        one = _found(work.context, id)
        if one is not None and one.state in (QUEUED, SENDING):
            state, said = (DOUBTFUL, DOUBT[one.channel]) if one.state == SENDING else (FAILED, fault)
            _settle(work.context, one, state, said)


def send(context: Context, id: int) -> None:
    """Send one, or hold it and log the rule; raises `Conflict` when the mail server is not to be had."""
    one = _found(context, id)
    if one is None or one.state not in (QUEUED, SENDING):
        return
    if one.state == SENDING:
        _settle(context, one, DOUBTFUL, DOUBT[one.channel])
        return
    if not one.address:
        _prepare(context, one)
        return
    try:
        _hand_over(context, one)
    except Unknown:
        _settle(context, one, DOUBTFUL, DOUBT[one.channel])
    except NotTaken as fault:
        if fault.for_good:
            _bounce(context, one, fault.sentence)
        elif _back(context, one):
            raise Conflict(fault.sentence) from None


def _hand_over(context: Context, one: _Queued) -> None:
    with dunning_outlet.opened(one.channel, one.address) as outlet:
        if _prepare(context, one, outlet):
            _settle(context, one, SENT, "", outlet.hand_over())


def _prepare(context: Context, one: _Queued, outlet: Outlet | None = None) -> bool:
    """The sending transaction: lock, read again, leave out what is held, number, mark; True when it is to leave."""
    with transaction.atomic():
        lock.customers_by_id(context.tenant_id, context.entity_id, [one.customer_id])
        at = Moment(context.today, context.now)
        decision = _true_now(context, one, at)
        if decision is None or decision.rule:
            _hold(context, one, decision)
            return False
        if decision.step.approval and not one.approved and decision.step.day != one.day:
            _take_up(context, one, decision, WAITING)
            return False
        leaves = decision.step.channel in DOUBT
        if leaves and (decision.step.channel, decision.address) != (one.channel, one.address):
            _hold(context, one, decision.held_back("address"))
            return False
        if not _take_up(context, one, decision, SENDING if leaves else TO_DO):
            return False
        return _write(context, one, decision, at, outlet)


def _true_now(context: Context, one: _Queued, at: Moment) -> Decision | None:
    """What is to be sent to the customer at this moment, if anything."""
    here = books_of(context)
    if one.day == rules.GRATEFUL_DAY:
        found = dunning_due.grateful(here, at, one.customer_id, mine=one.id)
    else:
        found = dunning_due.decisions(here, at, one.customer_id, mine=one.id)
    made = dunning_preview.able_to_leave(found)[0] if found else None
    if made is None or made.rule or one.channel != rules.INSIDE or made.step.channel == rules.INSIDE:
        return made
    return made.held_back("passed")


def _write(context: Context, one: _Queued, decision: Decision, at: Moment, outlet: Outlet | None) -> bool:
    """Keep the words, and what each item was asked for; False when a person is to do the rest."""
    here, step = books_of(context), decision.step
    items = dunning_due.asked_items(here, at, decision)
    if step.channel == rules.INSIDE:
        reason = dunning_inside.give(context, one.id, decision, items)
        dunning_listed.keep(context, (one.id, one.run_id), decision, at, items)
        _note(context, one, TO_DO, reason)
        return False
    base = books.entity(here).base_currency
    words = dunning_letter.written(here, dunning_letter.Asked(decision, items, context.today, base, one.id))
    number = one.number or series.take(context.tenant_id, context.entity_id, "reminder", context.today)
    message = dunning_outlet.message_id(one.id) if step.channel == rules.EMAIL else ""
    parts = segments.count(words.body).parts if step.channel == rules.SMS else 0
    sql.execute(
        "UPDATE reminder SET number = %s, language = %s, subject = %s, body = %s, message = %s, parts = %s, "
        "base_amount = %s, interest = %s WHERE tenant_id = %s AND id = %s",
        [
            *(number, words.language, words.subject, words.body, message, parts, decision.base),
            json.dumps(words.interest),
            *(context.tenant_id, one.id),
        ],
    )
    dunning_listed.keep(context, (one.id, one.run_id), decision, at, items)
    words = _linked(context, words)
    if step.channel not in DOUBT:
        _charge(context, one, step.fee)
        _note(context, one, TO_DO, "")
        return False
    assert outlet is not None, "what leaves has its way out"
    head = letterhead.of(here)
    outlet.prepare(
        Ready(
            *(one.id, step.channel, one.address, dunning_text.tone_of(step), decision.copies, words),
            *(head.issuer, head.email, context.now),
        )
    )
    return True


def _linked(context: Context, words: Words) -> Words:
    """The words with a link for each document that is listed: to see it, to pay it, or to say what is wrong."""
    if words.listing is None:
        return words
    numbers = list(dict.fromkeys(row[0] for row in words.listing.rows))
    return replace(words, listing=replace(words.listing, links=links.addresses(context, numbers)))


def _take_up(context: Context, one: _Queued, decision: Decision, state: str) -> bool:
    """Take the reminder for the step that is true now; False when another worker has it."""
    step = decision.step
    return (
        sql.execute(
            "UPDATE reminder SET state = %s, day = %s, channel = %s, tone = %s, fee = %s, policy_id = %s, copies = %s "
            "WHERE tenant_id = %s AND id = %s AND state = 'queued'",
            [
                *(state, step.day, step.channel, step.tone, step.fee, decision.policy.id, " ".join(decision.copies)),
                *(context.tenant_id, one.id),
            ],
        )
        == 1
    )


def _hold(context: Context, one: _Queued, decision: Decision | None) -> None:
    """Nothing goes out: the rule stands on the reminder and in the log."""
    rule = decision.rule if decision is not None else _gone(context, one)
    moved = sql.execute(
        f"UPDATE reminder SET state = '{HELD}', rule = %s, settled_at = %s "
        "WHERE tenant_id = %s AND id = %s AND state = 'queued'",
        [rule, context.now, context.tenant_id, one.id],
    )
    if not moved:
        return
    held = (
        (one.day, rule, 0, 0)
        if decision is None
        else (decision.step.day, rule, decision.items, decision.base + decision.held)
    )
    day, _, items, base = held
    dunning_runs.log(context, one.run_id, [(one.customer_id, day, rule, True, items, base)])
    _note(context, one, HELD, rules.RULES[rule])


def _gone(context: Context, one: _Queued) -> str:
    """Why nothing is asked for any more: by the policy that it was decided by something still would be, or nothing."""
    here = books_of(context)
    found = next((each for each in dunning_reports.versions(here) if each.id == one.policy_id), None)
    if found is None:
        return "settled"
    before = LivePolicy(found.id, found.version, found.live_on, replace(found.policy, standard=True))
    at = Moment(context.today, context.now)
    return "policy" if dunning_due.decisions(here, at, one.customer_id, mine=one.id, live=(before,)) else "settled"


def _back(context: Context, one: _Queued) -> bool:
    """Not taken: what was marked for it is undone, its number stays with it; False where its run was stopped since."""
    with transaction.atomic():
        stopped = dunning_stop.is_stopped(context, one.run_id)
        dunning_listed.undo(context, one.id)
        if stopped:
            dunning_stop.leave_out(context, one.id, one.run_id)
            return False
        sql.execute(
            "UPDATE reminder SET state = 'queued' WHERE tenant_id = %s AND id = %s AND state = 'sending'",
            [context.tenant_id, one.id],
        )
    return True


def _bounce(context: Context, one: _Queued, sentence: str) -> None:
    """The address is refused for good: nothing more goes to it until it is another one."""
    with transaction.atomic():
        dunning_listed.undo(context, one.id)
        note = dunning.note_unreachable if one.channel in rules.TEXTED else dunning.note_bounce
        note(context, one.customer_id, one.address)
        _settle(context, one, FAILED, sentence)


def _fail(context: Context, id: int, sentence: str) -> None:
    one = _found(context, id)
    if one is not None and one.state in (QUEUED, SENDING):
        _back(context, one)
        _settle(context, one, FAILED, sentence)


def _settle(context: Context, one: _Queued, state: str, fault: str, message: str = "") -> None:
    """Say for good what became of it; the fee of a message is charged when it has gone, in the same transaction."""
    with transaction.atomic():
        moved = sql.execute(
            "UPDATE reminder SET state = %s, fault = %s, settled_at = %s, message = COALESCE(NULLIF(%s, ''), message) "
            "WHERE tenant_id = %s AND id = %s AND state IN ('queued', 'sending')",
            [state, fault[:500], identity.now_micros(), message, context.tenant_id, one.id],
        )
        if not moved:
            return
        if state == SENT:
            found = sql.row("SELECT fee FROM reminder WHERE tenant_id = %s AND id = %s", [context.tenant_id, one.id])
            _charge(context, one, int(found[0]) if found else 0)
        _note(context, one, state, fault)


def _charge(context: Context, one: _Queued, fee: int) -> None:
    """An invoice of its own over the fee."""
    if not fee:
        return
    base = books.entity(books_of(context)).base_currency
    known = sql.row(
        "SELECT r.number, c.number, r.language FROM reminder r JOIN customer c ON c.tenant_id = r.tenant_id "
        "AND c.id = r.customer_id WHERE r.tenant_id = %s AND r.id = %s",
        [context.tenant_id, one.id],
    )
    assert known is not None
    note = ancillary_words.of(known[2], DUNNING_FEE).format(number=known[0])
    data = invoices.RecordInvoice(
        *(known[1], context.today, money.write(fee, base), base),
        due_on=context.today,
        note=note,
        ancillary=DUNNING_FEE,
    )
    able = replace(context.actor, permissions=context.actor.permissions | {"invoices.record"})
    keyed = replace(context, actor=able, key=f"reminder-fee:{one.id}")
    made = command.once(keyed, "invoices.record", data, DocumentRecorded, invoices.posted)
    sql.execute(
        "UPDATE reminder SET fee_number = %s WHERE tenant_id = %s AND id = %s",
        [made.number, context.tenant_id, one.id],
    )


def _note(context: Context, one: _Queued, state: str, fault: str) -> None:
    """The event of what became of it, for the customer's timeline."""
    found = sql.row(
        "SELECT r.number, r.day, r.channel, r.tone, r.address, r.base_amount, r.fee_number, COALESCE(m.name, '') "
        "FROM reminder r LEFT JOIN member m ON m.tenant_id = r.tenant_id AND m.id = r.owner_id "
        "WHERE r.tenant_id = %s AND r.id = %s",
        [context.tenant_id, one.id],
    )
    assert found is not None
    names = ("number", "day", "channel", "tone", "address", "base_minor", "fee_number", "owner")
    said = {**dict(zip(names, found, strict=True)), "state": state, "fault": fault, "reminder": str(one.id)}
    command.note(context, "dunning.run", Subject("reminder", one.id, one.customer_id), said)


_COLUMNS = (
    "SELECT r.id, r.run_id, r.customer_id, r.number, r.day, r.address, r.state, r.channel, r.policy_id, "
    "CASE WHEN EXISTS (SELECT 1 FROM event e WHERE e.tenant_id = r.tenant_id AND e.subject_kind = 'reminder' "
    "AND e.subject_id = r.id AND e.verb = 'dunning.release') THEN 1 ELSE 0 END FROM reminder r "
)


def _found(context: Context, id: int) -> _Queued | None:
    found = sql.row(
        f"{_COLUMNS} WHERE r.tenant_id = %s AND r.entity_id = %s AND r.id = %s",
        [context.tenant_id, context.entity_id, id],
    )
    return None if found is None else _Queued(*found)


def _ids(work: Work) -> list[int]:
    """Reminders of the run that are not settled: the one that is named, or those of the lane."""
    if work.args.get("reminder_id"):
        return [int(work.args["reminder_id"])]
    found = sql.rows(
        "SELECT id FROM reminder WHERE tenant_id = %s AND run_id = %s AND state IN ('queued', 'sending') "
        "AND id %% %s = %s ORDER BY id LIMIT %s",
        [work.context.tenant_id, int(work.args["run_id"]), dunning_runs.LANES, int(work.args["lane"]), MOST_SENT],
    )
    return [row[0] for row in found]
