"""Days and amounts in mails: by figures, names, weekdays and spans in five languages."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from quittance.rules import inbox_days

CAME_ON = datetime.date(2026, 11, 25)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("We pay on 15 December.", ["2026-12-15"]),
        ("Friday, 4 December", ["2026-12-04"]),
        ("op vrijdag 4 december", ["2026-12-04"]),
        ("December 3rd, 2026", ["2026-12-03"]),
        ("15th of January", ["2027-01-15"]),
        ("bis zum 15.12.2026", ["2026-12-15"]),
        ("am 15.12.", ["2026-12-15"]),
        ("2026-12-15", ["2026-12-15"]),
        ("next Friday", ["2026-11-27"]),
        ("next week", ["2026-12-04"]),
        ("volgende week vrijdag", ["2026-12-04"]),
        ("Montag nächster Woche", ["2026-11-30"]),
        ("fin de semaine prochaine", ["2026-12-04"]),
        ("last Thursday", ["2026-11-19"]),
        ("lundi dernier", ["2026-11-23"]),
        ("esta mañana", ["2026-11-25"]),
        ("this morning", ["2026-11-25"]),
        ("Ende der Woche", ["2026-11-27"]),
        ("by the end of next month", ["2026-12-31"]),
        ("Ende November", ["2026-11-30"]),
        ("Mitte Dezember", ["2026-12-15"]),
        ("fin novembre", ["2026-11-30"]),
        ("finales de mes", ["2026-11-30"]),
        ("eind januari 2027", ["2027-01-31"]),
        ("in 10 días", ["2026-12-05"]),
        ("binnen twee weken", ["2026-12-09"]),
        ("within 3 working days", ["2026-11-30"]),
        ("tomorrow", ["2026-11-26"]),
        ("on the 3rd", ["2026-12-03"]),
        ("10.12. or 11.12.", ["2026-12-10", "2026-12-11"]),
        ("2 out of 10 in invoice 2026-00123 of 31.02.", []),
        ("in 2035-01-01", []),
    ],
)
def test_a_day_is_read_as_people_say_it(text: str, days: list[str]) -> None:
    assert [one.on.isoformat() for one in inbox_days.days(text, CAME_ON)] == days


def test_a_bare_weekday_of_the_past_is_the_one_before() -> None:
    (monday,) = inbox_days.days("we paid on Monday", CAME_ON)
    assert (monday.on.isoformat(), monday.behind(CAME_ON).isoformat()) == ("2026-11-30", "2026-11-23")
    (today,) = inbox_days.days("paid on Wednesday", CAME_ON)
    assert today.behind(CAME_ON) == CAME_ON
    (named,) = inbox_days.days("on 30 November", CAME_ON)
    assert named.behind(CAME_ON) == named.on


def test_the_month_comes_first_where_it_does() -> None:
    (first,) = inbox_days.days("on 12/03/2026", CAME_ON, month_first=True)
    (other,) = inbox_days.days("on 12/03/2026", CAME_ON)
    assert (first.on.isoformat(), other.on.isoformat()) == ("2026-12-03", "2026-03-12")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("EUR 1.250,00", [(125000, "EUR")]),
        ("€1,250.50 today", [(125050, "EUR")]),
        ("1 250,00 €", [(125000, "EUR")]),
        ("500 euros", [(50000, "EUR")]),
        ("we pay 1.250 EUR", [(125000, "EUR")]),
        ("300,- EUR am 15.12.", [(30000, "EUR")]),
        ("1,200 USD or 12.50", [(120000, "USD"), (1250, "EUR")]),
        ("8 of 10 boxes, 3 %, INV-26-00101", []),
        ("EUR 0.00", []),
    ],
)
def test_an_amount_has_a_currency_or_decimals(text: str, found: list[tuple[int, str]]) -> None:
    assert list(inbox_days.amounts(text, "EUR")) == found


@settings(max_examples=60, deadline=None)
@given(some.text("0123456789./-, EURaj€ monday", max_size=200))
def test_no_text_is_a_fault(text: str) -> None:
    found = inbox_days.days(text, CAME_ON)
    assert all(abs((one.on - CAME_ON).days) <= inbox_days.FARTHEST_DAYS for one in found)
    assert all(minor > 0 for minor, _ in inbox_days.amounts(text, "EUR"))
