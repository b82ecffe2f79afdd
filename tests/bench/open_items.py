"""A company of which everything is open: customers and open items made by the database itself, in a few seconds.

Only what a run of reminders and the worklist read is there: customers, documents, open items with their sums. Nobody
has paid anything yet, and one item in forty is a credit. What a customer owes came due within forty days of the year.
"""

from __future__ import annotations

import datetime

from quittance.actions import entities, identity
from quittance.actions.command import Context
from quittance.books import sql
from quittance.books.ledger import NEVER
from quittance.books.sums import LANES
from tests.bench import loading
from tests.bench.loading import FLOOR

EACH = 10
"""Open items of a customer."""

DAYS = 400
"""Due days, up to `AHEAD` days from today."""

AHEAD = 20

# Up to 4,000.00, and more the nearer to the front a customer stands: a few owe most.
_AMOUNT = "(1000 + b.n * 104729 %% 400000) * (10 + %(customers)s / (1 + b.n %% %(customers)s)) / 10"

_STATEMENTS = (
    """
    INSERT INTO customer (tenant_id, id, number, name, kind, email, country, currency, language, terms, vat_id, iban,
                          external_id, search, version, recorded_at, order_required, city)
    SELECT %(tenant)s, %(floor)s + n, 'K-' || CAST(1000000 + n AS text), 'Customer ' || CAST(n AS text) || ' Trading',
           'customer', 'ap' || CAST(n AS text) || '@customer.example', 'NL', 'EUR', 'en', '', '', '', '',
           'k-' || CAST(1000000 + n AS text) || ' customer ' || CAST(n AS text) || ' trading', 1, %(now)s, FALSE,
           'Delft'
    FROM bench_n WHERE n <= %(customers)s
    """,
    """
    INSERT INTO document (tenant_id, id, entity_id, customer_id, entry_id, kind, number, issued_on, due_on, currency,
                          net, tax, total, base_total, terms, purchase_order, external_id, note, recorded_at)
    SELECT %(tenant)s, %(floor)s + b.n, %(entity)s, %(floor)s + 1 + b.n %% %(customers)s, %(floor)s + b.n, 'invoice',
           'B-' || CAST(10000000 + b.n AS text), d.on_day, d.on_day, 'EUR', {amount}, 0,
           {amount}, {amount}, '', '', '', '', %(now)s
    FROM bench_n b JOIN bench_day d ON d.n = b.n %% %(customers)s * 37 %% 360 + b.n / %(customers)s %% 10 * 4
    """,
    """
    INSERT INTO open_item (tenant_id, id, entity_id, customer_id, entry_id, document_id, payment_id, side, kind,
                           instalment, currency, amount, base_amount, effective_on, due_on, recorded_at, allocated,
                           allocated_base, touched_on, freed_on, closed_on)
    SELECT %(tenant)s, %(floor)s + b.n, %(entity)s, %(floor)s + 1 + b.n %% %(customers)s, %(floor)s + b.n,
           %(floor)s + b.n, NULL, CASE WHEN b.n %% 40 = 0 THEN 'C' ELSE 'D' END,
           CASE WHEN b.n %% 40 = 0 THEN 'credit_note' ELSE 'invoice' END, 1, 'EUR',
           {amount}, {amount}, %(first)s, d.on_day, %(now)s, 0, 0, NULL,
           NULL, %(never)s
    FROM bench_n b JOIN bench_day d ON d.n = b.n %% %(customers)s * 37 %% 360 + b.n / %(customers)s %% 10 * 4
    """,
    """
    INSERT INTO open_sum (tenant_id, id, entity_id, whose, due_on, currency, debit, credit, debit_base, credit_base)
    SELECT %(tenant)s, %(floor)s + ROW_NUMBER() OVER (ORDER BY whose, due_on), %(entity)s, whose, due_on, currency,
           SUM(debit), SUM(credit), SUM(debit_base), SUM(credit_base)
    FROM (SELECT customer_id %% %(lanes)s AS whose, CASE WHEN side = 'D' THEN due_on ELSE %(never)s END AS due_on,
                 currency, CASE WHEN side = 'D' THEN amount ELSE 0 END AS debit,
                 CASE WHEN side = 'C' THEN amount ELSE 0 END AS credit,
                 CASE WHEN side = 'D' THEN base_amount ELSE 0 END AS debit_base,
                 CASE WHEN side = 'C' THEN base_amount ELSE 0 END AS credit_base
          FROM open_item WHERE tenant_id = %(tenant)s
          UNION ALL
          SELECT customer_id, %(never)s, '', 0, 0, CASE WHEN side = 'D' THEN base_amount ELSE 0 END,
                 CASE WHEN side = 'C' THEN base_amount ELSE 0 END FROM open_item WHERE tenant_id = %(tenant)s) AS x
    GROUP BY whose, due_on, currency
    """,
)


def company(items: int) -> Context:
    """A company with so many open items of a tenth as many customers, and the operator's context in it."""
    opened = entities.open_books(entities.OpenBooks("Benchmark BV", "EUR"), identity.now_micros())
    context = identity.operator(opened.tenant_id, opened.entity_id)
    first = context.today - datetime.timedelta(days=DAYS - AHEAD)
    params = {
        "tenant": context.tenant_id,
        "entity": context.entity_id,
        "floor": FLOOR,
        "customers": max(4, items // EACH),
        "now": context.now,
        "never": NEVER,
        "first": first,
        "lanes": LANES,
    }
    with loading.relaxed():
        sql.execute("CREATE TABLE bench_n (n bigint PRIMARY KEY)")
        sql.execute("CREATE TABLE bench_day (n bigint PRIMARY KEY, on_day date)")
        count = "WITH RECURSIVE k (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM k WHERE n < %(items)s) SELECT n FROM k"
        sql.execute(f"INSERT INTO bench_n {count}", {"items": items})
        days = [[n, first + datetime.timedelta(days=n)] for n in range(DAYS)]
        sql.insert("bench_day", ["n", "on_day"], days)
        for statement in _STATEMENTS:
            sql.execute(statement.replace("{amount}", _AMOUNT), params)
        sql.execute("DROP TABLE bench_n")
        sql.execute("DROP TABLE bench_day")
    return context
