"""Payers' grades of a whole company in one statement: those that were kept today, or reckoned where they are not.

What `rules.grades` says of a customer is said here of all of them in the rule's own numbers; a test holds both to the
grades that the pages show.
"""

from __future__ import annotations

import datetime
from typing import Any

from quittance.books import sql
from quittance.books.ledger import NEVER
from quittance.reports.books import Books
from quittance.reports.holding import CASH
from quittance.reports.paying import DEBTS, PAID_ON, YEAR
from quittance.reports.worklist_rank import LOOKED_BACK_DAYS
from quittance.rules import grades, promises

Params = dict[str, Any]


def graded(books: Books, today: datetime.date) -> bool:
    """Whether the kept grades are of today."""
    found = sql.row(
        "SELECT graded_on FROM grading WHERE tenant_id = %s AND entity_id = %s", [books.tenant_id, books.entity_id]
    )
    return found is not None and sql.day_or_none(found[0]) == today


def source(books: Books, today: datetime.date, customer_id: int | None = None) -> tuple[str, Params]:
    """A SELECT of (customer_id, grade) of who has one, of all customers or one, with its parameters.

    Kept grades when they are of today, otherwise the same reckoned now. Index payer_grade_once.
    """
    one = {} if customer_id is None else {"customer": customer_id}
    given: Params = {"tenant": books.tenant_id, "entity": books.entity_id, **one}
    if graded(books, today):
        kept = "g.tenant_id = %(tenant)s AND g.entity_id = %(entity)s AND g.grade <> ''"
        return f"SELECT g.customer_id, g.grade FROM payer_grade g WHERE {kept}{_of('g', customer_id)}", given
    said = f"WITH {tables(customer_id)} SELECT r.customer_id, r.grade FROM reckoned r WHERE r.grade <> ''"
    return said, given | params(today)


def letter(books: Books, today: datetime.date, customer_id: int) -> str:
    """The grade of one customer by which it is decided today; "" where it has none."""
    found = sql.row(*source(books, today, customer_id))
    return str(found[1]) if found else ""


def tables(customer_id: int | None = None) -> str:
    """What stands behind WITH: `reckoned` has customer_id, days_late, broken and grade of who paid within a year.

    Indexes open_item_customer, allocation_credit, open_item_now, activity_customer.
    """
    mean = _MEAN.format(days=_days(), one=_of("c", customer_id))
    broken = _BROKEN.format(one=_of("p", customer_id))
    reckoned = _RECKONED.format(rounded=_rounded(), letter=lettered("y"))
    return f"mean AS ({mean}), broken AS ({broken}), reckoned AS ({reckoned})"


def params(today: datetime.date) -> Params:
    """What `tables` asks for, but `tenant`, `entity` and `customer`."""
    return {
        "today": today,
        "grade_never": NEVER,
        "grade_year": today - YEAR,
        "grade_since": today - 2 * YEAR,
        "grade_lately": today - datetime.timedelta(days=LOOKED_BACK_DAYS),
    }


def _of(table: str, customer_id: int | None) -> str:
    return "" if customer_id is None else f" AND {table}.customer_id = %(customer)s"


def _days() -> str:
    """Days from the due day to the day of the money."""
    if sql.on_postgresql():
        return "(x.paid_on - x.due_on)"
    return "CAST(julianday(x.paid_on) - julianday(x.due_on) AS INTEGER)"


def _rounded() -> str:
    """The mean in whole days, halves away from zero, as `rules.paying.lateness` rounds it."""
    half = "2 * ABS(m.late) + m.base"
    whole = f"CAST(DIV({half}, 2 * m.base) AS integer)" if sql.on_postgresql() else f"({half}) / (2 * m.base)"
    return f"CASE WHEN m.late < 0 THEN -({whole}) ELSE {whole} END"


def lettered(table: str) -> str:
    """The grade that a row's days_late and broken come to, as `rules.grades.grade` has it."""
    limits = list(enumerate(grades.LIMITS, start=1))
    at = f"CASE {' '.join(f'WHEN {table}.days_late > {limit} THEN {n}' for n, limit in reversed(limits))} ELSE 0 END"
    letters = f"SUBSTR('{grades.LETTERS}{grades.LETTERS[-1]}', 1 + {at} + {table}.broken, 1)"
    return f"CASE WHEN {table}.days_late IS NULL THEN '' ELSE {letters} END"


_MEAN = (
    "SELECT x.customer_id, SUM({days} * x.base) AS late, SUM(x.base) AS base FROM ("
    f"SELECT c.customer_id, {PAID_ON} AS paid_on, d.due_on, a.debit_base AS base "
    "FROM open_item c JOIN allocation a ON a.tenant_id = c.tenant_id AND a.credit_item_id = c.id "
    f"JOIN open_item d ON d.tenant_id = a.tenant_id AND d.id = a.debit_item_id AND d.kind IN {DEBTS} "
    "WHERE c.tenant_id = %(tenant)s AND c.entity_id = %(entity)s AND c.closed_on > %(grade_since)s{one} "
    f"AND c.side = 'C' AND c.kind IN {CASH} AND c.allocated > 0 AND c.effective_on > %(grade_since)s "
    "AND c.effective_on <= %(today)s) x WHERE x.paid_on > %(grade_year)s AND x.paid_on <= %(today)s "
    "GROUP BY x.customer_id HAVING SUM(x.base) > 0"
)

# Who is late, and has broken a promise lately of which nobody has talked since.
_BROKEN = (
    "SELECT b.customer_id FROM (SELECT p.customer_id, MAX(p.promised_on) AS promised_on FROM promise p "
    "WHERE p.tenant_id = %(tenant)s AND p.entity_id = %(entity)s "
    f"AND p.state IN ('{promises.BROKEN}', '{promises.PARTLY}') AND p.deadline_on >= %(grade_lately)s{{one}} "
    "GROUP BY p.customer_id) b "
    "WHERE EXISTS (SELECT 1 FROM open_item i WHERE i.tenant_id = %(tenant)s AND i.entity_id = %(entity)s "
    "AND i.customer_id = b.customer_id AND i.closed_on = %(grade_never)s AND i.due_on < %(today)s AND i.side = 'D') "
    "AND NOT EXISTS (SELECT 1 FROM activity a WHERE a.tenant_id = %(tenant)s AND a.customer_id = b.customer_id "
    "AND a.entity_id = %(entity)s AND a.done_on > b.promised_on AND a.done_on >= %(grade_lately)s "
    "AND a.kind <> 'note' AND a.state NOT IN ('taken_back', 'failed'))"
)
_RECKONED = (
    "SELECT y.customer_id, y.days_late, y.broken, {letter} AS grade "
    "FROM (SELECT m.customer_id, {rounded} AS days_late, CASE WHEN b.customer_id IS NULL THEN 0 ELSE 1 END AS broken "
    "FROM mean m LEFT JOIN broken b ON b.customer_id = m.customer_id) y"
)
