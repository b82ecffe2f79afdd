"""The worklist narrowed: whatever is chosen, the accounts are those that say so of themselves."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from quittance.actions import grading
from quittance.books import sql
from quittance.reports import books, grades, worklist, worklist_filter
from quittance.reports.worklist import Account, Wanted
from quittance.reports.worklist_filter import Chosen
from quittance.rules import worklist as rules
from quittance.rules.refusals import Refusal
from tests import factories
from tests.reports.test_worklist import DAY, TODAY, crowd

pytestmark = pytest.mark.django_db

EURO = {"currency": "EUR"}
Fits = Callable[[Account], bool]


@pytest.mark.parametrize("kept", [True, False])
def test_what_is_chosen_is_what_the_accounts_say_of_themselves(kept: bool) -> None:
    context = crowd(random.Random(5))
    for n in range(8):
        known = {"country": "NL", "segment": "Key", "currency": "USD"} if n % 2 == 0 else {}
        factories.customer(context, f"N-{n}", **known)
        day = TODAY - (40 + n) * DAY
        factories.invoice(context, f"OLD-{n}", "10.00", day - 90 * DAY, day - n * 9 * DAY, customer=f"N-{n}", **EURO)
        factories.payment(context, f"PAID-{n}", "10.00", day, customer=f"N-{n}", currency="EUR")
        factories.allocate(context, f"PAID-{n}", (f"OLD-{n}", "10.00"), on=day)
        factories.invoice(
            context, f"NEW-{n}", f"{n + 1}00.00", TODAY - 40 * DAY, TODAY - 20 * DAY, customer=f"N-{n}", **EURO
        )
    if kept:
        grading.keep(context)
    here = books.of(context)
    letters = {int(id): str(letter) for id, letter in sql.rows(*grades.source(here, TODAY))}
    everybody = worklist.accounts(here, TODAY).accounts
    special = {f"N-{n}" for n in range(0, 8, 2)}
    choices: list[tuple[dict[str, Any], Fits]] = [
        *[({"step": step}, _steps(step)) for step in rules.STEPS],
        ({"late": "31-60"}, lambda one: 31 <= one.facts.days_late <= 60),
        ({"late": "61-"}, lambda one: one.facts.days_late >= 61),
        ({"late": "-30"}, lambda one: one.facts.days_late <= 30),
        ({"least": 30_000}, lambda one: one.facts.asked >= 30_000),
        ({"grade": "AB"}, lambda one: letters.get(one.customer_id, "") in ("A", "B")),
        ({"grade": "de, n"}, lambda one: letters.get(one.customer_id, "N") in "DEN"),
        ({"country": "nl"}, lambda one: one.number in special),
        ({"segment": "Key"}, lambda one: one.number in special),
        ({"currency": "USD"}, lambda one: one.number in special),
        ({"segment": "Key", "least": 30_000}, lambda one: one.number in special and one.facts.asked >= 30_000),
    ]
    for parts, fits in choices:
        found = worklist.accounts(here, TODAY, Wanted(chosen=Chosen(**parts), limit=3))
        wanted = [one for one in everybody if fits(one)]
        assert list(found.accounts) == wanted[:3], parts
        assert (found.sums.count, found.sums.asked) == (len(wanted), sum(one.facts.asked for one in wanted)), parts
        assert found.sums.tabs == worklist.accounts(here, TODAY).sums.tabs, "the views count what stands in them"
    assert sum(any(map(fits, everybody)) for _, fits in choices) >= len(choices) - 1, "or little is proved"


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        ({"owner": "who@elsewhere.example"}, "owner"),
        ({"step": "pray"}, "step"),
        ({"late": "60"}, "late"),
        ({"late": "60-31"}, "late"),
        ({"late": "-"}, "late"),
        ({"grade": "X"}, "grade"),
        ({"country": "NLD"}, "country"),
        ({"currency": "\u20ac"}, "currency"),
        ({"segment": "x" * 61}, "segment"),
    ],
)
def test_what_means_nothing_is_refused_by_name(parts: dict[str, Any], field: str) -> None:
    here = books.of(factories.company())
    with pytest.raises(Refusal) as refused:
        worklist_filter.narrowed(here, TODAY, Chosen(**parts))
    assert refused.value.field == field


def _steps(step: str) -> Fits:
    return lambda one: one.proposal.step == step
