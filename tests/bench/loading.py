"""Invented receivables into the books' tables, set by set: staged once, then fanned out by INSERT … SELECT."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, replace
from typing import Any

from django.db import connection, transaction

from quittance.actions import customers, entities, identity, particulars
from quittance.actions.command import Context
from quittance.books import sql, statistics
from quittance.books.ledger import NEVER
from quittance.books.post import accounts
from tests.bench import figure, story
from tests.bench.story import Credit, Pair, Paper, Row, Shape

FLOOR = 1 << 58
"""Ids start here, as large as real ones, and below every id that is given today."""

APART = 10**10
"""Ids of papers, credits and allocations lie this far apart."""

CHUNK = 20_000
COMPANY = "Benchmark BV"

_DATES = ("issued", "due", "on_day")
_STAGED: dict[type[Row], tuple[str, str]] = {
    Paper: ("bench_paper", "n customer currency issued due net tax total base tax_base lines moment"),
    Credit: ("bench_credit", "n kind customer currency on_day amount base moment"),
    Pair: ("bench_pair", "n debit credit currency amount debit_base credit_base on_day moment reverses own"),
}

_SUMS = """
INSERT INTO open_sum (tenant_id, id, entity_id, whose, due_on, currency, debit, credit, debit_base, credit_base)
SELECT %(tenant)s, %(papers)s + ROW_NUMBER() OVER (ORDER BY whose, due_on), %(entity)s, whose, due_on, currency,
       SUM(debit), SUM(credit), SUM(debit_base), SUM(credit_base)
FROM (SELECT customer_id %% 8 AS whose, CASE WHEN side = 'D' THEN due_on ELSE %(never)s END AS due_on, currency,
             CASE WHEN side = 'D' THEN amount - allocated ELSE 0 END AS debit,
             CASE WHEN side = 'C' THEN amount - allocated ELSE 0 END AS credit,
             CASE WHEN side = 'D' THEN base_amount - allocated_base ELSE 0 END AS debit_base,
             CASE WHEN side = 'C' THEN base_amount - allocated_base ELSE 0 END AS credit_base
      FROM open_item WHERE tenant_id = %(tenant)s
      UNION ALL
      SELECT customer_id, %(never)s, '', 0, 0, CASE WHEN side = 'D' THEN base_amount - allocated_base ELSE 0 END,
             CASE WHEN side = 'C' THEN base_amount - allocated_base ELSE 0 END
      FROM open_item WHERE tenant_id = %(tenant)s) AS x
