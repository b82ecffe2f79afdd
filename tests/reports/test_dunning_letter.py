"""Reminders in words: in the customer's language, over what is true, and as a letter."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import customers
from quittance.actions.command import Context
from quittance.books import sql
from quittance.reports import books, dunning_letter
from quittance.rules.refusals import NotFound
from tests import dunned, factories

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def context() -> Context:
    """A letter policy and a customer with many late invoices in two currencies."""
    made = factories.company("Delft Tiles", country="NL")
    factories.customer(made, "C-1", name="Brightwater", country="DE", city="Delft")
    dunned.policy(made, "3 letter formal fee=7.50")
    due = made.today - DAY * 16
    for n in range(5):
        factories.invoice(made, f"INV-{n}", "100.00", due - DAY * 30, due + DAY * n)
    factories.invoice(made, "INV-9", "20.00", due - DAY * 30, due, currency="USD", rate="0.9")
    return made


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Formal notice: INV-0, INV-9, INV-1 and 3 more"),
        ("de", "Mahnung: INV-0, INV-9, INV-1 und 3 weitere"),
        ("fr", "Mise en demeure : INV-0, INV-9, INV-1 et 3 autres"),
        ("es", "Requerimiento de pago: INV-0, INV-9, INV-1 y 3 más"),
        ("nl", "Aanmaning: INV-0, INV-9, INV-1 en 3 andere"),
    ],
)
def test_a_letter_is_written_in_the_customers_language(context: Context, language: str, words: str) -> None:
    customers.edit(context, customers.EditCustomer("C-1", language=language))
    dunned.run(context)
    (id,) = sql.row("SELECT id FROM reminder WHERE tenant_id = %s", [context.tenant_id]) or (0,)
    sheet = dunning_letter.sheet(books.of(context), id)
    assert sheet.language == language and sheet.letter[0].strong == words
    assert [table.sums[0].label[-3:] for table in sheet.tables] == ["EUR", "USD"]
    assert len(sheet.tables[0].rows) == 5 and not any("{" in one.text for one in (*sheet.letter, *sheet.notes))
    assert sheet.title == words.partition(":")[0].strip()
    assert "\n" in sheet.notes[0].text, "the greeting keeps its lines"


def test_what_was_not_written_is_not_there(context: Context) -> None:
    with pytest.raises(NotFound):
        dunning_letter.sheet(books.of(context), 5)
    assert dunning_letter.named(["A", "A", "B"], "en") == "A, B"


def test_a_letter_that_is_the_first_remembers_none(context: Context) -> None:
    dunned.run(context)
    (said,) = sql.row("SELECT body FROM reminder WHERE tenant_id = %s", [context.tenant_id]) or ("",)
    assert "We wrote last" not in said
