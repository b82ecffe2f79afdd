"""A state machine drives the verbs against the oracle, and looks at everything after every step."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from quittance.actions import entities, identity
from quittance.books import sql
from quittance.reports import aged
from quittance.reports.books import Books
from tests.sim import history, invariants, replay, steps
from tests.sim.world import BASE, FIRST, World, noon

pytestmark = pytest.mark.django_db
T = TypeVar("T")
HISTORIES, RUNS = 40, 12
"""Histories told, and runs of the machine, in one run of the suite; half as many on PostgreSQL, where each takes four
times as long. `python -m tests.sim.histories` tells ten thousand histories on either."""

KEPT = 3
"""Answers that are asked for again after every step."""

MACHINE = settings(
    max_examples=RUNS,
    stateful_step_count=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


class Drawn:
    """Choices that Hypothesis searches through."""

    def __init__(self, data: st.DataObject) -> None:
        self.data = data

    def whole(self, low: int, high: int) -> int:
        """A whole number between two others, both included."""
        return self.data.draw(st.integers(low, high))

    def one(self, options: Sequence[T]) -> T:
        """One of the options."""
        return options[self.data.draw(st.integers(0, len(options) - 1))]


class Company(RuleBasedStateMachine):
    """One company, in the books and in the oracle."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World()
        self.kept: list[tuple[datetime.date, int, Any]] = []

    @initialize(data=st.data())
    def customers(self, data: st.DataObject) -> None:
        """There is somebody to send invoices to, and somebody under them."""
        steps.customer(self.world, Drawn(data))
        steps.customer(self.world, Drawn(data))

    @rule(data=st.data(), name=st.sampled_from(history.NAMES), rehearse=st.booleans())
    def step(self, data: st.DataObject, name: str, rehearse: bool) -> None:
        """Time passes and something happens, sometimes after a dry run of it."""
        steps.time_passes(self.world, Drawn(data))
        self.world.rehearse = rehearse
        steps.STEPS[name][0](self.world, Drawn(data))

    @rule(back=st.integers(0, 8), days=st.integers(-90, 30))
    def remember(self, back: int, days: int) -> None:
        """An answer about a day as known at a past moment is kept: it must never change."""
        moments = [entry.moment for entry in self.world.oracle.entries][-back - 1 :]
        if moments:
            day = self.world.today + datetime.timedelta(days=days)
            self.kept = [*self.kept, (day, moments[0], invariants.answer(self.world, day, moments[0]))][-KEPT:]

    @invariant()
    def everything_agrees(self) -> None:
        """On this day and on another, as known now and then."""
        world, entries = self.world, self.world.oracle.entries
        invariants.verified(world)
        invariants.hold(world, world.today, None)
        if entries:
            one = entries[world.steps % len(entries)]
            invariants.hold(world, one.day, None)
            invariants.hold(world, one.day + datetime.timedelta(days=world.steps % 40), one.moment)

    @invariant()
    def answers_never_change(self) -> None:
        """What was said about a day as known at a moment is said again."""
        for day, moment, said in self.kept:
            assert invariants.answer(self.world, day, moment) == said

    def teardown(self) -> None:
        """All commands carried out in empty books give the same list."""
        opened = entities.open_books(entities.OpenBooks("Replayed Ltd", BASE), noon(FIRST))
        target = identity.operator(opened.tenant_id, opened.entity_id, "sim")
        count = replay.replay(self.world.books.tenant_id, target)
        assert count == len(self.world.done)
        for days in (-60, 0, 60):
            question = aged.Question(self.world.today + datetime.timedelta(days=days))
            assert _listed(Books(opened.tenant_id, opened.entity_id), question) == _listed(self.world.books, question)


def test_every_verb_does_what_the_oracle_says_and_the_invariants_hold_after_each() -> None:
    runs = RUNS // 2 if sql.on_postgresql() else RUNS
    run_state_machine_as_test(Company, settings=settings(MACHINE, max_examples=runs))


@pytest.mark.parametrize("share", range(2))
def test_random_histories_agree_with_the_oracle_on_any_day_as_known_at_any_moment(share: int) -> None:
    tally, seeds = history.Tally(), range(share, HISTORIES // 2 if sql.on_postgresql() else HISTORIES, 2)
    for seed in seeds:
        history.tell(seed, tally)
    assert tally.dates == len(seeds) * history.DATES
    assert {"invoice", "payment", "allocation", "unallocation", "transfer", "refund"} <= set(tally.kinds)


def _listed(books: Books, question: aged.Question) -> list[tuple[Any, ...]]:
    found = aged.invoices(books, question)
    return [
        (row.customer_number, row.number, row.kind, row.issued_on, row.due_on, row.currency, row.open, row.open_base)
        for row in found
    ]
