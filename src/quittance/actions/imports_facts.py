"""What the books hold already of the numbers that a portion of an import names: one statement a question."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from quittance.books import scope, sql
from quittance.rules.ledger import CREDIT, DEBIT, PAYMENT, TRANSFER, Item

_CUSTOMER = (
    "SELECT c.number, c.name, c.email, c.country, c.currency, c.terms, COALESCE(p.number, ''), c.credit_limit, "
    "c.vat_id, c.iban, c.external_id, c.language, c.street, c.postcode, c.city, c.region, c.segment FROM customer c "
    "LEFT JOIN customer p ON p.tenant_id = c.tenant_id AND p.id = c.parent_id WHERE c.tenant_id = %s"
)
_DOCUMENT = (
    "SELECT d.number, d.id, c.number, d.kind, d.issued_on, d.due_on, d.currency, d.total, d.purchase_order, "
    "d.external_id, d.terms, d.goods_on FROM document d "
    "JOIN customer c ON c.tenant_id = d.tenant_id AND c.id = d.customer_id WHERE d.tenant_id = %s AND d.entity_id = %s"
)
_PAYMENT = (
    "SELECT p.reference, c.number, p.received_on, p.currency, p.amount, p.payer_name, p.text FROM payment p "
    "JOIN customer c ON c.tenant_id = p.tenant_id AND c.id = p.customer_id WHERE p.tenant_id = %s AND p.entity_id = %s"
)
_ITEM = f"SELECT {scope.ITEM_COLUMNS} FROM {scope.ITEM_TABLES} WHERE i.tenant_id = %s AND i.entity_id = %s"
_MET = (
    "SELECT a.debit_item_id, COALESCE(p.reference, n.number), a.effective_on, a.amount FROM allocation a "
    "JOIN open_item c ON c.tenant_id = a.tenant_id AND c.id = a.credit_item_id "
    "LEFT JOIN payment p ON p.tenant_id = c.tenant_id AND p.id = c.payment_id "
    "LEFT JOIN document n ON n.tenant_id = c.tenant_id AND n.id = c.document_id "
    "WHERE a.tenant_id = %s AND a.entity_id = %s AND a.amount > 0 AND a.debit_item_id IN"
)
PAPERS = ("invoice", "debit_note", "interest_note", "credit_note")
"""Kinds of the items that stand for what a document says is owed."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of the books, as far as a row of an import can say something about it."""

    number: str
    id: int
    customer_number: str
    kind: str
    issued_on: datetime.date
    due_on: datetime.date
    currency: str
    total: int
    purchase_order: str
    external_id: str
    terms: str
    goods_on: datetime.date | None


@dataclass(frozen=True, slots=True)
class Received:
    """A payment of the books, as far as a row of an import can say something about it."""

    reference: str
    customer_number: str
    received_on: datetime.date
    currency: str
    amount: int
    payer_name: str
    text: str


Met = dict[tuple[str, str], dict[datetime.date, int]]
"""(credit, invoice number) -> day -> how much of the invoice it ever met on that day, taken back or not."""


