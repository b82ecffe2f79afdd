"""Customers created and changed; what was typed stays, and a change of somebody else is shown beside it."""

from __future__ import annotations

import pytest

from quittance.actions import customers as verbs
from quittance.actions.command import Context
from quittance.actions.customers import EditCustomer
from quittance.reports import books, customers, paper_document
from tests import factories
from tests.factories import TODAY
from tests.web.browse import Person, text_of

pytestmark = pytest.mark.django_db
NEW = {"name": "Havstein Seafood", "currency": "EUR", "language": "en", "terms": "net 30", "country": "NO"}


def card(company: Context, number: str) -> customers.CustomerCard:
    mine = books.of(company)
    return customers.card(mine, customers.id_of(mine, number), TODAY)


def test_a_customer_is_created_and_shown(clerk: Person, company: Context) -> None:
    response = clerk.follow("/new/customer/", **NEW, number="C-7", credit_limit="5000.00")
    assert response.status_code == 200 and "Customer C-7 is here" in clerk.last
    assert card(company, "C-7").row.credit_limit == 500000


def test_sending_the_same_form_twice_makes_one_customer(clerk: Person, company: Context) -> None:
    for _ in range(2):
        clerk.follow("/new/customer/", **NEW, key="once")
    assert len(customers.find(books.of(company), customers.Wanted(search="havstein"), TODAY).rows) == 1


@pytest.mark.parametrize(
    ("field", "typed", "status"),
    [
        ("name", "", 422),
        ("country", "Norway", 422),
        ("currency", "XYZ", 422),
        ("terms", "whenever", 422),
        ("credit_limit", "many", 422),
        ("email", "nobody", 422),
        ("iban", "NL00FAKE", 422),
        ("parent_number", "C-99", 422),
        ("number", "C-1", 409),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_rest_stays(
    clerk: Person, field: str, typed: str, status: int
) -> None:
    response = clerk.post("/new/customer/", **{**NEW, field: typed})
    assert response.status_code == status
    assert f'href="#f-{field}"' in clerk.last and f'id="f-{field}"' in clerk.last
    assert field == "name" or 'value="Havstein Seafood"' in clerk.last


def test_an_edit_is_made_on_the_version_that_was_shown(clerk: Person, company: Context) -> None:
    clerk.get("/customers/C-1/edit/")
    assert 'name="version" value="1"' in clerk.last
    sent = {**NEW, "name": "Brightwater Foods B.V.", "segment": "Key accounts", "version": "1"}
    clerk.follow("/customers/C-1/edit/", **sent)
    assert "is changed" in clerk.last and card(company, "C-1").row.name == "Brightwater Foods B.V."
    clerk.get("/customers/C-1/edit/")
    assert 'value="Key accounts"' in clerk.last and card(company, "C-1").row.segment == "Key accounts"


def test_a_change_made_meanwhile_is_shown_and_nothing_typed_is_lost(clerk: Person, company: Context) -> None:
    verbs.edit(company, EditCustomer("C-1", terms="net 60"))
    sent = {**NEW, "name": "Typed by me", "version": "1"}
    assert clerk.post("/customers/C-1/edit/", **sent).status_code == 409
    said = text_of(clerk.last)
    assert 'value="Typed by me"' in clerk.last and "Terms net 60 net 30" in said
    assert 'name="version" value="2"' in clerk.last
    clerk.follow("/customers/C-1/edit/", **{**sent, "version": "2"})
    assert card(company, "C-1").row.name == "Typed by me"


def test_a_version_that_is_no_number_is_taken_for_the_first(clerk: Person, company: Context) -> None:
    clerk.follow("/customers/C-1/edit/", **{**NEW, "version": "x"})
    assert card(company, "C-1").version == 2


def test_who_may_not_change_customers_is_told_so(auditor: Person) -> None:
    assert auditor.get("/new/customer/").status_code == 403
    assert auditor.post("/customers/C-1/edit/", **NEW).status_code == 403


def test_issued_papers_keep_their_address_unless_it_was_wrong(clerk: Person, company: Context) -> None:
    factories.customer(company, "C-9", name="Acme BV", street="Kade 1", postcode="1011 AB", city="Amsterdam")
    factories.invoice(company, "INV-9", "5.00", customer="C-9")
    same = {"name": "Acme BV", "postcode": "1011 AB", "city": "Amsterdam", "currency": "EUR", "language": "en"}
    clerk.follow("/customers/C-9/edit/", version="1", street="Dam 9", **same)
    assert "Kade 1" in paper_document.of(books.of(company), "INV-9", TODAY).to
    clerk.follow("/customers/C-9/edit/", version="2", street="Dam 10", correction="yes", **same)
    assert "Kade 1" in paper_document.of(books.of(company), "INV-9", TODAY).to
    factories.invoice(company, "INV-10", "5.00", customer="C-9")
    assert "Dam 10" in paper_document.of(books.of(company), "INV-10", TODAY).to
