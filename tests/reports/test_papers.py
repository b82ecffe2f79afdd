"""Papers as files: named after their numbers, and holding what the books say."""

from __future__ import annotations

import pytest

from quittance.reports import paper_document, papers, statement
from quittance.reports.books import of
from tests import factories
from tests.reports.papers_drawn import texts


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("INV-26-00591", "INV-26-00591.pdf"),
        ("INV/2026/7", "INV_2026_7.pdf"),
        ("../../etc/passwd", "etc_passwd.pdf"),
        ("…", "paper.pdf"),
        ("x" * 300, "x" * papers.MOST_NAME + ".pdf"),
        ('a"b\r\nc', "a_b_c.pdf"),
    ],
)
def test_a_number_becomes_the_name_of_a_file(number: str, name: str) -> None:
    assert papers.file_name(number) == name


@pytest.mark.django_db
def test_each_kind_of_paper_is_drawn() -> None:
    context = factories.company("Delft Tiles")
    factories.customer(context, "C-1", name="Brightwater")
    factories.invoice(context, "INV-1", "10.00")
    factories.payment(context, "PAY-1", "4.00", allocate="oldest")
    mine, today = of(context), context.today
    invoice = papers.document(mine, "INV-1", today)
    assert invoice == papers.document(mine, "INV-1", today) and invoice.name == "INV-1.pdf"
    receipt = papers.receipt(mine, "PAY-1")
    owed = papers.statement(mine, statement.open_item(mine, "C-1", today))
    assert owed.name == "statement-C-1-2026-06-30.pdf"
    for printed, words in ((invoice, "€10.00"), (receipt, "€4.00"), (owed, "6.00")):
        (page,) = texts(printed.content)
        assert "Delft Tiles" in page and "Brightwater" in page and words in page
    (picture,) = papers.pages(mine, paper_document.of(mine, "INV-1", today))
    assert picture.startswith(b"\x89PNG")
