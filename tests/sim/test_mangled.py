"""Damaged files are read or refused within a second, whichever door they come through."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from quittance.formats import advice
from quittance.formats.bank import Malformed
from tests.sim import mangled

DAMAGES = 90


def test_damaged_samples_are_read_or_refused_at_once(shared: Path) -> None:
    ended = list(mangled.run(mangled.samples(shared / "data" / "formats"), DAMAGES))
    assert len(ended) == DAMAGES * len(mangled.READERS)
    assert [one for one in ended if one[-1] > mangled.MOST_SECONDS] == []
    assert {became for *_, became, _ in ended} == {"read", "refused with its place"}


@pytest.mark.parametrize("line", ["9" * 190_000, "inv" + " " * 190_000 + "x", "inv 7 " * 30_000, "a1 " * 60_000])
def test_a_remittance_of_one_endless_line_is_refused_at_once(line: str) -> None:
    began = time.process_time()
    with pytest.raises(Malformed):
        advice.read(line.encode(), "EUR")
    assert time.process_time() - began < mangled.MOST_SECONDS
