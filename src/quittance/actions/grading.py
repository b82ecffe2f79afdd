"""Payers' grades kept for the day: reckoned each night for every customer, by one statement."""

from __future__ import annotations

from django.db import transaction

from quittance.actions.command import Context
from quittance.books import sql
from quittance.books.keys import new_id, new_ids
from quittance.reports import grades
from quittance.reports.books import of as books_of

# Who has paid within a year, and who had a grade and has none any more; what stayed as it was is not written.
_KEEP = """
INSERT INTO payer_grade (tenant_id, id, entity_id, customer_id, grade, days_late, broken, since_on)
WITH {tables}
SELECT %(tenant)s, %(first)s + ROW_NUMBER() OVER (ORDER BY w.customer_id) - 1, %(entity)s, w.customer_id,
       COALESCE(r.grade, ''), r.days_late, COALESCE(r.broken, 0), {today}
FROM (SELECT m.customer_id FROM mean m UNION SELECT g.customer_id FROM payer_grade g
      WHERE g.tenant_id = %(tenant)s AND g.entity_id = %(entity)s AND g.grade <> '') w
LEFT JOIN reckoned r ON r.customer_id = w.customer_id WHERE 1 = 1 ORDER BY w.customer_id
ON CONFLICT (tenant_id, entity_id, customer_id) DO UPDATE SET days_late = EXCLUDED.days_late, broken = EXCLUDED.broken,
    since_on = CASE WHEN payer_grade.grade = EXCLUDED.grade THEN payer_grade.since_on ELSE EXCLUDED.since_on END,
    grade = EXCLUDED.grade
WHERE payer_grade.grade <> EXCLUDED.grade OR payer_grade.broken <> EXCLUDED.broken
      OR COALESCE(payer_grade.days_late, {none}) <> COALESCE(EXCLUDED.days_late, {none})
"""
_NO_DAYS = -1_000_000
"""Stands for no mean where two means are compared."""


def keep(context: Context) -> int:
    """Keep every customer's grade of today, if they are not; how many were written anew.

    Whoever comes second waits and finds it done.
    """
    with transaction.atomic():
        _insert_day(context)
        tail = " FOR UPDATE" if sql.on_postgresql() else ""
        sql.row(f"SELECT id FROM grading WHERE tenant_id = %s AND entity_id = %s{tail}", _where(context))
        if grades.graded(books_of(context), context.today):
            return 0
        found = sql.row("SELECT COUNT(*) FROM customer WHERE tenant_id = %s", [context.tenant_id])
        first = new_ids(max(1, int(found[0]) if found else 1))[0]
        said = _KEEP.format(tables=grades.tables(), today=sql.as_day("%(today)s"), none=_NO_DAYS)
        given = {"tenant": context.tenant_id, "entity": context.entity_id, "first": first}
        written = sql.execute(said, given | grades.params(context.today))
        sql.execute(
            "UPDATE grading SET graded_on = %s WHERE tenant_id = %s AND entity_id = %s",
            [context.today, *_where(context)],
        )
    return written


def outdate(context: Context) -> None:
    """Have the grades reckoned anew before the day is over: a history came in that they do not know."""
    sql.execute("UPDATE grading SET graded_on = NULL WHERE tenant_id = %s AND entity_id = %s", _where(context))


def _insert_day(context: Context) -> None:
    """The row that is the lock of a company's grades."""
    row = [context.tenant_id, new_id(), context.entity_id, None]
    sql.insert_new("grading", "tenant_id id entity_id graded_on".split(), [row], "tenant_id, entity_id")


def _where(context: Context) -> list[int]:
    return [context.tenant_id, context.entity_id]
