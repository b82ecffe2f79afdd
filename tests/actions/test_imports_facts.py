"""Facts: what the books hold of many numbers, each question in a bounded number of statements."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quittance.actions.command import Context
from quittance.actions.imports_facts import Facts, Paper, Received
from tests import factories

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 3, 1)


@pytest.fixture
def context() -> Context:
    """Two customers, an invoice with lines, a credit note, and a payment that met the invoice."""
    made = factories.company()
    factories.customer(made, "C-1", external_id="E-1", iban="NL91ABNA0417164300")
    factories.customer(made, "C-2", parent_number="C-1")
    factories.invoice(made, "I-1", "", DAY, lines=(factories.line("a", "2", "5.00"), factories.line("b", "1", "5.00")))
    factories.credit_note(made, "N-1", "3.00", DAY, external_id="X")
    factories.payment(made, "P-1", "20.00", DAY)
    factories.allocate(made, "P-1", ("I-1", "4.00"))
    factories.allocate(made, "P-1", ("I-1", "5.00"))
    return made


@pytest.fixture
def facts(context: Context) -> Facts:
    """The facts of the company."""
    return Facts(context.tenant_id, context.entity_id)


def test_customers_are_told_as_the_exchange_format_tells_them(facts: Facts) -> None:
    found = facts.customers(["C-1", "C-2", "C-9", ""])
    assert found["C-2"] == ("C-2", "Customer C-2", "", "", "EUR", "", "C-1", None, "", "", "", "en", "", "", "", "", "")
    assert found["C-1"][8:11] == ("", "NL91ABNA0417164300", "E-1") and len(found) == 2
    assert facts.customers_by_external(["E-1", "E-2"]) == {"E-1": "C-1"}
    ids = facts.ids_of_customers(["C-1", "C-2"])
    assert facts.parents(ids.values()) == {ids["C-1"]: None, ids["C-2"]: ids["C-1"]}


def test_documents_payments_and_lines_are_told_by_their_numbers(facts: Facts) -> None:
    found = facts.documents(["I-1", "N-1", "I-9"])
    assert found["I-1"] == Paper("I-1", found["I-1"].id, "C-1", "invoice", DAY, DAY, "EUR", 1500, "", "", "", None)
    assert found["N-1"].kind == "credit_note"
    assert facts.documents_by_external(["X"]) == {"X": "N-1"}
    assert facts.lines([found["I-1"].id]) == {
        found["I-1"].id: [(1, "a", 2_000_000, 5_000_000, 0), (2, "b", 1_000_000, 5_000_000, 0)]
    }
    assert facts.payments(["P-1", "P-2"]) == {"P-1": Received("P-1", "C-1", DAY, "EUR", 2000, "", "")}


def test_items_are_found_by_the_numbers_and_references_that_rows_use(context: Context, facts: Facts) -> None:
    debts, credits = facts.debts(["I-1", "N-1"]), facts.credits(["P-1", "N-1", "I-1"])
    assert [(item.label, item.open) for item in debts] == [("I-1", 600)]
    assert sorted((item.label, item.open) for item in credits) == [("N-1", 300), ("P-1", 1100)]
    assert facts.met(debts) == {("P-1", "I-1"): {DAY: 900}}
    assert facts.owners(["I-1"], ["P-1"]) == [debts[0].customer_id]
    assert not any((facts.debts([]), facts.credits([]), facts.owners([], []), facts.met([])))


def test_another_companys_numbers_are_not_found(context: Context) -> None:
    other = factories.company("Other")
    facts = Facts(other.tenant_id, other.entity_id)
    assert not any((facts.customers(["C-1"]), facts.documents(["I-1"]), facts.payments(["P-1"])))
    assert not any((facts.debts(["I-1"]), facts.credits(["P-1"])))


def test_the_number_of_statements_does_not_depend_on_the_number_of_numbers(facts: Facts) -> None:
    def asked(count: int) -> int:
        numbers = [f"I-{n}" for n in range(count)]
        with CaptureQueriesContext(
            connection,
        ) as queries:
            facts.documents(numbers)
            facts.met(facts.debts(numbers))
            facts.credits(numbers)
            facts.owners(numbers, numbers)
        return len(queries)

    assert asked(2) == asked(2_000) <= 12