GROUP BY whose, due_on, currency
"""
"""What is open: of each due day in its lane, and of each customer."""

PLACE = {"street": "Kade 1", "postcode": "2611 AB", "city": "Delft"}
"""Where letters to everybody go."""

_FAN_OUT = (
    # Entries: of papers, of credits, of allocations that stand for themselves.
    """
    INSERT INTO entry (tenant_id, id, entity_id, kind, effective_on, recorded_at, command_id, reverses, note)
    SELECT %(tenant)s, %(papers)s + n, %(entity)s, 'invoice', issued, moment, %(command)s, NULL, '' FROM bench_paper
    """,
    """
    INSERT INTO entry (tenant_id, id, entity_id, kind, effective_on, recorded_at, command_id, reverses, note)
    SELECT %(tenant)s, %(credits)s + n, %(entity)s, kind, on_day, moment, %(command)s, NULL, '' FROM bench_credit
    """,
    """
    INSERT INTO entry (tenant_id, id, entity_id, kind, effective_on, recorded_at, command_id, reverses, note)
    SELECT %(tenant)s, %(pairs)s + n, %(entity)s, CASE WHEN amount < 0 THEN 'unallocation' ELSE 'allocation' END,
           on_day, moment, %(command)s, NULL, '' FROM bench_pair WHERE own = 1
    """,
    # Documents with their lines, and payments.
    """
    INSERT INTO document (tenant_id, id, entity_id, customer_id, entry_id, kind, number, issued_on, due_on, currency,
                          net, tax, total, base_total, terms, purchase_order, external_id, note, recorded_at)
    SELECT %(tenant)s, %(papers)s + n, %(entity)s, %(papers)s + customer, %(papers)s + n, 'invoice',
           'B-' || CAST(10000000 + n AS text), issued, due, currency, net, tax, total, base, '', '', '', '', moment
    FROM bench_paper
    """,
    """
    INSERT INTO document (tenant_id, id, entity_id, customer_id, entry_id, kind, number, issued_on, due_on, currency,
                          net, tax, total, base_total, terms, purchase_order, external_id, note, recorded_at)
    SELECT %(tenant)s, %(credits)s + n, %(entity)s, %(papers)s + customer, %(credits)s + n, kind,
           'BC-' || CAST(10000000 + n AS text), on_day, on_day, currency, amount, 0, amount, base, '', '', '', '',
           moment
    FROM bench_credit WHERE kind = 'credit_note'
    """,
    """
    INSERT INTO line (tenant_id, id, document_id, n, description, quantity_e6, unit_price_e6, tax_rate_e4, net)
    SELECT %(tenant)s, %(papers)s + 4 * p.n + k.k, %(papers)s + p.n, k.k, 'Paper, 80 g, box of five reams', 1000000,
           (p.net / p.lines + CASE WHEN k.k = 1 THEN p.net - p.net / p.lines * p.lines ELSE 0 END) * 10000,
           CASE WHEN p.tax > 0 THEN 210000 ELSE 0 END,
           p.net / p.lines + CASE WHEN k.k = 1 THEN p.net - p.net / p.lines * p.lines ELSE 0 END
    FROM bench_paper p JOIN (SELECT 1 AS k UNION ALL SELECT 2 UNION ALL SELECT 3) AS k ON k.k <= p.lines
    """,
    """
    INSERT INTO payment (tenant_id, id, entity_id, customer_id, entry_id, reference, method, received_on, currency,
                         amount, base_amount, payer_name, text, recorded_at)
    SELECT %(tenant)s, %(credits)s + n, %(entity)s, %(papers)s + customer, %(credits)s + n,
           'BP-' || CAST(10000000 + n AS text), 'bank', on_day, currency, amount, base,
           'Customer ' || CAST(customer AS text), 'Invoices as agreed', moment
    FROM bench_credit WHERE kind = 'payment'
    """,
    # Allocations, and open items with what the allocations add up to.
    """
    INSERT INTO allocation (tenant_id, id, entity_id, entry_id, debit_item_id, credit_item_id, currency, amount,
                            debit_base, credit_base, effective_on, recorded_at, reverses)
    SELECT %(tenant)s, %(pairs)s + n, %(entity)s, CASE WHEN own = 1 THEN %(pairs)s + n ELSE %(credits)s + credit END,
           %(papers)s + debit, %(credits)s + credit, currency, amount, debit_base, credit_base, on_day, moment,
           %(pairs)s + reverses FROM bench_pair
    """,
    """
    INSERT INTO open_item (tenant_id, id, entity_id, customer_id, entry_id, document_id, payment_id, side, kind,
                           instalment, currency, amount, base_amount, effective_on, due_on, recorded_at, allocated,
                           allocated_base, touched_on, freed_on, closed_on)
    SELECT %(tenant)s, %(papers)s + n, %(entity)s, %(papers)s + customer, %(papers)s + n, %(papers)s + n, NULL, 'D',
           'invoice', 1, currency, total, base, issued, due, moment, COALESCE(h.amount, 0), COALESCE(h.share, 0),
           h.touched, h.freed, CASE WHEN h.amount = total THEN h.touched ELSE %(never)s END
    FROM bench_paper LEFT JOIN (
        SELECT debit, SUM(amount) AS amount, SUM(debit_base) AS share, MAX(on_day) AS touched,
               MAX(CASE WHEN amount < 0 THEN on_day END) AS freed FROM bench_pair GROUP BY debit
    ) AS h ON h.debit = n
    """,
    """
    INSERT INTO open_item (tenant_id, id, entity_id, customer_id, entry_id, document_id, payment_id, side, kind,
                           instalment, currency, amount, base_amount, effective_on, due_on, recorded_at, allocated,
                           allocated_base, touched_on, freed_on, closed_on)
    SELECT %(tenant)s, %(credits)s + n, %(entity)s, %(papers)s + customer, %(credits)s + n,
           CASE WHEN kind = 'credit_note' THEN %(credits)s + n END, CASE WHEN kind = 'payment' THEN %(credits)s + n END,
           'C', kind, 1, currency, bench_credit.amount, base, on_day, on_day, moment, COALESCE(h.amount, 0),
           COALESCE(h.share, 0), h.touched, h.freed,
           CASE WHEN h.amount = bench_credit.amount THEN h.touched ELSE %(never)s END
    FROM bench_credit LEFT JOIN (
        SELECT credit, SUM(amount) AS amount, SUM(credit_base) AS share, MAX(on_day) AS touched,
               MAX(CASE WHEN amount < 0 THEN on_day END) AS freed FROM bench_pair GROUP BY credit
    ) AS h ON h.credit = n
    """,
    _SUMS,
    # Postings: receivable/revenue, receivable/tax; bank or revenue/unapplied; unapplied/receivable; differences.
    """
    INSERT INTO posting (tenant_id, id, entry_id, entity_id, customer_id, item_id, debit_account_id,
                         credit_account_id, currency, amount, base_amount, effective_on)
    SELECT %(tenant)s, %(papers)s + 2 * n, %(papers)s + n, %(entity)s, %(papers)s + customer, %(papers)s + n,
           %(receivable)s, %(revenue)s, currency, net, base - tax_base, issued FROM bench_paper
    """,
    """
    INSERT INTO posting (tenant_id, id, entry_id, entity_id, customer_id, item_id, debit_account_id,
                         credit_account_id, currency, amount, base_amount, effective_on)
    SELECT %(tenant)s, %(papers)s + 2 * n + 1, %(papers)s + n, %(entity)s, %(papers)s + customer, %(papers)s + n,
           %(receivable)s, %(tax)s, currency, tax, tax_base, issued FROM bench_paper WHERE tax > 0
    """,
    """
    INSERT INTO posting (tenant_id, id, entry_id, entity_id, customer_id, item_id, debit_account_id,
                         credit_account_id, currency, amount, base_amount, effective_on)
    SELECT %(tenant)s, %(credits)s + n, %(credits)s + n, %(entity)s, %(papers)s + customer, %(credits)s + n,
           CASE WHEN kind = 'payment' THEN %(bank)s ELSE %(revenue)s END, %(unapplied)s, currency, amount, base,
           on_day FROM bench_credit
    """,
    """
    INSERT INTO posting (tenant_id, id, entry_id, entity_id, customer_id, item_id, debit_account_id,
                         credit_account_id, currency, amount, base_amount, effective_on)
    SELECT %(tenant)s, %(pairs)s + 2 * a.n, CASE WHEN own = 1 THEN %(pairs)s + a.n ELSE %(credits)s + credit END,
           %(entity)s, %(papers)s + p.customer, %(papers)s + debit,
           CASE WHEN amount > 0 THEN %(unapplied)s ELSE %(receivable)s END,
           CASE WHEN amount > 0 THEN %(receivable)s ELSE %(unapplied)s END,
           a.currency, ABS(amount), ABS(credit_base), on_day FROM bench_pair a JOIN bench_paper p ON p.n = a.debit
    """,
    """
    INSERT INTO posting (tenant_id, id, entry_id, entity_id, customer_id, item_id, debit_account_id,
                         credit_account_id, currency, amount, base_amount, effective_on)
    SELECT %(tenant)s, %(pairs)s + 2 * a.n + 1, CASE WHEN own = 1 THEN %(pairs)s + a.n ELSE %(credits)s + credit END,
           %(entity)s, %(papers)s + p.customer, %(papers)s + debit,
           CASE WHEN debit_base > credit_base THEN %(fx)s ELSE %(receivable)s END,
           CASE WHEN debit_base > credit_base THEN %(receivable)s ELSE %(fx)s END,
           a.currency, 0, ABS(debit_base - credit_base), on_day
    FROM bench_pair a JOIN bench_paper p ON p.n = a.debit WHERE debit_base <> credit_base
    """,
)


def company(shape: Shape, seed: int = 1) -> Context:
    """A company with the books that `story` tells, and the operator's context in it."""
    opened = entities.open_books(entities.OpenBooks(COMPANY, "EUR"), identity.now_micros())
    context = identity.operator(opened.tenant_id, opened.entity_id)
    _write_customers(context, shape)
    with relaxed():
        _stage(story.tell(shape, seed))
        _fan_out(replace(context, now=story.moment(shape.first)))
    return context


