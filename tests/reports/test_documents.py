"""The list of documents: every state is found, in order, page by page, with what is open of each."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest

from quittance.actions import reversals
from quittance.actions.allocations import ShareInput
from quittance.actions.command import Context
from quittance.reports import books, documents
from quittance.reports.documents import CREDIT_NOTES, DocumentTotals, Wanted
from quittance.rules.refusals import Invalid
from tests import factories
from tests.factories import TODAY

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def desk() -> Context:
    """Two customers with a paper in each state."""
    context = factories.company()
    factories.customer(context, "C-1", name="Acme Trading")
    factories.customer(context, "C-2", name="Borealis Bv")
    old = TODAY - 90 * DAY
    factories.invoice(context, "INV-1", "100.00", old, TODAY - 60 * DAY)
    factories.invoice(context, "INV-2", "200.00", old + DAY, TODAY - 30 * DAY)
    factories.invoice(context, "INV-3", "300.00", TODAY - 5 * DAY, TODAY + 25 * DAY, customer="C-2")
    factories.invoice(context, "INV-4", "400.00", TODAY - 4 * DAY, TODAY + 26 * DAY, customer="C-2")
    factories.invoice(context, "INV-5", "55.50", TODAY - 3 * DAY, TODAY + 27 * DAY)
    factories.payment(context, "P-1", "100.00", allocate="chosen", shares=(ShareInput("INV-1"),))
    factories.payment(context, "P-2", "150.00", customer="C-2", allocate="chosen", shares=(ShareInput("INV-4"),))
    factories.credit_note(context, "CN-1", "20.00", TODAY - DAY)
    factories.credit_note(context, "CN-2", "30.00", TODAY - DAY, customer="C-2", allocate=(ShareInput("INV-3"),))
    reversals.reverse(context, reversals.Reverse("sent twice", number="INV-5"))
    return context


def numbers(context: Context, **given: object) -> list[str]:
    found = documents.find(books.of(context), Wanted(**given), TODAY)  # type: ignore[arg-type]
    return [row.number for row in found.rows]


def paged(context: Context, **given: object) -> Iterator[str]:
    after = ""
    while True:
        found = documents.find(books.of(context), Wanted(**given, after=after, limit=1), TODAY)  # type: ignore[arg-type]
        yield from (row.number for row in found.rows)
        after = found.after
        if not after:
            return


def test_without_a_filter_the_latest_invoice_comes_first(desk: Context) -> None:
    assert numbers(desk) == ["INV-5", "INV-4", "INV-3", "INV-2", "INV-1"]
    assert numbers(desk, order="number") == ["INV-1", "INV-2", "INV-3", "INV-4", "INV-5"]


@pytest.mark.parametrize(
    ("state", "found"),
    [
        ("open", ["INV-2", "INV-3", "INV-4"]),
        ("overdue", ["INV-2"]),
        ("part-paid", ["INV-3", "INV-4"]),
        ("paid", ["INV-1"]),
        ("reversed", ["INV-5"]),
    ],
)
def test_each_state_finds_its_invoices_the_oldest_due_first(desk: Context, state: str, found: list[str]) -> None:
    assert numbers(desk, state=state) == found
    assert list(paged(desk, state=state)) == found


def test_credit_notes_are_a_list_of_their_own(desk: Context) -> None:
    assert numbers(desk, side=CREDIT_NOTES) == ["CN-2", "CN-1"]
    assert numbers(desk, side=CREDIT_NOTES, state="to-be-used") == ["CN-1"]
    assert numbers(desk, side=CREDIT_NOTES, state="used") == ["CN-2"]
    assert numbers(desk, side=CREDIT_NOTES, state="reversed") == []


def test_a_row_tells_what_is_open_and_how_late_it_is(desk: Context) -> None:
    row = documents.find(books.of(desk), Wanted(state="overdue"), TODAY).rows[0]
    assert (row.customer_name, row.total, row.open, row.state, row.days_late) == (
        "Acme Trading",
        20000,
        20000,
        "overdue",
        30,
    )
    part = documents.find(books.of(desk), Wanted(search="INV-4"), TODAY).rows[0]
    assert (part.open, part.state, part.days_late) == (25000, "part-paid", 0)


def test_a_search_finds_numbers_customers_and_amounts(desk: Context) -> None:
    assert numbers(desk, search="inv-2") == ["INV-2"]
    assert numbers(desk, search="boreal") == ["INV-4", "INV-3"]
    assert numbers(desk, search="boreal", state="open") == ["INV-3", "INV-4"]
    assert numbers(desk, search="55.50") == ["INV-5"]
    assert numbers(desk, search="400") == ["INV-4"]
    assert numbers(desk, search="400", state="open") == ["INV-4"]
    assert numbers(desk, search="400.001") == []
    assert numbers(desk, search="nobody") == []


def test_filters_restrict_by_customer_currency_and_day(desk: Context) -> None:
    assert numbers(desk, customer_number="C-2", state="open") == ["INV-3", "INV-4"]
    assert numbers(desk, customer_number="C-9") == []
    assert numbers(desk, currency="USD") == []
    assert numbers(desk, since=TODAY - 4 * DAY, until=TODAY - 4 * DAY) == ["INV-4"]


def test_paging_gives_every_row_once_in_either_direction(desk: Context) -> None:
    assert list(paged(desk)) == numbers(desk)
    assert list(paged(desk, order="issued")) == list(reversed(numbers(desk)))
    assert list(paged(desk, order="-number")) == list(reversed(numbers(desk, order="number")))


def test_an_invoice_in_instalments_is_one_row_with_its_oldest_open_part(desk: Context) -> None:
    parts = factories.invoice(desk, "INV-9", "90.00", TODAY - 50 * DAY, terms="30/30/40 net 10/40/70")
    assert parts.number == "INV-9"
    factories.payment(desk, "P-9", "30.00", allocate="chosen", shares=(ShareInput("INV-9"),))
    assert numbers(desk, state="overdue") == ["INV-2", "INV-9"]
    row = documents.find(books.of(desk), Wanted(search="INV-9"), TODAY).rows[0]
    assert (row.open, row.due_on, row.state) == (6000, TODAY - 10 * DAY, "overdue")
    assert "INV-9" not in numbers(desk, state="paid")


def test_totals_are_those_of_the_whole_filter(desk: Context) -> None:
    mine = books.of(desk)
    assert documents.totals(mine, Wanted(), TODAY) == DocumentTotals(5, 105550, 20000 + 27000 + 25000)
    assert documents.totals(mine, Wanted(state="overdue"), TODAY) == DocumentTotals(1, 20000, 20000)
    assert documents.totals(mine, Wanted(search="nobody"), TODAY) == DocumentTotals(0, 0, 0)


def test_beyond_its_bound_a_filter_is_not_added_up(desk: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MOST_TOTALLED", 4)
    assert documents.totals(books.of(desk), Wanted(), TODAY) is None
    assert documents.totals(books.of(desk), Wanted(state="open"), TODAY) is not None


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"side": "letters"}, "side"),
        ({"state": "to-be-used"}, "state"),
        ({"order": "due"}, "order"),
        ({"after": "nonsense"}, "cursor"),
        ({"search": "x" * 201}, "search"),
    ],
)
def test_an_unknown_filter_is_refused_by_its_field(desk: Context, given: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        documents.find(books.of(desk), Wanted(**given), TODAY)  # type: ignore[arg-type]
    assert refused.value.field == field


def test_another_company_finds_nothing_of_it(desk: Context) -> None:
    other = factories.company("Other")
    assert numbers(other) == []
    assert documents.of_ids(books.of(other), [1, 2, 3], TODAY) == ()
