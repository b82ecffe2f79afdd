"""Registered post: the days of a letter, from the counter to the receipt or back again."""

from __future__ import annotations

import datetime

from quittance.rules.refusals import Invalid

UNDER_WAY, DELIVERED, RETURNED = "under_way", "delivered", "returned"
STATES = {UNDER_WAY: "under way", DELIVERED: "delivered", RETURNED: "came back"}
ENDS = (DELIVERED, RETURNED)


def check_posted(on: datetime.date, decided_on: datetime.date, today: datetime.date) -> datetime.date:
    """The day of posting; raises `Invalid` for one to come, or before the letter was decided on."""
    if not decided_on <= on <= today:
        raise Invalid("A letter is posted after it was decided on, until today. Check the day.", field="posted_on")
    return on


def check_state(state: str) -> str:
    """The state of a letter; raises `Invalid` for what is none."""
    if state not in STATES:
        raise Invalid(f"A letter is one of {', '.join(STATES)}.", field="state")
    return state


def check_end(state: str, on: datetime.date, posted_on: datetime.date, today: datetime.date) -> None:
    """Raise `Invalid` for what is no end of a letter, and for a day before it was posted or to come."""
    if state not in ENDS:
        raise Invalid(f"A letter ends {' or '.join(ENDS)}.", field="state")
    if not posted_on <= on <= today:
        raise Invalid("That is between the day of posting and today. Check the day.", field="on")
