"""Remittances on screen: pasted beside their line, given as files, attached, detached, thrown away."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from quittance.actions.command import Context
from quittance.jobs import worker
from quittance.reports import books
from quittance.reports import remittances as reports
from tests import factories
from tests.actions.test_remittances import WORDS
from tests.web import browse
from tests.web.browse import Person
from tests.web.test_cash import SHORT, SURE, bank, line, teller

__all__ = ["bank", "teller"]

pytestmark = pytest.mark.django_db


def test_what_the_payer_wrote_is_pasted_beside_the_line(teller: Person, bank: Context) -> None:
    short = line(bank, SHORT)
    assert "Paste what the payer wrote" in teller.text(f"/cash/lines/{short.id}/")
    text = f"{SHORT} 500.00\n  less freight 40.00\nTotal 460.00"
    teller.follow(f"/cash/lines/{short.id}/remittance/", text=text)
    assert "compared anew" in browse.text_of(teller.last)
    assert worker.once()
    said = teller.text(f"/cash/?line={short.id}")
    assert "The payer’s word" in said and "less freight" in said
    assert "What is proposed is what the payer lists, to the cent" in said
    (card,) = reports.of_line(books.of(bank), short.id)
    assert card.row.attached_by == teller.context.actor.name


def test_a_text_that_says_nothing_is_kept_to_be_corrected(teller: Person, bank: Context) -> None:
    short = line(bank, SHORT)
    answer = teller.post(f"/cash/lines/{short.id}/remittance/", text="nothing here")
    assert answer.status_code == 422 and "nothing here" in teller.last and 'id="faults"' in teller.last
    assert reports.rows(books.of(bank)) == ()


def test_a_file_waits_until_it_is_attached_by_hand(teller: Person, bank: Context) -> None:
    assert "None here" in teller.text("/cash/remittances/")
    data = SimpleUploadedFile("words.txt", WORDS.replace("INV-26-00101", "INV-26-00109").encode())
    teller.follow("/cash/remittances/", file=data)
    (row,) = reports.rows(books.of(bank))
    said = browse.text_of(teller.last)
    assert "words.txt" in said and "waits" in said and "812.35" in said
    sure = line(bank, SURE)
    teller.follow(f"/cash/remittances/{row.id}/attach/", line_id=str(sure.id))
    assert "It explains that line now" in browse.text_of(teller.last)
    assert "more came in than that" in browse.text_of(teller.last)
    teller.follow(f"/cash/remittances/{row.id}/detach/")
    assert "waits" in teller.text("/cash/remittances/?state=waiting")
    assert teller.post(f"/cash/remittances/{row.id}/attach/", line_id="x").status_code == 422
    teller.follow(f"/cash/remittances/{row.id}/discard/")
    assert reports.rows(books.of(bank)) == ()


def test_nobody_of_another_company_sees_it_and_a_reader_changes_nothing(teller: Person, bank: Context) -> None:
    teller.follow("/cash/remittances/", text=WORDS)
    (row,) = reports.rows(books.of(bank))
    other = browse.person(factories.company("Other Ltd"), "clerk")
    assert other.get(f"/cash/remittances/{row.id}/").status_code == 404
    auditor = browse.person(bank, "auditor")
    assert auditor.get(f"/cash/remittances/{row.id}/").status_code == 200 and "Throw it away" not in auditor.last
    assert auditor.post(f"/cash/remittances/{row.id}/discard/").status_code == 403
