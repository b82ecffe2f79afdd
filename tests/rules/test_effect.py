"""The measured effect: plain means where nothing is open, no bias where something is, and an interval that holds."""

from __future__ import annotations

import math
import statistics

import numpy as np
import pytest

from quittance.rules import effect
from quittance.rules.effect import Mean, Spells

HORIZON = 30


def spells(rows: list[tuple[int, int, bool, int]]) -> Spells:
    """Rows of customer, days, paid and amount, each one debt."""
    customers, days, paid, amounts = zip(*rows, strict=True)
    return Spells(customers, days, paid, [1] * len(rows), amounts)


def test_where_all_is_paid_it_is_the_mean_cut_at_both_ends() -> None:
    rows = [(1, -90, True, 100), (1, 4, True, 300), (2, 12, True, 100), (3, 80, True, 500)]
    made = effect.mean(spells(rows), HORIZON, by_amount=False)
    assert made.days == pytest.approx((-60 + 4 + 12 + 30) / 4) and made.customers == 3
    weighted = effect.mean(spells(rows), HORIZON, by_amount=True)
    assert weighted.days == pytest.approx((-60 * 100 + 4 * 300 + 12 * 100 + 30 * 500) / 1_000)


def test_with_one_debt_each_the_variance_is_that_of_a_mean() -> None:
    days = [3, 5, 9, 14, 22, 27, 1]
    made = effect.mean(spells([(n, day, True, 1) for n, day in enumerate(days)]), HORIZON, by_amount=False)
    assert made.variance == pytest.approx(statistics.variance(days) / len(days))


def test_debts_of_one_customer_count_as_one_that_is_heavier() -> None:
    days = [3, 5, 9, 14]
    once = effect.mean(spells([(n, day, True, 1) for n, day in enumerate(days)]), HORIZON, by_amount=False)
    thrice = effect.mean(spells([(n, day, True, 1) for n, day in enumerate(days)] * 3), HORIZON, by_amount=False)
    assert thrice.days == pytest.approx(once.days) and thrice.customers == 4
    assert thrice.variance == pytest.approx(once.variance), "more debts of the same customers tell nothing more"
    alike = Spells(range(4), days, [True] * 4, [3] * 4, [3] * 4)
    assert effect.mean(alike, HORIZON, by_amount=False).variance == pytest.approx(once.variance)


def test_what_is_open_counts_as_open_and_not_as_paid_today() -> None:
    rows = [(1, 10, True, 1), (2, 20, True, 1), (3, 15, False, 1), (4, 45, False, 1)]
    # On day 10 one of four is paid; the one that is open on day 15 leaves; on day 20 one of two; the last passes 30.
    expected = -60 + 70 + 10 * 0.75 + 10 * 0.75 * 0.5
    assert effect.mean(spells(rows), HORIZON, by_amount=False).days == pytest.approx(expected)


def test_open_debts_do_not_bend_the_mean_and_intervals_hold_as_often_as_they_say() -> None:
    rng = np.random.default_rng(7)
    truth, covered, found = None, 0, []
    for _ in range(150):
        groups = []
        for shift in (0.0, 4.0):
            habits = np.repeat(rng.normal(8 + shift, 6, 60), 5)
            days = np.round(habits + rng.normal(0, 5, 300)).astype(int)
            age = rng.integers(1, 90, 300)
            open_still = days >= age
            customers = np.repeat(np.arange(60), 5)
            known = Spells(customers, np.where(open_still, age, days), ~open_still, [1] * 300, [1] * 300)  # type: ignore[arg-type]
            groups.append(effect.mean(known, HORIZON, by_amount=False))
        made = effect.gain(*groups)
        if truth is None:
            large = rng.normal(8, 6, 200_000) + rng.normal(0, 5, 200_000)
            truth = float(np.minimum(np.round(large + 4), HORIZON).mean() - np.minimum(np.round(large), HORIZON).mean())
        covered += made.low <= truth <= made.high
        found.append(made.days)
    assert truth is not None and abs(statistics.fmean(found) - truth) < 0.35
    assert 0.89 <= covered / 150 <= 0.99


def test_what_can_be_said_depends_on_the_interval_and_on_how_many_there_are() -> None:
    many = Mean(5.0, 0.25, 400)
    assert effect.gain(many, Mean(9.0, 0.25, 100)).verdict == effect.EARLIER
    assert effect.gain(many, Mean(2.0, 0.25, 100)).verdict == effect.LATER
    unclear = effect.gain(many, Mean(5.5, 0.25, 100))
    assert unclear.verdict == effect.UNCLEAR and unclear.low < 0 < unclear.high
    assert unclear.seen_from == pytest.approx(2.8016 * math.sqrt(0.5), rel=1e-3)
    assert effect.gain(many, Mean(9.0, 0.25, 29)).verdict == effect.TOO_FEW
    assert effect.gain(many, Mean(9.0, math.inf, 40)).verdict == effect.TOO_FEW


def test_the_quantile_of_student_stands_as_in_the_tables() -> None:
    for freedom, value in ((10, 2.2281), (29, 2.0452), (60, 2.0003), (1_000, 1.9623)):
        assert effect.student(freedom) == pytest.approx(value, abs=1e-3)
