"""What would delay a payment holds an invoice back, warns, or is let be, as the company has decided."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quittance.actions import catalogue, customers, drafts, invoices, preflight
from quittance.actions.catalogue import AddItem
from quittance.actions.command import Context
from quittance.actions.customers import EditCustomer
from quittance.actions.drafts import IssueDraft, SaveDraft
from quittance.actions.entities import EditEntity, edit
from quittance.actions.invoices import RecordInvoice
from quittance.actions.preflight import LevelInput, RequireOrder, SetPreflight
from quittance.reports import books
from quittance.reports import preflight as reports
from quittance.rules.draft import Content
from quittance.rules.refusals import Invalid, NotAllowed, NotFound, RulesBroken
from quittance.rules.totals import LineInput
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def context() -> Context:
    """A company and a customer of which everything is known."""
    made = factories.company(country="NL")
    edit(made, EditEntity(iban="NL91ABNA0417164300", vat_id="NL004495445B01"))
    factories.customer(made, "C-1", email="ap@acme.example", vat_id="DE136695976")
    return made


def record(context: Context, total: str = "100.00", **fields: str) -> list[str]:
    """The checks that warn of an invoice."""
    given = RecordInvoice("C-1", context.today, total, **fields)  # type: ignore[arg-type]
    return [one.check for one in invoices.record(context, given).warnings]


def levels(context: Context, **taken: str) -> None:
    """The company's policy."""
    preflight.set_policy(context, SetPreflight(tuple(LevelInput(*one) for one in taken.items())))


def test_nothing_warns_where_everything_is_known(context: Context) -> None:
    assert record(context) == []


def test_a_missing_order_holds_the_invoice_back_and_frees_its_number(context: Context) -> None:
    preflight.require_order(context, RequireOrder("C-1", True))
    with pytest.raises(RulesBroken) as refused:
        record(context)
    assert refused.value.field == "purchase_order"
    assert record(context, purchase_order="PO-7") == []
    levels(context, order="warn")
    assert record(context) == ["order"]
    preflight.require_order(context, RequireOrder("C-1", False))
    assert record(context, "101.00") == []


def test_what_is_not_known_of_the_parties_warns(context: Context) -> None:
    edit(context, EditEntity(iban=""))
    customers.edit(context, EditCustomer("C-1", email=""))
    assert record(context) == ["address", "bank"]
    levels(context, bank="block", address="off")
    with pytest.raises(RulesBroken):
        record(context)


def test_an_invoice_that_says_what_an_earlier_one_said_warns(context: Context) -> None:
    first = invoices.record(context, RecordInvoice("C-1", context.today, "100.00", purchase_order="PO-1"))
    assert record(context, purchase_order="PO-1") == ["duplicate"]
    assert record(context, purchase_order="PO-2") == [] and record(context, "99.00", purchase_order="PO-1") == []
    factories.customer(context, "C-2", email="b@acme.example")
    assert not invoices.record(context, RecordInvoice("C-2", context.today, "100.00", purchase_order="PO-1")).warnings
    assert reports.of_number(books.of(context), first.number, context.today)[0].check == "duplicate"


def test_an_earlier_invoice_that_was_reversed_warns_no_more(context: Context) -> None:
    first = invoices.record(context, RecordInvoice("C-1", context.today, "100.00"))
    factories.reverse(context, first.number)
    assert record(context) == []


def test_tax_faults_prices_off_the_list_and_stock_that_lacks_warn(context: Context) -> None:
    catalogue.add(context, AddItem("ROPE", "Rope", "3.50", stocked=True))
    customers.edit(context, EditCustomer("C-1", vat_id=""))
    lines = (LineInput("", "2", "3.00", "", item="ROPE"), LineInput("Abroad", "1", "5", "0", "reverse_charge"))
    made = invoices.record(context, RecordInvoice("C-1", context.today, lines=lines))
    assert [one.check for one in made.warnings] == ["tax", "price", "stock"]
    assert made.warnings[1].sentence == "Line 1: ROPE costs 3.5, not 3."


def test_a_draft_is_looked_at_when_it_is_issued(context: Context) -> None:
    preflight.require_order(context, RequireOrder("C-1", True))
    kept = drafts.save(context, SaveDraft(Content("C-1", total="5.00")))
    with pytest.raises(RulesBroken):
        drafts.issue(context, IssueDraft(kept.id))
    levels(context, order="warn")
    assert [one.check for one in drafts.issue(context, IssueDraft(kept.id)).warnings] == ["order"]


def test_the_rules_of_the_e_invoice_are_named_where_the_policy_asks(context: Context) -> None:
    made = invoices.record(context, RecordInvoice("C-1", context.today, "100.00"))
    assert reports.of_number(books.of(context), made.number, context.today) == ()
    levels(context, einvoice="warn")
    (found,) = reports.of_number(books.of(context), made.number, context.today)
    assert found.check == "einvoice" and "breaks" in found.sentence


def test_what_is_no_policy_is_refused(context: Context) -> None:
    for taken in (("orders", "block"), ("order", "stop")):
        with pytest.raises(Invalid):
            preflight.set_policy(context, SetPreflight((LevelInput(*taken),)))
    with pytest.raises(NotFound):
        preflight.require_order(context, RequireOrder("C-9", True))
    with pytest.raises(NotAllowed):
        levels(factories.member(context, "clerk"), order="off")
    levels(replace(context, dry_run=True), order="off")
    assert reports.policy(context)["order"] == "block"
