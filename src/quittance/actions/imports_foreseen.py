"""What an import would have written so far: a dry run asks the books and this, and writes only here."""

from __future__ import annotations

import datetime
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from typing import Any

from quittance.actions.customers import COLUMNS
from quittance.actions.imports_facts import Facts, Met, Paper, Received
from quittance.books import sql
from quittance.books.lock import CustomerFacts
from quittance.rules.exchange import COLUMNS as EXCHANGE
from quittance.rules.exchange import CUSTOMERS
from quittance.rules.ledger import CREDIT, DEBIT, Item, NewAllocation, NewDocument, NewPayment

AT_A_TIME = 5_000
CUSTOMER, PAPER, PAYMENT, EXTERNAL_CUSTOMER, EXTERNAL_PAPER, LINES, BY_ID = range(7)
_START = """
    PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-32768;
    CREATE TABLE made (kind INTEGER, name TEXT, said TEXT, PRIMARY KEY (kind, name)) WITHOUT ROWID;
    CREATE TABLE item (id INTEGER PRIMARY KEY, label TEXT, side TEXT, said TEXT);
    CREATE INDEX item_label ON item (label, side);
    CREATE TABLE met (invoice TEXT, credit TEXT, day TEXT, amount INTEGER);
    CREATE INDEX met_invoice ON met (invoice);
"""


@dataclass(frozen=True, slots=True)
class Allocated:
    """An allocation that would be made, and on which day."""

    made: NewAllocation
    on: datetime.date


@dataclass(frozen=True, slots=True)
class Would:
    """What a portion would write: rows of new customers, and everything else by value."""

    customers: Mapping[str, CustomerFacts]
    new_customers: Sequence[Sequence[Any]]
    documents: Sequence[NewDocument]
    payments: Sequence[NewPayment]
    items: Iterable[Item]
    allocated: Sequence[Allocated]


