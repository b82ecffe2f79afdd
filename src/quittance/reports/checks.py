"""The checks of `verify`: one statement each over all rows at once, yielding what disagrees with history."""

from __future__ import annotations

from quittance.books.ledger import NEVER
from quittance.books.sums import LANES
from quittance.reports import grades

_MINE = "tenant_id = %(tenant)s AND entity_id = %(entity)s"

# Every allocation twice: once for its debit item, once for its credit item.
_SIDES = f"""
    SELECT debit_item_id AS item, amount, debit_base AS base, effective_on, recorded_at FROM allocation WHERE {_MINE}
    UNION ALL
    SELECT credit_item_id, amount, credit_base, effective_on, recorded_at FROM allocation WHERE {_MINE}
"""

_SUMS = f"""
    SELECT item, SUM(amount) AS amount, SUM(base) AS base, MAX(effective_on) AS touched_on,
           MAX(CASE WHEN amount < 0 THEN effective_on END) AS freed_on FROM ({_SIDES}) AS sides GROUP BY item
"""

_CACHE = f"""
    SELECT 'item ' || CAST(i.id AS text), {{stands}}, {{computed}}
    FROM open_item i LEFT JOIN ({_SUMS}) AS h ON h.item = i.id
    WHERE i.tenant_id = %(tenant)s AND i.entity_id = %(entity)s AND {{differs}}
"""

_RUNNING = f"""
    SELECT 'item ' || CAST(i.id AS text),
           CAST(r.amount AS text) || ' / ' || CAST(r.base AS text) || ' at ' || CAST(r.at AS text),
           'between 0 and ' || CAST(i.amount AS text) || ' / ' || CAST(i.base_amount AS text)
    FROM (SELECT item, at, SUM(amount) OVER w AS amount, SUM(base) OVER w AS base
          FROM (SELECT item, {{at}} AS at, SUM(amount) AS amount, SUM(base) AS base
                FROM ({_SIDES}) AS sides GROUP BY item, {{at}}) AS steps
          WINDOW w AS (PARTITION BY item ORDER BY at)) AS r
    JOIN open_item i ON i.tenant_id = %(tenant)s AND i.id = r.item
    WHERE r.amount < 0 OR r.amount > i.amount OR r.base < 0 OR r.base > i.base_amount
"""

# Every posting twice: once for the account it debits, once, with the other sign, for the one it credits.
_SIGNED = f"""
    SELECT debit_account_id AS account, item_id, currency, amount, base_amount AS base FROM posting WHERE {_MINE}
    UNION ALL
    SELECT credit_account_id, item_id, currency, -amount, -base_amount FROM posting WHERE {_MINE}
"""

_CONTROL = f"""
    SELECT '{{kind}} account in ' || x.currency,
           CAST(SUM(x.ledger) AS text) || ' / ' || CAST(SUM(x.ledger_base) AS text),
           CAST(SUM(x.items) AS text) || ' / ' || CAST(SUM(x.items_base) AS text)
    FROM (SELECT s.currency, {{sign}}s.amount AS ledger, {{sign}}s.base AS ledger_base, 0 AS items, 0 AS items_base
          FROM ({_SIGNED}) AS s JOIN account a ON a.tenant_id = %(tenant)s AND a.id = s.account AND a.kind = '{{kind}}'
          UNION ALL
          SELECT currency, 0, 0, amount - allocated, base_amount - allocated_base FROM open_item
          WHERE {_MINE} AND side = '{{side}}') AS x
    GROUP BY x.currency HAVING SUM(x.ledger) <> SUM(x.items) OR SUM(x.ledger_base) <> SUM(x.items_base)
"""

# Allocations are posted under their debit item: a debit item's postings leave what is open, a credit item's all of it.
_POSTED = f"""
    SELECT 'item ' || CAST(i.id AS text), CAST({{left}} AS text) || ' / ' || CAST({{left_base}} AS text),
           CAST(COALESCE(p.amount, 0) AS text) || ' / ' || CAST(COALESCE(p.base, 0) AS text)
    FROM open_item i LEFT JOIN (
        SELECT s.item_id, SUM({{sign}}s.amount) AS amount, SUM({{sign}}s.base) AS base FROM ({_SIGNED}) AS s
        JOIN account a ON a.tenant_id = %(tenant)s AND a.id = s.account AND a.kind = '{{kind}}' GROUP BY s.item_id
    ) AS p ON p.item_id = i.id
    WHERE i.tenant_id = %(tenant)s AND i.entity_id = %(entity)s AND i.side = '{{side}}'
    AND (COALESCE(p.amount, 0) <> {{left}} OR COALESCE(p.base, 0) <> {{left_base}})
"""

