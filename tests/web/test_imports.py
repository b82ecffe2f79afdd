"""Importing through the screens: sent, laid out, checked, taken in, and rows at fault handed back."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from quittance.actions.command import Context
from quittance.actions.imports_run import MOST_FILES
from quittance.jobs import worker
from quittance.reports import audit, books, customers
from quittance.web import imports
from tests import factories
from tests.web import browse
from tests.web.browse import Person

CUSTOMERS = "number,name,currency\nK-1,Müller & Söhne,EUR\nK-2,,EUR\nK-3,Dupont,EUR\n"
KUNDEN = "Nr;Firma\nK-1;Müller\nK-2;Öberg\n"


def sent(name: str, text: str, encoding: str = "utf-8") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, text.encode(encoding), "text/csv")


def upload(person: Person, *files: SimpleUploadedFile) -> str:
    """The address of the import that the files make up."""
    response = person.post("/import/", files=list(files))
    assert response.status_code == 302, browse.text_of(person.last)
    return response.headers["Location"]


def fields(page: str) -> dict[str, str]:
    """What the layout form holds as it is shown: selects and inputs."""
    form = page.split('<details class="panel fold"')[1]
    held = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', form))
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        values = re.findall(r'<option value="([^"]*)"( selected)?', options)
        chosen = next((one for one in values if one[1]), values[0] if values else ("", ""))
        held[name] = chosen[0]
    held.pop("csrfmiddlewaretoken", None)
    return held


def names(context: Context) -> list[str]:
    """Numbers of the customers in the books."""
    found = customers.find(books.of(context), customers.Wanted(search="k-"), factories.TODAY)
    return [row.number for row in found.rows]


@pytest.mark.django_db
def test_a_file_goes_from_sending_to_the_books_and_the_rest_comes_back(clerk: Person) -> None:
    there = upload(clerk, sent("customers.csv", CUSTOMERS))
    clerk.get(there)
    assert "3 rows, 3 columns" in clerk.last and "Müller &amp; Söhne · Dupont" in clerk.last
    clerk.post(there, **fields(clerk.last), do="check")
    clerk.get(there)
    assert "Being checked" in clerk.last and 'hx-trigger="every 1s"' in clerk.last
    assert worker.once()
    clerk.get(there)
    said = browse.text_of(clerk.last)
    assert "Customers EUR 2" in said and "1 of 3 rows at fault" in said and "3 name Enter the name. invalid" in said
    assert names(clerk.context) == []
    clerk.post(f"{there}run/")
    assert worker.once()
    clerk.get(there)
    assert "What was taken in" in clerk.last and names(clerk.context) == ["K-3", "K-1"]
    link = re.search(r'href="(/import/files/\d+/errors.csv)"', clerk.last)
    assert link is not None
    response = clerk.client.get(link[1])
    assert response.headers["Content-Disposition"] == 'attachment; filename="customers.errors.csv"'
    assert response.content.decode("utf-8-sig").splitlines()[1].startswith("K-2,,EUR,3,name,Enter the name.")


@pytest.mark.django_db
def test_taking_the_same_file_in_twice_changes_nothing(clerk: Person) -> None:
    for _ in range(2):
        there = upload(clerk, sent("customers.csv", CUSTOMERS))
        clerk.get(there)
        clerk.post(there, **fields(clerk.last), do="check")
        worker.once()
        clerk.post(f"{there}run/")
        worker.once()
    clerk.get(there)
    assert re.search(r"Customers EUR – 2", browse.text_of(clerk.last))
    assert len(names(clerk.context)) == 2


@pytest.mark.django_db
def test_a_layout_is_corrected_kept_by_name_and_used_for_the_next_file(clerk: Person) -> None:
    there = upload(clerk, sent("kunden.csv", KUNDEN, "cp1252"))
    clerk.get(there)
    held = fields(clerk.last)
    id = next(iter(held.keys() - {"key"})).split("-", maxsplit=1)[0]
    held |= {f"{id}-kind": "customers", f"{id}-c-number": "Nr", f"{id}-c-name": "Firma", f"{id}-x-country": "DE"}
    if '<option value="customers" selected' not in clerk.last:
        clerk.post(there, **held, do="keep")
    clerk.follow(there, **held, **{f"{id}-name": "Old system"}, do=f"save-{id}")
    assert "Müller · Öberg" in clerk.last and 'value="DE"' in clerk.last
    second = upload(clerk, sent("kunden2.csv", KUNDEN, "cp1252"))
    clerk.get(second)
    assert "<option>Old system</option>" in clerk.last
    other = next(iter(fields(clerk.last).keys() - {"key"})).split("-", maxsplit=1)[0]
    page = fields(clerk.last) | {f"{other}-use": "Old system", "do": f"use-{other}"}
    clerk.follow(second, **page)
    assert 'value="DE"' in clerk.last


@pytest.mark.django_db
def test_a_layout_that_cannot_be_stays_as_typed_with_its_reason(clerk: Person) -> None:
    there = upload(clerk, sent("customers.csv", CUSTOMERS))
    clerk.get(there)
    held = fields(clerk.last)
    id = next(iter(held.keys() - {"key"})).split("-", maxsplit=1)[0]
    assert clerk.post(there, **{**held, f"{id}-header_row": "first"}, do="keep").status_code == 422
    assert "The row of the header is a number" in clerk.last
    assert clerk.post(there, **{**held, f"{id}-c-name": "", f"{id}-x-name": ""}, do="check").status_code == 422
    assert "no column is chosen for name" in clerk.last
    assert clerk.post(there, **{**held, f"{id}-c-name": "No such column"}, do="keep").status_code == 422
    assert worker.once() is False


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("image.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 200),
        ("broken.xlsx", b"PK\x03\x04 this is no workbook"),
        ("bomb.csv.gz", b"\x1f\x8b\x08\x00 broken"),
    ],
)
def test_what_is_no_table_is_refused_by_its_name(clerk: Person, name: str, content: bytes) -> None:
    file = SimpleUploadedFile(name, content)
    assert clerk.post("/import/", files=[file]).status_code == 422
    assert f"{name}: " in browse.text_of(clerk.last)
    assert "Nothing was sent yet" in clerk.last


@pytest.mark.django_db
def test_no_file_and_too_many_files_are_refused(clerk: Person) -> None:
    assert clerk.post("/import/").status_code == 422
    many = [sent(f"c{n}.csv", CUSTOMERS) for n in range(MOST_FILES + 1)]
    assert clerk.post("/import/", files=many).status_code == 422


@pytest.mark.django_db
def test_a_name_with_markup_or_a_path_is_shown_as_text(clerk: Person) -> None:
    there = upload(clerk, sent("..\\<b>evil</b>.csv", CUSTOMERS))
    clerk.get(there)
    assert "<b>evil" not in clerk.last
    response = clerk.get("/import/")
    assert response.status_code == 200 and "<b>evil" not in clerk.last


@pytest.mark.django_db
def test_progress_alone_is_given_to_who_polls_and_the_page_is_loaded_again_at_the_end(clerk: Person) -> None:
    there = upload(clerk, sent("customers.csv", CUSTOMERS))
    clerk.get(there)
    clerk.post(there, **fields(clerk.last), do="check")
    polled = clerk.client.get(there, headers={"HX-Request": "true"})
    assert polled.content.decode().strip().startswith('<div id="progress"')
    worker.once()
    assert clerk.client.get(there, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"


@pytest.mark.django_db
def test_an_import_being_worked_on_cannot_be_changed_or_thrown_away(clerk: Person) -> None:
    there = upload(clerk, sent("customers.csv", CUSTOMERS))
    clerk.get(there)
    held = fields(clerk.last)
    clerk.post(there, **held, do="check")
    assert clerk.post(f"{there}remove/").status_code == 409
    assert clerk.post(f"{there}check/").status_code == 409
    worker.once()
    clerk.follow(f"{there}remove/")
    assert "The files are gone." in clerk.last
    assert clerk.get(there).status_code == 404


@pytest.mark.django_db
def test_an_import_of_another_company_is_not_there(clerk: Person) -> None:
    stranger = browse.person(factories.company("Elsewhere"), "clerk")
    there = upload(stranger, sent("customers.csv", CUSTOMERS))
    for path in (there, f"{there}run/", f"{there}check/", f"{there}remove/"):
        response = clerk.get(path) if path == there else clerk.post(path)
        assert response.status_code == 404, path
    clerk.get("/import/")
    assert "customers.csv" not in clerk.last


@pytest.mark.django_db
def test_who_may_not_import_is_refused_and_nothing_is_kept(auditor: Person, company: Context) -> None:
    assert auditor.get("/import/").status_code == 403
    assert auditor.post("/import/", files=[sent("customers.csv", CUSTOMERS)]).status_code == 403
    assert audit.trail(books.of(company), audit.Filter(verb="imports.upload")) == ()


def test_rows_with_the_same_fault_are_named_as_stretches() -> None:
    assert imports._ranges([2, 3, 4, 9, 11, 12]) == "2 to 4, 9, 11 to 12"
    assert imports._ranges(range(1, 2_000)) == "1 to 1,999"
    assert imports._ranges([n * 2 for n in range(1, 20)]) == "2, 4, 6, 8, 10, 12, and more"
