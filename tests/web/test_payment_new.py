"""A payment recorded on the screen: proposed oldest first, changed by hand, previewed, sent once."""

from __future__ import annotations

import pytest

from quittance.actions.command import Context
from quittance.reports import books, document, payments
from quittance.rules.refusals import NotFound
from tests import factories
from tests.factories import TODAY
from tests.web.browse import Person, text_of

pytestmark = pytest.mark.django_db
HERE = "/new/payment/"


def left(company: Context, number: str) -> int:
    return document.card(books.of(company), number, TODAY).row.open


def test_the_oldest_are_proposed_for_the_amount(clerk: Person) -> None:
    clerk.get(HERE, customer="C-1", amount="1,100")
    said = text_of(clerk.last)
    assert 'value="1,000.00"' in clerk.last and 'value="100.00"' in clerk.last
    assert "Received 1,100.00 , applied 1,100.00 0.00 left" in said and "150.50" in said


def test_chosen_invoices_come_with_their_sum(clerk: Person) -> None:
    response = clerk.client.get(f"{HERE}?customer=C-1&pay=INV-1&pay=INV-2")
    page = response.content.decode()
    assert 'value="1,250.50"' in page and 'value="1,000.00"' in page and 'value="250.50"' in page
    assert "0.00 left" in text_of(page)


def test_it_is_recorded_once_with_what_was_typed(clerk: Person, company: Context) -> None:
    sent = {"customer_number": "C-1", "amount": "1,200.00", "received_on": "today", "method": "bank", "key": "once"}
    shares = {"invoice": ["INV-1", "INV-2"], "apply": ["1,000.00", "150.00"]}
    for _ in range(2):
        clerk.follow(HERE, **sent, **shares)
    assert "It met INV-1, INV-2" in clerk.last
    assert (left(company, "INV-1"), left(company, "INV-2")) == (0, 10050)
    found = payments.find(books.of(company), payments.Wanted(search="1200"))
    assert [row.unapplied for row in found.rows] == [5000]


def test_a_name_is_as_good_as_a_number(clerk: Person, company: Context) -> None:
    clerk.follow(HERE, customer_number="brightw", amount="5", received_on="yesterday", reference="PAY-7")
    assert payments.card(books.of(company), "PAY-7").row.customer_number == "C-1"


def test_without_a_customer_it_waits_with_the_unidentified(clerk: Person, company: Context) -> None:
    clerk.follow(HERE, customer_number="", amount="5.00", received_on="today", reference="PAY-7")
    assert payments.card(books.of(company), "PAY-7").row.customer_number == "UNIDENTIFIED"


@pytest.mark.parametrize(
    ("sent", "field", "status"),
    [
        ({"amount": "many"}, "amount", 422),
        ({"amount": "-5"}, "amount", 422),
        ({"amount": "1.005"}, "amount", 422),
        ({"received_on": "someday"}, "received_on", 422),
        ({"customer_number": "nobody"}, "customer_number", 422),
        ({"currency": "XXX"}, "currency", 422),
        ({"reference": "PAY-1"}, "reference", 409),
        ({"invoice": ["INV-1"], "apply": ["9,000"]}, "allocate", 409),
        ({"invoice": ["INV-3"], "apply": ["1"]}, "allocate", 422),
        ({"method": "shells"}, "method", 422),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_posted(
    clerk: Person, company: Context, sent: dict[str, object], field: str, status: int
) -> None:
    whole = {"customer_number": "C-1", "amount": "9,999.00", "received_on": "today", "text": "kept <words>", **sent}
    assert clerk.post(HERE, **whole).status_code == status
    assert f'href="#f-{field}"' in clerk.last and f'id="f-{field}"' in clerk.last
    assert "kept &lt;words&gt;" in clerk.last
    assert left(company, "INV-1") == 100000


def test_a_preview_posts_nothing_and_shows_every_account(clerk: Person, company: Context) -> None:
    sent = {"customer_number": "C-1", "amount": "60", "received_on": "today", "reference": "PAY-7"}
    clerk.post(HERE, **sent, do="preview", invoice=["INV-1"], apply=["60"])
    said = text_of(clerk.last)
    assert "What would be posted" in said and "1200 Bank" in said and "1300 Trade receivables INV-1 60.00" in said
    with pytest.raises(NotFound):
        payments.card(books.of(company), "PAY-7")


def test_the_script_gets_the_sheet_and_amounts_typed_by_hand_are_left(clerk: Person) -> None:
    headers = {"HX-Request": "true"}
    sent = {"customer_number": "C-1", "amount": "60", "received_on": "today", "do": "auto"}
    page = clerk.client.post(HERE, sent, headers=headers).content.decode()
    assert "<html" not in page and 'value="60.00"' in page
    typed = {**sent, "touched": "1", "invoice": ["INV-1", "INV-2"], "apply": ["", "7"]}
    page = clerk.client.post(HERE, typed, headers=headers).content.decode()
    assert 'value="7"' in page and 'value="60.00"' not in page


def test_oldest_first_replaces_what_was_typed(clerk: Person) -> None:
    sent = {"customer_number": "C-1", "amount": "60", "received_on": "today", "touched": "1"}
    clerk.post(HERE, **sent, do="propose", invoice=["INV-1", "INV-2"], apply=["", "7"])
    assert 'value="60.00"' in clerk.last and 'value="7"' not in clerk.last


def test_another_currency_shows_the_items_in_it(clerk: Person) -> None:
    clerk.post(HERE, customer_number="C-2", amount="", received_on="today", do="look")
    assert "INV-3" in clerk.last and "800.00" in clerk.last
    clerk.post(HERE, customer_number="C-2", currency="EUR", amount="", received_on="today", do="look")
    assert "has nothing open in EUR" in clerk.last


def test_who_may_not_record_payments_is_told_so(auditor: Person) -> None:
    assert auditor.get(HERE).status_code == 403


def test_a_customer_without_debt_takes_the_payment_as_credit(clerk: Person, company: Context) -> None:
    factories.customer(company, "C-5", name="Quiet")
    clerk.get(HERE, customer="C-5")
    assert "Quiet has nothing open" in text_of(clerk.last)