_OF_ENTRY = """
    SELECT '{table} ' || CAST(x.id AS text), CAST(x.{day} AS text) || ' / ' || CAST(x.{moment} AS text),
           CAST(e.effective_on AS text) || ' / ' || CAST(e.recorded_at AS text)
    FROM {table} x JOIN entry e ON e.tenant_id = x.tenant_id AND e.id = x.entry_id
    WHERE x.tenant_id = %(tenant)s AND x.entity_id = %(entity)s
    AND (x.{day} <> e.effective_on OR x.{moment} <> e.recorded_at OR x.entity_id <> e.entity_id)
"""

# The net of each document at each rate, from its lines, allowances and charges.
_BY_RATE = """
    SELECT document_id, rate, CAST(SUM(net) AS bigint) AS net
    FROM (SELECT document_id, tax_rate_e4 AS rate, net FROM line WHERE tenant_id = %(tenant)s
          UNION ALL SELECT document_id, tax_rate_e4, net FROM document_charge WHERE tenant_id = %(tenant)s) AS parts
    GROUP BY document_id, rate
"""

_ITEMS = {
    "open item: allocated": (
        "open_item",
        _CACHE.format(
            stands="CAST(i.allocated AS text) || ' / ' || CAST(i.allocated_base AS text)",
            computed="CAST(COALESCE(h.amount, 0) AS text) || ' / ' || CAST(COALESCE(h.base, 0) AS text)",
            differs="(i.allocated <> COALESCE(h.amount, 0) OR i.allocated_base <> COALESCE(h.base, 0))",
        ),
    ),
    "open item: days of its allocations": (
        "open_item",
        _CACHE.format(
            stands="COALESCE(CAST(i.touched_on AS text), '-') || ' / ' || COALESCE(CAST(i.freed_on AS text), '-')",
            computed="COALESCE(CAST(h.touched_on AS text), '-') || ' / ' || COALESCE(CAST(h.freed_on AS text), '-')",
            differs="(COALESCE(i.touched_on, %(never)s) <> COALESCE(h.touched_on, %(never)s) "
            "OR COALESCE(i.freed_on, %(never)s) <> COALESCE(h.freed_on, %(never)s))",
        ),
    ),
    "open item: closed on": (
        "open_item",
        _CACHE.format(
            stands="CAST(i.closed_on AS text)",
            computed="CASE WHEN COALESCE(h.amount, 0) = i.amount THEN CAST(h.touched_on AS text) ELSE 'open' END",
            differs="i.closed_on <> CASE WHEN COALESCE(h.amount, 0) = i.amount THEN h.touched_on ELSE %(never)s END",
        ),
    ),
    "open item: within its amount on every day": ("open_item", _RUNNING.format(at="effective_on")),
    "open item: within its amount at every moment": ("open_item", _RUNNING.format(at="recorded_at")),
    "open item: no base amount stays behind": (
        "open_item",
        """
        SELECT 'item ' || CAST(id AS text), CAST(allocated_base AS text), CAST(base_amount AS text) FROM open_item
        WHERE tenant_id = %(tenant)s AND entity_id = %(entity)s AND allocated = amount AND allocated_base <> base_amount
        """,
    ),
    "open item: day and moment of its entry": (
        "open_item",
        _OF_ENTRY.format(table="open_item", day="effective_on", moment="recorded_at"),
    ),
    "open item: posted as a debt": (
        "open_item",
        _POSTED.format(
            kind="receivable",
            side="D",
            sign="",
            left="(i.amount - i.allocated)",
            left_base="(i.base_amount - i.allocated_base)",
        ),
    ),
    "open item: posted as a credit": (
        "open_item",
        _POSTED.format(kind="unapplied", side="C", sign="-", left="i.amount", left_base="i.base_amount"),
    ),
    "open item: closed when its entry was reversed": (
        "open_item",
        """
        SELECT 'item ' || CAST(i.id AS text), CAST(i.amount - i.allocated AS text), '0'
        FROM open_item i JOIN entry r ON r.tenant_id = i.tenant_id AND r.reverses = i.entry_id
        WHERE i.tenant_id = %(tenant)s AND i.entity_id = %(entity)s AND i.allocated <> i.amount
        """,
    ),
}

