"""A page of a list: behind the cursor, in order, narrowed by what was asked for."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import pytest

from quittance.actions.command import Context
from quittance.reports import books, page
from quittance.reports.page import Source, Wanted
from quittance.rules.refusals import Invalid
from tests import factories
from tests.factories import TODAY


@dataclass(frozen=True, slots=True)
class Waiting:
    """A row of a list."""

    id: int


def source(context: Context) -> Source:
    params = {"tenant": context.tenant_id}
    return Source("payment y", ["y.tenant_id = %(tenant)s"], params, "y.received_on", "y.id", datetime.date, "y.id")


@pytest.mark.django_db
def test_rows_of_one_day_are_told_apart_by_their_ids() -> None:
    context = factories.company()
    factories.customer(context)
    made = [factories.payment(context, f"P-{n}", "1.00").id for n in range(5)]
    seen: list[int] = []
    after = ""
    for _ in range(3):
        found = page.keys(source(context), "-received", after, 2)
        seen += found.ids
        after = found.after
    assert (seen, after) == (sorted(made, reverse=True), "")


@pytest.mark.django_db
def test_the_opposite_order_leads_from_the_first_row_back_to_the_beginning() -> None:
    context = factories.company()
    factories.customer(context)
    made = [factories.payment(context, f"P-{n}", "1.00").id for n in range(5)]
    second = page.keys(source(context), "received", page.keys(source(context), "received", "", 2).after, 2)
    assert second.ids == (made[2], made[3])
    back = page.keys(source(context), "-received", second.before, 2)
    assert (back.ids, back.after) == ((made[1], made[0]), "")
    assert page.keys(source(factories.company("Other")), "received", "", 2) == page.Keys((), "", "")


@pytest.mark.django_db
def test_days_and_customers_narrow_it() -> None:
    context = factories.company()
    factories.customer(context)
    factories.payment(context, "P-1", "1.00", TODAY - datetime.timedelta(days=2))
    kept = factories.payment(context, "P-2", "1.00").id
    one = source(context)
    page.between(one, "y.received_on", TODAY, None)
    found = page.keys(one, "received", "", 9)
    assert (found.ids, found.after) == ((kept,), "")
    assert not page.of_customer(books.of(context), source(context), "y.customer_id", "C-9")


def test_only_orders_that_an_index_gives_are_taken() -> None:
    assert page.check_order("", ("due", "-due")) == "due"
    assert page.check_order("-due", ("due", "-due")) == "-due"
    with pytest.raises(Invalid):
        page.check_order("total", ("due",))


def test_nothing_found_matches_nothing() -> None:
    made = Source("payment y", [], {}, "y.id", "y.id", int, "y.id")
    assert not page.matching(made, "y.id", [], "y.customer_id", [])
    assert page.matching(made, "y.id", [4], "y.customer_id", [5])
    assert made.params == {"f0": 4, "w0": 5}


def test_rows_come_in_the_order_of_the_ids_that_are_there() -> None:
    rows = [Waiting(7), Waiting(3), Waiting(5)]
    assert page.in_order(rows, [5, 9, 7]) == (Waiting(5), Waiting(7))


def test_what_is_wanted_is_in_the_usual_order_unless_another_known_one_is_named() -> None:
    orders = ("-recorded", "recorded")
    assert page.checked(Wanted("open"), ["open"], orders).order == "-recorded"
    assert page.checked(Wanted(order="recorded"), ["open"], orders).order == "recorded"
    for wrong, field in ((Wanted("gone"), "state"), (Wanted(order="total"), "order")):
        with pytest.raises(Invalid) as refused:
            page.checked(wrong, ["open"], orders)
        assert refused.value.field == field


@pytest.mark.django_db
def test_rows_are_chosen_by_their_customer_or_by_what_the_search_finds() -> None:
    context = factories.company()
    factories.customer(context, "C-1", name="Bright")
    factories.customer(context, "C-2", name="Palm")
    bright, palm = (factories.payment(context, f"P-{n}", "1.00", customer=f"C-{n}").id for n in (1, 2))
    here = books.of(context)

    def ids(wanted: Wanted) -> set[int]:
        return set(page.chosen(here, source(context), wanted, "y.customer_id", lambda search: [palm]).ids)

    assert ids(Wanted()) == {bright, palm}
    assert ids(Wanted(customer_number="C-1")) == {bright} and ids(Wanted(customer_number="C-9")) == set()
    assert ids(Wanted(search="bright")) == {bright, palm} and ids(Wanted(search="nobody")) == {palm}
    assert page.chosen(here, source(context), Wanted(search="nobody"), "y.customer_id").ids == ()
