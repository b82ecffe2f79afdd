"""Files on the pages of documents, drafts and disputes: added, ticked for the mail, opened and taken off."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse
from django.urls import reverse

from quittance import file_answer
from quittance.actions import attachments as verbs
from quittance.actions.attachments import MarkAttachment, Place, RemoveAttachment
from quittance.formats.attachments import MOST_BYTES
from quittance.reports import attachments as reports
from quittance.reports.attachments import Enclosed
from quittance.rules.refusals import Invalid
from quittance.web import visit
from quittance.web.form import Form
from quittance.web.visit import Visit


@visit.page()
def attachment(visit: Visit, id: int) -> HttpResponse:
    """A file as it came; the browser keeps it and never opens it as a page."""
    return file(reports.one(visit.books, id))


@visit.deed("attachments.add")
def attachment_add(visit: Visit) -> HttpResponse:
    """A file for the document, draft or dispute that the form names."""
    form = Form(visit)
    given = visit.request.FILES.get("file")
    if given is None:
        raise Invalid("Choose a file: PDF, PNG, JPEG, XLSX, CSV or text.", field="file")
    place = Place(form["number"], _draft(form), form["dispute"])
    made = verbs.take_bytes(visit.context, place, given.name or "", given.read(MOST_BYTES + 1))
    return visit.go(_back(form), f"{made.name} is attached.")


@visit.deed("attachments.mark")
def attachment_mark(visit: Visit, id: int) -> HttpResponse:
    """Whether a file goes along with the mail and into the e-invoice."""
    form = Form(visit)
    made = visit.do(verbs.mark, MarkAttachment(id, form["with_mail"] == "yes"), form.key)
    return visit.go(_back(form), f"{made.name} goes along." if made.with_mail else f"{made.name} stays here.")


@visit.deed("attachments.remove")
def attachment_remove(visit: Visit, id: int) -> HttpResponse:
    """A file is taken off."""
    form = Form(visit)
    made = visit.do(verbs.remove, RemoveAttachment(id), form.key)
    return visit.go(_back(form), f"{made.name} is taken off.")


def file(found: Enclosed) -> HttpResponse:
    """Bytes from strangers: a download of a type that no browser runs."""
    return file_answer.of(found.content, file_answer.BYTES, found.name)


def _back(form: Form) -> str:
    """The page of the document, draft or dispute."""
    if form["dispute"]:
        return f"{reverse('disputes')}?at={quote(form['dispute'])}#picked"
    if form["number"]:
        return reverse("invoice", kwargs={"number": form["number"]})
    return reverse("draft", kwargs={"id": _draft(form)}) if _draft(form) else reverse("drafts")


def _draft(form: Form) -> int:
    """The id of the draft that the form names; 0 for none."""
    said = form["draft"]
    return int(said) if said.isdecimal() and len(said) < 20 else 0
