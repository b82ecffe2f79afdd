"""Papers on the screen: pages as pictures, the same as PDF, and a long one as PDF only."""

from __future__ import annotations

import pytest

from quittance.actions.command import Context
from quittance.reports import press
from tests import factories
from tests.web.browse import Person

pytestmark = pytest.mark.django_db


def test_a_document_and_a_receipt_are_shown_page_by_page(clerk: Person) -> None:
    for path, words in (("/invoices/INV-1/paper/", "Page 1 of 1"), ("/payments/PAY-1/paper/", "Page 1 of 1")):
        assert clerk.get(path).status_code == 200
        assert clerk.last.count("data:image/png;base64,") == 1 and words in clerk.last


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/invoices/INV-1/pdf/", "INV-1.pdf"),
        ("/invoices/CN-1/pdf/", "CN-1.pdf"),
        ("/payments/PAY-1/pdf/", "PAY-1.pdf"),
        ("/customers/C-1/statement/?format=pdf", "statement-C-1-"),
        ("/customers/C-1/statement/?kind=activity&format=pdf", "statement-C-1-"),
    ],
)
def test_a_paper_is_a_pdf_that_the_browser_shows(clerk: Person, path: str, name: str) -> None:
    answer = clerk.get(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert name in answer.headers["Content-Disposition"] and answer.content.startswith(b"%PDF")


def test_a_long_paper_is_there_as_pdf_only(clerk: Person, company: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    factories.invoice(company, "INV-LONG", "", lines=tuple(factories.line("Box", "1", "1.00") for _ in range(9)))
    monkeypatch.setattr(press, "MOST_ROWS_HERE", 8)
    clerk.get("/invoices/INV-LONG/paper/")
    assert "This paper has 9 rows" in clerk.last and "base64" not in clerk.last


def test_a_paper_of_nothing_is_not_found(clerk: Person) -> None:
    assert clerk.get("/invoices/INV-99/paper/").status_code == 404
    assert clerk.get("/payments/PAY-99/pdf/").status_code == 404
