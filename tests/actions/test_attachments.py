"""Files on drafts and documents: kept once, carried along to the mail and the e-invoice, and gone when taken off."""

from __future__ import annotations

import pytest

from quittance.actions import attachments, deliveries, disputes, drafts
from quittance.actions.attachments import MarkAttachment, Place, RemoveAttachment
from quittance.actions.command import Context
from quittance.actions.deliveries import SendDocument
from quittance.actions.disputes import OpenDispute
from quittance.actions.drafts import IssueDraft, RemoveDraft
from quittance.books import sql
from quittance.formats import einvoice
from quittance.jobs import worker
from quittance.reports import attachments as reports
from quittance.reports import einvoices, links
from quittance.reports.books import of
from quittance.rules.einvoice_issue import Wanted
from quittance.rules.refusals import Conflict, Invalid, NotAllowed, NotFound
from tests import attached, einvoiced, factories
from tests.actions.mail_sink import Sink

pytestmark = pytest.mark.django_db


@pytest.fixture
def context() -> Context:
    """A company with an invoice that can be said in every profile."""
    return einvoiced.company()


def names(context: Context, number: str = "E-INV-1") -> list[str]:
    """Files of a document."""
    return [one.name for one in reports.of_document(of(context), links.target(of(context), number).id)]


def stored(context: Context) -> int:
    """How many files are kept."""
    found = sql.row("SELECT COUNT(*) FROM stored_file WHERE tenant_id = %s", [context.tenant_id])
    assert found is not None
    return int(found[0])


def test_a_file_is_kept_once_and_the_same_one_again_is_no_change(context: Context) -> None:
    first = attachments.take_bytes(context, Place("E-INV-1"), "proof.pdf", attached.PDF)
    again = attachments.take_bytes(context, Place("E-INV-1"), "proof.pdf", attached.PDF)
    attachments.take_bytes(context, Place("E-INV-1"), "second.pdf", attached.PDF)
    assert first == again and names(context) == ["proof.pdf", "second.pdf"] and stored(context) == 1
    with pytest.raises(Conflict, match="Another file"):
        attachments.take_bytes(context, Place("E-INV-1"), "proof.pdf", attached.PDF + b"\n")
    attachments.remove(context, RemoveAttachment(first.id))
    assert names(context) == ["second.pdf"] and stored(context) == 1
    (left,) = reports.of_document(of(context), links.target(of(context), "E-INV-1").id)
    attachments.remove(context, RemoveAttachment(left.id))
    assert stored(context) == 0
    with pytest.raises(NotFound):
        attachments.remove(context, RemoveAttachment(left.id))


def test_files_of_a_draft_go_to_the_document_or_away_with_the_draft(context: Context) -> None:
    factories.customer(context, "C-1")
    kept, gone = factories.draft(context), factories.draft(context)
    attachments.take_bytes(context, Place("", kept.id), "hours.csv", attached.CSV)
    attachments.take_bytes(context, Place("", gone.id), "hours.xlsx", attached.sheet())
    issued = drafts.issue(context, IssueDraft(kept.id))
    drafts.remove(context, RemoveDraft(gone.id, 1))
    assert names(context, issued.number) == ["hours.csv"] and stored(context) == 1
    with pytest.raises(NotFound):
        attachments.take_bytes(context, Place("", gone.id), "a.pdf", attached.PDF)


def test_what_is_ticked_goes_with_the_mail(context: Context, sink: Sink) -> None:
    attachments.take_bytes(context, Place("E-INV-1"), "proof.png", attached.PNG)
    apart = attachments.take_bytes(context, Place("E-INV-1"), "notes.txt", attached.TXT, with_mail=False)
    deliveries.send(context, SendDocument("E-INV-1", "ap@a.example"))
    worker.once()
    attachments.mark(context, MarkAttachment(apart.id, True))
    deliveries.send(context, SendDocument("E-INV-1", "ap@a.example"))
    worker.once()
    sent = [[part.get_filename() for part in one.iter_attachments()] for one in sink.messages()]
    assert sent == [["E-INV-1.pdf", "proof.png"], ["E-INV-1.pdf", "proof.png", "notes.txt"]]


@pytest.mark.parametrize("profile", ["ubl", "cii", "factur-x", "xrechnung-ubl"])
def test_the_e_invoice_holds_them_and_gives_them_back(context: Context, profile: str) -> None:
    attachments.take_bytes(context, Place("E-INV-1"), "proof.pdf", attached.PDF)
    attachments.take_bytes(context, Place("E-INV-1"), "hours.xlsx", attached.sheet())
    attachments.take_bytes(context, Place("E-INV-1"), "notes.txt", attached.TXT)
    made = einvoices.export(of(context), "E-INV-1", context.today, Wanted(profile, "04011000-12345-03"))
    read = einvoice.read(made.content).invoice
    assert [(one.filename, one.content) for one in read.supporting] == [
        ("proof.pdf", attached.PDF),
        ("hours.xlsx", attached.sheet()),
    ]


def test_strangers_to_the_rules_are_refused(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Invalid, match="PDF, PNG"):
        attachments.take_bytes(context, Place("E-INV-1"), "page.pdf", b"<html>")
    with pytest.raises(NotFound):
        attachments.take_bytes(context, Place("E-INV-9"), "a.pdf", attached.PDF)
    with pytest.raises(NotAllowed):
        attachments.take_bytes(factories.member(context, "auditor"), Place("E-INV-1"), "a.pdf", attached.PDF)
    monkeypatch.setattr(attachments, "MOST_BYTES", 60)
    attachments.take_bytes(context, Place("E-INV-1"), "a.pdf", attached.PDF)
    with pytest.raises(Invalid, match="All files"):
        attachments.take_bytes(context, Place("E-INV-1"), "b.pdf", attached.PDF)
    monkeypatch.setattr(reports, "MOST_FILES", 1)
    with pytest.raises(Invalid, match="At most 1"):
        attachments.take_bytes(context, Place("E-INV-1"), "b.txt", attached.TXT)


def test_what_there_is_to_show_of_a_dispute_goes_along_with_nothing(context: Context) -> None:
    made = disputes.open_dispute(context, OpenDispute("E-INV-1", "damage", "10.00"))
    kept = attachments.take_bytes(context, Place(dispute=made.number), "photo.png", attached.PNG)
    assert not kept.with_mail and [one.name for one in reports.of_dispute(of(context), made.id)] == ["photo.png"]
    assert names(context) == []
    with pytest.raises(Invalid, match="goes along with nothing"):
        attachments.mark(context, MarkAttachment(kept.id, True))
    with pytest.raises(NotFound, match="no dispute"):
        attachments.take_bytes(context, Place(dispute="DSP-9999"), "photo.png", attached.PNG)
    attachments.remove(context, RemoveAttachment(kept.id))
    assert reports.of_dispute(of(context), made.id) == () and stored(context) == 0