@contextmanager
def relaxed() -> Iterator[None]:
    """Rows are written without indexes and references inside, which are built and taught of at the end."""
    _relax()
    try:
        saved = _drop_indexes()
        yield
        for statement in saved:
            sql.execute(statement)
        statistics.teach(connection)
    finally:
        _tighten()


def there() -> Context | None:
    """The operator's context in books that an earlier run has made, if the database holds any."""
    found = sql.row("SELECT tenant_id, id FROM entity WHERE tenant_id > 0 AND name = %s", [COMPANY])
    return identity.operator(*found) if found else None


def customer_number(n: int) -> str:
    """The number of the nth customer."""
    return f"K-{n:06d}"


def invoice_number(n: int) -> str:
    """The number of the nth invoice."""
    return f"B-{10_000_000 + n}"


def _write_customers(context: Context, shape: Shape) -> None:
    rows = []
    for n in range(1, shape.customers + 1):
        name, days = f"Customer {n} {'Paper' if n % 2 else 'Board'} Trading", story.customer_days(n)
        number = customer_number(n)
        head = [context.tenant_id, FLOOR + n, number, name, "customer", f"ap{n}@customer.example", "NL"]
        tail = [story.customer_currency(n), "en", f"net {days}", None, 5_000_000, "", "", ""]
        place = [PLACE.get(column, "") for column in (*particulars.ADDRESS, "segment")]
        rows.append([*head, *tail, customers.search_text(number, name), 1, context.now, *place])
    with transaction.atomic():
        sql.insert("customer", customers.COLUMNS, rows)


