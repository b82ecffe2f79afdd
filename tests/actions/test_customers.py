"""Customers: created, edited without lost updates, kept out of circles, and every change an event."""

from __future__ import annotations

from typing import Any

import pytest

from quittance.actions import customers
from quittance.actions.command import Context
from quittance.actions.customers import CreateCustomer, EditCustomer
from quittance.books import sql
from quittance.reports import audit, books, paper_document
from quittance.reports import customers as listed
from quittance.reports.audit import Filter
from quittance.reports.customers import CustomerCard
from quittance.rules.refusals import Conflict, Duplicate, Invalid, NotFound, Refusal
from tests import factories

pytestmark = pytest.mark.django_db

IBAN = "NL91ABNA0417164300"


@pytest.fixture
def context() -> Context:
    """The operator of a fresh company."""
    return factories.company()


def card(context: Context, number: str) -> CustomerCard:
    """The customer as the books have it."""
    mine = books.of(context)
    return listed.card(mine, listed.id_of(mine, number), context.today)


def test_a_customer_is_kept_as_it_was_given(context: Context) -> None:
    given = CreateCustomer(
        name="  Harbour Cranes  ",
        number="H-7",
        email="ap@cranes.example",
        country="nl",
        currency="usd",
        language="nl",
        terms="2/10 net 30",
        credit_limit="5000",
        vat_id="nl 8512.34501.B01",
        street=" Quay 1 \r\n\r\n Gate B ",
        postcode="1021 AB",
        city="Amsterdam",
        region="NH",
        iban="nl91 abna 0417 1643 00",
        external_id="crm-1",
    )
    customers.create(context, given)
    found = card(context, "H-7")
    row = found.row
    assert (row.name, row.email, row.country, row.currency) == ("Harbour Cranes", "ap@cranes.example", "NL", "USD")
    assert (row.terms, row.credit_limit, found.language) == ("2/10 net 30", 5000_00, "nl")
    assert (found.vat_id, found.iban, found.external_id, found.version) == ("NL851234501B01", IBAN, "crm-1", 1)
    assert (found.street, found.postcode, found.city, found.region) == ("Quay 1\nGate B", "1021 AB", "Amsterdam", "NH")


def test_a_segment_is_the_companys_word_and_a_known_one_keeps_its_spelling(context: Context) -> None:
    customers.create(context, CreateCustomer("One", number="S-1", segment=" Key  accounts "))
    customers.create(context, CreateCustomer("Two", number="S-2", segment="KEY ACCOUNTS"))
    customers.create(context, CreateCustomer("Three", number="S-3", segment="Public sector"))
    assert [card(context, f"S-{n}").row.segment for n in (1, 2, 3)] == ["Key accounts", "Key accounts", "Public sector"]
    assert listed.segments(books.of(context)) == ("Key accounts", "Public sector")
    kept = customers.edit(context, EditCustomer("S-2", segment=""))
    assert kept.version == 2 and card(context, "S-2").row.segment == ""
    found = listed.find(books.of(context), listed.Wanted(segment="Key accounts"), context.today)
    assert [row.number for row in found.rows] == ["S-1"]
    for wrong in ("x" * 61, "one\ntwo"):
        with pytest.raises(Invalid) as caught:
            customers.edit(context, EditCustomer("S-1", segment=wrong))
        assert caught.value.field == "segment"


def test_what_is_left_out_is_the_companys_or_nothing(context: Context) -> None:
    kept = customers.create(context, CreateCustomer("Plain"))
    found = card(context, kept.number)
    assert (found.row.currency, found.row.terms, found.row.credit_limit, found.language) == ("EUR", "", None, "en")


def test_numbers_follow_one_another(context: Context) -> None:
    made = [customers.create(context, CreateCustomer("Plain")).number for _ in range(3)]
    assert made == ["C-1001", "C-1002", "C-1003"]


