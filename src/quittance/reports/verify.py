"""Verify: every cached number recomputed from history, every invariant of the books looked at in sets."""

from __future__ import annotations

from dataclasses import dataclass

from quittance.books import sql
from quittance.books.ledger import NEVER
from quittance.reports.books import Books

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


_ITEMS = """
    SELECT item, SUM(amount) AS amount, SUM(base) AS base, MAX(effective_on) AS touched_on,
           MAX(CASE WHEN amount < 0 THEN effective_on END) AS freed_on
    FROM (SELECT debit_item_id AS item, amount, debit_base AS base, effective_on FROM allocation
          WHERE tenant_id = %(tenant)s AND entity_id = %(entity)s
          UNION ALL
          SELECT credit_item_id, amount, credit_base, effective_on FROM allocation
          WHERE tenant_id = %(tenant)s AND entity_id = %(entity)s) AS both_sides
    GROUP BY item
"""

_RUNNING = """
    SELECT 'item ' || CAST(i.id AS text), CAST(r.running AS text) || ' on ' || CAST(r.effective_on AS text),
           'between 0 and ' || CAST(i.amount AS text)
    FROM (SELECT item, effective_on, SUM(amount) OVER (PARTITION BY item ORDER BY effective_on) AS running
          FROM (SELECT item, effective_on, SUM(amount) AS amount
                FROM (SELECT debit_item_id AS item, effective_on, amount FROM allocation
                      WHERE tenant_id = %(tenant)s AND entity_id = %(entity)s
                      UNION ALL
                      SELECT credit_item_id, effective_on, amount FROM allocation
                      WHERE tenant_id = %(tenant)s AND entity_id = %(entity)s) AS both_sides
                GROUP BY item, effective_on) AS by_day) AS r
    JOIN open_item i ON i.tenant_id = %(tenant)s AND i.id = r.item
    WHERE r.running < 0 OR r.running > i.amount
"""

_SIGNED = """
    SELECT account, currency, SUM(amount) AS amount, SUM(base) AS base
    FROM (SELECT debit_account_id AS account, currency, amount, base_amount AS base FROM posting
          WHERE tenant_id = %(tenant)s AND entity_id = %(entity)s
          UNION ALL
          SELECT credit_account_id, currency, -amount, -base_amount FROM posting
          WHERE tenant_id = %(tenant)s AND entity_id = %(entity)s) AS both_sides
    GROUP BY account, currency
"""

_CONTROL = """
    SELECT '{kind} account in ' || x.currency, CAST(SUM(x.ledger) AS text) || ' / ' || CAST(SUM(x.ledger_base) AS text),
           CAST(SUM(x.items) AS text) || ' / ' || CAST(SUM(x.items_base) AS text)
    FROM (SELECT s.currency, {sign}s.amount AS ledger, {sign}s.base AS ledger_base, 0 AS items, 0 AS items_base
          FROM ({signed}) AS s JOIN account a ON a.tenant_id = %(tenant)s AND a.id = s.account AND a.kind = '{kind}'
          UNION ALL
          SELECT currency, 0, 0, amount - allocated, base_amount - allocated_base FROM open_item
          WHERE tenant_id = %(tenant)s AND entity_id = %(entity)s AND side = '{side}') AS x
    GROUP BY x.currency HAVING SUM(x.ledger) <> SUM(x.items) OR SUM(x.ledger_base) <> SUM(x.items_base)
"""

_CACHE = """
    SELECT 'item ' || CAST(i.id AS text), {stands}, {computed} FROM open_item i
    LEFT JOIN ({items}) AS h ON h.item = i.id
    WHERE i.tenant_id = %(tenant)s AND i.entity_id = %(entity)s AND {differs}
"""

