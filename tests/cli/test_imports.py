"""Importing at the terminal: shown first, faults in a file, nothing twice, layouts kept by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from quittance.actions.command import Context
from tests import factories
from tests.cli.terminal import done, quittance

pytestmark = pytest.mark.django_db

CUSTOMERS = (
    "number,name,email,country,currency,terms\nC-1,Kade,kade@example.com,NL,EUR,net 30\nC-2,Zon,,NL,EUR,net 14\n"
)
INVOICES = (
    "number,customer_number,kind,issued_on,due_on,currency,total\n"
    "INV-1,C-1,invoice,2026-03-01,,EUR,121.00\nINV-2,C-9,invoice,2026-03-01,,EUR,50.00\n"
)


@pytest.fixture
def context() -> Context:
    """A fresh company."""
    return factories.company()


def written(folder: Path, name: str, text: str) -> str:
    """A file of that text."""
    path = folder / name
    path.write_text(text)
    return str(path)


def test_good_rows_come_in_bad_ones_wait_in_a_file_and_nothing_comes_twice(context: Context, tmp_path: Path) -> None:
    files = (written(tmp_path, "customers.csv", CUSTOMERS), written(tmp_path, "invoices.csv", INVOICES))
    faults = tmp_path / "faults"
    shown = quittance("import", *files, "--dry-run")
    assert shown.code == 1 and quittance("customer", "list", "--format", "csv").rows[0]["number"] == "UNIDENTIFIED"
    assert quittance("import", *files, "--errors", str(faults)).code == 1
    assert [row["number"] for row in quittance("invoice", "list", "--format", "csv").rows] == ["INV-1"]
    (written_file,) = (path for path in faults.iterdir() if "INV-2" in path.read_text())
    assert "C-9" in written_file.read_text()
    again = quittance("import", files[0])
    assert again.code == 0 and len(quittance("customer", "list", "--format", "csv").rows) == 3


def test_a_layout_is_kept_by_name_shown_and_removed(context: Context, tmp_path: Path) -> None:
    path = written(tmp_path, "kunden.csv", "Kundennummer;Name;Zahlungsziel\nK-1;Kade;net 30\n")
    columns = ("--map", "number=Kundennummer", "--map", "name=Name", "--map", "terms=Zahlungsziel")
    assert quittance("import", path, "--kind", "customers", *columns, "--save-mapping", "kunden").code == 0
    assert [row["name"] for row in quittance("mapping", "list", "--format", "csv").rows] == ["kunden"]
    assert "Kundennummer" in quittance("mapping", "show", "kunden").out
    later = written(tmp_path, "spaeter.csv", "Kundennummer;Name;Zahlungsziel\nK-2;Zon;net 14\n")
    assert quittance("import", later, "--mapping", "kunden").code == 0
    assert {row["number"] for row in quittance("customer", "list", "--format", "csv").rows} >= {"K-1", "K-2"}
    done("mapping", "remove", "kunden")
    assert quittance("mapping", "show", "kunden").code == 3


def test_what_is_no_table_is_refused(context: Context, tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(b"%PDF-1.7 not a table")
    assert quittance("import", str(path)).code == 3
    assert quittance("import", str(tmp_path / "none.csv")).code == 2
