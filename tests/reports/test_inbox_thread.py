"""Whose a mail is: what tells goes first, and what is told of several customers tells nothing."""

from __future__ import annotations

import pytest

from quittance.actions import contacts
from quittance.actions.contacts import AddContact
from quittance.reports import books, customers, inbox_thread
from quittance.reports.inbox_thread import Thread
from tests import factories

pytestmark = pytest.mark.django_db


def test_an_address_goes_before_a_number_and_both_need_one_customer() -> None:
    context = factories.company()
    here = books.of(context)
    for number in ("C-1", "C-2"):
        factories.customer(context, number, email=f"{number}@x.example")
        factories.invoice(context, f"INV-{number}", "10.00", customer=number)
        contacts.add(context, AddContact(number, "Ada", "both@x.example"))
    first, second = (customers.id_of(here, number) for number in ("C-1", "C-2"))
    assert inbox_thread.find(here, (), "c-1@X.example", "INV-C-2").customer_id == first
    assert inbox_thread.find(here, (), "both@x.example", "about inv-c-2").customer_id == second
    assert inbox_thread.find(here, (), "both@x.example", "INV-C-1 and INV-C-2") == Thread()
    assert inbox_thread.find(here, ("<1@elsewhere.example>",), "", "nothing") == Thread()


def test_what_is_known_of_a_customer_are_its_open_documents_and_those_named() -> None:
    context = factories.company()
    here = books.of(context)
    factories.customer(context, "C-1", email="Ada@x.example")
    for number in ("INV-1", "INV-2"):
        factories.invoice(context, number, "10.00")
    factories.payment(context, "PAY-1", "10.00")
    factories.allocate(context, "PAY-1", ("INV-1", "10.00"))
    id = customers.id_of(here, "C-1")
    assert inbox_thread.known(here, id, "").numbers == ("INV-2",)
    known = inbox_thread.known(here, id, "INV-1?")
    assert known.numbers == ("INV-1", "INV-2") and known.addresses == {"ada@x.example"}
    assert inbox_thread.number_of(here, inbox_thread.documents(here, ["INV-1"])[0][0]) == ("INV-1",)
