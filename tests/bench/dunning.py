"""Who is reminded, decided over everything that is open, against one plain pass over the same rows."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from quittance.actions import dunning, grading
from quittance.actions.command import Context
from quittance.books import sql
from quittance.reports import books, dunning_due
from quittance.reports.books import Books
from quittance.reports.dunning_asked import Moment
from tests.bench import figure
from tests.bench.figure import Figure

STEPS = ("-5 email kind min=1000.00", "3 email friendly", "8 call friendly", "15 email firm", "30 letter formal")

FORESEEN = datetime.timedelta(days=5)
"""How long before the due day the first of the steps comes."""

# What has to be read for any decision: what is due, what is credited, and to whom it belongs.
PLAIN = (
    "SELECT c.number, c.name, c.email, x.items, x.debit, x.credit, x.due_on FROM (SELECT i.customer_id, "
    "COUNT(CASE WHEN i.side = 'D' THEN 1 END) AS items, "
    "SUM(CASE WHEN i.side = 'D' THEN i.base_amount - i.allocated_base ELSE 0 END) AS debit, "
    "SUM(CASE WHEN i.side = 'C' THEN i.base_amount - i.allocated_base ELSE 0 END) AS credit, MIN(i.due_on) AS due_on "
    "FROM open_item i WHERE i.tenant_id = %(tenant)s AND i.entity_id = %(entity)s AND i.closed_on = %(never)s "
    "AND (i.side = 'C' OR i.due_on <= %(latest)s) GROUP BY i.customer_id) x "
    "JOIN customer c ON c.tenant_id = %(tenant)s AND c.id = x.customer_id ORDER BY c.number"
)


# What the grades rest on: all that was paid, by customer.
PAID = (
    "SELECT c.customer_id, COUNT(*), SUM(a.debit_base) FROM open_item c JOIN allocation a ON a.tenant_id = c.tenant_id "
    "AND a.credit_item_id = c.id JOIN open_item d ON d.tenant_id = a.tenant_id AND d.id = a.debit_item_id "
    "WHERE c.tenant_id = %(tenant)s AND c.entity_id = %(entity)s AND c.side = 'C' AND c.effective_on > %(since)s "
    "GROUP BY c.customer_id"
)
# Where nobody has paid, grades are dealt out, so that a decision by them meets all of them.
DRAWN = (
    "INSERT INTO payer_grade (tenant_id, id, entity_id, customer_id, grade, days_late, broken, since_on) "
    "SELECT c.tenant_id, c.id, %(entity)s, c.id, SUBSTR('ABCDE', CAST(1 + c.id %% 5 AS integer), 1), "
    "CAST(10 * (c.id %% 5) AS integer), 0, {today} FROM customer c WHERE c.tenant_id = %(tenant)s"
)
FEW = 10_000
"""With fewer items than these, what is asked once for all of them counts for more than they do."""

MANY = 10_000
"""From so many customers on the same holds for what is asked of grades and segments."""

YEARS = datetime.timedelta(days=730)
BY_PAYER = (
    dunning.ProposePolicy("Standard", tuple(f"{step} risk=CDEN" for step in STEPS), standard=True),
    dunning.ProposePolicy("Key", STEPS, segments=("Key",)),
    dunning.ProposePolicy("High risk", STEPS, grades="DE"),
)


def run(context: Context) -> Iterator[Figure]:
    """The figures of dunning decisions: nothing was reminded yet, so that every item counts."""
    dunning.propose(context, dunning.ProposePolicy("Standard", STEPS, standard=True))
    dunning.adopt(context, dunning.AdoptPolicy("Standard"))
    mine, at = books.of(context), Moment(context.today, context.now)
    params = plain_params(mine, context)
    rows = sum(row[3] for row in figure.plain_rows(PLAIN, params))
    found = dunning_due.decisions(mine, at)
    with figure.counting() as counted:
        dunning_due.decisions(mine, at)
    timed = figure.compared(lambda: figure.plain_rows(PLAIN, params), lambda: dunning_due.decisions(mine, at), most=5)
    said = f"{len(found):,} customers, {rows:,} items, {len(counted.statements)} statements"
    yield figure.ratio("reminders decided over all that is late", timed, 5.0 if rows >= FEW else None, said)
    one = found[0].customer_id if found else 0
    alone = figure.best_ms(lambda: dunning_due.decisions(mine, at, one))
    yield Figure("reminder, read again at the moment of sending", alone, "ms", None, note="one customer")
    yield from _by_payer(context, params)


def _by_payer(context: Context, params: dict[str, object]) -> Iterator[Figure]:
    """The same with conditions on how customers pay: their grades are kept first, as each night."""
    mine, at = books.of(context), Moment(context.today, context.now)
    given = {"tenant": mine.tenant_id, "entity": mine.entity_id, "since": figure.text(context.today - YEARS)}
    rows = sum(row[1] for row in figure.plain_rows(PAID, given))
    first = figure.once_ms(lambda: grading.keep(context))
    found = sql.row("SELECT COUNT(*) FROM payer_grade WHERE tenant_id = %s", [mine.tenant_id])
    yield Figure(
        "payers' grades kept for the first time", first, "ms", None, note=f"{found[0] if found else 0:,} grades"
    )

    def again() -> None:
        grading.outdate(context)
        grading.keep(context)

    if rows:
        timed = figure.compared(lambda: figure.plain_rows(PAID, given), again, most=5)
        yield figure.ratio("payers' grades reckoned and kept", timed, 5.0, f"{rows:,} allocations of two years")
    else:
        drawn = DRAWN.format(today=sql.as_day("%(today)s"))
        sql.execute(drawn, {"tenant": mine.tenant_id, "entity": mine.entity_id, "today": figure.text(context.today)})
    sql.execute("UPDATE customer SET segment = 'Key' WHERE tenant_id = %s AND id %% 10 = 0", [mine.tenant_id])
    for one in BY_PAYER:
        dunning.propose(context, one)
        dunning.adopt(context, dunning.AdoptPolicy(one.name))
    decided = dunning_due.decisions(mine, at)
    timed = figure.compared(lambda: figure.plain_rows(PLAIN, params), lambda: dunning_due.decisions(mine, at), most=5)
    many = sum(one.rule == "grade" for one in decided)
    said = f"{len(decided):,} customers, {many:,} of another grade"
    most = 5.0 if len(decided) >= MANY else None
    yield figure.ratio("reminders decided by grades and segments, too", timed, most, said)


def plain_params(mine: Books, context: Context) -> dict[str, object]:
    """What `PLAIN` asks for."""
    latest = figure.text(context.today + FORESEEN)
    return {"tenant": mine.tenant_id, "entity": mine.entity_id, "never": "9999-12-31", "latest": latest}