_PAPERS = {
    "document = its open items": (
        "document",
        """
        SELECT d.number, CAST(d.total AS text) || ' / ' || CAST(d.base_total AS text),
               CAST(COALESCE(h.total, 0) AS text) || ' / ' || CAST(COALESCE(h.base, 0) AS text)
        FROM document d
        LEFT JOIN (SELECT document_id, SUM(amount) AS total, SUM(base_amount) AS base FROM open_item
                   WHERE tenant_id = %(tenant)s AND entity_id = %(entity)s
                   AND kind IN ('invoice', 'credit_note', 'debit_note', 'interest_note') GROUP BY document_id) AS h
        ON h.document_id = d.id WHERE d.tenant_id = %(tenant)s AND d.entity_id = %(entity)s
        AND (d.total <> COALESCE(h.total, 0) OR d.base_total <> COALESCE(h.base, 0))
        """,
    ),
    "document = its lines with tax": (
        "document",
        f"""
        SELECT d.number, CAST(d.net AS text) || ' + ' || CAST(d.tax AS text),
               CAST(h.net AS text) || ' + ' || CAST(h.tax AS text)
        FROM document d
        JOIN (SELECT r.document_id, COUNT(*) AS rates, SUM(r.net) AS net, SUM(CASE WHEN r.net < 0 THEN -1 ELSE 1 END * (
                  ABS(r.net) / 1000000 * r.rate + (2 * (ABS(r.net) %% 1000000) * r.rate + 1000000) / 2000000
              )) AS tax
              FROM ({_BY_RATE}) AS r GROUP BY r.document_id) AS h
        ON h.document_id = d.id WHERE d.tenant_id = %(tenant)s AND d.entity_id = %(entity)s
        AND (d.net <> h.net OR ABS(d.tax - h.tax) > CASE WHEN d.prices = 'with_tax' THEN h.rates ELSE 0 END)
        """,
    ),
    "document = its tax by rate": (
        "document",
        """
        SELECT d.number, CAST(d.net AS text) || ' + ' || CAST(d.tax AS text),
               CAST(t.net AS text) || ' + ' || CAST(t.tax AS text)
        FROM document d
        JOIN (SELECT document_id, SUM(net) AS net, SUM(tax) AS tax FROM document_tax
              WHERE tenant_id = %(tenant)s GROUP BY document_id) AS t
        ON t.document_id = d.id WHERE d.tenant_id = %(tenant)s AND d.entity_id = %(entity)s
        AND (d.net <> t.net OR d.tax <> t.tax)
        """,
    ),
    "tax by rate = its lines": (
        "document",
        f"""
        SELECT d.number, CAST(t.net AS text) || ' at ' || CAST(t.rate AS text),
               COALESCE(CAST(r.net AS text), 'nothing')
        FROM document d
        JOIN (SELECT document_id, rate_e4 AS rate, SUM(net) AS net FROM document_tax
              WHERE tenant_id = %(tenant)s GROUP BY document_id, rate_e4) AS t ON t.document_id = d.id
        LEFT JOIN ({_BY_RATE}) AS r ON r.document_id = t.document_id AND r.rate = t.rate
        WHERE d.tenant_id = %(tenant)s AND d.entity_id = %(entity)s AND t.net <> COALESCE(r.net, 0)
        """,
    ),
    "interest note = what it charged": (
        "interest_charge",
        """
        SELECT d.number, CAST(d.total AS text), CAST(COALESCE(h.charged, 0) AS text) FROM document d
        LEFT JOIN (SELECT document_id, SUM(interest + compensation) AS charged FROM interest_charge
                   WHERE tenant_id = %(tenant)s AND entity_id = %(entity)s GROUP BY document_id) AS h
        ON h.document_id = d.id WHERE d.tenant_id = %(tenant)s AND d.entity_id = %(entity)s
        AND d.kind = 'interest_note' AND d.total <> COALESCE(h.charged, 0)
        """,
    ),
    "document: day and moment of its entry": (
        "document",
        _OF_ENTRY.format(table="document", day="issued_on", moment="recorded_at"),
    ),
    "payment = its credit item": (
        "payment",
        """
        SELECT p.reference,
               CAST(p.amount AS text) || ' / ' || CAST(p.base_amount AS text) || ' of ' || CAST(p.customer_id AS text),
               COALESCE(CAST(i.amount AS text) || ' / ' || CAST(i.base_amount AS text) || ' of '
               || CAST(i.customer_id AS text), 'nothing')
        FROM payment p
        LEFT JOIN open_item i ON i.tenant_id = p.tenant_id AND i.payment_id = p.id AND i.kind = 'payment'
        WHERE p.tenant_id = %(tenant)s AND p.entity_id = %(entity)s
        AND (i.id IS NULL OR p.amount <> i.amount OR p.base_amount <> i.base_amount OR p.customer_id <> i.customer_id)
        """,
    ),
    "payment: day and moment of its entry": (
        "payment",
        _OF_ENTRY.format(table="payment", day="received_on", moment="recorded_at"),
    ),
}

