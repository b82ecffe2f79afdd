"""Preflight on screen: in the composer, on the invoice, in the settings."""

from __future__ import annotations

from quittance.actions.command import Context
from tests.web import browse
from tests.web.browse import Person

LINE = {"customer_number": "C-1", "issued_on": "today", "description": "Rope", "unit_price": "5"}


def test_the_composer_and_the_invoice_say_what_would_delay_the_payment(company: Context, clerk: Person) -> None:
    clerk.post("/new/invoice/", **LINE, do="totals")
    assert "No mail address is known." in browse.text_of(clerk.last)
    clerk.follow("/new/invoice/", **LINE)
    said = browse.text_of(clerk.last)
    assert "Before it is paid" in said and "The company has no IBAN." in said


def test_a_draft_says_what_would_delay_its_payment(company: Context, clerk: Person) -> None:
    clerk.follow("/new/invoice/", customer_number="C-1", issued_on="today", total="5", do="draft")
    said = browse.text_of(clerk.last)
    assert "Before it is paid" in said and "The company has no IBAN." in said


def test_a_customer_that_demands_its_order_number_holds_the_invoice_back(company: Context, clerk: Person) -> None:
    clerk.follow("/customers/C-1/order/", required="yes")
    assert "The customer pays nothing without it" in browse.text_of(clerk.last)
    refused = clerk.post("/new/invoice/", **LINE)
    assert refused.status_code == 409 and "its order number" in clerk.last
    assert "/customers/C-1/terms/" in browse.body_of(clerk.get("/settings/preflight/")).decode()
    clerk.follow("/customers/C-1/order/", required="no")
    assert "Invoices may leave without it" in browse.text_of(clerk.last)


def test_the_checks_are_kept_by_who_may(company: Context, controller: Person, clerk: Person) -> None:
    assert "Keep the checks" not in clerk.text("/settings/preflight/")
    checks = dict.fromkeys("order address bank duplicate tax price stock einvoice".split(), "off")
    controller.follow("/settings/preflight/", **checks | {"bank": "block"})
    assert "The checks are kept." in browse.text_of(controller.last)
    refused = clerk.post("/new/invoice/", **LINE)
    assert refused.status_code == 409 and "no IBAN" in clerk.last
    assert controller.post("/settings/preflight/", **checks | {"bank": "stop"}).status_code == 422
    assert clerk.post("/settings/preflight/", **checks).status_code == 403