def test_the_series_passes_over_numbers_that_people_gave(context: Context) -> None:
    customers.create(context, CreateCustomer("Typed", "C-1001"))
    assert customers.create(context, CreateCustomer("Next")).number == "C-1002"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 301}, "name"),
        ({"name": "a\x07b"}, "name"),
        ({"number": "x" * 65}, "number"),
        ({"email": "nobody"}, "email"),
        ({"country": "NLD"}, "country"),
        ({"currency": "EURO"}, "currency"),
        ({"terms": "whenever"}, "terms"),
        ({"credit_limit": "-1"}, "credit_limit"),
        ({"credit_limit": "1,5"}, "credit_limit"),
        ({"iban": "NL91ABNA0417164301"}, "iban"),
        ({"parent_number": "C-9"}, "parent_number"),
        ({"external_id": "x" * 129}, "external_id"),
        ({"language": "x" * 9}, "language"),
        ({"vat_id": "NL1234"}, "vat_id"),
        ({"street": "1\n2\n3\n4\n5"}, "street"),
        ({"postcode": "x" * 21}, "postcode"),
        ({"city": "Den\nHaag"}, "city"),
        ({"region": "x" * 101}, "region"),
    ],
)
def test_a_wrong_field_is_refused_by_its_name(context: Context, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        customers.create(context, CreateCustomer(**{"name": "Right", **wrong}))
    assert refused.value.field == field
    factories.customer(context, "C-1")
    if field != "number":
        with pytest.raises(Refusal) as refused_edit:
            customers.edit(context, EditCustomer("C-1", **wrong))
        assert refused_edit.value.field == field
    assert card(context, "C-1").version == 1


def test_a_number_is_taken_once(context: Context) -> None:
    factories.customer(context, "C-1")
    with pytest.raises(Duplicate) as refused:
        customers.create(context, CreateCustomer("Other", " C-1 "))
    assert refused.value.field == "number"
    factories.customer(factories.company(), "C-1")


def test_an_edit_changes_what_was_named_and_nothing_else(context: Context) -> None:
    factories.customer(context, "C-1", name="Old", email="old@a.example", terms="net 30", credit_limit="10")
    kept = customers.edit(context, EditCustomer("C-1", name="New", credit_limit="", terms=""))
    found = card(context, "C-1")
    assert (kept.version, found.version) == (2, 2)
    assert (found.row.name, found.row.email, found.row.terms, found.row.credit_limit) == (
        "New",
        "old@a.example",
        "",
        None,
    )
    assert [row.number for row in listed.find(books.of(context), listed.Wanted(search="new"), context.today).rows] == [
        "C-1"
    ]


def test_an_edit_of_nothing_is_no_new_version(context: Context) -> None:
    factories.customer(context, "C-1")
    assert customers.edit(context, EditCustomer("C-1")).version == 1


def test_a_lost_update_is_a_conflict(context: Context) -> None:
    factories.customer(context, "C-1")
    customers.edit(context, EditCustomer("C-1", version=1, name="First"))
    with pytest.raises(Conflict):
        customers.edit(context, EditCustomer("C-1", version=1, name="Second"))
    assert card(context, "C-1").row.name == "First"
    assert customers.edit(context, EditCustomer("C-1", version=2, name="Third")).version == 3


def test_the_currency_is_fixed_once_something_was_posted(context: Context) -> None:
    factories.customer(context, "C-1")
    customers.edit(context, EditCustomer("C-1", currency="usd"))
    assert card(context, "C-1").row.currency == "USD"
    factories.invoice(context, "INV-1", "10.00", rate="0.9")
    with pytest.raises(Conflict) as refused:
        customers.edit(context, EditCustomer("C-1", currency="EUR"))
    assert refused.value.field == "currency"
    assert customers.edit(context, EditCustomer("C-1", currency="USD", name="Same")).version == 3


def test_a_credit_limit_is_read_in_the_currency_of_the_same_edit(context: Context) -> None:
    factories.customer(context, "C-1")
    customers.edit(context, EditCustomer("C-1", currency="JPY", credit_limit="5000"))
    assert card(context, "C-1").row.credit_limit == 5000
    with pytest.raises(Invalid):
        customers.edit(context, EditCustomer("C-1", credit_limit="5000.50"))


def test_a_customer_never_stands_above_itself(context: Context) -> None:
    for n in range(1, 4):
        factories.customer(context, f"C-{n}", parent_number=f"C-{n - 1}" if n > 1 else "")
    for above in ("C-1", "C-2", "C-3"):
        with pytest.raises(Invalid) as refused:
            customers.edit(context, EditCustomer("C-1", parent_number=above))
        assert refused.value.field == "parent_number"
    customers.edit(context, EditCustomer("C-3", parent_number="C-1"))
    customers.edit(context, EditCustomer("C-2", parent_number=""))
    assert [one.number for one in card(context, "C-1").children] == ["C-3"]


def test_a_group_is_eight_deep_at_most(context: Context) -> None:
    for n in range(1, 9):
        factories.customer(context, f"C-{n}", parent_number=f"C-{n - 1}" if n > 1 else "")
    with pytest.raises(Invalid, match="eight deep"):
        factories.customer(context, "C-9", parent_number="C-8")


def test_an_unknown_customer_cannot_be_edited(context: Context) -> None:
    factories.customer(factories.company(), "C-1")
    with pytest.raises(NotFound) as refused:
        customers.edit(context, EditCustomer("C-1", name="Theirs"))
    assert refused.value.field == "number"


def test_each_change_is_an_event_of_the_customer(context: Context) -> None:
    factories.customer(context, "C-1")
    customers.edit(context, EditCustomer("C-1", email="new@a.example"))
    rows = audit.trail(books.of(context), Filter(customer_id=card(context, "C-1").row.id))
    assert [(row.verb, row.data) for row in rows] == [
        ("customers.edit", {"email": "new@a.example"}),
        ("customers.create", {"number": "C-1"}),
    ]


def test_a_vat_id_that_an_import_brought_stays_until_somebody_changes_it(context: Context) -> None:
    factories.customer(context, "C-1")
    sql.execute("UPDATE customer SET vat_id = 'NL12' WHERE tenant_id = %s", [context.tenant_id])
    assert customers.edit(context, EditCustomer("C-1", vat_id="NL12", city="Delft")).version == 2
    with pytest.raises(Invalid):
        customers.edit(context, EditCustomer("C-1", vat_id="NL13"))
    assert card(context, "C-1").vat_id == "NL12"


def said(context: Context, number: str) -> tuple[str, ...]:
    """Whom the paper of that number goes to."""
    return paper_document.of(books.of(context), number, context.today).to


def test_a_paper_goes_on_saying_what_it_was_issued_with_after_the_customer_moved() -> None:
    context = factories.company()
    factories.customer(context, "C-1", name="Acme BV", street="Kade 1", postcode="1011 AB", city="Amsterdam")
    factories.invoice(context, "INV-1", "5.00")
    customers.edit(context, EditCustomer("C-1", name="Acme NV", street="Dam 9"))
    factories.invoice(context, "INV-2", "5.00")
    customers.edit(context, EditCustomer("C-1", city="Haarlem", postcode="2011 CD"))
    factories.invoice(context, "INV-3", "5.00")
    assert said(context, "INV-1") == ("Acme BV", "Kade 1", "1011 AB Amsterdam")
    assert said(context, "INV-2") == ("Acme NV", "Dam 9", "1011 AB Amsterdam")
    assert said(context, "INV-3") == ("Acme NV", "Dam 9", "2011 CD Haarlem")
    customers.edit(context, EditCustomer("C-1", street="Dam 10", correction=True))
    assert said(context, "INV-3")[1] == "Dam 10" and said(context, "INV-1")[1] == "Kade 1"


def test_an_address_that_is_only_now_known_stands_on_earlier_papers_too() -> None:
    context = factories.company()
    factories.customer(context, "C-1", name="Acme BV")
    factories.invoice(context, "INV-1", "5.00")
    customers.edit(context, EditCustomer("C-1", street="Dam 9", postcode="1012 AB", city="Amsterdam"))
    customers.edit(context, EditCustomer("C-1", name="Acme BV", street="Dam 9", email="ap@acme.example"))
    assert said(context, "INV-1") == ("Acme BV", "Dam 9", "1012 AB Amsterdam")