CHECKS: dict[str, tuple[str, str]] = {
    "open item: allocated": (
        "open_item",
        _CACHE.format(
            items=_ITEMS,
            stands="CAST(i.allocated AS text) || ' / ' || CAST(i.allocated_base AS text)",
            computed="CAST(COALESCE(h.amount, 0) AS text) || ' / ' || CAST(COALESCE(h.base, 0) AS text)",
            differs="(i.allocated <> COALESCE(h.amount, 0) OR i.allocated_base <> COALESCE(h.base, 0))",
        ),
    ),
    "open item: days of its allocations": (
        "open_item",
        _CACHE.format(
            items=_ITEMS,
            stands="COALESCE(CAST(i.touched_on AS text), '-') || ' / ' || COALESCE(CAST(i.freed_on AS text), '-')",
            computed="COALESCE(CAST(h.touched_on AS text), '-') || ' / ' || COALESCE(CAST(h.freed_on AS text), '-')",
            differs="(COALESCE(i.touched_on, %(never)s) <> COALESCE(h.touched_on, %(never)s) "
            "OR COALESCE(i.freed_on, %(never)s) <> COALESCE(h.freed_on, %(never)s))",
        ),
    ),
    "open item: closed on": (
        "open_item",
        _CACHE.format(
            items=_ITEMS,
            stands="CAST(i.closed_on AS text)",
            computed="CASE WHEN COALESCE(h.amount, 0) = i.amount THEN CAST(h.touched_on AS text) ELSE 'open' END",
            differs="i.closed_on <> CASE WHEN COALESCE(h.amount, 0) = i.amount THEN h.touched_on ELSE %(never)s END",
        ),
    ),
    "open item: within its amount on every day": ("open_item", _RUNNING),
    "receivable account = open debit items": (
        "posting",
        _CONTROL.format(kind="receivable", side="D", sign="", signed=_SIGNED),
    ),
    "unapplied account = open credit items": (
        "posting",
        _CONTROL.format(kind="unapplied", side="C", sign="-", signed=_SIGNED),
    ),
    "document = its open items": (
        "document",
        """
        SELECT d.number, CAST(d.total AS text), CAST(COALESCE(h.total, 0) AS text) FROM document d
        LEFT JOIN (SELECT document_id, SUM(amount) AS total, SUM(base_amount) AS base FROM open_item
                   WHERE tenant_id = %(tenant)s AND entity_id = %(entity)s
                   AND kind IN ('invoice', 'credit_note', 'debit_note') GROUP BY document_id) AS h
        ON h.document_id = d.id WHERE d.tenant_id = %(tenant)s AND d.entity_id = %(entity)s
        AND (d.total <> COALESCE(h.total, 0) OR d.base_total <> COALESCE(h.base, 0))
        """,
    ),
    "document = its lines with tax": (
        "document",
        """
        SELECT d.number, CAST(d.net AS text), CAST(h.net AS text) FROM document d
        JOIN (SELECT document_id, SUM(net) AS net FROM line WHERE tenant_id = %(tenant)s GROUP BY document_id) AS h
        ON h.document_id = d.id WHERE d.tenant_id = %(tenant)s AND d.entity_id = %(entity)s AND d.net <> h.net
        """,
    ),
    "payment = its credit item": (
        "payment",
        """
        SELECT p.reference, CAST(p.amount AS text), CAST(COALESCE(i.amount, 0) AS text) FROM payment p
        LEFT JOIN open_item i ON i.tenant_id = p.tenant_id AND i.payment_id = p.id AND i.kind = 'payment'
        WHERE p.tenant_id = %(tenant)s AND p.entity_id = %(entity)s
        AND (i.id IS NULL OR p.amount <> i.amount OR p.base_amount <> i.base_amount)
        """,
    ),
    "allocation: after both its items, same currency": (
        "allocation",
        """
        SELECT 'allocation ' || CAST(a.id AS text), CAST(a.effective_on AS text), CAST(d.effective_on AS text)
        FROM allocation a JOIN open_item d ON d.tenant_id = a.tenant_id AND d.id = a.debit_item_id
        JOIN open_item c ON c.tenant_id = a.tenant_id AND c.id = a.credit_item_id
        WHERE a.tenant_id = %(tenant)s AND a.entity_id = %(entity)s
        AND (a.effective_on < d.effective_on OR a.effective_on < c.effective_on OR a.currency <> d.currency
             OR a.currency <> c.currency OR d.side <> 'D' OR c.side <> 'C')
        """,
    ),
    "allocation taken back: exact inverse": (
        "allocation",
        """
        SELECT 'allocation ' || CAST(b.id AS text), CAST(b.amount AS text), CAST(-a.amount AS text)
        FROM allocation b JOIN allocation a ON a.tenant_id = b.tenant_id AND a.id = b.reverses
        WHERE b.tenant_id = %(tenant)s AND b.entity_id = %(entity)s
        AND (b.amount <> -a.amount OR b.debit_base <> -a.debit_base OR b.credit_base <> -a.credit_base
             OR b.debit_item_id <> a.debit_item_id OR b.credit_item_id <> a.credit_item_id
             OR b.effective_on < a.effective_on)
        """,
    ),
    "entry: on the day of its postings": (
        "entry",
        """
        SELECT 'entry ' || CAST(e.id AS text), CAST(e.effective_on AS text), CAST(p.effective_on AS text)
        FROM posting p JOIN entry e ON e.tenant_id = p.tenant_id AND e.id = p.entry_id
        WHERE p.tenant_id = %(tenant)s AND p.entity_id = %(entity)s AND p.effective_on <> e.effective_on
        """,
    ),
    "command: carried out with an event": (
        "command",
        """
        SELECT 'command ' || CAST(c.id AS text), c.verb, 'no event' FROM command c
        WHERE c.tenant_id = %(tenant)s AND NOT EXISTS
        (SELECT 1 FROM event e WHERE e.tenant_id = c.tenant_id AND e.command_id = c.id)
        """,
    ),
}
"""Check name -> the table it looks at, and a statement that yields (subject, stands, computed) where it fails."""


def run(books: Books) -> Verified:
    """Run every check; a handful of set-based statements however many rows there are."""
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
    return Verified(tuple(checked), tuple(named), count)


def _size(table: str, books: Books) -> int:
    mine = "" if table == "command" else "AND entity_id = %(entity)s"
    found = sql.row(
        f"SELECT COUNT(*) FROM {table} WHERE tenant_id = %(tenant)s {mine}",
        {"tenant": books.tenant_id, "entity": books.entity_id},
    )
    assert found is not None
    return int(found[0])
