"""Insolvency of a customer: its days, when interest stops, and how much of the debt is marked for a provision."""

from __future__ import annotations

import datetime

from quittance.rules import interest_packs, money
from quittance.rules.calendar import DAY
from quittance.rules.refusals import Invalid

WHOLE_E4 = 1_000_000
"""A hundred percent."""

LONGEST_YEARS = 30
"""How long ago proceedings may have been opened."""


def check_opening(opened_on: datetime.date, file_by: datetime.date | None, today: datetime.date) -> None:
    """Raise `Invalid` for proceedings to come, of another age, or with a deadline before they were opened."""
    if opened_on > today:
        raise Invalid("Proceedings are recorded when they have been opened. Check the day.", field="opened_on")
    if opened_on.year < today.year - LONGEST_YEARS:
        raise Invalid("That is too long ago. Check the year.", field="opened_on")
    if file_by is not None and file_by < opened_on:
        raise Invalid("Claims are filed after the opening. Check the day.", field="file_by")


def last_day(opened_on: datetime.date) -> datetime.date:
    """The last day for which interest is a claim, and of which the claims are: the day before the opening.

    Interest that accrues from the opening on ranks behind every other claim or is none (InsO section 39 (1) 1;
    Insolvency (England and Wales) Rules 2016, rule 14.23: periods before the relevant date).
    """
    return opened_on - DAY


def read_percent(text: str) -> int:
    """A percentage of the debt in ten-thousandths of a percent; raises `Invalid`."""
    try:
        share = interest_packs.hundredths(text.strip().removesuffix("%").strip())
    except Invalid:
        raise Invalid("Write the provision in percent of the debt, such as 50.", field="percent") from None
    if not 0 <= share <= WHOLE_E4:
        raise Invalid("A provision lies between 0 and 100 percent of the debt.", field="percent")
    return share


def marked(base_open: int, percent_e4: int) -> int:
    """What is marked for a specific provision, in base minor units: the share of what is owed, never below zero."""
    return money.ratio(max(base_open, 0), percent_e4, WHOLE_E4)
