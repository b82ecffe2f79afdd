"""Files on documents, drafts and disputes: listed, added, ticked for the mail, given out and taken off."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpResponse
from ninja import File, Query, Router
from ninja.files import UploadedFile

from quittance import file_answer
from quittance.actions import attachments
from quittance.actions.attachments import AttachmentKept, MarkAttachment, Place, RemoveAttachment
from quittance.api import plain
from quittance.api.desk import Desk, asks, does, result_of
from quittance.api.kinds import Given, Id, IdShown, MomentShown, Number, Shown
from quittance.formats.attachments import MOST_BYTES
from quittance.reports import attachments as reports
from quittance.reports import disputes, drafts, links

router = Router()
BYTES = (file_answer.BYTES,)


class Mark(Given):
    """Whether the file goes along with the mail and into the e-invoice."""

    with_mail: bool


class AttachedFile(Shown):
    """One file; its digest is SHA-256."""

    id: IdShown
    name: str
    media_type: str
    size_bytes: int
    digest: str
    with_mail: bool
    actor_name: str
    recorded_at: MomentShown


class AttachedFiles(Shown):
    """The files of a document, draft or dispute, the first one first."""

    rows: list[AttachedFile]


@does(router, "POST", "/documents/{path:number}/attachments", "attachments.add", result_of(AttachmentKept), status=201)
def add(
    desk: Desk, number: Number, file: Annotated[UploadedFile, File()], with_mail: Annotated[bool, Query()] = True
) -> AttachmentKept:
    """Attach a file to an issued document (multipart, field `file`): PDF, PNG, JPEG, XLSX, CSV or text."""
    return _added(desk, Place(number), file, with_mail)


@does(router, "POST", "/drafts/{draft_id}/attachments", "attachments.add", result_of(AttachmentKept), status=201)
def add_to_draft(
    desk: Desk, draft_id: Id, file: Annotated[UploadedFile, File()], with_mail: Annotated[bool, Query()] = True
) -> AttachmentKept:
    """Attach a file to a draft; it goes with the document that the draft becomes."""
    return _added(desk, Place("", draft_id), file, with_mail)


@does(router, "POST", "/disputes/{number}/attachments", "attachments.add", result_of(AttachmentKept), status=201)
def add_to_dispute(desk: Desk, number: Number, file: Annotated[UploadedFile, File()]) -> AttachmentKept:
    """Attach a file to a dispute: what there is to show, such as a photograph or a delivery note."""
    return _added(desk, Place(dispute=number), file, False)


@asks(router, "/disputes/{number}/attachments", AttachedFiles)
def of_dispute(desk: Desk, number: Number) -> dict[str, Any]:
    """List the files of a dispute."""
    return _shown(reports.of_dispute(desk.books, disputes.of_number(desk.books, number).id))


@asks(router, "/documents/{path:number}/attachments", AttachedFiles)
def of_document(desk: Desk, number: Number) -> dict[str, Any]:
    """List the files of an issued document."""
    return _shown(reports.of_document(desk.books, links.target(desk.books, number).id))


@asks(router, "/drafts/{draft_id}/attachments", AttachedFiles)
def of_draft(desk: Desk, draft_id: Id) -> dict[str, Any]:
    """List the files of a draft."""
    return _shown(reports.of_draft(desk.books, drafts.card(desk.books, draft_id).row.id))


@asks(router, "/attachments/{attachment_id}", None, media=BYTES)
def content(desk: Desk, attachment_id: Id) -> HttpResponse:
    """Give a file out as it came."""
    found = reports.one(desk.books, attachment_id)
    return file_answer.of(found.content, file_answer.BYTES, found.name)


@does(router, "POST", "/attachments/{attachment_id}/mark", "attachments.mark", result_of(AttachmentKept))
def mark(desk: Desk, attachment_id: Id, body: Mark) -> AttachmentKept:
    """Say whether a file goes along."""
    return attachments.mark(desk.context, MarkAttachment(attachment_id, body.with_mail))


@does(router, "DELETE", "/attachments/{attachment_id}", "attachments.remove", result_of(AttachmentKept))
def remove(desk: Desk, attachment_id: Id) -> AttachmentKept:
    """Take a file off."""
    return attachments.remove(desk.context, RemoveAttachment(attachment_id))


def _added(desk: Desk, place: Place, file: UploadedFile, with_mail: bool) -> AttachmentKept:
    content = file.read(MOST_BYTES + 1)
    return attachments.take_bytes(desk.context, place, file.name or "", content, with_mail=with_mail)


def _shown(rows: tuple[reports.AttachmentRow, ...]) -> dict[str, Any]:
    return {"rows": [{**plain.of(row), "recorded_at": plain.moment(row.recorded_at)} for row in rows]}
