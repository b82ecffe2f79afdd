"""Registered post: posted after it was decided on, and ended after it was posted."""

from __future__ import annotations

import datetime

import pytest

from quittance.rules import letters
from quittance.rules.refusals import Invalid

TODAY = datetime.date(2026, 6, 30)
DAY = datetime.timedelta(days=1)


def test_a_letter_is_posted_between_its_decision_and_today() -> None:
    assert letters.check_posted(TODAY - DAY, TODAY - DAY, TODAY) == TODAY - DAY
    for on in (TODAY - 2 * DAY, TODAY + DAY):
        with pytest.raises(Invalid):
            letters.check_posted(on, TODAY - DAY, TODAY)


def test_a_letter_ends_delivered_or_returned_since_it_was_posted() -> None:
    letters.check_end("delivered", TODAY, TODAY, TODAY)
    for state, on in (("lost", TODAY), ("returned", TODAY - DAY), ("delivered", TODAY + DAY)):
        with pytest.raises(Invalid):
            letters.check_end(state, on, TODAY, TODAY)
