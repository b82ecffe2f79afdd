"""Bank files and their lines at the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from quittance.actions.command import Context
from tests import factories
from tests.cli.terminal import done, quittance
from tests.formats.test_camt import SAMPLE as CAMT

pytestmark = pytest.mark.django_db


@pytest.fixture
def context() -> Context:
    """A fresh company."""
    return factories.company()


def written(folder: Path, closing: str, name: str = "march.xml") -> str:
    """A file with that closing balance."""
    path = folder / name
    path.write_text(CAMT.format(closing=closing))
    return str(path)


def test_a_file_comes_in_once_and_its_lines_are_listed(context: Context, tmp_path: Path) -> None:
    path = written(tmp_path, "40.00")
    assert "2 of 2 lines are new" in quittance("bank", "import", path, "--dry-run").out
    assert quittance("bank", "lines", "--format", "csv").rows == []
    assert "march.xml is in: 2 of 2 lines are new." in quittance("bank", "import", path).out
    assert "nothing has changed" in quittance("bank", "import", path).out
    rows = quittance("bank", "lines", "--format", "csv").rows
    assert sorted(row["amount"] for row in rows) == ["10.00", "20.00"] and rows[0]["state"] == "open"
    assert quittance("bank", "lines", "--flow", "out", "--format", "csv").rows == []
    assert quittance("bank", "lines", "--state", "lost", "--format", "json").refusal == ("invalid", "state")


def test_a_file_that_does_not_add_up_waits(context: Context, tmp_path: Path) -> None:
    made = done("bank", "import", written(tmp_path, "45.00"))
    assert made["state"] == "quarantined"
    assert quittance("bank", "release", made["id"]).code == 2, "a reason is needed"
    assert done("bank", "release", made["id"], "--reason", "The bank has confirmed it")["new"] == 2
    assert quittance("bank", "discard", made["id"], "--reason", "x", "--format", "json").refusal == ("conflict", "id")
    other = done("bank", "import", written(tmp_path, "46.00", "b.xml"))
    assert "discarded" in quittance("bank", "discard", other["id"], "--reason", "A new one comes").out
    assert [row["state"] for row in quittance("bank", "files", "--format", "csv").rows] == ["discarded", "imported"]


def test_what_is_no_bank_file_is_refused_with_its_place(context: Context, tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("hello")
    said = quittance("bank", "import", str(path), "--format", "json")
    assert (said.code, said.refusal) == (3, ("malformed_file", "file")) and "line 1" in said.err
    assert quittance("bank", "import", str(tmp_path / "none.xml")).code == 2
