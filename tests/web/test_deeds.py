"""Corrections on the screen: each is previewed, carried out once, refused at its field, and can be seen afterwards."""

from __future__ import annotations

import pytest

from quittance.actions.command import Context
from quittance.reports import books, document, payments
from tests import factories
from tests.factories import TODAY
from tests.web import browse
from tests.web.browse import Person, text_of

pytestmark = pytest.mark.django_db


def left(company: Context, number: str) -> int:
    return document.card(books.of(company), number, TODAY).row.open


def unapplied(company: Context, reference: str) -> int:
    return payments.card(books.of(company), reference).row.unapplied


def test_a_small_balance_is_written_off_with_its_reason(controller: Person, company: Context) -> None:
    factories.invoice(company, "INV-9", "3.00")
    there = "/invoices/INV-9/write-off/"
    controller.get(there)
    assert "Up to €5.00" in text_of(controller.last) and 'value="3.00"' in controller.last
    controller.post(there, amount="3.00", reason="rounding", do="preview")
    assert "6900 Write-offs" in text_of(controller.last) and left(company, "INV-9") == 300
    for _ in range(2):
        controller.follow(there, amount="3.00", reason="rounding", key="once")
    assert left(company, "INV-9") == 0 and "is written off" in controller.last


@pytest.mark.parametrize(
    ("sent", "field", "status"),
    [
        ({"amount": "9.00"}, "amount", 409),
        ({"amount": "many"}, "amount", 422),
        ({"reason": ""}, "reason", 422),
        ({"effective_on": "1 Jan 2020"}, "effective_on", 422),
    ],
)
def test_a_wrong_write_off_keeps_what_was_typed(
    controller: Person, company: Context, sent: dict[str, str], field: str, status: int
) -> None:
    factories.invoice(company, "INV-9", "3.00")
    whole = {"amount": "3.00", "reason": "kept", "effective_on": "", **sent}
    assert controller.post("/invoices/INV-9/write-off/", **whole).status_code == status
    assert f'href="#f-{field}"' in controller.last and (field == "reason" or 'value="kept"' in controller.last)
    assert left(company, "INV-9") == 300


def test_what_is_above_the_limit_is_not_written_off(controller: Person, company: Context) -> None:
    assert controller.post("/invoices/INV-1/write-off/", amount="1000", reason="gone").status_code == 409
    assert "limit_exceeded" in controller.last and left(company, "INV-1") == 100000


def test_what_is_left_of_a_payment_can_be_written_off(controller: Person, company: Context) -> None:
    factories.payment(company, "PAY-7", "2.00")
    controller.follow("/payments/PAY-7/write-off/", amount="2.00", reason="overpaid")
    assert unapplied(company, "PAY-7") == 0


def test_an_invoice_is_reversed_after_its_postings_were_seen(controller: Person, company: Context) -> None:
    there = "/invoices/INV-1/reverse/"
    controller.post(there, reason="sent twice", do="preview")
    assert "4000 Revenue" in text_of(controller.last) and left(company, "INV-1") == 100000
    controller.follow(there, reason="sent twice")
    assert "Reversed on 30 Jun 2026" in text_of(controller.last).replace("\u00a0", " ")
    assert controller.post(there, reason="again").status_code == 409
    assert "already_reversed" in controller.last


def test_a_payment_is_reversed_and_what_it_met_is_open_again(controller: Person, company: Context) -> None:
    factories.allocate(company, "PAY-1", ("INV-1", "400.00"))
    controller.follow("/payments/PAY-1/reverse/", reason="returned by the bank")
    assert left(company, "INV-1") == 100000


def test_a_write_off_is_reversed_by_its_entry(controller: Person, company: Context) -> None:
    factories.invoice(company, "INV-9", "3.00")
    controller.follow("/invoices/INV-9/write-off/", amount="3.00", reason="rounding")
    there = controller.last.split('href="/entries/')[1].split('"')[0].replace("&amp;", "&")
    controller.get(f"/entries/{there}")
    assert "written off €3.00 on INV-9" in text_of(controller.last).lower().replace("inv", "INV")
    response = controller.follow(f"/entries/{there}", reason="they paid", next="/invoices/INV-9/")
    assert left(company, "INV-9") == 300 and response.status_code == 200 and "INV-9" in controller.last
    assert controller.get("/entries/77/reverse/").status_code == 404


def test_unapplied_money_is_paid_back(controller: Person, company: Context) -> None:
    there = "/payments/PAY-1/refund/"
    controller.get(there)
    assert 'value="400.00"' in controller.last
    assert controller.post(there, amount="500").status_code == 409
    controller.post(there, amount="100", do="preview")
    assert "1200 Bank" in text_of(controller.last) and unapplied(company, "PAY-1") == 40000
    controller.follow(there, amount="100")
    assert unapplied(company, "PAY-1") == 30000 and "100.00 EUR of PAY-1 is paid back" in text_of(controller.last)


def test_money_is_moved_to_whom_it_belongs(clerk: Person, company: Context) -> None:
    factories.customer(company, "C-3", name="Kestrel")
    there = "/payments/PAY-1/move/"
    for wrong in ("", "C-1", "C-99"):
        assert clerk.post(there, customer_number=wrong, amount="").status_code == 422
        assert 'href="#f-customer_number"' in clerk.last
    clerk.follow(there, customer_number="C-3", amount="150.00")
    held = {one.customer_number: one.unapplied for one in payments.card(books.of(company), "PAY-1").holdings}
    assert held == {"C-1": 25000, "C-3": 15000}


def test_an_allocation_is_taken_back_and_comes_again_by_undo(clerk: Person, company: Context) -> None:
    factories.allocate(company, "PAY-1", ("INV-1", "400.00"))
    one = document.card(books.of(company), "INV-1", TODAY).met[0]
    clerk.get("/invoices/INV-1/")
    again = clerk.last.split('name="again" value="')[1].split('"')[0].replace("&amp;", "&")
    clerk.follow("/allocations/undo/", id=str(one.id), next="/invoices/INV-1/", again=again)
    assert left(company, "INV-1") == 100000 and "INV-1 has 1000.00 open again" in text_of(clerk.last)
    assert again.replace("&", "&amp;") in clerk.last
    clerk.follow(again)
    assert left(company, "INV-1") == 60000
    assert clerk.post("/allocations/undo/", id=str(one.id)).status_code == 409
    assert clerk.post("/allocations/undo/", id="x").status_code == 400


def test_nobody_is_led_away_from_here(clerk: Person, company: Context) -> None:
    factories.allocate(company, "PAY-1", ("INV-1", "1.00"))
    one = document.card(books.of(company), "INV-1", TODAY).met[0]
    response = clerk.post("/allocations/undo/", id=str(one.id), next="//elsewhere.example/", again="https://e.example")
    assert response.headers["Location"] == "/"


@pytest.mark.parametrize("what", ["invoices/INV-1/write-off", "invoices/INV-1/reverse", "payments/PAY-1/refund"])
def test_who_may_not_correct_is_told_so(clerk: Person, what: str) -> None:
    assert clerk.get(f"/{what}/").status_code == 403
    assert clerk.post(f"/{what}/", reason="x", amount="1").status_code == 403


def test_a_page_of_what_there_is_not_is_not_found(company: Context) -> None:
    person = browse.person(company, "controller", "clerk")
    for what in ("invoices/INV-99/reverse", "payments/PAY-99/refund", "payments/PAY-99/move"):
        assert person.get(f"/{what}/").status_code == 404
