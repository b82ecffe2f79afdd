"""The inbox: mail that came, whose it is and why, and what each proposes."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quittance.books import sql
from quittance.formats import mail as mails
from quittance.reports.books import Books
from quittance.rules import inbox_text
from quittance.rules.refusals import Invalid, NotFound

MOST_ROWS = 200
MOST_EXCERPT = 160
OPEN, UNKNOWN, DONE = "open", "unknown", "done"
STATES = {OPEN: "Open", UNKNOWN: "Nobody’s yet", DONE: "Done"}
"""What waits, what of it has no customer yet, and what was looked after."""


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """What a mail proposes; `on` None, `amount` 0 and the rest "" or () where it does not say."""

    id: int
    kind: str
    words: str
    state: str
    outcome: str
    decided_by: str
    decided_at: int
    on: datetime.date | None
    amount: int
    currency: str
    reason: str
    documents: tuple[str, ...]
    address: str
    name: str
    file: int


@dataclass(frozen=True, slots=True)
class FileRow:
    """An attachment: its place in the mail, from 0."""

    n: int
    name: str
    kind: str
    size: int


@dataclass(frozen=True, slots=True)
class MailRow:
    """A mail of the list; `proposes` are the kinds that wait for a decision."""

    id: int
    sender: str
    sender_name: str
    subject: str
    excerpt: str
    customer_number: str
    customer_name: str
    document: str
    reason: str
    state: str
    automatic: bool
    sent_at: int
    recorded_at: int
    files: tuple[FileRow, ...]
    proposes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MailCard:
    """A mail: `new` is what was newly written, `text` all of it; `is_known` when the sender is a contact of theirs.

    `is_kept` until the mail as it came is no longer kept.
    """

    row: MailRow
    message: str
    wrote_to: str
    source: str
    actor_name: str
    new: str
    text: str
    is_known: bool
    is_kept: bool
    proposals: tuple[ProposalRow, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """Mails that wait, and those of them without a customer."""

    open: int
    unknown: int


def rows(books: Books, state: str = OPEN, limit: int = 50, before: int = 0) -> tuple[MailRow, ...]:
    """Mails of a state, the latest first, older than the id `before`. Index: inbound_mail_state."""
    if state not in STATES:
        raise Invalid(f"The state is one of {', '.join(STATES)}.", field="state")
    only = "AND m.customer_id IS NULL " if state == UNKNOWN else ""
    older = "AND m.id < %s " if before else ""
    found = sql.rows(
        f"{_ROW} AND m.state = %s {only}{older}ORDER BY m.id DESC LIMIT %s",
        [
            *(books.tenant_id, books.entity_id, DONE if state == DONE else OPEN),
            *((before,) if before else ()),
            max(1, min(limit, MOST_ROWS)),
        ],
    )
    return _rows(books, found)


def card(books: Books, id: int) -> MailCard:
    """One mail with what it proposes; raises `NotFound`."""
    found = sql.row(f"{_ROW} AND m.id = %s", [books.tenant_id, books.entity_id, id])
    if found is None:
        raise NotFound("There is no such mail.", field="id")
    more = sql.row(
        "SELECT message, wrote_to, source, actor_name, CASE WHEN m.sender <> '' AND (EXISTS (SELECT 1 FROM contact p "
        "WHERE p.tenant_id = m.tenant_id AND p.customer_id = m.customer_id AND LOWER(p.email) = LOWER(m.sender)) "
        "OR EXISTS (SELECT 1 FROM customer c WHERE c.tenant_id = m.tenant_id AND c.id = m.customer_id "
        "AND LOWER(c.email) = LOWER(m.sender))) THEN 1 ELSE 0 END, m.text, LENGTH(m.content) "
        "FROM inbound_mail m WHERE m.tenant_id = %s AND m.id = %s",
        [books.tenant_id, id],
    )
    assert more is not None
    text = str(more[5])
    fresh = inbox_text.fresh(text)
    made = _rows(books, [found])[0]
    message, wrote_to, source, actor, is_known = more[:5]
    said = (message, wrote_to, source, actor, fresh, text)
    return MailCard(made, *said, bool(is_known), bool(more[6]), proposals(books, id))


def proposals(books: Books, mail_id: int) -> tuple[ProposalRow, ...]:
    """What a mail proposes, in its order. Index: mail_proposal_n."""
    found = sql.rows(
        "SELECT id, kind, words, state, outcome, decided_by, decided_at, data FROM mail_proposal "
        "WHERE tenant_id = %s AND mail_id = %s ORDER BY n",
        [books.tenant_id, mail_id],
    )
    return tuple(_proposal(row) for row in found)


def counts(books: Books) -> Counts:
    """How much waits. Index: inbound_mail_state."""
    found = sql.row(
        "SELECT COUNT(*), COUNT(*) - COUNT(customer_id) FROM inbound_mail "
        "WHERE tenant_id = %s AND entity_id = %s AND state = 'open'",
        [books.tenant_id, books.entity_id],
    )
    return Counts(int(found[0]), int(found[1])) if found else Counts(0, 0)


def content(books: Books, id: int) -> bytes:
    """The mail as it came; raises `NotFound`, too when it is old and no longer kept."""
    found = sql.row(
        "SELECT content FROM inbound_mail WHERE tenant_id = %s AND entity_id = %s AND id = %s",
        [books.tenant_id, books.entity_id, id],
    )
    if found is None:
        raise NotFound("There is no such mail.", field="id")
    if not found[0]:
        raise NotFound("The mail is old and no longer kept as it came; its text is.", field="id")
    return bytes(found[0])


def attachment(books: Books, id: int, n: int) -> tuple[str, bytes]:
    """Name and bytes of an attachment by its place from 0; raises `NotFound`."""
    found = mails.read(content(books, id)).attachments
    if n >= len(found):
        raise NotFound("The mail has no such attachment.", field="n")
    return found[n].name, found[n].content


def new_words(text: str) -> str:
    """What a mail newly says."""
    return inbox_text.fresh(text)


_ROW = (
    "SELECT m.id, m.sender, m.sender_name, m.subject, SUBSTR(m.text, 1, 1000), COALESCE(c.number, ''), "
    "COALESCE(c.name, ''), COALESCE(d.number, ''), m.reason, m.state, m.automatic, m.sent_at, m.recorded_at, m.files "
    "FROM inbound_mail m LEFT JOIN customer c ON c.tenant_id = m.tenant_id AND c.id = m.customer_id "
    "LEFT JOIN document d ON d.tenant_id = m.tenant_id AND d.id = m.document_id "
    "WHERE m.tenant_id = %s AND m.entity_id = %s"
)


def _rows(books: Books, found: Sequence[Sequence[Any]]) -> tuple[MailRow, ...]:
    kinds = _waiting(books, [row[0] for row in found])
    made = []
    for row in found:
        named = dict(zip(MailRow.__slots__[:-1], row, strict=True))
        named["excerpt"] = " ".join(new_words(row[4]).split())[:MOST_EXCERPT]
        named["automatic"] = bool(row[10])
        named["files"] = tuple(FileRow(n, *one) for n, one in enumerate(json.loads(row[13])))
        made.append(MailRow(**named, proposes=kinds.get(row[0], ())))
    return tuple(made)


def _waiting(books: Books, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Mail -> the kinds of its proposals that wait. Index: mail_proposal_n."""
    if not ids:
        return {}
    found = sql.rows(
        f"SELECT mail_id, kind FROM mail_proposal WHERE tenant_id = %s AND mail_id IN ({sql.marks(len(ids))}) "
        "AND state = 'proposed' ORDER BY mail_id, n",
        [books.tenant_id, *ids],
    )
    made: dict[int, tuple[str, ...]] = {}
    for mail_id, kind in found:
        made[mail_id] = tuple(dict.fromkeys((*made.get(mail_id, ()), kind)))
    return made


def _proposal(row: Sequence[Any]) -> ProposalRow:
    data = json.loads(row[7])
    on = datetime.date.fromisoformat(data["on"]) if data.get("on") else None
    return ProposalRow(
        *(row[0], row[1], row[2], row[3], row[4], row[5], row[6]),
        *(on, int(data.get("amount", 0)), data.get("currency", ""), data.get("reason", "")),
        *(tuple(data.get("documents", ())), data.get("address", ""), data.get("name", ""), int(data.get("file", -1))),
    )
