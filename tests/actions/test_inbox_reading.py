"""What is read of a mail before it is taken in: files that list a payment, and days seen from when it was written."""

from __future__ import annotations

import pytest

from quittance.actions import inbox_reading
from quittance.formats import mail
from quittance.rules.refusals import NotFound
from tests import factories
from tests.formats.bounced import notification
from tests.formats.mailed import mailed

LIST = b"Invoice;Amount\nINV-1;100.00\n"


def found(content: bytes) -> inbox_reading.Found:
    """A mail with what it lists."""
    return inbox_reading.look_into(content, mail.read(content), "EUR")


def test_files_are_read_for_what_they_list() -> None:
    files = (
        ("list.csv", "text/csv", LIST),
        ("photo.jpg", "image/jpeg", LIST),
        ("bad.pdf", "application/pdf", b"%PDF-"),
    )
    (one,) = found(mailed("See the file", files=files)).listed
    assert (one.file, one.name, one.numbers, one.form) == (0, "list.csv", ("INV-1",), "table")
    (words,) = found(mailed("INV-1  100.00", "Remittance advice")).listed
    assert (words.file, words.form) == (inbox_reading.TEXT, "text")


def test_what_came_back_is_told_from_other_mail() -> None:
    assert found(notification()).returned is not None
    assert found(mailed("Hello")).returned is None


def test_a_file_is_taken_by_its_place() -> None:
    read = mail.read(mailed("See the file", files=(("list.csv", "text/csv", LIST),)))
    assert inbox_reading.remittance_of(read, 0, "EUR").found[0].paid[0].number == "INV-1"
    with pytest.raises(NotFound):
        inbox_reading.remittance_of(read, 1, "EUR")


@pytest.mark.django_db
def test_days_are_seen_from_the_day_it_was_written_but_never_from_one_to_come() -> None:
    context = factories.company()
    assert inbox_reading.came_on(context, mail.read(mailed())) == context.today
    old = mail.read(mailed().replace(b"25 Nov 2026", b"25 May 2026"))
    assert inbox_reading.came_on(context, old).isoformat() == "2026-05-25"
