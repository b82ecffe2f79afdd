"""Reminders in words: in the customer's language, over what is true, and as a letter."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from quittance.actions import activities, customers, dunning_runs, inbox, promises
from quittance.actions.activities import LogActivity
from quittance.actions.command import Context
from quittance.books import sql
from quittance.reports import books, dunning_letter
from quittance.rules.refusals import NotFound
from tests import dunned, factories
from tests.formats.mailed import mailed

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
    assert "is still open: INV-0" in said and "remind" not in said.lower(), "nobody has reminded them yet"
    ((id,),) = sql.rows("SELECT id FROM reminder WHERE tenant_id = %s", [context.tenant_id])
    dunning_runs.finish(context, dunning_runs.FinishReminder(id))
    dunned.policy(context, "3 letter friendly", "20 letter formal")
    dunned.run(factories.at(context, context.today + DAY * 6))
    said = sql.rows("SELECT body FROM reminder WHERE tenant_id = %s ORDER BY id", [context.tenant_id])[1][0]
    assert "We have reminded you of it, last on 30 June 2026." in said


def _nothing(context: Context) -> None:
    activities.log(context, LogActivity("C-1", "call", outcome="no_answer"))


def _called(context: Context) -> None:
    activities.log(context, LogActivity("C-1", "call", outcome="reached"))


def _paid(context: Context) -> None:
    factories.payment(context, "PAY-1", "10.00")


def _promised(context: Context) -> None:
    made = promises.take(context, promises.TakePromise("C-1", context.today + DAY, documents=("INV-0",)))
    promises.withdraw(context, promises.WithdrawPromise(made.number, "taken by mistake"))


def _wrote(context: Context) -> None:
    id = inbox.take_bytes(context, mailed("Which order was that?", "Reminder", sender="ap@bright.example")).id
    inbox.dismiss(context, inbox.DismissMail(id))


def _away(context: Context) -> None:
    inbox.take_bytes(context, mailed("I am away.", "Away", sender="ap@bright.example", Auto_Submitted="auto-replied"))


@pytest.mark.parametrize(
    ("deed", "silent"),
    [(_nothing, True), (_away, True), (_called, False), (_paid, False), (_promised, False), (_wrote, False)],
)
def test_nobody_who_answered_is_told_that_they_kept_silent(
    context: Context, deed: Callable[[Context], None], *, silent: bool
) -> None:
    customers.edit(context, customers.EditCustomer("C-1", email="ap@bright.example", language="en"))
    dunned.policy(context, "3 letter friendly", "20 letter firm")
    dunned.run(context)
    ((id,),) = sql.rows("SELECT id FROM reminder WHERE tenant_id = %s", [context.tenant_id])
    dunning_runs.finish(context, dunning_runs.FinishReminder(id))
    deed(factories.at(context, context.today + DAY))
    dunned.run(factories.at(context, context.today + DAY * 6))
    said = sql.rows("SELECT body FROM reminder WHERE tenant_id = %s ORDER BY id", [context.tenant_id])[1][0]
    assert "has not reached us" in said and ("We wrote on 30 June 2026 and have had no answer" in said) == silent
