"""The facts of preflight are those of the invoice's own company, and credit notes are not looked at."""

from __future__ import annotations

import pytest

from quittance.actions import banking
from quittance.actions import preflight as verbs
from quittance.actions.command import Context
from quittance.actions.entities import EditEntity, edit
from quittance.actions.preflight import LevelInput, SetPreflight
from quittance.reports import books, preflight
from quittance.rules import preflight as rules
from quittance.rules.refusals import NotFound
from tests import factories

pytestmark = pytest.mark.django_db


def statement(context: Context, account: str) -> None:
    """A bank statement of that account without a line."""
    banking.import_bytes(
        context, f"{account}.sta", f":20:1\n:25:{account}\n:60F:C260302EUR0,\n:62F:C260303EUR0,\n-".encode()
    )


def test_a_company_has_its_own_policy_and_starts_with_the_usual_one() -> None:
    context, other = factories.company(), factories.company("Other")
    verbs.set_policy(context, SetPreflight((LevelInput("bank", "off"),)))
    assert preflight.policy(context) == rules.DEFAULTS | {"bank": "off"}
    assert preflight.policy(other) == rules.DEFAULTS


def test_an_account_that_no_statement_has_come_of_is_asked_about() -> None:
    context = factories.company()
    factories.customer(context, "C-1", email="ap@acme.example")
    edit(context, EditEntity(iban="NL91ABNA0417164300"))
    invoice = factories.invoice(context, "INV-1", "5.00")
    here = books.of(context)
    assert preflight.of_number(here, invoice.number, context.today) == ()
    statement(context, "NL20INGB0001234567")
    assert [one.check for one in preflight.of_number(here, invoice.number, context.today)] == ["bank"]
    statement(context, "NL91ABNA0417164300")
    assert preflight.of_number(here, invoice.number, context.today) == ()


def test_only_invoices_are_looked_at() -> None:
    context = factories.company()
    factories.customer(context, "C-1")
    factories.invoice(context, "INV-1", "5.00")
    factories.credit_note(context, "CN-1", "1.00")
    here = books.of(context)
    found = preflight.of_number(here, "INV-1", context.today)
    assert [one.check for one in found] == ["address", "bank"]
    told = preflight.of_number(here, "INV-1", context.today, "ap@acme.example")
    assert [one.check for one in told] == ["bank"], "where it goes is known"
    assert preflight.of_number(here, "CN-1", context.today) == ()
    with pytest.raises(NotFound):
        preflight.of_number(here, "INV-9", context.today)
