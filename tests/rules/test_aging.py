"""Aging: one bucket for every day, not-due as its own, and the same answer by due day as by days late."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quittance.rules import aging
from quittance.rules.refusals import Invalid

DAY = datetime.date(2026, 3, 31)
edge_lists = st.lists(st.integers(1, 36_500), min_size=1, max_size=24, unique=True).map(sorted)


def test_the_usual_buckets_have_the_usual_names() -> None:
    assert [(one.name, one.from_day, one.to_day) for one in aging.buckets()] == [
        ("Not due", None, 0),
        ("1-30", 1, 30),
        ("31-60", 31, 60),
        ("61-90", 61, 90),
        ("Over 90", 91, None),
    ]


@pytest.mark.parametrize(
    ("due", "name"),
    [
        ("2026-04-30", "Not due"),
        ("2026-03-31", "Not due"),  # the due day itself is not late
        ("2026-03-30", "1-30"),
        ("2026-03-01", "1-30"),  # 30 days
        ("2026-02-28", "31-60"),
        ("2026-01-30", "31-60"),  # 60 days
        ("2026-01-29", "61-90"),
        ("2025-12-31", "61-90"),  # 90 days
        ("2025-12-30", "Over 90"),
        ("1970-01-01", "Over 90"),
    ],
)
def test_a_due_day_falls_into_its_bucket(due: str, name: str) -> None:
    chosen = aging.buckets()
    assert chosen[aging.place(datetime.date.fromisoformat(due), DAY, chosen)].name == name


@given(edge_lists, st.integers(-5_000, 40_000))
def test_every_day_has_exactly_one_bucket(edges: list[int], late: int) -> None:
    chosen = aging.buckets(edges)
    due = DAY - datetime.timedelta(days=late)
    fitting = [
        n
        for n, one in enumerate(chosen)
        if (one.from_day is None or late >= one.from_day) and (one.to_day is None or late <= one.to_day)
    ]
    assert fitting == [aging.place(due, DAY, chosen)]


@given(edge_lists, st.integers(-400, 40_000))
def test_the_latest_due_day_bounds_a_bucket(edges: list[int], late: int) -> None:
    chosen = aging.buckets(edges)
    due = DAY - datetime.timedelta(days=late)
    at = aging.place(due, DAY, chosen)
    assert due <= aging.latest_due(chosen[at], DAY)
    assert all(due > aging.latest_due(one, DAY) for one in chosen[at + 1 :])


@given(edge_lists, st.sampled_from([",", "/", ", ", " , "]))
def test_edges_are_read_from_text(edges: list[int], between: str) -> None:
    assert aging.read_edges(between.join(map(str, edges))) == tuple(edges)


@pytest.mark.parametrize(
    "text",
    ["", "a", "30,30", "60,30", "0,30", "-30", "30,,60", "30.5", "36501", "1e2", "３０", "9999999", ",".join("1" * 30)],
)
def test_edges_that_do_not_rise_are_refused(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        aging.read_edges(text)
    assert refused.value.field == "buckets"


def test_the_number_of_buckets_is_bounded() -> None:
    assert len(aging.buckets(range(1, aging.MOST_BUCKETS + 1))) == aging.MOST_BUCKETS + 2
    for edges in ((), range(1, aging.MOST_BUCKETS + 2)):
        with pytest.raises(Invalid):
            aging.buckets(edges)
