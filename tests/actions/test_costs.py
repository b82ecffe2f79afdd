"""Collection costs: our own, or charged to the customer by an invoice, and taken back only after that is reversed."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import costs, dossiers, interest, reversals
from quittance.actions.command import Context
from quittance.actions.costs import AddCost, RemoveCost
from quittance.reports import audit, books, verify
from quittance.reports import dossiers as reports
from quittance.reports import interest as asked
from quittance.reports.document import card
from quittance.rules.refusals import Conflict, Invalid, NotFound, Refusal
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
TODAY = factories.TODAY


@pytest.fixture
def context() -> Context:
    """C-1 owes 1,000.00, and a dossier over it is with a lawyer."""
    context = factories.company()
    factories.customer(context, "C-1")
    factories.invoice(context, "INV-1", "1000.00", TODAY - 60 * DAY, TODAY - 30 * DAY)
    dossiers.propose(context, dossiers.ProposeDossier("C-1", "lawyer", "Marsh & Vale"))
    manager = factories.member(context, "credit_manager")
    dossiers.release(manager, dossiers.ReleaseDossier("DOS-0001"))
    return context


def test_a_cost_of_our_own_leaves_the_account_as_it_is(context: Context) -> None:
    made = costs.add(context, AddCost("DOS-0001", "court", "36.00", TODAY - 2 * DAY, "Order for payment"))
    assert (made.amount, made.document) == ("36.00", "")
    (row,) = reports.costs(books.of(context), reports.of_number(books.of(context), "DOS-0001").id)
    assert (row.kind, row.incurred_on, row.note) == ("court", TODAY - 2 * DAY, "Order for payment")
    costs.remove(context, RemoveCost("DOS-0001", row.id))
    assert reports.card(books.of(context), "DOS-0001", TODAY).costs == ()
    with pytest.raises(NotFound):
        costs.remove(context, RemoveCost("DOS-0001", row.id))


def test_a_cost_that_the_customer_bears_is_an_invoice_of_its_own(context: Context) -> None:
    made = costs.add(context, AddCost("DOS-0001", "lawyer", "147.56", charge=True))
    row = card(books.of(context), made.document, TODAY)
    assert (row.row.open, row.row.due_on, row.note) == (14_756, TODAY, "Lawyer’s fee, DOS-0001")
    with pytest.raises(Conflict, match=made.document):
        costs.remove(context, RemoveCost("DOS-0001", made.id))
    reversals.reverse(context, reversals.Reverse("By mistake", made.document))
    costs.remove(context, RemoveCost("DOS-0001", made.id))
    assert [one.verb for one in audit.trail(books.of(context))][:2] == ["costs.remove", "reversals.reverse"]
    assert verify.run(books.of(context)).clean


def test_a_cost_in_another_currency_is_our_own(context: Context) -> None:
    costs.add(context, AddCost("DOS-0001", "court", "36.00"))
    made = costs.add(context, AddCost("DOS-0001", "agency", "5000", currency="jpy"))
    assert (made.amount, made.currency, made.document) == ("5000", "JPY", "")
    with pytest.raises(Invalid, match="Charge it in EUR") as refused:
        costs.add(context, AddCost("DOS-0001", "agency", "120.00", currency="USD", charge=True))
    assert refused.value.field == "currency"
    with pytest.raises(Invalid):
        costs.add(context, AddCost("DOS-0001", "agency", "120.00", currency="XYZ"))
    found = reports.card(books.of(context), "DOS-0001", TODAY)
    assert reports.costs_sums(found.costs) == (("EUR", 36_00), ("JPY", 5_000))
    told = [(one["amount"], one["currency"]) for one in reports.money_told(found)["costs"]]
    assert told == [("36.00", "EUR"), ("5000", "JPY")]


def test_the_invoice_speaks_the_language_of_the_customer_and_bears_no_interest(context: Context) -> None:
    factories.customer(context, "C-2", language="de", country="DE")
    factories.invoice(context, "INV-2", "500.00", TODAY - 60 * DAY, TODAY - 30 * DAY, customer="C-2")
    dossiers.propose(context, dossiers.ProposeDossier("C-2", "agency", "Inkasso GmbH"))
    interest.set_terms(context, interest.SetInterestTerms("contract", rate="10"))
    made = costs.add(context, AddCost("DOS-0002", "court", "36.00", note="Mahnbescheid", charge=True))
    found = card(books.of(context), made.document, TODAY)
    assert (found.note, found.ancillary) == ("Gerichtskosten, DOS-0002: Mahnbescheid", "collection_cost")
    account = asked.account(books.of(context), "C-2", TODAY + 40 * DAY)
    assert [one.document for one in account.items] == ["INV-2"]


@pytest.mark.parametrize(
    ("data", "refusal", "field"),
    [
        (AddCost("DOS-9", "court", "1.00"), NotFound, "number"),
        (AddCost("DOS-0001", "lunch", "1.00"), Invalid, "kind"),
        (AddCost("DOS-0001", "court", "0"), Invalid, "amount"),
        (AddCost("DOS-0001", "court", "1.001"), Invalid, "amount"),
        (AddCost("DOS-0001", "court", "1.00", TODAY + DAY), Invalid, "incurred_on"),
        (AddCost("DOS-0001", "court", "1.00", note="x" * 301), Invalid, "note"),
    ],
)
def test_what_is_no_cost_is_refused(context: Context, data: AddCost, refusal: type[Refusal], field: str) -> None:
    with pytest.raises(refusal) as caught:
        costs.add(context, data)
    assert caught.value.field == field


def test_a_dossier_that_was_never_handed_over_has_no_costs(context: Context) -> None:
    factories.invoice(context, "INV-2", "10.00", TODAY - 60 * DAY, TODAY - 30 * DAY)
    dossiers.propose(context, dossiers.ProposeDossier("C-1", "agency", "Collect", ("INV-2",)))
    dossiers.drop(context, dossiers.DropDossier("DOS-0002", "Too small"))
    with pytest.raises(Conflict):
        costs.add(context, AddCost("DOS-0002", "other", "1.00"))
