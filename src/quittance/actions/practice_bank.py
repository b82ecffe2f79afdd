"""The practice company's statement of today: receipts for open invoices, some of them as payers really write."""

from __future__ import annotations

import datetime
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quittance.actions import banking, cash_policy, matching_runs, practice_places
from quittance.actions.command import Context
from quittance.books import sql
from quittance.books.ledger import NEVER

RECEIPTS = 48
LOOKED_AT = 400
"""Open invoices that the payers choose from, the earliest due first."""

BANK_CHARGE, FREIGHT = 7_50, 12_50


@dataclass(frozen=True, slots=True)
class Open:
    """An open invoice and who owes it; minor units."""

    number: str
    amount: int
    customer: str
    name: str
    iban: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """One line of the statement; below zero the bank takes."""

    amount: int
    text: str
    name: str = ""
    iban: str = ""


def arrive(clerk: Context, controller: Context, seed: int) -> None:
    """Take today's statement in and have the worker compare it; nothing posts until somebody accepts it."""
    made = receipts(_open(clerk), random.Random(seed))
    cash_policy.set_policy(controller, cash_policy.SetPolicy(auto_post=False))
    banking.import_bytes(clerk, f"practice-{clerk.today:%Y-%m-%d}.sta", statement(made, clerk.today).encode())
    matching_runs.ask(clerk, matching_runs.AskMatch())


def receipts(found: Sequence[Open], rng: random.Random) -> list[Receipt]:
    """Most name their invoice; some pay two, fall short, mistype, name nothing, or are nobody's. No invoice twice."""
    by_customer: dict[str, list[Open]] = defaultdict(list)
    for one in found:
        by_customer[one.customer].append(one)
    pairs = [mine[:2] for mine in by_customer.values() if len(mine) > 1][:PAIRS]
    used = {one.number for pair in pairs for one in pair}
    single = iter([one for one in found if one.number not in used])
    made = [_together(pair) for pair in pairs]
    made += list(_one_by_one(single, rng))[: RECEIPTS - len(made) - STRANGE]
    made += [Receipt(41_75, "ORDER CAFETERIA MACHINE", "M DE GRAAF"), Receipt(-18_00, "COSTS OF THE ACCOUNT")]
    rng.shuffle(made)
    return made


PAIRS, STRANGE = 6, 2


def statement(made: Sequence[Receipt], today: datetime.date) -> str:
    """The receipts as an MT940 statement that adds up."""
    opening = 25_000_00
    closing = opening + sum(one.amount for one in made)
    day = f"{today:%y%m%d}"
    head = [":20:PRACTICE", f":25:{practice_places.LETTERHEAD.iban}", ":28C:1/1", f":60F:C{day}EUR{_written(opening)}"]
    rows = [_row(n, one, day) for n, one in enumerate(made, start=1)]
    return "\n".join([*head, *rows, f":62F:C{day}EUR{_written(closing)}", "-"])


def _open(context: Context) -> list[Open]:
    """Index open_item_due."""
    found = sql.rows(
        "SELECT d.number, i.amount - i.allocated, c.number, c.name, c.iban FROM open_item i "
        "JOIN document d ON d.tenant_id = i.tenant_id AND d.id = i.document_id "
        "JOIN customer c ON c.tenant_id = i.tenant_id AND c.id = i.customer_id "
        "WHERE i.tenant_id = %s AND i.entity_id = %s AND i.closed_on = %s AND i.side = 'D' AND i.currency = 'EUR' "
        "AND i.allocated = 0 AND i.due_on >= %s ORDER BY i.due_on, d.number LIMIT %s",
        [context.tenant_id, context.entity_id, NEVER, context.today - datetime.timedelta(days=20), LOOKED_AT],
    )
    return [Open(row[0], int(row[1]), row[2], row[3], row[4]) for row in found]


def _together(pair: Sequence[Open]) -> Receipt:
    first, second = pair
    text = f"{first.number} AND {second.number[-5:]}"
    return Receipt(first.amount + second.amount, text, first.name.upper(), first.iban)


def _one_by_one(single: Iterator[Open], rng: random.Random) -> Iterator[Receipt]:
    for n, one in enumerate(single):
        name, iban = one.name.upper(), one.iban
        kind = n % 12
        if kind == 3 and one.amount > 10 * BANK_CHARGE:
            yield Receipt(one.amount - BANK_CHARGE, f"{one.number} CHARGES DEDUCTED", name, iban)
        elif kind == 5 and one.amount > 10 * FREIGHT:
            yield Receipt(one.amount - FREIGHT, f"INVOICE {one.number} LESS FREIGHT 12,50", name, iban)
        elif kind == 7:
            yield Receipt(one.amount, f"INV {_mistyped(one.number, rng)}", name, iban)
        elif kind == 9:
            yield Receipt(one.amount, "PAYMENT ACC. TO AGREEMENT", name, iban)
        elif kind == 11:
            yield Receipt(one.amount, f"{one.number[-5:]}", name, "")
        else:
            yield Receipt(one.amount, f"{one.number}", name, iban)


def _mistyped(number: str, rng: random.Random) -> str:
    """Two neighbouring digits of the number's end changed places."""
    digits = list(number)
    at = len(digits) - rng.choice((2, 3))
    digits[at], digits[at - 1] = digits[at - 1], digits[at]
    return "".join(digits)


def _row(n: int, one: Receipt, day: str) -> str:
    mark = "C" if one.amount > 0 else "D"
    account = f"/IBAN/{one.iban}" if one.iban else ""
    name = f"/NAME/{one.name}" if one.name else ""
    entry = f":61:{day}{day[2:]}{mark}{_written(abs(one.amount))}NTRFNONREF//P{n:03d}"
    return f"{entry}\n:86:/EREF/P{n:03d}{account}{name}/REMI/{one.text}"


def _written(minor: int) -> str:
    return f"{minor // 100},{minor % 100:02d}"
