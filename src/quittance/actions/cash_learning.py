"""What confirmed payments teach: which account and which name pays for whom; visible, editable, and forgotten again."""

from __future__ import annotations

from dataclasses import dataclass

from quittance.actions import command
from quittance.actions.cash_parts import BankMovement
from quittance.actions.command import Context, Subject
from quittance.books import sql
from quittance.books.keys import new_id
from quittance.rules.matching_learned import payer_key
from quittance.rules.refusals import NotFound

ACCOUNT, NAME = "account", "name"


@dataclass(frozen=True, slots=True)
class ForgetPayer:
    """A habit that should not be remembered any more, by its id."""

    id: int


@dataclass(frozen=True, slots=True)
class PayerForgotten:
    """What was forgotten."""

    id: int
    kind: str
    value: str


def remember(context: Context, line: BankMovement, customer_id: int, reference: str) -> None:
    """Count this payer's account and name for the customer, inside the verb that applies the line."""
    for kind, value in ((ACCOUNT, line.payer_account), (NAME, payer_key(line.payer_name))):
        if value:
            sql.execute(
                "INSERT INTO payer_memory (tenant_id, id, entity_id, kind, value, customer_id, seen, last_on, source) "
                "VALUES (%s, %s, %s, %s, %s, %s, 1, %s, %s) "
                "ON CONFLICT (tenant_id, entity_id, kind, value, customer_id) DO UPDATE SET "
                "seen = payer_memory.seen + 1, last_on = EXCLUDED.last_on, source = EXCLUDED.source",
                [
                    *(context.tenant_id, new_id(), context.entity_id, kind, value[:300], customer_id),
                    *(line.booked_on, reference[:200]),
                ],
            )


def forget_line(context: Context, line_id: int) -> None:
    """Take back what applying a line had taught."""
    found = sql.row(
        "SELECT payer_account, payer_name FROM bank_line WHERE tenant_id = %s AND id = %s", [context.tenant_id, line_id]
    )
    assert found is not None
    for kind, value in ((ACCOUNT, found[0]), (NAME, payer_key(found[1]))):
        if value:
            scope = [context.tenant_id, context.entity_id, kind, value[:300]]
            mine = "WHERE tenant_id = %s AND entity_id = %s AND kind = %s AND value = %s"
            latest = f"AND last_on = (SELECT MAX(last_on) FROM payer_memory {mine})"
            sql.execute(f"UPDATE payer_memory SET seen = seen - 1 {mine} {latest}", [*scope, *scope])
            sql.execute(f"DELETE FROM payer_memory {mine} AND seen <= 0", scope)


@command.verb("cash.forget", PayerForgotten)
def forget(context: Context, data: ForgetPayer) -> PayerForgotten:
    """Forget that an account or name pays for a customer; raises `NotFound`."""
    found = sql.row(
        "SELECT kind, value, customer_id FROM payer_memory WHERE tenant_id = %s AND entity_id = %s AND id = %s",
        [context.tenant_id, context.entity_id, command.check_id(data.id)],
    )
    if found is None:
        raise NotFound("Nothing is remembered under that id.", field="id")
    sql.execute("DELETE FROM payer_memory WHERE tenant_id = %s AND id = %s", [context.tenant_id, data.id])
    said = {"kind": found[0], "value": found[1]}
    command.note(context, "cash.forget", Subject("customer", found[2], found[2]), said)
    return PayerForgotten(data.id, found[0], found[1])
