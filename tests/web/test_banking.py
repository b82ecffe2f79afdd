"""Bank files on the screen: taken in, waiting with their difference, released, given up, downloaded as they came."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from quittance.actions.command import Context
from quittance.jobs import worker
from quittance.reports import banking, books
from tests.formats.test_camt import SAMPLE as CAMT
from tests.web import browse
from tests.web.browse import Person

pytestmark = pytest.mark.django_db

GOOD, WRONG = CAMT.format(closing="40.00").encode(), CAMT.format(closing="45.00").encode()


def send(person: Person, data: bytes, name: str = "march.xml") -> int:
    """Upload a file and follow where it leads; the status of the upload itself."""
    answer = person.post("/cash/statements/", file=SimpleUploadedFile(name, data))
    if answer.status_code == 302:
        person.get(answer.headers["Location"])
    return answer.status_code


def test_a_file_leads_to_the_workbench_and_stands_in_the_list(company: Context, clerk: Person) -> None:
    assert send(clerk, GOOD) == 302
    assert "2 new lines" in browse.text_of(clerk.last) and "Waiting for the worker" in browse.text_of(clerk.last)
    (run,) = re.findall(r"/cash/runs/(\d+)/", clerk.last)
    assert "Waiting for the worker" in clerk.text(f"/cash/runs/{run}/")
    assert worker.once()
    assert clerk.get(f"/cash/runs/{run}/").headers["HX-Refresh"] == "true"
    assert "2 lines compared: 0 posted by themselves" in clerk.text(f"/cash/?run={run}")
    assert "compared" not in clerk.text("/cash/")
    assert "march.xml" in clerk.text("/cash/statements/")
    (file,) = banking.files(books.of(company))
    said = clerk.text(f"/cash/statements/{file.id}/")
    assert "NL91ABNA0417164300" in said and "40.00" in said and "Acme NV" in said
    assert send(clerk, GOOD) == 302 and "nothing has changed" in browse.text_of(clerk.last)


def test_a_file_that_does_not_add_up_waits_for_a_controller(
    company: Context, clerk: Person, controller: Person
) -> None:
    send(clerk, WRONG)
    assert "the difference is -5.00 EUR" in browse.text_of(clerk.last) and "Take it in" not in clerk.last
    (file,) = banking.files(books.of(company))
    path = f"/cash/statements/{file.id}"
    assert clerk.post(f"{path}/release/", reason="x").status_code == 403
    assert controller.post(f"{path}/release/", reason="").status_code == 422
    assert controller.post(f"{path}/release/", reason="The bank has confirmed it").status_code == 302
    assert controller.post(f"{path}/discard/", reason="again").status_code == 409
    assert len(banking.lines(books.of(company), banking.WantedLines()).rows) == 2


def test_a_malformed_file_tells_its_place_and_nothing_is_kept(company: Context, clerk: Person) -> None:
    assert send(clerk, b"<Document>") == 422 and "line 1" in clerk.last
    assert clerk.post("/cash/statements/").status_code == 422
    assert banking.files(books.of(company)) == ()


def test_the_original_comes_back_byte_by_byte_under_a_harmless_name(company: Context, clerk: Person) -> None:
    send(clerk, GOOD, 'a"\r\nb.xml')
    (file,) = banking.files(books.of(company))
    answer = clerk.client.get(f"/cash/statements/{file.id}/original/")
    assert answer.content == GOOD and "\n" not in answer.headers["Content-Disposition"]
    assert answer.headers["Content-Type"] == "application/octet-stream"


def test_readers_see_files_and_cannot_give_one(company: Context, auditor: Person) -> None:
    assert auditor.get("/cash/statements/").status_code == 200 and 'type="file"' not in auditor.last
    assert send(auditor, GOOD) == 403
