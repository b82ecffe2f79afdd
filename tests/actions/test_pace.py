"""Buckets of tokens: each key has its own, they fill with time, and the memory of keys is bounded."""

from __future__ import annotations

import pytest

from quittance.actions import pace
from quittance.actions.pace import Buckets


def test_a_bucket_empties_and_fills_with_time() -> None:
    buckets = Buckets()
    assert [buckets.take("a", 0.5, 0.0) for _ in range(31)] == [*[0] * 30, 2]
    assert (buckets.take("b", 0.5, 0.0), buckets.take("a", 0.5, 2.0), buckets.take("a", 0.5, 2.0)) == (0, 0, 2)


def test_the_memory_of_keys_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "MOST_KEPT", 2)
    buckets = Buckets()
    for key in range(5):
        buckets.take(key, 1, 0.0)
    assert sorted(buckets._kept) == [3, 4]  # type: ignore[type-var]
    buckets.forget()
    assert not buckets._kept
