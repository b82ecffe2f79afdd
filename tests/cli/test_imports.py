"""Imports in the terminal: the mapping first, then what was taken in, faults in a file, codes for machines."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import pytest

from tests import factories, imported
from tests.cli.terminal import Said, done, quittance
from tests.formats import workbook
from tests.imported import customer, invoice, line, pair, payment

pytestmark = pytest.mark.django_db

LEDGER = [
    ["Rechnungsnr", "Kundennr", "Belegdatum", "Fällig am", "Brutto", "Bezahlt am"],
    ["R-1", "1001", "31.01.2026", "28.02.2026", "1.234,50", ""],
    ["R-2", "1001", "02.02.2026", "04.03.2026", "99,00", "15.03.2026"],
    ["R-3", "1002", "30.02.2026", "", "5,00", ""],
]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A company's books, and an empty folder to work in."""
    factories.company("Delft Tiles")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(name: str, content: bytes) -> str:
    """A file in the folder."""
    Path(name).write_bytes(content)
    return name


def exchange(kind: str, *rows: dict[str, str]) -> str:
    """A file in the exchange format."""
    return put(f"{kind}.csv", imported.file(kind, *rows).content.read())


def ledger(name: str = "op.csv") -> str:
    """A German ledger with one fault, in Windows' own encoding."""
    return put(name, imported.table(*LEDGER, delimiter=";", encoding="cp1252"))


def counted(said: Said) -> dict[str, tuple[int, int]]:
    """Kind -> rows taken and unchanged, from the JSON document."""
    return {one["kind"]: (one["taken"], one["unchanged"]) for one in said.document["counts"]}


def test_files_of_the_exchange_format_go_in_together_and_once() -> None:
    files = [
        exchange("allocations", pair("P-1", "I-1")),
        exchange("customers", customer("C-1")),
        exchange("invoices", invoice("I-1", "12.10")),
        exchange("lines", line("I-1", "1", "10", "21")),
        exchange("payments", payment("P-1", "12.10")),
    ]
    said = quittance("import", *files)
    assert said.code == 0 and "customers.csv: customers in the exchange format." in said.out
    assert [line.split()[:4] for line in said.out.splitlines() if line.strip().startswith("invoices ")] == [
        ["invoices", "EUR", "1", "0"]
    ]
    again = quittance("import", *files, "--format", "json")
    assert again.code == 0 and set(counted(again).values()) == {(0, 1)}


