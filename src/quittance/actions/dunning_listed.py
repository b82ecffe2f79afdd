"""What a reminder lists is kept as it goes: items that went through their step, what is asked and what is left out."""

from __future__ import annotations

from collections.abc import Sequence

from quittance.actions import dunning_runs
from quittance.actions.command import Context
from quittance.books import sql
from quittance.books.keys import new_ids
from quittance.reports import dunning_due
from quittance.reports.books import of as books_of
from quittance.reports.dunning_asked import Moment
from quittance.reports.dunning_due import Decision, LateItem, LeftOut
from quittance.rules import dunning as rules

TABLES = ("reminder_item", "reminder_asked", "reminder_left")


def keep(context: Context, ids: tuple[int, int], decision: Decision, at: Moment, items: Sequence[LateItem]) -> None:
    """Keep the lines of a reminder within the caller's transaction, one statement a table; `ids` are it and its run.

    A thank-you asks for nothing, and what it is about is kept as new alone.
    """
    id, run_id = ids
    fresh = [item for item in items if item.fresh]
    _insert(context, "reminder_item", "day amount", [(id, one.item_id, one.day, one.left) for one in fresh])
    if decision.step.day != rules.GRATEFUL_DAY:
        lines = [(id, one.item_id, one.due_on, one.open, one.left) for one in items]
        _insert(context, "reminder_asked", "due_on open amount", lines)
    if not decision.held:
        return
    parts = dunning_due.left_out(books_of(context), at, decision.customer_id)
    late = [one for one in parts if one.day > 0 or decision.step.day <= 0]
    _insert(context, "reminder_left", "rule amount", [(id, *line) for line in _by_rule(late)])
    _log(context, run_id, decision, parts)


def undo(context: Context, id: int) -> None:
    """It was not taken: forget the lines, within the caller's transaction, while it still stands as on its way."""
    for table in TABLES:
        sql.execute(
            f"DELETE FROM {table} WHERE tenant_id = %s AND reminder_id = %s AND EXISTS (SELECT 1 FROM reminder r "
            "WHERE r.tenant_id = %s AND r.id = %s AND r.state = 'sending')",
            [context.tenant_id, id, context.tenant_id, id],
        )


def _insert(context: Context, table: str, columns: str, rows: Sequence[Sequence[object]]) -> None:
    ids = new_ids(max(1, len(rows)))
    sql.insert(
        table,
        ["tenant_id", "id", "reminder_id", "item_id", *columns.split()],
        [[context.tenant_id, line_id, *row] for line_id, row in zip(ids, rows, strict=False)],
    )


def _by_rule(parts: Sequence[LeftOut]) -> list[tuple[int, str, int]]:
    """Item, rule and amount: two disputes of one item are one line."""
    sums: dict[tuple[int, str], int] = {}
    for one in parts:
        sums[one.item_id, one.rule] = sums.get((one.item_id, one.rule), 0) + one.amount
    return [(item_id, rule, amount) for (item_id, rule), amount in sums.items()]


def _log(context: Context, run_id: int, decision: Decision, parts: Sequence[LeftOut]) -> None:
    """Log what is left out of this message by the rules that are true now, a line for each rule."""
    sums: dict[str, tuple[int, int]] = {}
    for one in parts:
        count, base = sums.get(one.rule, (0, 0))
        sums[one.rule] = (count + 1, base + one.base)
    rows = [(decision.customer_id, decision.step.day, rule, False, *both) for rule, both in sums.items()]
    dunning_runs.log(context, run_id, rows)
