"""Papers at the terminal: files that are whole or not there, and the statements of everybody in one run."""

from __future__ import annotations

from pathlib import Path

import pytest

from quittance.formats import paper
from tests import factories
from tests.cli.terminal import done, quittance

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def books(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A company with two customers that owe, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    context = factories.company()
    for n in (1, 2):
        factories.customer(context, f"C-{n}")
        factories.invoice(context, f"INV-{n}", "10.00", customer=f"C-{n}")
    factories.payment(context, "PAY-1", "4.00", allocate="oldest")


def test_a_paper_is_written_where_it_was_asked_for(tmp_path: Path) -> None:
    assert done("document", "pdf", "INV-1")["file"] == "INV-1.pdf"
    for words, name in (
        (("document", "pdf", "INV-1", "-o", "own.pdf"), "own.pdf"),
        (("payment", "pdf", "PAY-1", "-o", "receipt.pdf"), "receipt.pdf"),
        (("statement", "C-1", "--pdf", "owed.pdf"), "owed.pdf"),
        (("statement", "C-1", "--activity", "--pdf", "year.pdf"), "year.pdf"),
    ):
        made = done(*words)
        content = (tmp_path / name).read_bytes()
        assert content.startswith(b"%PDF") and made == {"file": name, "bytes": len(content)}
    assert (tmp_path / "own.pdf").read_bytes() == (tmp_path / "INV-1.pdf").read_bytes()
    assert list(tmp_path.glob(".*")) == []


def test_what_is_not_there_is_refused_and_leaves_no_file(tmp_path: Path) -> None:
    assert quittance("document", "pdf", "INV-9", "--format", "json").refusal[0] == "not_found"
    assert quittance("document", "pdf", "INV-1", "-o", "no/such/folder.pdf").code == 2
    assert list(tmp_path.iterdir()) == []


def test_everybody_gets_a_statement_in_the_folder(tmp_path: Path) -> None:
    made = done("statement", "--all", "--pdf", "run")
    assert (made["written"], made["failed"], made["faults"]) == (2, 0, [])
    names = ["statement-C-1-2026-06-30.pdf", "statement-C-2-2026-06-30.pdf"]
    assert len(list((tmp_path / "run").iterdir())) == len(names)


def test_a_run_names_what_failed_and_ends_with_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper, "MOST_ROWS", 0)
    said = quittance("statement", "--all", "--pdf", "run")
    assert said.code == 1 and "C-1: A paper has at most 0 rows" in said.out


def test_a_run_needs_a_folder_and_no_customer() -> None:
    assert quittance("statement", "--all").code == 2
    assert quittance("statement", "C-1", "--all", "--pdf", "run").code == 2
    assert quittance("statement").code == 2
