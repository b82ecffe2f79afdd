"""Verify: every cached number recomputed from history, every invariant of the books looked at in sets."""

from __future__ import annotations

from dataclasses import dataclass

from quittance.books import sql
from quittance.books.ledger import NEVER
from quittance.reports import interest_due
from quittance.reports.books import Books
from quittance.reports.checks import CHECKS

ACCRUED = "interest kept: what is reckoned"
"""The one check that no statement makes: interest that was kept, by the rule itself."""

MOST_DIFFERENCES = 100
"""Differences named per check; the count tells how many there are in all."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One number that does not agree: what it is about, as it stands and as history has it."""

    check: str
    subject: str
    stands: str
    computed: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at (check, rows) and what differs; `count` also counts differences beyond the named ones."""

    checked: tuple[tuple[str, int], ...]
    differences: tuple[Difference, ...]
    count: int

    @property
    def clean(self) -> bool:
        """True when everything agrees."""
        return self.count == 0


def run(books: Books) -> Verified:
    """Run every check: a handful of set-based statements however many rows there are, and what is reckoned apart."""
    params = {"tenant": books.tenant_id, "entity": books.entity_id, "never": NEVER, "most": MOST_DIFFERENCES}
    checked, named, count = [], [], 0
    sizes: dict[str, int] = {}
    for check, (table, statement) in CHECKS.items():
        if table not in sizes:
            sizes[table] = _size(table, books)
        checked.append((check, sizes[table]))
        found = sql.rows(f"SELECT * FROM ({statement}) AS found LIMIT %(most)s", params)
        if found:
            total = sql.row(f"SELECT COUNT(*) FROM ({statement}) AS found", params)
            count += int(total[0]) if total else 0
        named += [Difference(check, str(row[0]), str(row[1]), str(row[2])) for row in found]
    differs = interest_due.differences(books)
    checked.append((ACCRUED, _size("interest_sum", books)))
    named += [Difference(ACCRUED, *one) for one in differs[:MOST_DIFFERENCES]]
    count += len(differs)
    return Verified(tuple(checked), tuple(named), count)


def _size(table: str, books: Books) -> int:
    mine = "" if table == "command" else "AND entity_id = %(entity)s"
    found = sql.row(
        f"SELECT COUNT(*) FROM {table} WHERE tenant_id = %(tenant)s {mine}",
        {"tenant": books.tenant_id, "entity": books.entity_id},
    )
    assert found is not None
    return int(found[0])
