"""The layout of a file as a form: for each field its column or a value for every row, with samples and reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from quittance.actions import imports_mappings, imports_uploads
from quittance.actions.imports_mappings import SaveMapping
from quittance.actions.imports_uploads import FileView
from quittance.rules import mapping as mappings
from quittance.rules.mapping import Mapping
from quittance.rules.refusals import Invalid
from quittance.web.form import Form
from quittance.web.visit import Visit

SAMPLES = 3
SURE = 75
"""From this confidence on, a guess is shown as one that needs no second look."""

KINDS = {
    "customers": "Customers",
    "ledger": "A ledger: invoices with their customers, and what was paid",
    "invoices": "Invoices and credit notes",
    "lines": "Lines of invoices",
    "payments": "Payments",
    "allocations": "Which payment paid which invoice",
}
ORDERS = (("ymd", "2026-03-31"), ("dmy", "31/03/2026"), ("mdy", "03/31/2026"))
DECIMALS = ((".", "1,234.50"), (",", "1.234,50"))
DELIMITERS = (("", "Found out from the file"), (",", "Comma"), (";", "Semicolon"), ("\t", "Tab"), ("|", "Vertical bar"))
LABELS = {"n": "line number", "vat_id": "VAT number", "iban": "IBAN", "kind": "invoice or credit note"}


@dataclass(frozen=True, slots=True)
class Line:
    """One field: the column chosen for it ("" for none), a value for every row, some samples and why it was guessed."""

    field: str
    label: str
    needed: bool
    column: str
    fixed: str
    samples: tuple[str, ...]
    reason: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """A file's layout; names in the form begin with `id`.

    `others` are fields that nothing gives, `rows` counts those below the header.
    """

    id: int
    file: FileView
    kind: str
    kinds: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    others: tuple[Line, ...]
    rows: int
    missing: tuple[str, ...]
    writing: Mapping
    orders: tuple[tuple[str, str], ...] = ORDERS
    decimals: tuple[tuple[str, str], ...] = DECIMALS
    delimiters: tuple[tuple[str, str], ...] = DELIMITERS


def of(file: FileView, form: Form) -> Layout:
    """The layout as it is kept, or as it was typed when the form was refused."""
    mapping = file.mapping
    if form.refusal is not None and form[f"{file.id}-kind"] == mapping.kind:
        mapping = replace(mapping, columns=_pairs(form, file, "c"), fixed=_pairs(form, file, "x"))
    columns, fixed = dict(mapping.columns), dict(mapping.fixed)
    lines = [_line(file, mapping.kind, field, columns, fixed) for field in _fields(mapping.kind)]
    return Layout(
        id=file.id,
        file=file,
        kind=mapping.kind,
        kinds=tuple(KINDS.items()),
        lines=tuple(line for line in lines if line.needed or line.column or line.fixed),
        others=tuple(line for line in lines if not (line.needed or line.column or line.fixed)),
        rows=max(0, file.shown.rows - mapping.header_row),
        missing=tuple(label(field) for field in mapping.missing()),
        writing=mapping,
    )


def keep(visit: Visit, form: Form, file: FileView, wanted: str) -> bool:
    """Keep a file's layout as typed; False when another one was guessed or taken, which has to be looked at first.

    `wanted` names the button: it may use a saved layout or save this one.
    """
    kind, named = form[f"{file.id}-kind"] or file.mapping.kind, form[f"{file.id}-use"]
    if wanted == f"use-{file.id}" and named:
        imports_uploads.choose(visit.context, file.id, imports_mappings.named(visit.context, named))
        return False
    if kind != file.mapping.kind:
        imports_uploads.guess_again(visit.context, file.id, kind)
        return False
    typed = typed_mapping(form, file)
    if typed != file.mapping:
        imports_uploads.choose(visit.context, file.id, typed)
    if wanted == f"save-{file.id}":
        data = SaveMapping(form[f"{file.id}-name"], mappings.write(typed))
        visit.do(imports_mappings.save, data, f"{form.key}-{file.id}")
    return True


def typed_mapping(form: Form, file: FileView) -> Mapping:
    """The mapping that the form holds for a file; raises `Invalid` where it is none."""
    row = form[f"{file.id}-header_row"].strip() or "1"
    if not (row.isascii() and row.isdigit() and len(row) <= 4):
        raise Invalid("The row of the header is a number, such as 1.", field=f"{file.id}-header_row")
    return replace(
        file.mapping,
        columns=_pairs(form, file, "c"),
        fixed=_pairs(form, file, "x"),
        date_order=form[f"{file.id}-date_order"],
        decimal=form[f"{file.id}-decimal"],
        delimiter=form[f"{file.id}-delimiter"],
        encoding=form[f"{file.id}-encoding"].strip(),
        sheet=form[f"{file.id}-sheet"].strip(),
        header_row=int(row),
    )


def label(field: str) -> str:
    """A field in words."""
    said = LABELS.get(field, field.replace("_", " "))
    return said[:1].upper() + said[1:]


def _fields(kind: str) -> Sequence[str]:
    """The fields of a kind, needed ones first."""
    needed = mappings.NEEDED[kind]
    return (*needed, *(field for field in mappings.FIELDS[kind] if field not in needed))


def _line(file: FileView, kind: str, field: str, columns: dict[str, str], fixed: dict[str, str]) -> Line:
    column = columns.get(field, "")
    guessed = next((one for one in file.shown.choices if one.field == field and one.column == column), None)
    return Line(
        field=field,
        label=label(field),
        needed=field in mappings.NEEDED[kind],
        column=column,
        fixed=fixed.get(field, ""),
        samples=_samples(file, column),
        reason=guessed.reason if guessed else "",
        sure=guessed is None or guessed.confidence >= SURE,
    )


def _samples(file: FileView, column: str) -> tuple[str, ...]:
    """The first different values of a column."""
    if column not in file.shown.header:
        return ()
    at = file.shown.header.index(column)
    values = [row[at].strip() for row in file.shown.sample if at < len(row)]
    return tuple(dict.fromkeys(value for value in values if value))[:SAMPLES]


def _pairs(form: Form, file: FileView, letter: str) -> tuple[tuple[str, str], ...]:
    """Field and column, or field and value, in the order of the fields; nothing typed is no pair."""
    kind = file.mapping.kind
    typed = ((field, form[f"{file.id}-{letter}-{field}"].strip()) for field in mappings.FIELDS[kind])
    made = [(field, value) for field, value in typed if value]
    if letter == "x":
        taken = {field for field, _ in _pairs(form, file, "c")}
        made = [(field, value) for field, value in made if field not in taken]
    held = dict(made)
    before = file.mapping.columns if letter == "c" else file.mapping.fixed
    order = [field for field, _ in before if field in held]
    return tuple((field, held[field]) for field in (*order, *(one for one in held if one not in order)))
