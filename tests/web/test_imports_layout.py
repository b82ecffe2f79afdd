"""The layout of a file as a form: every field once, needed ones first, typed values read back as they stand."""

from __future__ import annotations

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from quittance.actions import imports_uploads
from quittance.actions.imports_stored import FileView
from quittance.actions.imports_uploads import Upload
from quittance.rules import mapping as mappings
from quittance.rules.refusals import Invalid
from quittance.web import imports_layout
from quittance.web.form import Form
from quittance.web.visit import Visit
from tests.web.browse import Person

TEXT = "Invoice No;Customer;Date;Amount\nR-1;K-1;31.01.2026;1.234,50\nR-2;K-2;28.02.2026;2,00\n"


@pytest.fixture
def file(clerk: Person) -> FileView:
    """A German list of invoices, uploaded."""
    made = imports_uploads.file("invoices.csv", TEXT.encode())
    import_id = imports_uploads.upload(clerk.context, Upload((made,))).import_id
    return imports_uploads.view(clerk.context, import_id).files[0]


def form(person: Person, typed: dict[str, str] | None = None) -> Form:
    """A form as it is shown first, or as it was sent."""
    factory = RequestFactory()
    request: HttpRequest = factory.get("/") if typed is None else factory.post("/", typed)
    return Form(Visit(request, person.context))


def typed(file: FileView, **changes: str) -> dict[str, str]:
    """What the form holds for a file when nobody touches it, and some changes by the end of the name."""
    mapping = file.mapping
    held = {f"{file.id}-c-{field}": column for field, column in mapping.columns}
    held |= {f"{file.id}-x-{field}": value for field, value in mapping.fixed}
    for name in ("kind", "date_order", "decimal", "delimiter", "encoding", "sheet", "header_row"):
        held[f"{file.id}-{name}"] = str(getattr(mapping, name))
    return held | {f"{file.id}-{name}": value for name, value in changes.items()}


@pytest.mark.django_db
def test_every_field_stands_once_and_needed_ones_come_first(file: FileView, clerk: Person) -> None:
    layout = imports_layout.of(file, form(clerk))
    shown = [line.field for line in (*layout.lines, *layout.others)]
    assert sorted(shown) == sorted(mappings.FIELDS[layout.kind])
    needed = mappings.NEEDED[layout.kind]
    assert tuple(shown[: len(needed)]) == needed and all(line.needed for line in layout.lines[: len(needed)])
    assert layout.rows == 2


@pytest.mark.django_db
def test_samples_are_the_first_different_values(file: FileView, clerk: Person) -> None:
    lines = {line.field: line for line in imports_layout.of(file, form(clerk)).lines}
    assert lines["number"].samples == ("R-1", "R-2")
    assert lines["total"].samples == ("1.234,50", "2,00")


@pytest.mark.django_db
def test_a_form_that_nobody_touched_is_the_mapping_itself(file: FileView, clerk: Person) -> None:
    assert imports_layout.typed_mapping(form(clerk, typed(file)), file) == file.mapping


@pytest.mark.django_db
def test_a_column_is_stronger_than_a_value_for_every_row(file: FileView, clerk: Person) -> None:
    sent = typed(file) | {f"{file.id}-x-number": "always", f"{file.id}-x-currency": " EUR "}
    made = imports_layout.typed_mapping(form(clerk, sent), file)
    assert dict(made.fixed) == {"currency": "EUR"} and made.column("number") == "Invoice No"


@pytest.mark.django_db
@pytest.mark.parametrize("row", ["x", "-1", "1.5", "99999", "٣"])
def test_a_header_row_that_is_no_number_is_refused_by_its_field(file: FileView, clerk: Person, row: str) -> None:
    with pytest.raises(Invalid) as refused:
        imports_layout.typed_mapping(form(clerk, typed(file, header_row=row)), file)
    assert refused.value.field == f"{file.id}-header_row"


@pytest.mark.django_db
def test_another_kind_is_guessed_and_has_to_be_looked_at_first(file: FileView, clerk: Person) -> None:
    sent = form(clerk, typed(file, kind="payments"))
    assert imports_layout.keep(sent.visit, sent, file, "check") is False
    untouched = form(clerk, typed(file))
    assert imports_layout.keep(untouched.visit, untouched, file, "check") is True


@pytest.mark.parametrize(
    ("field", "label"),
    [
        ("issued_on", "Issued on"),
        ("vat_id", "VAT number"),
        ("n", "Line number"),
        ("customer_number", "Customer number"),
    ],
)
def test_a_field_is_named_in_words(field: str, label: str) -> None:
    assert imports_layout.label(field) == label


def test_every_kind_has_its_words() -> None:
    assert set(imports_layout.KINDS) == set(mappings.KINDS)
    assert [value for value, _ in imports_layout.ORDERS] == list(mappings.ORDERS)
    assert [value for value, _ in imports_layout.DECIMALS] == list(mappings.DECIMALS)
    assert [value for value, _ in imports_layout.DELIMITERS] == list(mappings.DELIMITERS)
