"""The list of payments and one payment: what each has left, wherever its money was moved."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import payments as verbs
from quittance.actions import reversals
from quittance.actions.allocations import ShareInput
from quittance.actions.command import Context
from quittance.reports import books, payments
from quittance.reports.payments import Wanted
from quittance.rules.refusals import Invalid, NotFound
from tests import factories
from tests.factories import TODAY

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def desk() -> Context:
    """Payments that are used, part used, moved, refunded and reversed."""
    context = factories.company()
    factories.customer(context, "C-1", name="Acme Trading")
    factories.customer(context, "C-2", name="Borealis Bv")
    factories.invoice(context, "INV-1", "100.00", TODAY - 40 * DAY, TODAY - 10 * DAY)
    factories.payment(context, "P-1", "100.00", TODAY - 9 * DAY, allocate="oldest")
    factories.payment(context, "P-2", "70.00", TODAY - 8 * DAY, payer_name="ACME", text="thanks")
    factories.payment(context, "P-3", "80.00", TODAY - 7 * DAY)
    factories.payment(context, "P-4", "90.00", TODAY - 6 * DAY)
    verbs.move(context, verbs.MovePayment("P-3", "C-2", "50.00"))
    verbs.refund(context, verbs.RefundPayment("P-2", "20.00"))
    reversals.reverse(context, reversals.Reverse("bounced", number="P-4"))
    return context


def references(context: Context, **given: object) -> list[str]:
    found = payments.find(books.of(context), Wanted(**given))  # type: ignore[arg-type]
    return [row.reference for row in found.rows]


def test_the_latest_payment_comes_first_and_each_state_finds_its_own(desk: Context) -> None:
    assert references(desk) == ["P-4", "P-3", "P-2", "P-1"]
    assert references(desk, state="to-be-used") == ["P-2", "P-3"]
    assert references(desk, state="used") == ["P-1"]
    assert references(desk, state="reversed") == ["P-4"]


def test_what_is_left_counts_money_that_was_moved(desk: Context) -> None:
    rows = {row.reference: row for row in payments.find(books.of(desk), Wanted()).rows}
    assert {name: (row.unapplied, row.state) for name, row in rows.items()} == {
        "P-1": (0, "used"),
        "P-2": (5000, "to-be-used"),
        "P-3": (8000, "to-be-used"),
        "P-4": (0, "reversed"),
    }


def test_a_search_finds_references_customers_and_amounts(desk: Context) -> None:
    assert references(desk, search="p-2") == ["P-2"]
    assert references(desk, search="acme") == ["P-4", "P-3", "P-2", "P-1"]
    assert references(desk, search="borealis", state="to-be-used") == ["P-3"]
    assert references(desk, search="80") == ["P-3"]
    assert references(desk, search="1,000.00") == []


def test_filters_restrict_by_customer_currency_and_day(desk: Context) -> None:
    assert references(desk, customer_number="C-2", state="to-be-used") == ["P-3"]
    assert references(desk, customer_number="C-9") == []
    assert references(desk, currency="USD") == []
    assert references(desk, since=TODAY - 7 * DAY, until=TODAY - 7 * DAY) == ["P-3"]


def test_paging_gives_every_row_once(desk: Context) -> None:
    seen, after = [], ""
    for _ in range(4):
        found = payments.find(books.of(desk), Wanted(order="received", after=after, limit=1))
        seen += [row.reference for row in found.rows]
        after = found.after
    assert (seen, after) == (["P-1", "P-2", "P-3", "P-4"], "")


def test_a_card_tells_where_the_money_stands_and_what_it_met(desk: Context) -> None:
    card = payments.card(books.of(desk), "P-3")
    assert [(one.kind, one.customer_number, one.unapplied) for one in card.holdings] == [
        ("payment", "C-1", 3000),
        ("transfer", "C-2", 5000),
    ]
    paid = payments.card(books.of(desk), "P-1")
    assert [(one.kind, one.label, one.amount) for one in paid.met] == [("invoice", "INV-1", 10000)]
    refunded = payments.card(books.of(desk), "P-2")
    assert [(one.kind, one.amount) for one in refunded.met] == [("refund", 2000)]
    assert (refunded.row.payer_name, refunded.row.text) == ("ACME", "thanks")
    assert payments.card(books.of(desk), "P-4").reversed_on == TODAY


def test_totals_are_those_of_the_whole_filter(desk: Context) -> None:
    assert payments.totals(books.of(desk), Wanted()) == payments.PaymentTotals(4, 34000, 13000)
    assert payments.totals(books.of(desk), Wanted(search="nobody")) == payments.PaymentTotals(0, 0, 0)


def test_an_allocation_that_is_taken_back_is_no_longer_in_force(desk: Context) -> None:
    factories.invoice(desk, "INV-2", "70.00")
    factories.allocate(desk, "P-2", ("INV-2", "10.00"))
    assert [one.label for one in payments.card(books.of(desk), "P-2").met if one.kind == "invoice"] == ["INV-2"]
    reversals.reverse(desk, reversals.Reverse("wrong", number="INV-2"))
    assert [one.label for one in payments.card(books.of(desk), "P-2").met if one.kind == "invoice"] == []


def test_what_there_is_not_is_refused_by_its_field(desk: Context) -> None:
    wrong = ((Wanted(state="open"), "state"), (Wanted(order="amount"), "order"), (Wanted(after="x"), "cursor"))
    for wanted, field in wrong:
        with pytest.raises(Invalid) as refused:
            payments.find(books.of(desk), wanted)
        assert refused.value.field == field
    with pytest.raises(NotFound):
        payments.card(books.of(desk), "P-9")


def test_an_invoice_paid_in_full_names_its_payment(desk: Context) -> None:
    factories.invoice(desk, "INV-3", "5.00")
    factories.payment(desk, "P-5", "5.00", allocate="chosen", shares=(ShareInput("INV-3"),))
    assert [one.label for one in payments.card(books.of(desk), "P-5").met] == ["INV-3"]
