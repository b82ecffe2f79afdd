"""Promises, plans and holds at the terminal."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions.command import Context
from quittance.actions.identity import operator
from tests import factories
from tests.cli.terminal import done, quittance

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def today() -> datetime.date:
    """C-1 owes 1,000.00 and 500.00, both late; the day of the machine."""
    context: Context = factories.company()
    factories.customer(context, "C-1")
    here = operator(context.tenant_id, context.entity_id).today
    for number, amount in (("INV-1", "1000"), ("INV-2", "500")):
        since, due = (here - 60 * DAY).isoformat(), (here - 30 * DAY).isoformat()
        done("invoice", "add", "C-1", "--total", amount, "--on", since, "--due", due, "--number", number)
    return here


def test_a_promise_is_taken_listed_judged_and_withdrawn(today: datetime.date) -> None:
    on = (today + 3 * DAY).isoformat()
    made = done("promise", "take", "C-1", on, "--for", "INV-1", "--said-by", "Ada")
    assert (made["number"], made["amount"]) == ("PRM-0001", "1000.00")
    assert done("promise", "list")[0]["for"] == "INV-1"
    assert [(one["document"], one["amount"]) for one in done("dispute", "held")["rows"]] == [("INV-1", "1000.00")]
    assert "0 kept, 0 partly kept, 0 broken." in quittance("promise", "judge").out
    assert done("promise", "withdraw", "PRM-0001", "They pay today")["state"] == "withdrawn"
    assert done("promise", "list") == [] and len(done("promise", "list", "--state", "all")) == 1
    assert quittance("promise", "list", "--state", "odd", "--format", "json").refusal == ("invalid", "state")


def test_a_plan_is_agreed_by_count_or_by_parts(today: datetime.date) -> None:
    made = done("plan", "agree", "C-1", "--count", "3", "--for", "INV-1")
    assert [one["amount"] for one in made["instalments"]] == ["333.33", "333.34", "333.33"]
    parts = [f"{(today + n * DAY).isoformat()}=250" for n in (10, 20)]
    other = done("plan", "agree", "C-1", "--for", "INV-2", "--part", parts[0], "--part", parts[1])
    assert other["amount"] == "500.00"
    assert [one["number"] for one in done("plan", "list")] == ["PLN-0002", "PLN-0001"]
    assert done("plan", "end", "PLN-0001", "All was paid")["state"] == "ended"
    assert quittance("plan", "approve", "PLN-0002", "--format", "json").refusal[0] in ("conflict", "not_allowed")
    assert done("plan", "policy", "--months", "12")["plan_months"] == 12


def test_a_hold_is_placed_and_lifted(today: datetime.date) -> None:
    done("hold", "place", "C-1", "Audit", "--until", (today + DAY).isoformat())
    (row,) = done("hold", "list")
    assert row["document"] == "all"
    done("hold", "lift", str(row["id"]))
    assert done("hold", "list") == []
