"""A credit allocated on the screen: chosen, proposed, changed, taken back by the message that follows."""

from __future__ import annotations

import pytest

from quittance.actions.command import Context
from quittance.reports import books, document, payments
from tests import factories
from tests.factories import TODAY
from tests.web.browse import Person, text_of

pytestmark = pytest.mark.django_db
HERE = "/new/allocation/"


def left(company: Context, number: str) -> int:
    return document.card(books.of(company), number, TODAY).row.open


def test_a_customer_with_several_credits_is_asked_which(clerk: Person) -> None:
    clerk.get(HERE, customer="C-1")
    assert "Which credit?" in clerk.last and "credit=PAY-1" in clerk.last and "credit=CN-1" in clerk.last
    clerk.get(HERE, customer="C-2")
    assert "No credit is left" in clerk.last


def test_the_oldest_are_proposed_and_allocated(clerk: Person, company: Context) -> None:
    clerk.get(HERE, credit="PAY-1")
    assert 'value="400.00"' in clerk.last and "0.00 left" in text_of(clerk.last)
    clerk.follow(HERE, credit="PAY-1", invoice=["INV-1", "INV-2"], apply=["150", "250.00"])
    assert (left(company, "INV-1"), left(company, "INV-2")) == (85000, 50)
    assert "PAY-1 is allocated: 150.00 on INV-1, 250.00 on INV-2" in text_of(clerk.last)


def test_the_message_takes_it_back(clerk: Person, company: Context) -> None:
    clerk.follow(HERE, credit="CN-1", invoice=["INV-1"], apply=["50"])
    undo = clerk.last.split('action="/allocations/undo/?')[1].split('"')[0].replace("&amp;", "&")
    assert left(company, "INV-1") == 95000
    clerk.follow(f"/allocations/undo/?{undo}")
    assert left(company, "INV-1") == 100000


def test_an_invoice_of_the_group_can_be_named(clerk: Person, company: Context) -> None:
    factories.customer(company, "C-1a", name="Cold Store", parent_number="C-1")
    factories.invoice(company, "INV-9", "30.00", customer="C-1a")
    clerk.follow(HERE, credit="PAY-1", invoice=["INV-9"], apply=["30"])
    assert left(company, "INV-9") == 0


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"invoice": ["INV-1"], "apply": [""]}, "apply"),
        ({"invoice": ["INV-1"], "apply": ["900"]}, "allocate"),
        ({"invoice": ["INV-3"], "apply": ["1"]}, ""),
        ({"invoice": ["INV-99"], "apply": ["1"]}, "allocate"),
        ({"invoice": ["INV-1"], "apply": ["1"], "effective_on": "1 Jan 2026"}, "effective_on"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    clerk: Person, company: Context, sent: dict[str, object], field: str
) -> None:
    assert clerk.post(HERE, credit="PAY-1", **sent).status_code in (409, 422)
    assert 'id="faults"' in clerk.last and (not field or f'href="#f-{field}"' in clerk.last)
    assert payments.card(books.of(company), "PAY-1").row.unapplied == 40000


def test_a_preview_posts_nothing(clerk: Person, company: Context) -> None:
    clerk.post(HERE, credit="PAY-1", do="preview", invoice=["INV-1"], apply=["60"])
    assert "1310 Unapplied credit of customers 1300 Trade receivables INV-1 60.00" in text_of(clerk.last)
    assert left(company, "INV-1") == 100000


def test_money_that_was_moved_is_allocated_where_it_stands(clerk: Person, company: Context) -> None:
    factories.customer(company, "C-3", name="Kestrel")
    factories.invoice(company, "INV-7", "90.00", customer="C-3")
    clerk.follow("/payments/PAY-1/move/", customer_number="C-3", amount="400")
    clerk.get(HERE, credit="PAY-1")
    assert "INV-7" in clerk.last and 'value="90.00"' in clerk.last and "310.00 left" in text_of(clerk.last)


def test_nothing_named_is_not_found(clerk: Person) -> None:
    assert clerk.get(HERE).status_code == 404
    assert clerk.get(HERE, credit="PAY-99").status_code == 404
