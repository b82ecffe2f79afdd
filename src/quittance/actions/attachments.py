"""Files on documents, drafts and disputes: hung on, ticked for the mail, and taken off again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from quittance.actions import command, reading
from quittance.actions.command import Context, Subject
from quittance.actions.wire import CARRIED
from quittance.books import sql
from quittance.books.keys import new_id
from quittance.formats import attachments as kinds
from quittance.reports import attachments as reports
from quittance.reports import links
from quittance.reports.books import of as books_of
from quittance.rules.refusals import Conflict, Invalid, NotFound, Refusal

MOST_BYTES = 10 * 1024 * 1024
"""Of all files of one document: more does not pass most mail servers."""

VERB = "attachments.add"
COLUMNS = (
    "tenant_id id entity_id customer_id draft_id document_id dispute_id file_id name with_mail actor_name recorded_at"
).split()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file hangs: on the document of that `number`, on a draft, or on a dispute as what there is to show."""

    number: str = ""
    draft_id: int = 0
    dispute: str = ""


@dataclass(frozen=True, slots=True)
class AddAttachment:
    """A file, read: its digest says which, so that the same one again is no change."""

    number: str
    draft_id: int
    name: str
    digest: str
    with_mail: bool = True
    media_type: str = field(default="", metadata=CARRIED)
    content: bytes = field(default=b"", metadata=CARRIED)
    dispute: str = ""


@dataclass(frozen=True, slots=True)
class MarkAttachment:
    """Whether a file goes along with the mail and into the e-invoice."""

    id: int
    with_mail: bool


@dataclass(frozen=True, slots=True)
class RemoveAttachment:
    """A file that is to be taken off."""

    id: int


@dataclass(frozen=True, slots=True)
class AttachmentKept:
    """The file as it hangs now."""

    id: int
    name: str
    with_mail: bool


@dataclass(frozen=True, slots=True)
class _Hung:
    id: int
    name: str
    file_id: int
    customer_id: int
    draft_id: int | None
    document_id: int | None
    dispute_id: int | None


def take_bytes(context: Context, place: Place, name: str, content: bytes, *, with_mail: bool = True) -> AttachmentKept:
    """Look at a file and hang it up; raises `Invalid` for a kind that is not taken, `NotFound`, `Conflict`."""
    reading.check(context, VERB)
    try:
        media = kinds.kind(content)
    except Refusal as refusal:
        if not context.dry_run:
            command.note_refusal(context, VERB, None, refusal)
        raise
    digest = hashlib.sha256(content).hexdigest()
    named = kinds.safe_name(name, media)
    where = (place.number, place.draft_id, named, digest, with_mail and not place.dispute)
    return add(context, AddAttachment(*where, media, content, place.dispute))


@command.verb(VERB, AttachmentKept)
def add(context: Context, data: AddAttachment) -> AttachmentKept:
    """Hang a file on a document, draft or dispute; the same one under the same name changes nothing."""
    kind, id, customer_id = _place(context, data)
    here = books_of(context)
    held = reports.of(here, kind, id)
    for one in held:
        if one.name == data.name:
            if one.digest == data.digest:
                return AttachmentKept(one.id, one.name, one.with_mail)
            raise Conflict(f"Another file is named {data.name}. Take that off first, or rename this one.", field="file")
    _check_room(held, len(data.content))
    made = new_id()
    which = [id if kind == one else None for one in (reports.DRAFT, reports.DOCUMENT, reports.DISPUTE)]
    row = [context.tenant_id, made, context.entity_id, customer_id, *which, _stored(context, data), data.name]
    sql.insert("attachment", COLUMNS, [[*row, data.with_mail, context.actor.name, context.now]])
    command.note(context, VERB, Subject(kind, id, customer_id), {"name": data.name, "bytes": len(data.content)})
    return AttachmentKept(made, data.name, data.with_mail)


@command.verb("attachments.mark", AttachmentKept)
def mark(context: Context, data: MarkAttachment) -> AttachmentKept:
    """Say whether a file goes along; raises `NotFound`, or `Invalid` for one of a dispute."""
    hung = _hung(context, data.id)
    if hung.dispute_id is not None and data.with_mail:
        raise Invalid("What there is to show of a dispute goes along with nothing.", field="with_mail")
    sql.execute(
        "UPDATE attachment SET with_mail = %s WHERE tenant_id = %s AND id = %s",
        [data.with_mail, context.tenant_id, hung.id],
    )
    _note(context, "attachments.mark", hung)
    return AttachmentKept(hung.id, hung.name, data.with_mail)


