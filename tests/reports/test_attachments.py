"""Files of a document: listed, given out to their company alone, and what of them goes into an e-invoice."""

from __future__ import annotations

import pytest

from quittance.actions import attachments
from quittance.actions.attachments import Place
from quittance.reports import attachments as reports
from quittance.reports import links
from quittance.reports.books import of
from quittance.rules.refusals import NotFound
from tests import attached, factories

pytestmark = pytest.mark.django_db


def test_files_are_listed_and_given_out_to_their_company_alone() -> None:
    context, other = factories.company(), factories.company("Other Ltd")
    factories.customer(context)
    factories.invoice(context, "INV-1", "10.00")
    factories.invoice(context, "INV-2", "10.00")
    made = attachments.take_bytes(context, Place("INV-1"), "proof.pdf", attached.PDF)
    attachments.take_bytes(context, Place("INV-1"), "notes.txt", attached.TXT)
    attachments.take_bytes(context, Place("INV-1"), "inside.csv", attached.CSV, with_mail=False)
    mine, id = of(context), links.target(of(context), "INV-1").id
    assert [(one.name, one.size_bytes, one.with_mail) for one in reports.of_document(mine, id)] == [
        ("proof.pdf", len(attached.PDF), True),
        ("notes.txt", len(attached.TXT), True),
        ("inside.csv", len(attached.CSV), False),
    ]
    assert reports.one(mine, made.id).content == attached.PDF
    assert [one.name for one in reports.enclosed(mine, id)] == ["proof.pdf", "notes.txt"]
    assert [one.id for one in reports.supporting(mine, id)] == ["proof.pdf"]
    with pytest.raises(NotFound):
        reports.one(of(other), made.id)
    with pytest.raises(NotFound):
        reports.one(mine, made.id, links.target(mine, "INV-2").id)
