"""Interest charged for everybody who owes it: a note for each customer and currency, once however often it runs."""

from __future__ import annotations

import datetime
import json
from collections import defaultdict
from dataclasses import dataclass, replace

from quittance.actions import command, identity, interest, jobs
from quittance.actions.command import Context, Subject
from quittance.actions.interest import ChargeInterest
from quittance.actions.jobs import Work
from quittance.books import lock, sql
from quittance.books.keys import new_id
from quittance.reports import interest_due
from quittance.reports.books import of as books_of
from quittance.reports.interest_due import DueRow
from quittance.rules import calendar, money
from quittance.rules.refusals import Busy, Conflict, Invalid, NotFound, Refusal

JOB = "interest.run"
QUEUED, RUNNING, DONE, FAILED = "queued", "running", "done", "failed"
MOST_REFUSED = 100
"""Refusals that a run keeps by name."""

NOTED_EVERY = 20
"""Notes between two looks at how far a run is."""


@dataclass(frozen=True, slots=True)
class RunInterest:
    """Charge everybody through a day, None for today, where it comes to `minimum` in the currency of the note."""

    through: datetime.date | None = None
    minimum: str = "0"


@dataclass(frozen=True, slots=True)
class InterestRunAsked:
    """The run that was asked for, and its job."""

    run_id: int
    job_id: int


@command.verb("interest.run", InterestRunAsked)
def ask(context: Context, data: RunInterest) -> InterestRunAsked:
    """Have the worker charge everybody; raises `Conflict` while a run is under way, or `Invalid`."""
    base = lock.entity(context.tenant_id, context.entity_id).base_currency
    through = calendar.check_day(data.through or context.today, context.today, "through")
    if through > context.today:
        raise Invalid("Interest is charged for days that are over.", field="through")
    least = money.read(data.minimum.strip() or "0", base, field="minimum")
    if least < 0:
        raise Invalid("The smallest note is not below zero.", field="minimum")
    busy = sql.row(
        f"SELECT id FROM interest_run WHERE tenant_id = %s AND entity_id = %s AND state IN ('{QUEUED}', '{RUNNING}')",
        [context.tenant_id, context.entity_id],
    )
    if busy is not None:
        raise Conflict("Interest is being charged already. Wait until that run is done.", field="through")
    id = new_id()
    job_id = jobs.enqueue(context, JOB, {"run_id": str(id)}, unique_key=f"interest:{id}")
    sql.insert(
        "interest_run",
        "tenant_id id entity_id job_id state through_on least done_rows total_rows report fault actor_name "
        "recorded_at".split(),
        [
            [
                *(context.tenant_id, id, context.entity_id, job_id, QUEUED, through, least, 0, 0, "{}", ""),
                *(context.actor.name, context.now),
            ]
        ],
    )
    command.note(context, "interest.run", Subject("interest_run", id), {"through": through.isoformat()})
    return InterestRunAsked(id, job_id)


def carry_out(work: Work) -> None:
    """Charge one after another; after a crash the rest is charged, and nobody twice. A refusal stops nobody else."""
    context, id = work.context, int(work.args["run_id"])
    where = [context.tenant_id, id]
    found = sql.row(
        "SELECT through_on, least, state FROM interest_run WHERE tenant_id = %s AND entity_id = %s AND id = %s",
        [context.tenant_id, context.entity_id, id],
    )
    if found is None:
        raise NotFound("There is no such run.", field="run_id")
    if found[2] in (DONE, FAILED):
        return
    through, least = sql.day(found[0]), int(found[1])
    every = interest_due.everybody(books_of(context), through)
    rows = [one for one in every if one.total and one.total >= least]
    sql.execute(
        "UPDATE interest_run SET state = %s, total_rows = %s WHERE tenant_id = %s AND id = %s",
        [RUNNING, len(rows), *where],
    )
    refused: list[tuple[str, str]] = []
    for n, one in enumerate(rows, start=1):
        sentence = _charge(context, id, one, through)
        if sentence:
            refused.append((one.customer_number, sentence))
        if n % NOTED_EVERY == 0 or n == len(rows):
            sql.execute("UPDATE interest_run SET done_rows = %s WHERE tenant_id = %s AND id = %s", [n, *where])
    report = {**_charged(context, id), "refused": len(refused), "first_refused": refused[:MOST_REFUSED]}
    sql.execute(
        "UPDATE interest_run SET state = %s, report = %s WHERE tenant_id = %s AND id = %s",
        [DONE, json.dumps(report), *where],
    )


def given_up(work: Work, fault: str) -> None:
    """The job was given up: the run has failed; what it has charged stands, and another one charges the rest."""
    sql.execute(
        f"UPDATE interest_run SET state = '{FAILED}', fault = %s WHERE tenant_id = %s AND id = %s "
        f"AND state IN ('{QUEUED}', '{RUNNING}')",
        [fault[:500], work.context.tenant_id, int(work.args["run_id"])],
    )


def _charge(context: Context, id: int, one: DueRow, through: datetime.date) -> str:
    """The note of one customer; the sentence of a refusal, "" for none."""
    key = f"{_prefix(id)}{one.customer_number}:{one.currency}"
    data = ChargeInterest(one.customer_number, through, one.currency)
    try:
        interest.charge(replace(context, key=key, now=identity.now_micros()), data)
    except Busy:
        raise
    except Refusal as refusal:
        return refusal.sentence
    return ""


def _charged(context: Context, id: int) -> dict[str, object]:
    """How many notes the run has issued, and their sums by currency, whatever attempt issued them."""
    found = sql.rows(
        "SELECT result FROM command WHERE tenant_id = %s AND verb = 'interest.charge' AND key LIKE %s",
        [context.tenant_id, f"{_prefix(id)}%"],
    )
    sums: dict[str, int] = defaultdict(int)
    for (result,) in found:
        made = json.loads(result)
        sums[made["currency"]] += money.read(made["total"], made["currency"])
    return {"notes": len(found), "sums": {code: money.write(minor, code) for code, minor in sorted(sums.items())}}


def _prefix(id: int) -> str:
    return f"interest-run:{id}:"
