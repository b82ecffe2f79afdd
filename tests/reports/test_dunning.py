"""Policies as they are kept: versions, followers, and what holds for one customer."""

from __future__ import annotations

import pytest

from quittance.actions import dunning
from quittance.actions.command import Context
from quittance.actions.dunning import SetDunning
from quittance.reports import books, dunning_calendar, dunning_following
from quittance.reports import dunning as reports
from quittance.rules.refusals import NotFound
from tests import dunned, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def context() -> Context:
    """Three policies and three customers."""
    made = factories.company(country="NL", timezone="Europe/Amsterdam")
    for n, country in enumerate(("NL", "DE", "NL"), start=1):
        factories.customer(made, f"C-{n}", country=country)
    dunned.policy(made)
    dunned.policy(made, "1 email firm", name="Abroad", standard=False, countries=("DE",))
    dunned.policy(made, "1 call firm", name="Key accounts", standard=False)
    dunning.set_customer(made, SetDunning("C-3", policy="Key accounts", time_zone="Europe/Paris"))
    return made


def test_everybody_follows_exactly_one_policy(context: Context) -> None:
    here = books.of(context)
    live = reports.live(here)
    assert [one.policy.name for one in live][-1] == "Standard"
    assert dunning_following.followers(here, live, context.today) == {"Standard": 1, "Abroad": 1, "Key accounts": 1}
    found = [reports.customer(here, f"C-{n}", context.today) for n in (1, 2, 3)]
    assert [(one.policy, one.why, one.own) for one in found] == [
        ("Standard", "standard", False),
        ("Abroad", "country", False),
        ("Key accounts", "name", True),
    ]
    with pytest.raises(NotFound):
        reports.customer(here, "C-9", context.today)


def test_a_version_is_found_by_number_or_by_being_in_force(context: Context) -> None:
    here = books.of(context)
    assert reports.version(here, "Standard").state == "live"
    assert reports.told(reports.version(here, "Abroad", 1), "EUR")["countries"] == ["DE"]
    for name, number in (("Standard", 7), ("Nobody", 0)):
        with pytest.raises(NotFound):
            reports.version(here, name, number)


def test_zones_and_countries_are_those_of_customers_and_company(context: Context) -> None:
    here = books.of(context)
    assert reports.zones(here) == ("Europe/Paris",) and reports.countries(here, "NL") == ("DE", "NL")
    assert reports.place_of(here) == ("NL", "Europe/Amsterdam")


def test_the_hours_of_policies_begin_by_each_clock_and_without_a_policy_never(context: Context) -> None:
    dunning.set_customer(context, SetDunning("C-2", time_zone="America/New_York"))
    day = context.today
    wanted = [dunning_calendar.moment(zone, day, 8) for zone in ("Europe/Amsterdam", "America/New_York")]
    assert list(reports.openings(books.of(context), day)) == wanted
    assert reports.openings(books.of(factories.company("Other Ltd")), day) == ()
