"""What a customer owes, item by item: the pill of each says what is said of it, or how far it has come."""

from __future__ import annotations

import datetime

import pytest
from pytest_django.fixtures import Settings

from quittance.actions import deliveries, disputes, holds, links, plans, promises
from quittance.actions.command import Context
from quittance.books import sql
from tests import factories
from tests.factories import TODAY
from tests.web import browse
from tests.web.browse import Person

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def collector(company: Context) -> Person:
    """Collects."""
    return browse.person(company, "collector")


def pill(person: Person, number: str) -> str:
    """What the page of C-1 says of an item on screen."""
    person.get("/customers/C-1/")
    row = person.last.split(f">{number}</a>")[1].split("</tr>")[0]
    return browse.text_of("<p " + row.split('<td class="hide-s"><span')[1].split("</td>")[0])


def test_an_item_of_which_nothing_is_said_is_overdue_open_or_to_be_used(collector: Person) -> None:
    assert [pill(collector, one) for one in ("INV-1", "INV-2", "PAY-1")] == ["Overdue", "Open", "To be used"]
    assert "of it disputed" not in browse.text_of(collector.last)


def test_a_dispute_of_a_part_is_named_so_and_counted_among_what_is_late(company: Context, collector: Person) -> None:
    disputes.open_dispute(company, disputes.OpenDispute("INV-1", "price", "200.00"))
    assert pill(collector, "INV-1") == "Disputed in part"
    assert "€200.00 of it disputed" in browse.text_of(collector.last)
    disputes.withdraw(company, disputes.WithdrawDispute("DSP-0001", "Found"))
    disputes.open_dispute(company, disputes.OpenDispute("INV-1", "price", "1000.00"))
    assert pill(collector, "INV-1") == "Disputed"
    assert "€1,000.00 of it disputed" in browse.text_of(collector.last)


def test_a_dispute_of_what_is_not_due_is_not_counted_as_late(company: Context, collector: Person) -> None:
    disputes.open_dispute(company, disputes.OpenDispute("INV-2", "price", "100.00"))
    assert pill(collector, "INV-2") == "Disputed in part"
    assert "of it disputed" not in browse.text_of(collector.last)


def test_a_promise_of_an_item_and_of_the_account_is_told_with_its_day(company: Context, collector: Person) -> None:
    promises.take(company, promises.TakePromise("C-1", TODAY + 2 * DAY, documents=("INV-1",)))
    assert (pill(collector, "INV-1"), pill(collector, "INV-2")) == ("Promised for 2 Jul", "Open")
    promises.withdraw(company, promises.WithdrawPromise("PRM-0001", "Not said"))
    promises.take(company, promises.TakePromise("C-1", TODAY + 3 * DAY, "1100.00"))
    assert (pill(collector, "INV-1"), pill(collector, "INV-2")) == ("Promised for 3 Jul", "Promised for 3 Jul in part")


def test_a_hold_and_a_plan_are_told(company: Context, collector: Person) -> None:
    plans.agree(company, plans.AgreePlan("C-1", ("INV-1",), "1000.00", 2, TODAY + 5 * DAY))
    assert pill(collector, "INV-1") == "In a plan"
    holds.place(company, holds.PlaceHold("C-1", "Talks at the top"))
    assert (pill(collector, "INV-1"), pill(collector, "INV-2")) == ("On hold", "On hold")


def test_what_is_not_due_tells_how_it_reached_them(company: Context, collector: Person, settings: Settings) -> None:
    settings.MAIL = "smtp://here"

    def deliver(state: str) -> None:
        address = f"{state}@bright.example"
        id = deliveries.send(company, deliveries.SendDocument("INV-2", address)).id
        sql.execute("UPDATE delivery SET state = %s WHERE tenant_id = %s AND id = %s", [state, company.tenant_id, id])

    deliver("queued")
    assert pill(collector, "INV-2") == "On its way"
    deliver("sent")
    assert pill(collector, "INV-2") == "Sent, not opened"
    factories.allocate(company, "PAY-1", ("INV-2", "50.50"))
    assert pill(collector, "INV-2") == "Part-paid"
    links.view(company, links.ViewLink(links.make(company, links.MakeLink("INV-2")).id))
    assert pill(collector, "INV-2") == "Viewed 30 Jun"
    deliver("bounced")
    assert pill(collector, "INV-2") == "Did not reach them"


def test_the_whole_amount_stands_beside_what_is_open(company: Context, collector: Person) -> None:
    factories.allocate(company, "PAY-1", ("INV-1", "300.00"))
    said = collector.text("/customers/C-1/")
    assert "1,000.00 700.00" in said and "−400.00 −100.00" in said
