"""The fields that a table of rows speaks of."""

from __future__ import annotations

from collections.abc import Sequence

from quittance.formats.binding import Branch, Each, Many, One, Row, Term, Within


def fields(rows: Sequence[Row]) -> set[str]:
    """Names of fields, those of groups too, as «group.field»."""
    found: set[str] = set()
    for row in rows:
        if isinstance(row, Term | Each | Many | One | Within):
            found.add(row.field)
        if isinstance(row, Many | One | Within):
            found |= {f"{row.field}.{name}" for name in fields(row.rows)}
        if isinstance(row, Branch):
            found |= fields(row.rows)
    return found
