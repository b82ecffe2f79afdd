"""Files from strangers: told by their bytes, bounded, and named so that no folder and no browser minds."""

from __future__ import annotations

import pytest

from quittance.formats import attachments
from quittance.rules.refusals import Invalid
from tests import attached


@pytest.mark.parametrize(
    ("content", "media"),
    [
        (attached.PDF, "application/pdf"),
        (attached.PNG, "image/png"),
        (attached.JPEG, "image/jpeg"),
        (attached.sheet(), attachments.XLSX),
        (attached.CSV, "text/csv"),
        (attached.TXT, "text/plain"),
        ("één regel".encode("cp1252"), "text/plain"),
    ],
)
def test_each_kind_is_told_by_its_bytes(content: bytes, media: str) -> None:
    assert attachments.kind(content) == media


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ\x90\x00\x03" * 20,
        b"<html><script>alert(1)</script>",
        b"<?xml version='1.0'?><svg onload='x()'/>",
        attached.PDF[:20],
        attached.PNG[:12],
        b"PK\x03\x04 no container",
        attached.sheet("xl/vbaProject.bin"),
        b"\x00" * 50,
        b"x" * (attachments.MOST_BYTES + 1),
    ],
)
def test_what_is_none_of_them_is_refused(content: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        attachments.kind(content)
    assert refused.value.field == "file"


def test_a_container_that_only_says_it_is_a_spreadsheet_is_none() -> None:
    with pytest.raises(Invalid):
        attachments.kind(attached.sheet(*(f"xl/part{n}" for n in range(attachments.MOST_PARTS))))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Timesheet July.pdf", "Timesheet July.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\temp\\proof.exe", "proof.pdf"),
        ('a"; filename="b.html', "a_ filename_b.pdf"),
        ("Lieferschein Köln.PDF", "Lieferschein K_ln.pdf"),
        ("a\r\nX: y.pdf", "a_X_ y.pdf"),
        ("", "file.pdf"),
        ("." * 300, "file.pdf"),
    ],
)
def test_a_name_is_plain_and_ends_as_what_the_file_is(given: str, kept: str) -> None:
    assert attachments.safe_name(given, attachments.PDF) == kept
