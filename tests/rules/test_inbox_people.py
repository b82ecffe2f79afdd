"""The words of absence and of wrong persons, and who is named instead."""

from __future__ import annotations

import datetime

from quittance.rules import inbox_people

CAME_ON = datetime.date(2026, 11, 25)


def test_an_absence_needs_two_signs() -> None:
    assert inbox_people.is_away("Out of office", "I am on leave", automatic=False)
    assert inbox_people.is_away("Invoice", "Ich bin abwesend", automatic=True)
    assert not inbox_people.is_away("Invoice", "I was on leave last week", automatic=False)
    assert not inbox_people.is_away("Your ticket", "We have got it", automatic=True)


def test_the_day_of_return_follows_the_last_day_away() -> None:
    until = inbox_people.back_on(("I am away from 1 to 4 December 2026",), CAME_ON, month_first=False)
    assert until[0] == datetime.date(2026, 12, 5)
    back = inbox_people.back_on(("Hello", "I return on 7 December"), CAME_ON, month_first=False)
    assert back == (datetime.date(2026, 12, 7), "I return on 7 December")
    assert inbox_people.back_on(("Until 3 May 2026",), CAME_ON, month_first=False) == (None, "")


def test_the_wrong_person_is_told_from_a_new_address() -> None:
    assert inbox_people.gone("She has left the company") and not inbox_people.gone("She left a message")
    assert inbox_people.moved("Please send invoices to ap@x.example") and not inbox_people.moved("I sent it to you")


def test_who_is_named_is_nobody_known() -> None:
    known = frozenset({"tom@x.example"})
    assert inbox_people.named("ask Tom (tom@x.example) or Frau Petra Vogel, vogel@x.example", known) == (
        "vogel@x.example",
        "Petra Vogel",
    )
    assert inbox_people.named("ask tom@x.example", known) == ("", "")
