"""Who owes late interest, reckoned and as it was kept, against one plain pass over the same rows; and notes issued.

The reckoning is done by night and has no target; whoever asks for the list reads what was kept.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterator
from dataclasses import replace

from django.test import Client

from quittance.actions import identity, interest, interest_kept, interest_runs, users
from quittance.actions.command import Context
from quittance.books import sql
from quittance.jobs import worker
from quittance.reports import books, interest_due
from quittance.reports import interest_kept as reports
from quittance.rules import duties, interest_packs, money
from tests.bench import figure, pages
from tests.bench.figure import Figure, Timed

NOTES = 200
"""Notes that a run issues, about; a company with fewer customers issues fewer."""

# What has to be read for any interest: each debt that was late, and each day on which something met it.
PLAIN = (
    "SELECT i.customer_id, i.currency, COUNT(*), SUM(a.amount), MIN(i.due_on), MAX(c.effective_on) FROM open_item i "
    "JOIN document d ON d.tenant_id = i.tenant_id AND d.id = i.document_id AND d.ancillary = '' "
    "LEFT JOIN allocation a ON a.tenant_id = i.tenant_id AND a.debit_item_id = i.id "
    "LEFT JOIN open_item c ON c.tenant_id = a.tenant_id AND c.id = a.credit_item_id "
    "WHERE i.tenant_id = %(tenant)s AND i.entity_id = %(entity)s AND i.side = 'D' AND i.due_on < %(through)s "
    "AND i.closed_on > i.due_on GROUP BY i.customer_id, i.currency"
)


def run(context: Context) -> Iterator[Figure]:
    """The figures of late interest: nothing was charged yet, so that every late debt counts."""
    interest.set_terms(context, interest.SetInterestTerms("eu"))
    _know_rates(context)
    mine = books.of(context)
    given = {"tenant": mine.tenant_id, "entity": mine.entity_id, "through": figure.text(context.today)}
    rows = sum(row[2] for row in figure.plain_rows(PLAIN, given))
    found: list[int] = []
    timed = figure.compared(
        lambda: figure.plain_rows(PLAIN, given),
        lambda: found.append(len(interest_due.reckoned(mine, context.today))),
        most=3,
    )
    said = f"{found[0]:,} customers and currencies, {rows:,} late debts and what met them"
    yield figure.ratio("interest of everybody, reckoned", timed, None, said)
    sql.execute("UPDATE interest_kept SET through_on = NULL WHERE tenant_id = %s", [mine.tenant_id])
    now = replace(context, now=identity.now_micros())
    yield Figure("interest of everybody, reckoned and kept", figure.once_ms(lambda: interest_kept.keep(now)), "ms")
    with figure.counting() as counted:
        due = interest_due.due(mine, context.today)
    read = Timed(timed.raw_ms, figure.best_ms(lambda: interest_due.due(mine, context.today)))
    said = f"{due.count:,} rows, {len(counted.statements)} statements"
    yield figure.ratio("who owes interest, as it was kept", read, 1.0, said)
    yield from _pages(context)
    yield from _charged(context, due)
    yield from _changed(context)


def _know_rates(context: Context) -> None:
    """Each half-year since those that come with the product has its rate: what has none is not charged."""
    year, half = max((one.from_on.year, one.from_on.month) for one in interest_packs.known())
    while (year, half) < (context.today.year, context.today.month - 6):
        year, half = (year, 7) if half == 1 else (year + 1, 1)
        interest.set_rate(context, interest.SetReferenceRate("ecb", datetime.date(year, half, 1), "2.15"))


def _pages(context: Context) -> Iterator[Figure]:
    """The list on the screen and over the API."""
    roles = tuple(role.name for role in duties.ROLES)
    person = pages.signed_in(context, roles, f"interest-{context.now:x}@company.example")
    yield pages.timed("screen: who owes interest", person, "/collect/interest/", {})
    secret = identity.new_secret(context.tenant_id)
    users.create_key(context, users.CreateKey(f"interest {context.now:x}", roles, secret.digest, secret.hint))
    headers = {"Authorization": f"Bearer {secret.text}"}
    yield pages.timed("API: who owes interest", Client(), "/api/v1/interest/due", headers)


def _charged(context: Context, due: interest_due.Due) -> Iterator[Figure]:
    """A run of some notes, the largest: what it decides by is read at once, each note is a transaction of its own."""
    base = [one for one in due.rows if one.currency == "EUR"][:NOTES]
    if not base:
        return
    data = interest_runs.RunInterest(minimum=money.write(base[-1].total, "EUR"))
    interest_runs.ask(context, data)
    began, start = time.perf_counter(), figure.processor_seconds()
    while worker.once():
        continue
    took, passed = figure.processor_seconds() - start, time.perf_counter() - began
    found = sql.row(
        "SELECT COUNT(*) FROM document WHERE tenant_id = %s AND kind = 'interest_note'", [context.tenant_id]
    )
    notes = int(found[0]) if found else 0
    assert notes, "nobody was charged"
    said = f"{notes} of {sum(one.debts for one in base):,} debts; {notes / passed:.0f} by the clock"
    yield Figure("interest notes issued", notes / took, "a second", note=said)


def _changed(context: Context) -> Iterator[Figure]:
    """The list once something was recorded of some customers since it was kept."""
    mine = books.of(context)
    held = reports.of(mine, context.today)
    many = len(held.changed) if held else 0
    took = figure.best_ms(lambda: interest_due.due(mine, context.today), most=3)
    yield Figure("who owes interest, after a run", took, "ms", note=f"{many} customers reckoned anew")