class Foreseen:
    """Answers the questions of `Facts` as they would be answered after what was foreseen.

    It is a private database that SQLite keeps in memory while it is small, and that goes away with the dry run.
    """

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.executescript(_START)

    def close(self) -> None:
        """Forget everything."""
        self._db.close()

    def customers(self, numbers: Iterable[str]) -> dict[str, tuple[Any, ...]]:
        """As `Facts.customers`."""
        wanted = list(numbers)
        return self._facts.customers(wanted) | {
            name: tuple(said["row"]) for name, said in self._said(CUSTOMER, wanted).items()
        }

    def customer_facts(self, numbers: Iterable[str], ids: Iterable[int]) -> dict[str, CustomerFacts]:
        """Customers that would have been made, by number, named by numbers or ids."""
        made = [said["facts"] for said in self._said(CUSTOMER, list(numbers)).values()]
        made += self._said(BY_ID, [str(id) for id in ids]).values()
        return {facts[1]: CustomerFacts(*facts) for facts in made}

    def customers_by_external(self, external: Iterable[str]) -> dict[str, str]:
        """As `Facts.customers_by_external`."""
        wanted = list(external)
        return self._facts.customers_by_external(wanted) | self._said(EXTERNAL_CUSTOMER, wanted)

    def ids_of_customers(self, numbers: Iterable[str]) -> dict[str, int]:
        """As `Facts.ids_of_customers`."""
        wanted = list(numbers)
        made = {name: said["facts"][0] for name, said in self._said(CUSTOMER, wanted).items()}
        return self._facts.ids_of_customers(wanted) | made

    def parents(self, ids: Iterable[int]) -> dict[int, int | None]:
        """As `Facts.parents`."""
        wanted = list(ids)
        made = {facts[0]: facts[6] for facts in self._said(BY_ID, [str(id) for id in wanted]).values()}
        return self._facts.parents(wanted) | made

    def documents(self, numbers: Iterable[str]) -> dict[str, Paper]:
        """As `Facts.documents`."""
        wanted = list(numbers)
        made = {
            name: Paper(*said[:4], *map(sql.day, said[4:6]), *said[6:11], *map(sql.day_or_none, said[11:]))
            for name, said in self._said(PAPER, wanted).items()
        }
        return self._facts.documents(wanted) | made

    def documents_by_external(self, external: Iterable[str]) -> dict[str, str]:
        """As `Facts.documents_by_external`."""
        wanted = list(external)
        return self._facts.documents_by_external(wanted) | self._said(EXTERNAL_PAPER, wanted)

    def lines(self, document_ids: Iterable[int]) -> dict[int, list[tuple[Any, ...]]]:
        """As `Facts.lines`."""
        wanted = list(document_ids)
        made = {
            int(id): [tuple(line) for line in said]
            for id, said in self._said(LINES, [str(id) for id in wanted]).items()
        }
        return self._facts.lines(wanted) | made

    def payments(self, references: Iterable[str]) -> dict[str, Received]:
        """As `Facts.payments`."""
        wanted = list(references)
        made = {
            name: Received(*said[:2], *map(datetime.date.fromisoformat, said[2:3]), *said[3:])
            for name, said in self._said(PAYMENT, wanted).items()
        }
        return self._facts.payments(wanted) | made

    def owners(self, invoices: Iterable[str], credits: Iterable[str]) -> list[int]:
        """As `Facts.owners`."""
        papers, named = list(invoices), list(credits)
        found = self._in("SELECT said FROM item WHERE label IN", [*papers, *named])
        made = {json.loads(said)[1] for (said,) in found}
        return list(made | set(self._facts.owners(papers, named)))

    def debts(self, numbers: Iterable[str]) -> list[Item]:
        """As `Facts.debts`."""
        wanted = list(numbers)
        found = self._after(self._facts.debts(wanted), wanted, DEBIT)
        return sorted(found, key=lambda item: (item.due_on, item.id))

    def credits(self, names: Iterable[str]) -> list[Item]:
        """As `Facts.credits`."""
        wanted = list(names)
        return self._after(self._facts.credits(wanted), wanted, CREDIT)

    def met(self, debts: Sequence[Item]) -> Met:
        """As `Facts.met`."""
        made = self._facts.met(debts)
        for invoice, credit, day, amount in self._in(
            "SELECT * FROM met WHERE invoice IN", [one.label for one in debts]
        ):
            days = made[credit, invoice]
            on = datetime.date.fromisoformat(day)
            days[on] = days.get(on, 0) + amount
        return made

    def absorb(self, would: Would) -> None:
        """Foresee also what a portion would write."""
        numbers = {one.id: one.number for one in would.customers.values()}
        kept = {item.id: item for item in would.items}
        self._db.execute("BEGIN")
        for row in would.new_customers:
            self._add_customer(row, would.customers[row[2]], numbers)
        for document in would.documents:
            self._add_document(document, numbers[document.customer_id])
        for one in would.payments:
            head = [one.reference, numbers[one.customer_id], one.received_on.isoformat()]
            self._put(PAYMENT, one.reference, [*head, one.currency, one.amount, one.payer_name, one.text])
        self._db.executemany(
            "INSERT OR REPLACE INTO item (id, label, side, said) VALUES (?, ?, ?, ?)",
            [(item.id, item.label, item.side, json.dumps(astuple(item), default=str)) for item in kept.values()],
        )
        pairs = [(kept[a.made.debit_item_id], kept[a.made.credit_item_id], a) for a in would.allocated]
        self._db.executemany(
            "INSERT INTO met (invoice, credit, day, amount) VALUES (?, ?, ?, ?)",
            [(debit.label, credit.label, a.on.isoformat(), a.made.amount) for debit, credit, a in pairs],
        )
        self._db.execute("COMMIT")

    def _add_customer(self, row: Sequence[Any], facts: CustomerFacts, numbers: dict[int, str]) -> None:
        said = dict(zip(COLUMNS, row, strict=True))
        said["parent_number"] = numbers.get(facts.parent_id, "") if facts.parent_id is not None else ""
        shown = [said[name] for name in EXCHANGE[CUSTOMERS]]
        self._put(CUSTOMER, facts.number, {"row": shown, "facts": astuple(facts)})
        self._put(BY_ID, str(facts.id), astuple(facts))
        if said["external_id"]:
            self._put(EXTERNAL_CUSTOMER, said["external_id"], facts.number)

    def _add_document(self, one: NewDocument, customer: str) -> None:
        head = [one.number, one.id, customer, one.kind, one.issued_on.isoformat(), one.due_on.isoformat()]
        goods = one.goods_on.isoformat() if one.goods_on else None
        said = [one.currency, one.total, one.purchase_order, one.external_id, one.terms, goods]
        self._put(PAPER, one.number, [*head, *said])
        if one.external_id:
            self._put(EXTERNAL_PAPER, one.external_id, one.number)
        if one.lines:
            lines = [(x.n, x.description, x.quantity_e6, x.unit_price_e6, x.tax_rate_e4) for x in one.lines]
            self._put(LINES, str(one.id), lines)

    def _after(self, items: list[Item], labels: Sequence[str], side: str) -> list[Item]:
        """Items of the books and those made since, each as it would stand."""
        found = {item.id: item for item in items}
        rows = self._in(f"SELECT said FROM item WHERE side = '{side}' AND label IN", labels)
        made = [_item(json.loads(said)) for (said,) in rows]
        return list((found | {item.id: item for item in made}).values())

    def _put(self, kind: int, name: str, said: Any) -> None:
        self._db.execute(
            "INSERT OR REPLACE INTO made (kind, name, said) VALUES (?, ?, ?)", [kind, name, json.dumps(said)]
        )

    def _said(self, kind: int, names: Sequence[str]) -> dict[str, Any]:
        rows = self._in(f"SELECT name, said FROM made WHERE kind = {kind} AND name IN", names)
        return {name: json.loads(said) for name, said in rows}

    def _in(self, statement: str, values: Sequence[str]) -> list[tuple[Any, ...]]:
        """Rows of a statement that ends in IN, however many values there are."""
        wanted = list(dict.fromkeys(values))
        found: list[tuple[Any, ...]] = []
        for start in range(0, len(wanted), AT_A_TIME):
            part = wanted[start : start + AT_A_TIME]
            found += self._db.execute(f"{statement} ({', '.join('?' * len(part))})", part).fetchall()
        return found


def _item(said: list[Any]) -> Item:
    days = [None if said[at] in (None, "None") else datetime.date.fromisoformat(said[at]) for at in _DAYS]
    for at, day in zip(_DAYS, days, strict=True):
        said[at] = day
    return Item(*said)


_DAYS = tuple(
    at for at, one in enumerate(fields(Item)) if one.name in ("effective_on", "due_on", "touched_on", "freed_on")
)
