"""Amounts and dates alone: sets that add up, the likeliest by how late the customer pays."""

from __future__ import annotations

import datetime

from quittance.rules import matching_dates
from quittance.rules.matching_dates import Lateness
from tests.rules.remitted import ACME, DAY, item

WEEK = [item(f"A{place}", 1000 + 137 * place * place, due=place - 20) for place in range(20)]


def test_a_single_item_of_the_amount_is_found() -> None:
    found = matching_dates.explain(DAY, WEEK[7].open_minor, WEEK, Lateness())
    assert found is not None
    assert found.items == ("A7",)
    assert found.reason == "one item of exactly the amount"


def test_items_of_one_due_day_are_found_together_but_for_two() -> None:
    items = [item(f"A{place}", 1009 + 331 * place * place, due=-3) for place in range(12)]
    items += [item(f"B{place}", 2003 + 517 * place * place, due=20) for place in range(12)]
    kept = [each for each in items[:12] if each.id not in ("A4", "A9")]
    found = matching_dates.explain(DAY, sum(each.open_minor for each in kept), items, Lateness())
    assert found is not None
    assert set(found.items) == {each.id for each in kept}


def test_of_two_equal_items_the_one_as_late_as_usual_is_proposed() -> None:
    known = Lateness()
    for _ in range(5):
        known.confirm(DAY, [item("X", 1, due=-10), item("Y", 1, due=0)], frozenset(["X"]))
    pair = [item("NEW", 5000, due=0), item("OLD", 5000, due=-10)]
    found = matching_dates.explain(DAY, 5000, pair, known)
    assert found is not None
    assert (found.items, found.runner_up) == (("OLD",), ("NEW",))
    assert known.middle(ACME) == 10


def test_what_is_paid_on_one_day_of_the_week_only_is_expected_on_that_day() -> None:
    known = Lateness()
    for week in range(40):
        monday = DAY - datetime.timedelta(days=DAY.weekday() + 7 * week)
        for day, paid in ((monday, True), (monday + datetime.timedelta(days=1), False)):
            due = item("X", 1, due=(day - DAY).days)
            known.confirm(day, [due], frozenset(["X"] if paid else []))
    monday = DAY - datetime.timedelta(days=DAY.weekday())
    tuesday = monday + datetime.timedelta(days=1)
    first, second = (item("Y", 1, due=(day - DAY).days) for day in (monday, tuesday))
    assert known.odds(monday, first) > 0 > known.odds(tuesday, second)


def test_nothing_that_adds_up_is_nothing() -> None:
    assert matching_dates.explain(DAY, 1, WEEK, Lateness()) is None
    assert matching_dates.explain(DAY + datetime.timedelta(days=1), 5, [], Lateness()) is None
