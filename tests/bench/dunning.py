"""Who is reminded, decided over everything that is open, against one plain pass over the same rows."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from quittance.actions import dunning
from quittance.actions.command import Context
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
    yield figure.ratio("reminders decided over all that is late", timed, 5.0, said)
    one = found[0].customer_id if found else 0
    alone = figure.best_ms(lambda: dunning_due.decisions(mine, at, one))
    yield Figure("reminder, read again at the moment of sending", alone, "ms", None, note="one customer")


def plain_params(mine: Books, context: Context) -> dict[str, object]:
    """What `PLAIN` asks for."""
    latest = figure.text(context.today + FORESEEN)
    return {"tenant": mine.tenant_id, "entity": mine.entity_id, "never": "9999-12-31", "latest": latest}
