"""Columns: they begin at zero, stay in their box, and lines stand at round amounts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quittance.web import chart
from quittance.web.chart import Value


def values(*amounts: int) -> list[Value]:
    """One column an amount."""
    return [Value(f"w{n}", f"week {n}", amount, "accent") for n, amount in enumerate(amounts)]


@settings(max_examples=60, derandomize=True)
@given(st.lists(st.integers(-(10**12), 10**15), min_size=1, max_size=16))
def test_every_column_stands_on_zero_inside_its_box(amounts: list[int]) -> None:
    drawn = chart.columns(values(*amounts), "EUR", 790, 240)
    for column, amount in zip(drawn.columns, amounts, strict=True):
        assert column.y + column.height == drawn.floor
        assert chart.TOP <= column.y <= drawn.floor
        assert column.x >= chart.LEFT and column.x + column.width <= 790
        assert column.height == 0 or amount > 0
    assert all(chart.TOP <= line.y < drawn.floor for line in drawn.lines)


@settings(max_examples=100, derandomize=True)
@given(st.integers(1, 10**15))
def test_the_scale_covers_the_most_in_few_round_steps(most: int) -> None:
    step, top = chart.scale(most)
    assert top >= most and top % step == 0 and top // step <= chart.LINES
    assert str(step).rstrip("0") in ("1", "2", "5")


def test_taller_means_more() -> None:
    drawn = chart.columns(values(100_00, 200_00, 0), "EUR", 350, 220)
    assert drawn.columns[1].height == 2 * drawn.columns[0].height > 0
    assert drawn.columns[2].height == 0


def test_nothing_at_all_is_drawn_without_amounts_beside_it() -> None:
    drawn = chart.columns(values(0, 0), "EUR", 350, 220)
    assert drawn.lines == ()
    assert all(column.height == 0 for column in drawn.columns)


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [
        (20_000_000, "EUR", "200k"),
        (150_000_000, "EUR", "1.5m"),
        (50_000, "EUR", "500"),
        (5_000_000, "JPY", "5m"),
        (50, "EUR", "0.50"),
    ],
)
def test_an_axis_is_short(minor: int, currency: str, text: str) -> None:
    assert chart.short(minor, currency) == text