@command.verb("attachments.remove", AttachmentKept)
def remove(context: Context, data: RemoveAttachment) -> AttachmentKept:
    """Take a file off; its bytes go when nothing else has them. Raises `NotFound`."""
    hung = _hung(context, data.id)
    _take_off(context, "id", hung.id)
    _note(context, "attachments.remove", hung)
    return AttachmentKept(hung.id, hung.name, False)


def issued(context: Context, draft_id: int, document_id: int) -> None:
    """Files of a draft hang on the document that it has become, within the verb that issues it."""
    sql.execute(
        "UPDATE attachment SET document_id = %s, draft_id = NULL WHERE tenant_id = %s AND draft_id = %s",
        [document_id, context.tenant_id, draft_id],
    )


def thrown_away(context: Context, draft_id: int) -> None:
    """Files of a draft go with it, within the verb that throws it away."""
    _take_off(context, "draft_id", draft_id)


def _take_off(context: Context, column: str, value: int) -> None:
    """Take the files off that have a value, and their bytes where nothing else has them. Index attachment_file."""
    which = f"tenant_id = %s AND {column} = %s"
    found = sql.rows(f"SELECT file_id FROM attachment WHERE {which}", [context.tenant_id, value])
    if not found:
        return
    sql.execute(f"DELETE FROM attachment WHERE {which}", [context.tenant_id, value])
    sql.execute(
        f"DELETE FROM stored_file WHERE tenant_id = %s AND id IN ({sql.marks(len(found))}) AND NOT EXISTS (SELECT 1 "
        "FROM attachment a WHERE a.tenant_id = stored_file.tenant_id AND a.file_id = stored_file.id)",
        [context.tenant_id, *(file_id for (file_id,) in found)],
    )


def _place(context: Context, data: AddAttachment) -> tuple[str, int, int]:
    """Kind, id and customer of what the file hangs on."""
    if data.dispute:
        at = sql.row(
            "SELECT id, customer_id FROM dispute WHERE tenant_id = %s AND entity_id = %s AND number = %s",
            [context.tenant_id, context.entity_id, data.dispute],
        )
        if at is None:
            raise NotFound(f"There is no dispute {data.dispute[:60]!r}.", field="dispute")
        return reports.DISPUTE, at[0], at[1]
    if data.number:
        target = links.target(books_of(context), data.number)
        if target.kind != links.DOCUMENT:
            raise Invalid("Files go with invoices, credit notes and drafts.", field="number")
        return reports.DOCUMENT, target.id, target.customer_id
    found = sql.row(
        "SELECT id, customer_id FROM draft WHERE tenant_id = %s AND entity_id = %s AND id = %s AND document_id IS NULL",
        [context.tenant_id, context.entity_id, command.check_id(data.draft_id)],
    )
    if found is None:
        raise NotFound("There is no such draft, or it is issued already.", field="draft_id")
    return reports.DRAFT, found[0], found[1]


def _check_room(held: tuple[reports.AttachmentRow, ...], more: int) -> None:
    if len(held) >= reports.MOST_FILES:
        raise Invalid(f"At most {reports.MOST_FILES} files go with one document.", field="file")
    if sum(one.size_bytes for one in held) + more > MOST_BYTES:
        raise Invalid(f"All files of a document have at most {MOST_BYTES:,} bytes.", field="file")


def _stored(context: Context, data: AddAttachment) -> int:
    """The id of the file's bytes, kept once."""
    sql.execute(
        "INSERT INTO stored_file (tenant_id, id, digest, media_type, size_bytes, content) "
        "VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
        [context.tenant_id, new_id(), data.digest, data.media_type, len(data.content), data.content],
    )
    found = sql.row("SELECT id FROM stored_file WHERE tenant_id = %s AND digest = %s", [context.tenant_id, data.digest])
    assert found is not None
    return int(found[0])


def _hung(context: Context, id: int) -> _Hung:
    found = sql.row(
        "SELECT id, name, file_id, customer_id, draft_id, document_id, dispute_id FROM attachment "
        "WHERE tenant_id = %s AND entity_id = %s AND id = %s",
        [context.tenant_id, context.entity_id, command.check_id(id)],
    )
    if found is None:
        raise NotFound("There is no such file.", field="id")
    return _Hung(*found)


def _note(context: Context, verb: str, hung: _Hung) -> None:
    ids = {reports.DRAFT: hung.draft_id, reports.DOCUMENT: hung.document_id, reports.DISPUTE: hung.dispute_id}
    kind, id = next((kind, id) for kind, id in ids.items() if id is not None)
    command.note(context, verb, Subject(kind, id, hung.customer_id), {"name": hung.name})
