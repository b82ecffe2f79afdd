"""Finding anywhere: names by any part, numbers from their beginning, amounts exactly; a few of each."""

from __future__ import annotations

import pytest

from quittance.actions.command import Context
from quittance.reports import books, found
from quittance.rules.refusals import Invalid
from tests import factories


@pytest.fixture
def company(db: None) -> Context:
    """Two customers, two invoices of which one ends like the other, one payment."""
    made = factories.company()
    factories.customer(made, "C-1", name="Brightwater Foods")
    factories.customer(made, "C-2", name="Water & Wine")
    factories.invoice(made, "INV-26-001", "1250.00")
    factories.invoice(made, "INV-26-002", "99.95", customer="C-2")
    factories.payment(made, "PAY-9", "1250.00")
    return made


@pytest.mark.parametrize(
    ("search", "customers", "documents", "payments"),
    [
        ("water", ["C-1", "C-2"], [], []),
        ("inv-26", [], ["INV-26-001", "INV-26-002"], []),
        ("26-001", [], [], []),
        ("1,250.00", [], ["INV-26-001"], ["PAY-9"]),
        ("99.95", [], ["INV-26-002"], []),
        ("pay-", [], [], ["PAY-9"]),
        ("c-2", ["C-2"], [], []),
        ("  ", [], [], []),
    ],
)
def test_each_sort_is_found_in_its_own_way(
    company: Context, search: str, customers: list[str], documents: list[str], payments: list[str]
) -> None:
    hits = found.anywhere(books.of(company), search, factories.TODAY)
    assert [row.number for row in hits.customers] == customers
    assert sorted(row.number for row in hits.documents) == documents
    assert [row.reference for row in hits.payments] == payments


def test_no_more_than_a_few_of_each_are_found(company: Context) -> None:
    for n in range(10):
        factories.invoice(company, f"X-{n}", "5.00")
    assert len(found.anywhere(books.of(company), "x-", factories.TODAY).documents) == found.MOST_EACH


def test_nothing_of_another_company_is_found(company: Context) -> None:
    hits = found.anywhere(books.of(factories.company()), "water", factories.TODAY)
    assert hits == found.Found((), (), ())


def test_words_that_are_too_long_are_refused(company: Context) -> None:
    with pytest.raises(Invalid):
        found.anywhere(books.of(company), "x" * 201, factories.TODAY)
