"""Gap-free number series: a number is taken by an UPDATE that holds the row until commit."""

from __future__ import annotations

import datetime

from quittance.books import sql
from quittance.books.keys import new_id

PREFIXES = {"invoice": "INV", "credit_note": "CN", "payment": "PAY", "refund": "RF", "writeoff": "WO"}
WIDTH = 5


def take(tenant_id: int, entity_id: int, kind: str, on: datetime.date) -> str:
    """The next number of the kind's series for the year, such as INV-2026-00042.

    One statement; a rolled-back command gives its number back, so there is no gap.
    """
    code = f"{kind}-{on.year}"
    prefix = f"{PREFIXES[kind]}-{on.year}-"
    found = sql.row(
        "INSERT INTO series (tenant_id, id, entity_id, code, prefix, width, next_number) "
        "VALUES (%s, %s, %s, %s, %s, %s, 2) "
        "ON CONFLICT (tenant_id, entity_id, code) DO UPDATE SET next_number = series.next_number + 1 "
        "RETURNING prefix, width, next_number - 1",
        [tenant_id, new_id(), entity_id, code, prefix, WIDTH],
    )
    assert found is not None
    return f"{found[0]}{found[2]:0{found[1]}d}"


def reach(tenant_id: int, entity_id: int, code: str, prefix: str, number: int, *, width: int = WIDTH) -> None:
    """Let a series continue behind `number`, because papers numbered elsewhere have used it up to there."""
    sql.execute(
        "INSERT INTO series (tenant_id, id, entity_id, code, prefix, width, next_number) "
        "VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT (tenant_id, entity_id, code) DO UPDATE SET next_number = "
        "CASE WHEN series.next_number > EXCLUDED.next_number THEN series.next_number ELSE EXCLUDED.next_number END",
        [tenant_id, new_id(), entity_id, code, prefix, width, number + 1],
    )
