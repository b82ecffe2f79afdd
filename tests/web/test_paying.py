"""How a customer pays in words and drawings: the mean, the line, promises, the columns and the facts."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import collecting, promises
from quittance.actions.command import Context
from quittance.web import paying
from tests import factories
from tests.factories import TODAY
from tests.web import browse
from tests.web.browse import Person, text_of

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def settle(company: Context, number: str, due_on: datetime.date, days: int, amount: str = "100.00") -> None:
    factories.invoice(company, number, amount, due_on - 30 * DAY, due_on, customer="C-5")
    factories.payment(company, f"P-{number}", amount, due_on + days * DAY, customer="C-5")
    factories.allocate(company, f"P-{number}", (number, amount))


def test_a_customer_that_has_paid_nothing_is_told_so_and_nothing_is_drawn(clerk: Person) -> None:
    clerk.get("/customers/C-1/")
    said = text_of(clerk.last)
    assert "Pays, on average – nothing paid in two years" in said and "How they pay" not in said
    assert "Promises kept – none has come to its day" in said and 'class="grade' not in clerk.last


def test_the_mean_of_a_year_stands_beside_the_one_before_with_its_drawing(company: Context, clerk: Person) -> None:
    factories.customer(company, "C-5", name="Juniper")
    for n in range(4):
        settle(company, f"J-{n}", TODAY - (40 + 91 * n) * DAY, 12 - n)
    settle(company, "J-9", TODAY - 500 * DAY, 4)
    clerk.get("/customers/C-5/")
    said = text_of(clerk.last)
    assert "Pays, on average 11 days late by amount; was 4 a year ago" in said
    assert 'class="spark"' in clerk.last and "last 5 payments" in said
    assert (
        "Payments by days after the due day: 1 0 to 5 days late, 2 6 to 10 days late, 2 11 to 15 days late"
        in clerk.last
    )
    assert "7 days later than a year ago" in said and "None came by the due day" in said
    assert 'class="grade C"' in clerk.last


def test_early_money_is_early_and_the_usual_weekday_is_named(company: Context, clerk: Person) -> None:
    factories.customer(company, "C-5", name="Juniper")
    for n in range(4):
        settle(company, f"J-{n}", TODAY - (35 + 7 * n) * DAY, -1)
    settle(company, "J-4", TODAY - 70 * DAY, 2)
    said = clerk.text("/customers/C-5/")
    assert "Pays, on average 0 days late by amount, over twelve months" in said
    weekday = (TODAY - 36 * DAY).strftime("%A")
    assert f"4 of 5 came on a {weekday}" in said and "4 of 5 came by the due day" in said


def test_a_broken_promise_is_a_pill_lowers_the_grade_and_counts(company: Context) -> None:
    collector = browse.person(company, "collector")
    promises.take(company, promises.TakePromise("C-1", TODAY + DAY, "1000.00", ("INV-1",)))
    assert "Promises kept – one is for 1 Jul" in collector.text("/customers/C-1/")
    promises.withdraw(company, promises.WithdrawPromise("PRM-0001", "Not said"))
    before = factories.at(company, TODAY - 30 * DAY)
    promises.take(before, promises.TakePromise("C-1", TODAY - 20 * DAY, "600.00", ("INV-1",)))
    collecting.judge(company, collecting.Judge())
    said = collector.text("/customers/C-1/")
    assert "Promises kept 0 of 1 last broken 10 Jun, €600.00" in said
    assert said.count("Promise broken") == 3, "beside the name, and at the item on screen and on a phone"
    factories.payment(company, "PAY-9", "600.00")
    factories.allocate(company, "PAY-1", ("INV-1", "400.00"))
    factories.allocate(company, "PAY-9", ("INV-1", "600.00"))
    said = collector.text("/customers/C-1/")
    assert "Promise broken" not in said and "Promises kept 0 of 1" in said, "nothing is late any more"
    assert 'class="grade E"' in collector.last or 'class="grade D"' in collector.last


def test_a_line_needs_three_values_and_leaves_gaps_out() -> None:
    assert paying.line((1, None, 2)) == ("", (0, 0))
    path, end = paying.line((None, 5, 5, 5))
    assert path == "M22 11L42 11L62 11" and end == (62, 11)
    path, end = paying.line((0, None, 10, 20))
    assert path == "M2 18L42 11L62 4" and end == (62, 4)


def test_the_tallest_column_fills_its_room() -> None:
    drawn = paying.bars((0, 3, 6, 0, 0, 1))
    assert [one.height for one in drawn] == [0, 39, 78, 0, 0, 13]
    assert [one.label for one in drawn] == ["early", "0–5", "6–10", "11–15", "16–25", "26+"]
    assert [one.most for one in drawn] == [False, False, True, False, False, False]
