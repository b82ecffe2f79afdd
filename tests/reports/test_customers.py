"""Customers: pages in either order without gap or repeat, what each owes, and one with everything around it."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from quittance.actions import contacts
from quittance.actions.command import Context
from quittance.reports import aged, books, customers
from quittance.reports.customers import Wanted
from quittance.rules.refusals import Invalid, NotFound
from tests import factories

pytestmark = pytest.mark.django_db

DUE = datetime.date(2026, 5, 31)


@pytest.fixture
def context() -> Context:
    """Five customers: one owes in two currencies, one is late, one has credit, two owe nothing."""
    context = factories.company()
    factories.customer(context, "C-1", name="Zebra", country="NL", credit_limit="500.00", terms="net 30")
    factories.customer(context, "C-2", name="alpha", parent_number="C-1", email="ap@alpha.example")
    factories.customer(context, "C-3", name="Alpha", currency="USD", external_id="crm-3")
    factories.customer(context, "C-4", name="Beta", country="NL")
    factories.customer(context, "C-5", name="Öl & Söhne", parent_number="C-1")
    factories.invoice(context, "INV-1", "100.00", datetime.date(2026, 6, 1), datetime.date(2026, 7, 1))
    factories.invoice(
        context, "INV-2", "50.00", datetime.date(2026, 6, 2), datetime.date(2026, 6, 2), currency="USD", rate="0.9"
    )
    factories.invoice(context, "INV-3", "30.00", datetime.date(2026, 5, 1), DUE, customer="C-2")
    factories.payment(context, "PAY-1", "20.00", datetime.date(2026, 6, 15), customer="C-3", rate="0.8")
    return context


def numbers(context: Context, wanted: Wanted) -> list[str]:
    """Numbers on the first page."""
    return [row.number for row in customers.find(books.of(context), wanted, context.today).rows]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("name", ["C-2", "C-3", "C-4", "UNIDENTIFIED", "C-1", "C-5"]),
        ("-name", ["C-5", "C-1", "UNIDENTIFIED", "C-4", "C-3", "C-2"]),
        ("number", ["C-1", "C-2", "C-3", "C-4", "C-5", "UNIDENTIFIED"]),
        ("-number", ["UNIDENTIFIED", "C-5", "C-4", "C-3", "C-2", "C-1"]),
    ],
)
def test_pages_follow_each_other_without_gap_or_repeat(context: Context, order: str, expected: list[str]) -> None:
    for limit in (1, 2, 4, 50):
        wanted, seen = Wanted(order=order, limit=limit), []
        while True:
            page = customers.find(books.of(context), wanted, context.today)
            assert len(page.rows) <= limit
            seen += [row.number for row in page.rows]
            if not page.after:
                break
            wanted = replace(wanted, after=page.after)
        assert seen == expected


def test_the_longest_name_has_a_next_page(context: Context) -> None:
    for n in range(3):
        factories.customer(context, f"LONG-{n}", name="\U0001f9fe" * 300)
    wanted, seen = Wanted(search="long-", limit=1), []
    for _ in range(3):
        page = customers.find(books.of(context), wanted, context.today)
        seen += [row.number for row in page.rows]
        wanted = replace(wanted, after=page.after)
    assert seen == ["LONG-0", "LONG-1", "LONG-2"]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(state="open"), ["C-2", "C-1"]),
        (Wanted(state="overdue"), ["C-2", "C-1"]),
        (Wanted(state="credit"), ["C-3"]),
        (Wanted(country="NL"), ["C-4", "C-1"]),
        (Wanted(currency="USD"), ["C-3"]),
        (Wanted(number="C-4"), ["C-4"]),
        (Wanted(number="c-4"), []),
        (Wanted(external_id="crm-3"), ["C-3"]),
        (Wanted(search="ALPHA"), ["C-2", "C-3"]),
        (Wanted(search="söh"), ["C-5"]),
        (Wanted(search="%"), []),
        (Wanted(search="alpha", state="open"), ["C-2"]),
        (Wanted(search=" ", country=" "), ["C-2", "C-3", "C-4", "UNIDENTIFIED", "C-1", "C-5"]),
    ],
)
def test_filters_restrict_together(context: Context, wanted: Wanted, expected: list[str]) -> None:
    assert numbers(context, wanted) == expected


def test_a_row_tells_what_is_owed_in_base_currency(context: Context) -> None:
    page = customers.find(books.of(context), Wanted(order="number"), context.today)
    rows = {row.number: row for row in page.rows}
    owed = {number: (row.open, row.overdue, row.unapplied, row.balance) for number, row in rows.items()}
    assert owed == {
        "C-1": (145_00, 45_00, 0, 145_00),
        "C-2": (30_00, 30_00, 0, 30_00),
        "C-3": (0, 0, -16_00, -16_00),
        "C-4": (0, 0, 0, 0),
        "C-5": (0, 0, 0, 0),
        "UNIDENTIFIED": (0, 0, 0, 0),
    }
    assert rows["C-1"].oldest_due_on == datetime.date(2026, 6, 2)
    assert (rows["C-1"].credit_limit, rows["C-1"].terms, rows["C-2"].parent_number) == (500_00, "net 30", "C-1")


def test_every_balance_is_the_one_of_the_aging(context: Context) -> None:
    mine = books.of(context)
    listed = {row.number: row.balance for row in customers.find(mine, Wanted(), context.today).rows if row.balance}
    page = aged.customers(mine, aged.Question(context.today))
    assert listed == {row.number: row.balance for row in page.rows}


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (Wanted(order="size"), "order"),
        (Wanted(state="late"), "state"),
        (Wanted(after="nonsense"), "cursor"),
        (Wanted(search="x" * 300), "search"),
        (Wanted(country="N\x00"), "search"),
    ],
)
def test_a_wrong_question_is_refused_by_its_field(context: Context, wanted: Wanted, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        customers.find(books.of(context), wanted, context.today)
    assert refused.value.field == field


def test_the_card_holds_everything_around_a_customer(context: Context) -> None:
    mine = books.of(context)
    contacts.add(context, contacts.AddContact("C-1", "Ann Other", "ann@zebra.example", duty="buyer"))
    contacts.add(context, contacts.AddContact("C-1", "Zoe Main", main=True))
    factories.payment(context, "PAY-2", "10.00", datetime.date(2026, 6, 20))
    card = customers.card(mine, customers.id_of(mine, "C-1"), context.today)
    assert (card.row.open, card.row.overdue, card.row.unapplied, card.row.balance) == (145_00, 45_00, -10_00, 135_00)
    assert [(one.currency, one.open, one.overdue, one.unapplied) for one in card.balances] == [
        ("EUR", 100_00, 0, -10_00),
        ("USD", 50_00, 50_00, 0),
    ]
    assert (card.open_count, card.last_payment_on, card.version) == (3, datetime.date(2026, 6, 20), 1)
    assert [(one.name, one.main) for one in card.contacts] == [("Zoe Main", True), ("Ann Other", False)]
    assert [one.number for one in card.children] == ["C-2", "C-5"]
    assert card.parent is None
    child = customers.card(mine, card.children[0].id, context.today)
    assert child.parent is not None and (child.parent.number, child.parent.name) == ("C-1", "Zebra")
    assert (child.balances, child.children, child.contacts) != ((), (), ())


def test_the_card_and_the_list_agree(context: Context) -> None:
    mine = books.of(context)
    for row in customers.find(mine, Wanted(), context.today).rows:
        assert customers.card(mine, row.id, context.today).row == row


def test_unknown_customers_and_those_of_another_company_are_not_found(context: Context) -> None:
    mine, other = books.of(context), books.of(factories.company())
    id = customers.id_of(mine, "C-1")
    with pytest.raises(NotFound):
        customers.id_of(mine, "C-9")
    with pytest.raises(NotFound):
        customers.id_of(other, "C-1")
    with pytest.raises(NotFound):
        customers.card(other, id, context.today)


@pytest.mark.parametrize(
    ("order", "ends"),
    [
        ("-balance", ("C-1", "C-3")),
        ("balance", ("C-3", "C-1")),
        ("-overdue", ("C-1", "")),
        ("overdue", ("", "C-1")),
    ],
)
def test_amounts_order_the_pages_too_those_with_credit_last(
    context: Context, order: str, ends: tuple[str, str]
) -> None:
    for limit in (1, 4, 50):
        seen: list[str] = []
        wanted = Wanted(order=order, limit=limit)
        for _ in range(10):
            page = customers.find(books.of(context), wanted, context.today)
            seen += [row.number for row in page.rows]
            if not page.after:
                break
            wanted = replace(wanted, after=page.after)
        assert sorted(seen) == ["C-1", "C-2", "C-3", "C-4", "C-5", "UNIDENTIFIED"]
        assert ends[0] in ("", seen[0])
        assert ends[1] in ("", seen[-1])


def test_the_opposite_order_leads_back_from_the_first_row(context: Context) -> None:
    first = customers.find(books.of(context), Wanted(order="number", limit=2), context.today)
    second = customers.find(books.of(context), Wanted(order="number", limit=2, after=first.after), context.today)
    back = customers.find(books.of(context), Wanted(order="-number", limit=2, after=second.before), context.today)
    assert [row.number for row in back.rows] == [row.number for row in reversed(first.rows)]
    assert back.after == ""


def test_totals_are_those_of_the_whole_filter(context: Context) -> None:
    mine = books.of(context)
    whole = customers.totals(mine, Wanted(), context.today)
    assert whole == customers.CustomerTotals(6, 10000 + 4500 + 3000, 4500 + 3000, -1600)
    assert whole.balance == aged.summary(mine, aged.Question(context.today)).receivable
    assert customers.totals(mine, Wanted(search="alpha", state="overdue"), context.today) == customers.CustomerTotals(
        1, 3000, 3000, 0
    )
    assert customers.totals(mine, Wanted(state="credit"), context.today) == customers.CustomerTotals(1, 0, 0, -1600)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(), (6, 175_00, 75_00, -16_00)),
        (Wanted(state="open"), (2, 175_00, 75_00, 0)),
        (Wanted(state="overdue"), (2, 175_00, 75_00, 0)),
        (Wanted(state="credit"), (1, 0, 0, -16_00)),
        (Wanted(search="alpha"), (2, 30_00, 30_00, -16_00)),
        (Wanted(search="alpha", state="overdue"), (1, 30_00, 30_00, 0)),
        (Wanted(country="NL"), (2, 145_00, 45_00, 0)),
        (Wanted(country="US"), (0, 0, 0, 0)),
    ],
)
def test_totals_are_those_of_the_filter(context: Context, wanted: Wanted, expected: tuple[int, ...]) -> None:
    found = customers.totals(books.of(context), wanted, context.today)
    assert found is not None
    assert (found.count, found.open, found.overdue, found.unapplied) == expected