_STOCK = {
    "item: on hand = its stock moves": (
        "catalogue_item",
        """
        SELECT 'item ' || i.number, CAST(i.on_hand_e6 AS text), CAST(COALESCE(m.quantity, 0) AS text)
        FROM catalogue_item i
        LEFT JOIN (SELECT item_id, SUM(quantity_e6) AS quantity FROM stock_move
                   WHERE tenant_id = %(tenant)s GROUP BY item_id) AS m ON m.item_id = i.id
        WHERE i.tenant_id = %(tenant)s AND i.entity_id = %(entity)s AND i.on_hand_e6 <> COALESCE(m.quantity, 0)
        """,
    ),
}

_ALLOCATIONS = {
    "allocation: after both its items, same currency": (
        "allocation",
        """
        SELECT 'allocation ' || CAST(a.id AS text), CAST(a.effective_on AS text) || ' ' || a.currency,
               CAST(d.effective_on AS text) || ' ' || d.currency || ' / '
               || CAST(c.effective_on AS text) || ' ' || c.currency
        FROM allocation a JOIN open_item d ON d.tenant_id = a.tenant_id AND d.id = a.debit_item_id
        JOIN open_item c ON c.tenant_id = a.tenant_id AND c.id = a.credit_item_id
        WHERE a.tenant_id = %(tenant)s AND a.entity_id = %(entity)s
        AND (a.effective_on < d.effective_on OR a.effective_on < c.effective_on OR a.currency <> d.currency
             OR a.currency <> c.currency OR d.side <> 'D' OR c.side <> 'C' OR a.entity_id <> d.entity_id
             OR a.entity_id <> c.entity_id OR a.recorded_at < d.recorded_at OR a.recorded_at < c.recorded_at)
        """,
    ),
    "allocation: day and moment of its entry": (
        "allocation",
        _OF_ENTRY.format(table="allocation", day="effective_on", moment="recorded_at"),
    ),
    "allocation taken back: exact inverse": (
        "allocation",
        """
        SELECT 'allocation ' || CAST(b.id AS text),
               CAST(b.amount AS text) || ' / ' || CAST(b.debit_base AS text) || ' / ' || CAST(b.credit_base AS text)
               || ' on ' || CAST(b.effective_on AS text),
               CAST(-a.amount AS text) || ' / ' || CAST(-a.debit_base AS text) || ' / '
               || CAST(-a.credit_base AS text) || ' not before ' || CAST(a.effective_on AS text)
        FROM allocation b JOIN allocation a ON a.tenant_id = b.tenant_id AND a.id = b.reverses
        WHERE b.tenant_id = %(tenant)s AND b.entity_id = %(entity)s
        AND (b.amount <> -a.amount OR b.debit_base <> -a.debit_base OR b.credit_base <> -a.credit_base
             OR b.debit_item_id <> a.debit_item_id OR b.credit_item_id <> a.credit_item_id
             OR b.effective_on < a.effective_on OR b.recorded_at < a.recorded_at)
        """,
    ),
}

_LEDGER = {
    "receivable account = open debit items": ("posting", _CONTROL.format(kind="receivable", side="D", sign="")),
    "unapplied account = open credit items": ("posting", _CONTROL.format(kind="unapplied", side="C", sign="-")),
    "posting: on the day of its entry": (
        "posting",
        """
        SELECT 'posting ' || CAST(p.id AS text), CAST(p.effective_on AS text), CAST(e.effective_on AS text)
        FROM posting p JOIN entry e ON e.tenant_id = p.tenant_id AND e.id = p.entry_id
        WHERE p.tenant_id = %(tenant)s AND p.entity_id = %(entity)s
        AND (p.effective_on <> e.effective_on OR p.entity_id <> e.entity_id)
        """,
    ),
    "posting: customer and currency of its item": (
        "posting",
        """
        SELECT 'posting ' || CAST(p.id AS text), CAST(p.customer_id AS text) || ' ' || p.currency,
               CAST(i.customer_id AS text) || ' ' || i.currency
        FROM posting p JOIN open_item i ON i.tenant_id = p.tenant_id AND i.id = p.item_id
        WHERE p.tenant_id = %(tenant)s AND p.entity_id = %(entity)s
        AND (p.customer_id <> i.customer_id OR p.currency <> i.currency OR p.entity_id <> i.entity_id)
        """,
    ),
    "command: carried out with an event": (
        "command",
        """
        SELECT 'command ' || CAST(c.id AS text), c.verb, 'no event or no result' FROM command c
        LEFT JOIN (SELECT DISTINCT command_id FROM event WHERE tenant_id = %(tenant)s) AS e ON e.command_id = c.id
        WHERE c.tenant_id = %(tenant)s AND (c.result = '' OR e.command_id IS NULL)
        """,
    ),
    "entry: not before its command": (
        "entry",
        """
        SELECT 'entry ' || CAST(e.id AS text), CAST(e.recorded_at AS text), CAST(c.recorded_at AS text)
        FROM entry e JOIN command c ON c.tenant_id = e.tenant_id AND c.id = e.command_id
        WHERE e.tenant_id = %(tenant)s AND e.entity_id = %(entity)s AND e.recorded_at < c.recorded_at
        """,
    ),
    "entry: reversed after it was made": (
        "entry",
        """
        SELECT 'entry ' || CAST(r.id AS text), CAST(r.effective_on AS text), CAST(e.effective_on AS text)
        FROM entry r JOIN entry e ON e.tenant_id = r.tenant_id AND e.id = r.reverses
        WHERE r.tenant_id = %(tenant)s AND r.entity_id = %(entity)s
        AND (r.effective_on < e.effective_on OR r.recorded_at < e.recorded_at)
        """,
    ),
}