class Facts:
    """Questions about one company's books."""

    def __init__(self, tenant_id: int, entity_id: int) -> None:
        self._tenant = [tenant_id]
        self._where = (tenant_id, entity_id)

    def customers(self, numbers: Iterable[str]) -> dict[str, tuple[Any, ...]]:
        """Number -> what the books say of the customer, in the order of the exchange format."""
        found = _some(f"{_CUSTOMER} AND c.number IN", self._tenant, numbers)
        return {row[0]: row for row in found}

    def customers_by_external(self, external: Iterable[str]) -> dict[str, str]:
        """External id -> number of the customer that has it."""
        statement = "SELECT external_id, number FROM customer WHERE tenant_id = %s AND external_id IN"
        return dict(_some(statement, self._tenant, external))

    def ids_of_customers(self, numbers: Iterable[str]) -> dict[str, int]:
        """Number -> id of the customer."""
        return dict(_some("SELECT number, id FROM customer WHERE tenant_id = %s AND number IN", self._tenant, numbers))

    def parents(self, ids: Iterable[int]) -> dict[int, int | None]:
        """Customer id -> id of its parent."""
        return dict(_some("SELECT id, parent_id FROM customer WHERE tenant_id = %s AND id IN", self._tenant, ids))

    def documents(self, numbers: Iterable[str]) -> dict[str, Paper]:
        """Number -> document."""
        found = _some(f"{_DOCUMENT} AND d.number IN", self._where, numbers)
        return {
            row[0]: Paper(*row[:4], *map(sql.day, row[4:6]), *row[6:11], *map(sql.day_or_none, row[11:]))
            for row in found
        }

    def documents_by_external(self, external: Iterable[str]) -> dict[str, str]:
        """External id -> number of the document that has it."""
        statement = (
            "SELECT external_id, number FROM document WHERE tenant_id = %s AND entity_id = %s AND external_id IN"
        )
        return dict(_some(statement, self._where, external))

    def lines(self, document_ids: Iterable[int]) -> dict[int, list[tuple[Any, ...]]]:
        """Document id -> its lines as (n, description, quantity_e6, unit_price_e6, tax_rate_e4)."""
        found = defaultdict(list)
        statement = (
            "SELECT document_id, n, description, quantity_e6, unit_price_e6, tax_rate_e4 FROM line "
            "WHERE tenant_id = %s AND document_id IN"
        )
        for row in _some(statement, self._tenant, document_ids):
            found[row[0]].append(row[1:])
        return {id: sorted(rows) for id, rows in found.items()}

    def payments(self, references: Iterable[str]) -> dict[str, Received]:
        """Reference -> payment."""
        found = _some(f"{_PAYMENT} AND p.reference IN", self._where, references)
        return {row[0]: Received(row[0], row[1], sql.day(row[2]), *row[3:7]) for row in found}

    def owners(self, invoices: Iterable[str], credits: Iterable[str]) -> list[int]:
        """Ids of the customers whose open items these numbers and references name."""
        named = list(credits)
        papers = "SELECT customer_id FROM document WHERE tenant_id = %s AND entity_id = %s AND number IN"
        moved = "SELECT customer_id FROM open_item WHERE tenant_id = %s AND entity_id = %s AND payment_id IN"
        found = _some(papers, self._where, [*invoices, *named])
        found += _some(moved, self._where, self._payment_ids(named))
        return list({row[0] for row in found})

    def debts(self, numbers: Iterable[str]) -> list[Item]:
        """Debit items of documents, oldest due first."""
        found = self._items("i.document_id", self._document_ids(numbers))
        mine = [item for item in found if item.side == DEBIT and item.kind in PAPERS]
        return sorted(mine, key=lambda item: (item.due_on, item.id))

    def credits(self, names: Iterable[str]) -> list[Item]:
        """Credit items of payments by reference and of credit notes by number."""
        named = list(names)
        paid = self._items("i.payment_id", self._payment_ids(named))
        noted = self._items("i.document_id", self._document_ids(named))
        mine = [item for item in paid if item.side == CREDIT and item.kind in (PAYMENT, TRANSFER)]
        return mine + [item for item in noted if item.side == CREDIT and item.kind in PAPERS]

    def met(self, debts: Sequence[Item]) -> Met:
        """What these debit items were ever met with."""
        labels = {item.id: item.label for item in debts}
        made: Met = defaultdict(dict)
        for id, credit, day, amount in _some(_MET, self._where, labels):
            days = made[credit, labels[id]]
            on = sql.day(day)
            days[on] = days.get(on, 0) + amount
        return made

    # Ids are asked for first and named in the next statement: PostgreSQL without statistics, as in the midst of an
    # import, would choose a join that reads every item for every number.

    def _document_ids(self, numbers: Iterable[str]) -> list[int]:
        statement = "SELECT id FROM document WHERE tenant_id = %s AND entity_id = %s AND number IN"
        return [row[0] for row in _some(statement, self._where, numbers)]

    def _payment_ids(self, references: Iterable[str]) -> list[int]:
        statement = "SELECT id FROM payment WHERE tenant_id = %s AND entity_id = %s AND reference IN"
        return [row[0] for row in _some(statement, self._where, references)]

    def _items(self, column: str, ids: Iterable[int]) -> list[Item]:
        return [scope.item_of(row) for row in _some(f"{_ITEM} AND {column} IN", self._where, ids)]


def _some(statement: str, scoped: Sequence[int], values: Iterable[Any]) -> list[tuple[Any, ...]]:
    """Rows of a statement that ends in IN, for the values given; none for none."""
    wanted = [value for value in dict.fromkeys(values) if value != ""]
    if not wanted:
        return []
    return sql.rows(f"{statement} ({sql.marks(len(wanted))})", [*scoped, *wanted])
