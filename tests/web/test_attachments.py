"""Files on screen: attached on the pages of invoices and drafts, kept by the browser, and on the page of a link."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from quittance.actions import links
from quittance.actions.command import Context
from quittance.actions.links import MakeLink
from tests import attached, factories
from tests.web.browse import Person, text_of

pytestmark = pytest.mark.django_db


def add(clerk: Person, name: str, content: bytes, **place: str) -> str:
    """Attach a file; what the page says then."""
    clerk.follow("/attachments/add/", file=SimpleUploadedFile(name, content), **place)
    return text_of(clerk.last)


def test_a_file_is_attached_opened_and_taken_off_on_the_page_of_the_invoice(clerk: Person) -> None:
    assert "proof.pdf is attached" in add(clerk, "proof.pdf", attached.PDF, number="INV-1")
    assert "goes along" in text_of(clerk.last)
    found = re.search(r'href="(/attachments/(\d+)/)" download', clerk.last)
    assert found is not None
    got = clerk.get(found[1])
    assert got.headers["Content-Disposition"] == 'attachment; filename="proof.pdf"'
    assert got.headers["Content-Type"] == "application/octet-stream" and got.content == attached.PDF
    clerk.follow(f"{found[1]}mark/", number="INV-1", with_mail="no")
    assert "proof.pdf stays here" in text_of(clerk.last)
    assert clerk.post(f"{found[1]}mark/", draft="9" * 5_000, with_mail="no").status_code == 302
    clerk.follow(f"{found[1]}remove/", number="INV-1")
    assert "proof.pdf is taken off" in text_of(clerk.last) and "proof.pdf attached" in text_of(clerk.last)


def test_a_draft_takes_files_and_what_is_none_of_the_kinds_is_refused(clerk: Person, company: Context) -> None:
    draft = str(factories.draft(company).id)
    assert "hours.csv is attached" in add(clerk, "hours.csv", attached.CSV, draft=draft)
    assert clerk.post("/attachments/add/", number="INV-1").status_code == 400
    bad = SimpleUploadedFile("page.pdf", b"<html>")
    assert clerk.post("/attachments/add/", number="INV-1", file=bad).status_code == 400
    assert "PDF, PNG, JPEG" in text_of(clerk.last)


def test_whoever_only_reads_sees_the_files_and_no_buttons(clerk: Person, auditor: Person) -> None:
    add(clerk, "proof.png", attached.PNG, number="INV-1")
    assert "proof.png" in auditor.text("/invoices/INV-1/") and "Attach" not in auditor.last
    assert auditor.post("/attachments/add/", number="INV-1").status_code == 403


def test_the_page_of_a_link_gives_out_what_goes_along_and_nothing_else(clerk: Person, company: Context) -> None:
    add(clerk, "proof.pdf", attached.PDF, number="INV-1")
    add(clerk, "inside.txt", attached.TXT, number="INV-1")
    inside = re.findall(r"/attachments/(\d+)/mark/", clerk.last)[1]
    clerk.post(f"/attachments/{inside}/mark/", number="INV-1", with_mail="no")
    add(clerk, "other.pdf", attached.PDF, number="INV-2")
    url = links.make(company, MakeLink("INV-1")).url
    stranger = Person(company)
    stranger.get(url)
    assert "proof.pdf" in stranger.last and "inside.txt" not in stranger.last
    found = re.search(rf"{url}files/(\d+)/", stranger.last)
    assert found is not None and stranger.get(found[0]).content == attached.PDF
    for other in (inside, re.findall(r"/attachments/(\d+)/mark/", clerk.last)[0]):
        assert stranger.get(f"{url}files/{other}/").status_code == 404