# What the sums hold and, with the other sign, what the open items come to: together nothing.
_OPENED = f"""
    SELECT {{whose}} AS whose, {{due_on}} AS due_on, {{currency}} AS currency,
           CASE WHEN side = 'D' THEN {{amount}} ELSE 0 END AS debit,
           CASE WHEN side = 'C' THEN {{amount}} ELSE 0 END AS credit,
           CASE WHEN side = 'D' THEN base_amount - allocated_base ELSE 0 END AS debit_base,
           CASE WHEN side = 'C' THEN base_amount - allocated_base ELSE 0 END AS credit_base
    FROM open_item WHERE {_MINE}
"""
_BY_DAY = _OPENED.format(
    whose=f"customer_id %% {LANES}",
    due_on=f"CASE WHEN side = 'D' THEN due_on ELSE '{NEVER.isoformat()}' END",
    currency="currency",
    amount="(amount - allocated)",
)
_BY_CUSTOMER = _OPENED.format(
    whose="customer_id",
    due_on=f"CASE WHEN id > 0 THEN '{NEVER.isoformat()}' ELSE due_on END",  # a date on PostgreSQL, text on SQLite
    currency="''",
    amount="0",
)
_FOUR = ("debit", "credit", "debit_base", "credit_base")
_KEPT = " || ' / ' || ".join(f"CAST(SUM(kept_{name}) AS text)" for name in _FOUR)
_COME_TO = " || ' / ' || ".join(f"CAST(SUM({name}) AS text)" for name in _FOUR)
_ZEROS = ", ".join(f"0 AS kept_{name}" for name in _FOUR)

_SUMS_KEPT = {
    "sum of what is open = its open items": (
        "open_sum",
        f"""
        SELECT 'whose ' || CAST(whose AS text) || ' due ' || CAST(due_on AS text) || ' ' || currency,
               {_KEPT}, {_COME_TO}
        FROM (SELECT whose, due_on, currency, {", ".join(_FOUR)}, {_ZEROS} FROM ({_BY_DAY}) AS d UNION ALL
              SELECT whose, due_on, currency, {", ".join(_FOUR)}, {_ZEROS} FROM ({_BY_CUSTOMER}) AS c UNION ALL
              SELECT whose, due_on, currency, 0, 0, 0, 0, {", ".join(_FOUR)} FROM open_sum WHERE {_MINE}) AS x
        GROUP BY whose, due_on, currency
        HAVING {" OR ".join(f"SUM({name}) <> SUM(kept_{name})" for name in _FOUR)}
        """,
    ),
}

_LETTER = grades.lettered("g")
_GRADES = {
    "payer grade: that of its days and promises": (
        "payer_grade",
        f"""
        SELECT 'customer ' || CAST(g.customer_id AS text), g.grade, {_LETTER} FROM payer_grade g
        WHERE g.tenant_id = %(tenant)s AND g.entity_id = %(entity)s AND g.grade <> {_LETTER}
        """,
    ),
}

CHECKS: dict[str, tuple[str, str]] = {
    **_ITEMS,
    **_PAPERS,
    **_ALLOCATIONS,
    **_LEDGER,
    **_SUMS_KEPT,
    **_STOCK,
    **_GRADES,
}
"""Check name -> the table it looks at, and a statement that yields (subject, stands, computed) where it fails."""
