"""Bounces: what was sent to an address, which address of a customer is stopped, and whose are to be corrected."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quittance.books import sql
from quittance.books.keys import MAX_ID
from quittance.reports.books import Books

MOST_ROWS = 200
MOST_LOOKED = 20_000
"""Of the latest deliveries that are looked through for those that did not arrive."""

ASTRAY = ("bounced", "failed", "doubtful")
"""States of a delivery that did not arrive, or of which nobody knows."""
_OURS = re.compile(r"<([1-9][0-9]{0,18})@")


@dataclass(frozen=True, slots=True)
class Sent:
    """A customer with an address as it is written here, and what came back: a delivery, or 0 and "" for none."""

    customer_id: int
    address: str
    delivery_id: int = 0
    kind: str = ""
    target_id: int = 0
    number: str = ""


@dataclass(frozen=True, slots=True)
class Stopped:
    """A customer whose address is to be corrected."""

    customer_number: str
    customer_name: str
    address: str


@dataclass(frozen=True, slots=True)
class Astray:
    """A delivery that did not arrive: `kind` is document, estimate or statement, `at` in microseconds since 1970."""

    kind: str
    number: str
    customer_number: str
    customer_name: str
    address: str
    state: str
    fault: str
    at: int


_DELIVERY = (
    "SELECT y.customer_id, y.address, y.id, CASE WHEN y.document_id IS NOT NULL THEN 'document' "
    "WHEN y.estimate_id IS NOT NULL THEN 'estimate' ELSE 'statement' END, "
    "COALESCE(y.document_id, y.estimate_id, y.statement_id), COALESCE(d.number, e.number, '') FROM delivery y "
    "LEFT JOIN document d ON d.tenant_id = y.tenant_id AND d.id = y.document_id "
    "LEFT JOIN estimate e ON e.tenant_id = y.tenant_id AND e.id = y.estimate_id "
    "WHERE y.tenant_id = %s AND y.entity_id = %s AND y.id = %s AND y.message = %s"
)
# The unique key of the table gives the latest first.
_ASTRAY = (
    "SELECT CASE WHEN y.document_id IS NOT NULL THEN 'document' WHEN y.estimate_id IS NOT NULL THEN 'estimate' "
    "ELSE 'statement' END, COALESCE(d.number, e.number, ''), c.number, c.name, y.address, y.state, y.fault, "
    "CASE WHEN y.settled_at > 0 THEN y.settled_at ELSE y.queued_at END FROM (SELECT * FROM delivery "
    "WHERE tenant_id = %(tenant)s ORDER BY id DESC LIMIT %(looked)s) y "
    "JOIN customer c ON c.tenant_id = y.tenant_id AND c.id = y.customer_id "
    "LEFT JOIN document d ON d.tenant_id = y.tenant_id AND d.id = y.document_id "
    "LEFT JOIN estimate e ON e.tenant_id = y.tenant_id AND e.id = y.estimate_id "
    f"WHERE y.tenant_id = %(tenant)s AND y.entity_id = %(entity)s AND y.state IN {ASTRAY!r} "
    "ORDER BY y.id DESC LIMIT %(most)s"
)
_OTHER = (
    "SELECT customer_id, address FROM activity WHERE tenant_id = %(tenant)s AND entity_id = %(entity)s AND id = %(id)s "
    "AND message = %(message)s UNION SELECT customer_id, address FROM reminder WHERE tenant_id = %(tenant)s "
    "AND entity_id = %(entity)s AND id = %(id)s AND message = %(message)s"
)
_WHOSE = (
    "SELECT c.id, c.email FROM customer c WHERE c.tenant_id = %(tenant)s AND LOWER(c.email) = LOWER(%(address)s) UNION "
    "SELECT p.customer_id, p.email FROM contact p WHERE p.tenant_id = %(tenant)s "
    "AND LOWER(p.email) = LOWER(%(address)s) "
    "ORDER BY 1 LIMIT %(most)s"
)


def sent(books: Books, address: str, message: str) -> tuple[Sent, ...]:
    """What the message was; else whose address it is. () for a message that is not ours and an address of nobody."""
    return of_message(books, message) or whose(books, address)


def of_message(books: Books, message: str) -> tuple[Sent, ...]:
    """What we sent under a Message-ID, which begins with the id of its row; () for a message that is not ours."""
    id = _id(message)
    if not id:
        return ()
    found = sql.row(_DELIVERY, [books.tenant_id, books.entity_id, id, message])
    if found is not None:
        return (Sent(found[0], found[1], found[2], found[3], found[4], found[5]),)
    params = {"tenant": books.tenant_id, "entity": books.entity_id, "id": id, "message": message}
    return tuple(Sent(row[0], row[1]) for row in sql.rows(_OTHER, params))


def whose(books: Books, address: str) -> tuple[Sent, ...]:
    """The customers who have an address themselves or through a contact, in the order of their ids."""
    rows = sql.rows(_WHOSE, {"tenant": books.tenant_id, "address": address, "most": MOST_ROWS}) if address else []
    return tuple(Sent(row[0], row[1]) for row in rows)


def bounced(address: str) -> str:
    """Whether mail to an address came back, as an expression beside `dunning_customer k`; the address is another."""
    known = "LOWER(COALESCE(k.bounced, '')), LOWER(COALESCE(k.bounced_too, ''))"
    any_did = "(COALESCE(k.bounced, '') <> '' OR COALESCE(k.bounced_too, '') <> '')"
    return f"({any_did} AND LOWER({address}) IN ({known}) AND {address} <> '')"


def mailed(main: str, own: str) -> str:
    """Where mail to a customer goes, as such an expression: to its main contact, or where that came back to itself."""
    other = f"{bounced(main)} AND {own} <> '' AND NOT {bounced(own)}"
    return f"(CASE WHEN {other} THEN {own} ELSE COALESCE({main}, {own}) END)"


def stopped(books: Books, customer_id: int) -> tuple[str, ...]:
    """The addresses of a customer that mail came back from, in small letters, the last one first."""
    found = sql.row(
        "SELECT bounced, bounced_too FROM dunning_customer "
        "WHERE tenant_id = %s AND entity_id = %s AND customer_id = %s",
        [books.tenant_id, books.entity_id, customer_id],
    )
    return tuple(str(one).lower() for one in found or () if one)


def to_correct(books: Books) -> tuple[Stopped, ...]:
    """Customers who still have an address that mail came back from: their own, or a contact's."""
    one = (
        "SELECT c.number, c.name, k.{column} AS address FROM dunning_customer k "
        "JOIN customer c ON c.tenant_id = k.tenant_id AND c.id = k.customer_id "
        "WHERE k.tenant_id = %(tenant)s AND k.entity_id = %(entity)s AND k.{column} <> '' AND (c.email = k.{column} "
        "OR EXISTS (SELECT 1 FROM contact p WHERE p.tenant_id = c.tenant_id AND p.customer_id = c.id "
        "AND p.email = k.{column}))"
    )
    both = " UNION ".join(one.format(column=column) for column in ("bounced", "bounced_too"))
    found = sql.rows(
        f"SELECT x.* FROM ({both}) x ORDER BY 1, 3 LIMIT %(most)s",
        {"tenant": books.tenant_id, "entity": books.entity_id, "most": MOST_ROWS},
    )
    return tuple(Stopped(*row) for row in found)


def astray(books: Books, most: int = MOST_ROWS) -> tuple[Astray, ...]:
    """Deliveries among the latest that came back, failed or are in doubt, the latest first."""
    params = {"tenant": books.tenant_id, "entity": books.entity_id, "looked": MOST_LOOKED}
    return tuple(Astray(*row) for row in sql.rows(_ASTRAY, {**params, "most": min(most, MOST_ROWS)}))


def _id(message: str) -> int:
    """The id that a Message-ID of ours begins with, 0 for another."""
    found = _OURS.match(message)
    return int(found[1]) if found and int(found[1]) <= MAX_ID else 0
