"""ZIPs that are kept as they were handed over or filed: made once, and never again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from django.db import transaction

from quittance.actions.command import Context
from quittance.books import sql
from quittance.formats import archive

Table = Literal["dossier", "insolvency"]


def kept(context: Context, table: Table, id: int, make: Callable[[], bytes], *, final: bool) -> bytes:
    """What is stored with a row, else what `make` gives, which is stored once it is `final`.

    Drawing happens outside the transaction; where two draw at once, the first to store is what both get.
    """
    found = _stored(context, table, id)
    if found is not None:
        return found
    made = make()
    if not final:
        return made
    with transaction.atomic():
        sql.execute(
            f"UPDATE {table} SET content = %s, digest = %s WHERE tenant_id = %s AND id = %s AND content IS NULL",
            [made, archive.digest(made), context.tenant_id, id],
        )
        return _stored(context, table, id) or made


def _stored(context: Context, table: Table, id: int) -> bytes | None:
    found = sql.row(f"SELECT content FROM {table} WHERE tenant_id = %s AND id = %s", [context.tenant_id, id])
    return bytes(found[0]) if found is not None and found[0] is not None else None
