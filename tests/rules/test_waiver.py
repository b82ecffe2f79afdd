"""Waivers: what waits may be dropped, what is given may be taken back, and what is over stays so."""

from __future__ import annotations

import pytest

from quittance.rules import waiver
from quittance.rules.refusals import Conflict


def test_what_waits_is_dropped_and_what_is_given_is_taken_back() -> None:
    assert (waiver.ended("proposed"), waiver.ended("given")) == ("dropped", "ended")
    assert set(waiver.ENDS) | set(waiver.ENDS.values()) == set(waiver.STATES)


@pytest.mark.parametrize("state", ["dropped", "ended"])
def test_what_is_over_stays_so(state: str) -> None:
    with pytest.raises(Conflict):
        waiver.ended(state)
