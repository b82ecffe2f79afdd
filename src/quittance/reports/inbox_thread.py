"""Whose a mail is: by our message that it answers, then by its sender's address, then by the documents it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quittance.books import sql
from quittance.books.ledger import NEVER
from quittance.reports import bounces
from quittance.reports.books import Books
from quittance.rules import inbox

MOST_ANSWERED = 20
MOST_OPEN = 500
"""Open documents of a customer that are looked for in a text."""


@dataclass(frozen=True, slots=True)
class Thread:
    """The customer and document of a mail, 0 for none, and why; `wrote_to` is where ours went that it answers."""

    customer_id: int = 0
    document_id: int = 0
    reason: str = ""
    wrote_to: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a customer when its mail is read; `numbers` are its documents that the mail may mean."""

    number: str
    language: str
    country: str
    addresses: frozenset[str]
    numbers: tuple[str, ...]


def find(books: Books, answers: Sequence[str], sender: str, text: str) -> Thread:
    """The thread of a mail; an empty one where nothing tells, or several customers are as likely."""
    for message in answers[:MOST_ANSWERED]:
        for sent in bounces.of_message(books, message)[:1]:
            about = sent.number or f"to {sent.address}"
            document = sent.target_id if sent.kind == "document" else 0
            return Thread(sent.customer_id, document, f"Answers our mail {about}", sent.address)
    owners = {one.customer_id for one in bounces.whose(books, sender)}
    if len(owners) == 1:
        return Thread(owners.pop(), 0, f"From {sender}, an address of theirs")
    named = [row for row in documents(books, inbox.tokens(text)) if not owners or row[2] in owners]
    if len({row[2] for row in named}) == 1:
        return Thread(named[0][2], 0, f"Names {named[0][1]}")
    return Thread()


def documents(books: Books, numbers: Sequence[str]) -> list[tuple[int, str, int]]:
    """Id, number and customer of the documents with these numbers. Index: document_number."""
    wanted = list(dict.fromkeys((*numbers, *(one.upper() for one in numbers))))
    if not wanted:
        return []
    found = sql.rows(
        "SELECT id, number, customer_id FROM document WHERE tenant_id = %s AND entity_id = %s "
        f"AND number IN ({sql.marks(len(wanted))}) ORDER BY id",
        [books.tenant_id, books.entity_id, *wanted],
    )
    return [(row[0], row[1], row[2]) for row in found]


def number_of(books: Books, document_id: int) -> tuple[str, ...]:
    """The number of a document, as a list of one."""
    found = sql.rows("SELECT number FROM document WHERE tenant_id = %s AND id = %s", [books.tenant_id, document_id])
    return tuple(row[0] for row in found)


def known(books: Books, customer_id: int, text: str) -> Known:
    """What is known of a customer: its documents are those that are open, and others that the text names in full."""
    found = sql.row(
        "SELECT number, language, country, email FROM customer WHERE tenant_id = %s AND id = %s",
        [books.tenant_id, customer_id],
    )
    assert found is not None
    contacts = sql.rows(
        "SELECT email FROM contact WHERE tenant_id = %s AND customer_id = %s AND email <> ''",
        [books.tenant_id, customer_id],
    )
    open_ones = sql.rows(
        "SELECT DISTINCT d.number FROM open_item i "
        "JOIN document d ON d.tenant_id = i.tenant_id AND d.id = i.document_id "
        "WHERE i.tenant_id = %s AND i.entity_id = %s AND i.customer_id = %s AND i.closed_on = %s ORDER BY 1 LIMIT %s",
        [books.tenant_id, books.entity_id, customer_id, NEVER, MOST_OPEN],
    )
    named = [row[1] for row in documents(books, inbox.tokens(text)) if row[2] == customer_id]
    addresses = frozenset(str(row[0]).casefold() for row in (*contacts, (found[3],)) if row[0])
    numbers = tuple(dict.fromkeys((*named, *(row[0] for row in open_ones))))
    return Known(found[0], found[1], found[2], addresses, numbers)