def test_a_guessed_mapping_is_shown_with_its_reasons_and_faults_go_to_a_file() -> None:
    said = quittance("import", ledger())
    assert said.code == 1, "faults were found"
    assert (
        "op.csv: ledger, Windows-1252, semicolons, days as day, month, year, decimal comma, headers in row 1"
        in said.out
    )
    assert "'Brutto' is a name for it, and its values are numbers" in said.out
    assert "1 of 3 rows were not taken in, in op.errors.csv" in said.out
    assert "row 4, Belegdatum: '30.02.2026' is not a day" in said.out
    rows = list(csv.reader(Path("op.errors.csv").read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert rows[1][:3] == ["R-3", "1002", "30.02.2026"] and rows[1][6:8] == ["4", "Belegdatum"]
    fixed = put("fixed.csv", Path("op.errors.csv").read_bytes().replace(b"30.02.2026", b"28.02.2026"))
    assert quittance("import", fixed).code == 0
    assert done("aging", "--as-of", "2026-03-31")["receivable"] == "1239.50"


def test_a_dry_run_tells_the_same_and_writes_nothing() -> None:
    said = quittance("import", ledger(), "--dry-run", "--format", "json")
    assert said.code == 1 and said.document["dry_run"] is True
    assert counted(said)["invoices"] == (2, 0) and not Path("op.errors.csv").exists()
    assert done("aging")["receivable"] == "0.00"
    asked = quittance("import", ledger(), "--dry-run", "--errors", "look.csv")
    assert "Dry run: nothing was written." in asked.out and Path("look.csv").exists()


def test_the_document_for_machines_names_every_fault_and_the_mapping() -> None:
    said = quittance("import", ledger(), "--format", "json")
    (file,) = said.document["files"]
    assert file["mapping"]["columns"]["total"] == "Brutto" and file["mapping"]["date_order"] == "dmy"
    assert (file["rows"], file["refused"], file["errors_file"]) == (3, 1, "op.errors.csv")
    assert file["faults"][0] | {"sentence": ""} == {
        "row": 4,
        "column": "Belegdatum",
        "code": "invalid",
        "sentence": "",
    }
    amounts = {one["kind"]: one["amount"] for one in said.document["counts"]}
    assert amounts["invoices"] == "1333.50" and amounts["customers"] == ""
    rows = quittance("import", ledger(), "--format", "csv").rows
    assert {row["kind"]: row["unchanged"] for row in rows}["invoices"] == "2"


def test_a_mapping_is_corrected_by_hand_saved_and_used_again() -> None:
    odd = put("odd.csv", imported.table(["A", "B", "C", "D", "E"], ["1", "7", "02/01/26", "1,5", "x"]))
    refused = quittance("import", odd, "--format", "json")
    assert refused.code == 3 and refused.refusal == ("invalid", "columns")
    words = ["--kind", "ledger", "--map", "number=A", "--map", "customer_number=B", "--map", "issued_on=C"]
    words += [
        "--map",
        "total=D",
        "--set",
        "currency=CHF",
        "--date-order",
        "dmy",
        "--decimal",
        ",",
        "--save-mapping",
        "odd one",
    ]
    said = quittance("import", odd, *words)
    assert said.code == 0 and "always 'CHF'" in said.out and "given" in said.out
    assert done("mapping", "list")[0]["name"] == "odd one"
    shown = done("mapping", "show", "odd one")
    assert shown["columns"]["total"] == "D" and shown["fixed"] == {"currency": "CHF"} and shown["decimal"] == ","
    again = quittance("import", odd, "--mapping", "odd one", "--format", "json")
    assert again.code == 0 and counted(again)["invoices"] == (0, 1)
    assert quittance("mapping", "remove", "odd one").code == 0
    assert done("mapping", "list") == []
    gone = quittance("import", odd, "--mapping", "odd one", "--format", "json")
    assert gone.code == 3 and gone.refusal == ("not_found", "mapping")


def test_a_column_is_taken_from_one_field_and_given_to_another() -> None:
    said = quittance(
        "import", ledger(), "--map", "due_on=", "--map", "external_id=Fällig am", "--format", "json", "--dry-run"
    )
    columns = said.document["files"][0]["mapping"]["columns"]
    assert "due_on" not in columns and columns["external_id"] == "Fällig am"


def test_what_is_not_sure_is_asked_for() -> None:
    unsure = put(
        "u.csv",
        imported.table(["Nr", "Kunde", "Datum", "Betrag"], ["1", "7", "1.2.2026", "5"], ["1", "7", "13.2.2026", "6"]),
    )
    said = quittance("import", unsure, "--kind", "ledger")
    assert said.code == 3 and "this is not sure. If it is right, say so: --map number='Nr'" in said.err
    assert quittance("import", unsure, "--kind", "ledger", "--map", "number=Nr").code == 1, "a number stands twice"


def test_workbooks_and_packed_files_are_taken_in_as_well() -> None:
    book = workbook.book(("Read me", [["hello"]]), ("Kunden", [["number", "name"], ["C-1", "One"], [1002, "Two"]]))
    said = quittance("import", put("kunden.xlsx", book), "--format", "json")
    assert said.code == 0 and counted(said) == {"customers": (2, 0)}
    named = quittance("import", "kunden.xlsx", "--sheet", "Read me")
    assert named.code == 3
    packed = put(
        "customers.csv.gz", gzip.compress(imported.file("customers", customer("C-3", email="x")).content.read())
    )
    assert quittance("import", packed).code == 1 and Path("customers.errors.csv").exists()


def test_error_files_of_several_files_go_into_a_folder() -> None:
    files = [exchange("customers", customer("C-1", email="x")), exchange("payments", payment("P-1", "1", "C-9"))]
    said = quittance("import", *files, "--errors", "bad", "--format", "json")
    assert [file["errors_file"] for file in said.document["files"]] == [
        "bad/customers.errors.csv",
        "bad/payments.errors.csv",
    ]
    assert Path("bad/customers.errors.csv").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("nothing.csv",),
        (".",),
        ("op.csv", "op.csv", "--kind", "ledger"),
        ("op.csv", "--map", "number"),
        ("op.csv", "--errors", "no/such/place.csv"),
    ],
)
def test_what_cannot_be_understood_is_a_usage_error(words: tuple[str, ...]) -> None:
    ledger()
    assert quittance("import", *words).code == 2


@pytest.mark.parametrize(
    "content, said",
    [
        (b"", "op.csv: The file is empty."),
        (b"%PDF-1.7", "op.csv: This is a PDF."),
        (b"PK\x03\x04 not really", "The workbook is damaged"),
        (b"\x1f\x8bgarbage", "The gzip file is damaged"),
        (b"a,b\n1,2\n", "no column is chosen for number, name of the customers"),
    ],
)
def test_what_is_no_table_is_refused_and_leaves_the_books_alone(content: bytes, said: str) -> None:
    refused = quittance("import", put("op.csv", content))
    assert refused.code == 3 and said in refused.err


def test_somebody_who_may_not_import_is_refused() -> None:
    context = factories.company("Other")
    member = factories.member(context, "sales")
    del member
    said = quittance("import", ledger(), "--entity", "Other", "--as", "nobody@company.example", "--format", "json")
    assert said.code == 3 and said.refusal[0] == "sign_in_needed"
