"""What SQLite's planner is told of the tables, because every key of them leads with the tenant.

Without statistics the planner takes any leading column for selective and then walks a tenant's whole
table. The figures are those of a large company; being fixed, they keep the plans the same everywhere.
PostgreSQL gathers its own.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

ROWS = {
    "customer": 20_000,
    "contact": 40_000,
    "command": 1_000_000,
    "event": 1_000_000,
    "entry": 1_000_000,
    "document": 1_000_000,
    "line": 3_000_000,
    "document_tax": 50_000,
    "document_charge": 50_000,
    "payment": 500_000,
    "open_item": 1_500_000,
    "open_sum": 40_000,
    "posting": 3_000_000,
    "allocation": 1_000_000,
    "job": 10_000,
    "dunning_customer": 5_000,
    "payer_grade": 20_000,
    "interest_sum": 20_000,
    "reminder": 300_000,
    "reminder_item": 600_000,
    "reminder_asked": 900_000,
    "reminder_left": 100_000,
    "reminder_held": 300_000,
    "promise": 100_000,
    "promise_part": 300_000,
    "payment_plan": 10_000,
    "plan_part": 30_000,
    "dispute": 50_000,
    "hold": 5_000,
    "subscription": 10_000,
    "subscription_topic": 50_000,
    "happening": 500_000,
    "notification": 1_000_000,
    "notice": 100_000,
}
"""Table -> its rows in a large company; other tables are small and need no telling."""

PARTIAL = {
    "customer_segment": 5_000,
    "document_credit": 30_000,
    "dunning_customer_mobile": 2_000,
    "open_item_credit": 500_000,
    "open_item_due": 200_000,
    "open_item_now": 200_000,
    "open_item_part": 20_000,
    "open_sum_now": 40_000,
    "reminder_under_way": 1_000,
    "reminder_inside": 100,
    "notification_unread": 50_000,
    "notification_waits": 1_000,
    "notification_notice": 100_000,
    "notification_contact": 50_000,
    "subscription_all": 500,
    "subscription_standard": 500,
}
"""Index with a condition -> the rows that meet it."""

SHARED = {
    "tenant_id": 10_000_000,
    "entity_id": 10_000_000,
    "subject_kind": 500_000,
    "state": 2_000,
    "member_id": 2_000,
    "channel": 1_000_000,
    "closed_on": 100_000,
    "effective_on": 1_000,
    "issued_on": 1_000,
    "received_on": 1_000,
    "due_on": 200,
    "customer_id": 80,
    "total": 20,
    "amount": 20,
    "credit_item_id": 2,
    "debit_item_id": 2,
}
"""Column -> the rows that share a value of it (with the columns before it in an index); others share `FEW`."""

FEW = 3

FREE_CREDIT = 3_000
"""Credit items that are not spent: few, unlike open items in general."""


def teach(connection: BaseDatabaseWrapper) -> None:
    """Write the statistics of every index of the large tables; harmless to repeat, nothing on PostgreSQL."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE tenant")
        for table, rows in ROWS.items():
            cursor.execute("DELETE FROM sqlite_stat1 WHERE tbl = %s", [table])
            cursor.execute(f"PRAGMA index_list({table})")
            for name, unique in [(row[1], bool(row[2])) for row in cursor.fetchall()]:
                cursor.execute(f"PRAGMA index_info({name})")
                columns = [row[2] for row in cursor.fetchall()]
                told = " ".join(str(value) for value in figures(name, PARTIAL.get(name, rows), columns, unique))
                cursor.execute("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (%s, %s, %s)", [table, name, told])
        cursor.execute("ANALYZE sqlite_schema")


def figures(index: str, rows: int, columns: list[str], unique: bool) -> list[int]:
    """Rows of the index, then how many share each growing prefix of its columns."""
    made, left = [rows], rows
    for column in columns:
        few = FREE_CREDIT if (index, column) == ("open_item_credit", "closed_on") else SHARED.get(column, FEW)
        left = min(left, few)
        made.append(left)
    if unique:
        made[-1] = 1
    return made
