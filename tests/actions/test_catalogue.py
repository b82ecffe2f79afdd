"""Items added and changed, priced for everybody and for one customer, and used on lines."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import catalogue, credits, drafts, invoices
from quittance.actions.catalogue import AddItem, EditItem, SetPrice, TextInput
from quittance.actions.command import Context
from quittance.actions.credits import RecordCreditNote
from quittance.actions.drafts import SaveDraft
from quittance.actions.invoices import RecordInvoice
from quittance.reports import books, document
from quittance.reports import catalogue as reports
from quittance.rules.draft import Content
from quittance.rules.refusals import Changed, Duplicate, Invalid, NotAllowed, NotFound
from quittance.rules.totals import LineInput
from tests import factories

pytestmark = pytest.mark.django_db

ROPE = AddItem("ROPE", "Rope, 50 m", "3.50", "roll", "21", texts=(TextInput("de", "Seil, 50 m"),))


@pytest.fixture
def context() -> Context:
    """A company with a rope to sell and two customers."""
    made = factories.company(country="NL")
    factories.customer(made, "P-1")
    factories.customer(made, "C-1", parent_number="P-1", language="de")
    catalogue.add(made, ROPE)
    return made


def line(quantity: str = "1", **fields: str) -> LineInput:
    """A line that names the rope and nothing else."""
    return LineInput("", quantity, fields.pop("unit_price", ""), fields.pop("tax_rate", ""), item="ROPE", **fields)


def billed(context: Context, made: LineInput, issued_on: datetime.date | None = None) -> document.DocumentLine:
    """The line of an invoice as it is kept."""
    done = invoices.record(context, RecordInvoice("C-1", issued_on or context.today, lines=(made,)))
    return document.card(books.of(context), done.number, context.today).lines[0]


def test_an_item_fills_the_line_that_says_nothing_else(context: Context) -> None:
    kept = billed(context, line("12"))
    assert (kept.description, kept.item, kept.unit) == ("Seil, 50 m", "ROPE", "XRO")
    assert (kept.unit_price_e6, kept.tax_rate_e4, kept.net) == (3_500_000, 210_000, 4_200)


def test_what_the_line_says_itself_stands(context: Context) -> None:
    kept = billed(context, line("2", unit_price="3", tax_rate="9", unit="m"))
    assert (kept.unit_price_e6, kept.tax_rate_e4, kept.unit, kept.net) == (3_000_000, 90_000, "MTR", 600)


def test_prices_go_by_customer_parent_day_and_quantity(context: Context) -> None:
    july = context.today + datetime.timedelta(days=1)
    catalogue.set_price(context, SetPrice("ROPE", "3.00", "P-1"))
    catalogue.set_price(context, SetPrice("ROPE", "2.50", "P-1", from_quantity="100"))
    catalogue.set_price(context, SetPrice("ROPE", "2.00", "C-1", july))
    assert [billed(context, line(many)).unit_price_e6 for many in ("1", "100")] == [3_000_000, 2_500_000]
    assert billed(factories.at(context, july), line(), july).unit_price_e6 == 2_000_000
    catalogue.set_price(context, SetPrice("ROPE", "", "C-1", july))
    assert billed(factories.at(context, july), line(), july).unit_price_e6 == 3_000_000


def test_another_currency_has_its_own_prices(context: Context) -> None:
    dollars = RecordInvoice("C-1", context.today, currency="USD", rate="0.9", lines=(line(),))
    with pytest.raises(Invalid) as refused:
        invoices.record(context, dollars)
    assert refused.value.field == "lines[1].unit_price"
    catalogue.set_price(context, SetPrice("ROPE", "4.00", currency="USD"))
    assert invoices.record(context, dollars).total == "4.84"


def test_credit_notes_and_drafts_take_items_too(context: Context) -> None:
    note = credits.record(context, RecordCreditNote("C-1", context.today, lines=(line(),)))
    assert note.total == "4.24"
    kept = drafts.save(context, SaveDraft(Content("C-1", lines=(line("2"),))))
    assert kept.total == "8.47"


@pytest.mark.parametrize("number", ["NONE", "GONE"])
def test_an_item_that_is_not_sold_is_refused_with_its_line(context: Context, number: str) -> None:
    catalogue.add(context, AddItem("GONE", "Gone", "1"))
    catalogue.edit(context, EditItem("GONE", retired=True))
    with pytest.raises(NotFound) as refused:
        billed(context, LineInput("", "1", "", "", item=number))
    assert refused.value.field == "lines[1].item"


def test_a_line_that_says_all_of_a_retired_item_stands(context: Context) -> None:
    catalogue.add(context, AddItem("GONE", "Gone", "1"))
    catalogue.edit(context, EditItem("GONE", retired=True))
    made = billed(context, LineInput("Gone", "2", "3.00", "0", item="GONE"))
    assert (made.description, made.item, made.net) == ("Gone", "GONE", 600)


def test_an_item_is_changed_by_version(context: Context) -> None:
    made = catalogue.edit(context, EditItem("ROPE", 1, "Rope, 60 m", "m", "exempt", "Art. 132"))
    row = reports.of_number(context, "ROPE", context.today)
    assert (made.version, row.name, row.unit, row.tax_category, row.tax_rate_e4) == (
        2,
        "Rope, 60 m",
        "MTR",
        "exempt",
        0,
    )
    assert row.texts == (("de", "Seil, 50 m"),)
    with pytest.raises(Changed):
        catalogue.edit(context, EditItem("ROPE", 1, name="Rope"))
    assert catalogue.edit(context, EditItem("ROPE")).version == 2
    assert reports.find(context, reports.Wanted(search="60 m"), context.today).rows[0].number == "ROPE"


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (AddItem("ROPE", "Again"), Duplicate),
        (AddItem("", "Nameless"), Invalid),
        (AddItem("A", ""), Invalid),
        (AddItem("A", "A", "-1"), Invalid),
        (AddItem("A", "A", "free"), Invalid),
        (AddItem("A", "A", unit="furlong or so"), Invalid),
        (AddItem("A", "A", tax="101"), Invalid),
        (AddItem("A", "A", tax="exempt"), Invalid),
        (AddItem("A", "A", low_at="-1"), Invalid),
        (AddItem("A", "A", texts=(TextInput("", "x"),)), Invalid),
    ],
)
def test_an_item_at_fault_is_refused(context: Context, data: AddItem, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        catalogue.add(context, data)
    assert len(reports.find(context, reports.Wanted(), context.today).rows) == 1


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (SetPrice("NONE", "1"), NotFound),
        (SetPrice("ROPE", "1", "C-9"), NotFound),
        (SetPrice("ROPE", ""), Invalid),
        (SetPrice("ROPE", "1", from_quantity="x"), Invalid),
        (SetPrice("ROPE", "1", currency="XXX"), Invalid),
        (SetPrice("ROPE", "1", valid_from=datetime.date(1800, 1, 1)), Invalid),
    ],
)
def test_a_price_at_fault_is_refused(context: Context, data: SetPrice, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        catalogue.set_price(context, data)


def test_a_collector_may_not_change_the_catalogue(context: Context) -> None:
    person = factories.member(context, "collector")
    with pytest.raises(NotAllowed):
        catalogue.add(person, AddItem("A", "A"))
    with pytest.raises(NotAllowed):
        catalogue.set_price(person, SetPrice("ROPE", "1"))