def _stage(rows: Iterable[Row]) -> None:
    """Copy the story into three plain tables, `CHUNK` rows at a time."""
    for kind, (table, names) in _STAGED.items():
        columns = ", ".join(f"{name} {_type(kind, name)}" for name in names.split())
        sql.execute(f"CREATE TABLE {table} ({columns}, PRIMARY KEY (n))")
    kept: dict[type[Row], list[Sequence[Any]]] = {kind: [] for kind in _STAGED}
    with transaction.atomic():
        for row in rows:
            held = kept[type(row)]
            held.append(_plain(row))
            if len(held) >= CHUNK:
                _copy(*_STAGED[type(row)], held)
                held.clear()
        for kind, held in kept.items():
            _copy(*_STAGED[kind], held)


def _type(kind: type[Row], name: str) -> str:
    if name in _DATES:
        return "date"
    return "text" if name in ("currency", "kind") else "bigint"


def _plain(row: Row) -> Sequence[Any]:
    values = astuple(row) if sql.on_postgresql() else [figure.text(value) for value in astuple(row)]
    return [int(value) if isinstance(value, bool) else value for value in values]


def _copy(table: str, names: str, rows: Sequence[Sequence[Any]]) -> None:
    columns = names.split()
    if not rows:
        return
    with connection.cursor() as cursor:
        if sql.on_postgresql():
            with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)


def _fan_out(context: Context) -> None:
    command = FLOOR
    params: dict[str, Any] = {
        "tenant": context.tenant_id,
        "entity": context.entity_id,
        "command": command,
        "papers": FLOOR,
        "credits": FLOOR + APART,
        "pairs": FLOOR + 2 * APART,
        "never": NEVER,
        **accounts(context.tenant_id, context.entity_id),
    }
    columns = "tenant_id id key input_hash verb actor_kind actor_id actor_name face recorded_at input result"
    head = [context.tenant_id, command, "bench", "-", "imports.run", "operator", 0, "bench", "cli", context.now]
    with transaction.atomic():
        sql.insert("command", columns.split(), [[*head, "{}", "{}"]])
        columns = "tenant_id id entity_id command_id recorded_at verb actor_kind actor_id actor_name face data"
        head = [context.tenant_id, FLOOR, context.entity_id, command, context.now, "imports.run", "operator", 0]
        event = [*columns.split(), "outcome", "subject_kind"]
        sql.insert("event", event, [[*head, "bench", "cli", json.dumps({}), "done", ""]])
        for statement in _FAN_OUT:
            sql.execute(statement, params)
        for table, _ in _STAGED.values():
            sql.execute(f"DROP TABLE {table}")


def add_up(context: Context) -> None:
    """Make the sums of what is open anew: rows that went in by plain statements are not in them."""
    params = {"tenant": context.tenant_id, "entity": context.entity_id, "papers": FLOOR, "never": NEVER}
    with transaction.atomic():
        sql.execute("DELETE FROM open_sum WHERE tenant_id = %(tenant)s", params)
        sql.execute(_SUMS, params)


def _relax() -> None:
    """References are right by the way the rows are made, and are not looked up row by row."""
    if sql.on_postgresql():
        sql.execute("SET session_replication_role = replica")
    else:
        sql.execute("PRAGMA foreign_keys = OFF")
        sql.execute("PRAGMA synchronous = OFF")


def _tighten() -> None:
    if sql.on_postgresql():
        sql.execute("SET session_replication_role = origin")
        sql.execute("VACUUM ANALYZE")
    else:
        sql.execute("PRAGMA foreign_keys = ON")
        sql.execute("PRAGMA synchronous = NORMAL")


def _drop_indexes() -> list[str]:
    """Drop the indexes that no constraint needs, and return the statements that build them again."""
    if sql.on_postgresql():
        found = sql.rows(
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() "
            "AND tablename = ANY(%s) AND indexname NOT IN (SELECT conname FROM pg_constraint)",
            [list(_TABLES)],
        )
    else:
        found = sql.rows(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL "
            f"AND tbl_name IN ({sql.marks(len(_TABLES))})",
            _TABLES,
        )
    for name, _ in found:
        sql.execute(f'DROP INDEX "{name}"')
    return [statement for _, statement in found]


_TABLES = ("entry", "document", "line", "payment", "open_item", "posting", "allocation", "open_sum")
