"""The mailbox of a company as its settings show it, without its password."""

from __future__ import annotations

from dataclasses import dataclass

from quittance.books import sql
from quittance.reports.books import Books


@dataclass(frozen=True, slots=True)
class MailboxCard:
    """A mailbox; `checked_at` 0 before the first look, `fault` what was wrong at the last."""

    host: str
    port: int
    security: str
    user: str
    folder: str
    checked_at: int
    fault: str


def of(books: Books) -> MailboxCard | None:
    """The mailbox, None where none is set up."""
    found = sql.row(
        "SELECT host, port, security, user_name, folder, checked_at, fault FROM mailbox "
        "WHERE tenant_id = %s AND entity_id = %s",
        [books.tenant_id, books.entity_id],
    )
    return MailboxCard(*found) if found else None
