"""What papers have said of a customer or of the company until it changed: papers issued before go on saying it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quittance.actions.command import Context
from quittance.books import sql
from quittance.books.keys import new_id

KEPT = {"customer": "former_address", "entity": "former_letterhead"}
"""Table of whom papers speak -> the table of what they said before."""


def keep(context: Context, table: str, id: int, said: Sequence[str], changes: Mapping[str, object]) -> None:
    """Keep the columns `said` of a row where one of them becomes another; one statement, none without changes.

    The moment is behind all that is recorded by now, as that of the next entry will be. Index entry_moment.
    """
    if not changes:
        return
    columns = ", ".join(said)
    differs = " OR ".join(f"({name} <> '' AND {name} <> %s)" for name in changes)
    sql.execute(
        f"INSERT INTO {KEPT[table]} (tenant_id, id, {table}_id, until, {columns}) SELECT tenant_id, %s, id, "
        f"(SELECT CASE WHEN COALESCE(MAX(e.recorded_at), 0) < %s THEN %s ELSE MAX(e.recorded_at) + 1 END FROM entry e "
        f"WHERE e.tenant_id = %s), {columns} FROM {table} WHERE tenant_id = %s AND id = %s AND ({differs})",
        [new_id(), context.now, context.now, context.tenant_id, context.tenant_id, id, *changes.values()],
    )
