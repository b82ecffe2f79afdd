"""The clock of a time zone."""

from __future__ import annotations

import datetime

from quittance.reports import dunning_calendar


def test_the_clock_is_that_of_the_zone() -> None:
    noon = 1_782_820_800_000_000
    assert dunning_calendar.hour("UTC", noon) == 12 and dunning_calendar.hour("Pacific/Auckland", noon) == 0
    assert dunning_calendar.moment("Pacific/Auckland", datetime.date(2026, 7, 1), 0) == noon
