"""Files on documents, drafts and disputes: which there are, and one with its bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quittance.books import sql
from quittance.formats import attachments as kinds
from quittance.reports.books import Books
from quittance.rules.einvoice import Supporting
from quittance.rules.refusals import NotFound

MOST_FILES = 20
"""Of one document, draft or dispute."""

DOCUMENT, DRAFT, DISPUTE = "document", "draft", "dispute"


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """One file: `with_mail` sends it along with the document; the moment in microseconds."""

    id: int
    name: str
    media_type: str
    size_bytes: int
    digest: str
    with_mail: bool
    actor_name: str
    recorded_at: int


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file with its bytes."""

    name: str
    media_type: str
    content: bytes


_COLUMNS = "a.id, a.name, f.media_type, f.size_bytes, f.digest, a.with_mail, a.actor_name, a.recorded_at"
_FROM = "FROM attachment a JOIN stored_file f ON f.tenant_id = a.tenant_id AND f.id = a.file_id"


def of(books: Books, kind: str, id: int) -> tuple[AttachmentRow, ...]:
    """The files of what is of that kind (a word above) and id, the first one first."""
    found = sql.rows(
        f"SELECT {_COLUMNS} {_FROM} WHERE a.tenant_id = %s AND a.entity_id = %s AND a.{kind}_id = %s ORDER BY a.id",
        [books.tenant_id, books.entity_id, id],
    )
    return tuple(_row(row) for row in found)


def of_document(books: Books, document_id: int) -> tuple[AttachmentRow, ...]:
    """The files of an issued document, the first one first. Index attachment_document_name."""
    return of(books, DOCUMENT, document_id)


def of_draft(books: Books, draft_id: int) -> tuple[AttachmentRow, ...]:
    """The files of a draft. Index attachment_draft_name."""
    return of(books, DRAFT, draft_id)


def of_dispute(books: Books, dispute_id: int) -> tuple[AttachmentRow, ...]:
    """What there is to show of a dispute. Index attachment_dispute_name."""
    return of(books, DISPUTE, dispute_id)


def one(books: Books, id: int, document_id: int | None = None) -> Enclosed:
    """A file of the company, or one of a document alone; raises `NotFound`."""
    more, given = ("AND a.document_id = %s", [document_id]) if document_id is not None else ("", [])
    found = sql.row(
        f"SELECT a.name, f.media_type, f.content {_FROM} WHERE a.tenant_id = %s AND a.entity_id = %s AND a.id = %s "
        f"{more}",
        [books.tenant_id, books.entity_id, id, *given],
    )
    if found is None:
        raise NotFound("There is no such file.", field="id")
    return Enclosed(found[0], found[1], bytes(found[2]))


def enclosed(books: Books, document_id: int) -> tuple[Enclosed, ...]:
    """The files that go along when the document is sent, with their bytes."""
    found = sql.rows(
        f"SELECT a.name, f.media_type, f.content {_FROM} WHERE a.tenant_id = %s AND a.document_id = %s "
        "AND a.with_mail ORDER BY a.id",
        [books.tenant_id, document_id],
    )
    return tuple(Enclosed(row[0], row[1], bytes(row[2])) for row in found)


def supporting(books: Books, document_id: int) -> tuple[Supporting, ...]:
    """The same as BG-24 of the e-invoice, which takes no plain text (BR-CL-24)."""
    return tuple(
        Supporting(file.name, "", "", file.content, file.media_type, file.name)
        for file in enclosed(books, document_id)
        if file.media_type != kinds.TXT
    )


def _row(row: Sequence[Any]) -> AttachmentRow:
    return AttachmentRow(row[0], row[1], row[2], int(row[3]), row[4], bool(row[5]), row[6], row[7])
