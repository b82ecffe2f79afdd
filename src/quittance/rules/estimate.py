"""Estimates: until when they hold, and how they move from written over sent to accepted or declined."""

from __future__ import annotations

import datetime

from quittance.rules.refusals import Conflict, Invalid

OPEN, SENT, ACCEPTED, DECLINED, EXPIRED, INVOICED = "open", "sent", "accepted", "declined", "expired", "invoiced"
STATES = (OPEN, SENT, ACCEPTED, DECLINED, EXPIRED, INVOICED)
"""How an estimate stands; expired and invoiced are told from its days and its invoice."""

VALID_DAYS = 30
"""How long an estimate holds when nobody says otherwise."""

MOST_NAME_CHARACTERS = 200

_UNDECIDED = (OPEN, SENT)


def valid_until(issued_on: datetime.date, given: datetime.date | None) -> datetime.date:
    """The last day on which it can be accepted; raises `Invalid` for one before it was written."""
    last = given or issued_on + datetime.timedelta(days=VALID_DAYS)
    if last < issued_on:
        raise Invalid("The estimate would end before it begins. Check both days.", field="valid_until")
    return last


def stands(state: str, last_on: datetime.date, today: datetime.date, invoiced: bool) -> str:
    """The state in a word, of what was recorded: expired begins on the day after the last."""
    if invoiced:
        return INVOICED
    return EXPIRED if state in _UNDECIDED and today > last_on else state


def may_decide(state: str) -> bool:
    """True while the customer has neither accepted nor declined, also behind the last day."""
    return state in (*_UNDECIDED, EXPIRED)


def may_change(state: str) -> bool:
    """True unless the customer has accepted it as it is."""
    return state not in (ACCEPTED, INVOICED)


def changed(state: str) -> str:
    """The state after an edit; raises `Conflict` for what the customer has accepted."""
    if not may_change(state):
        raise Conflict("The customer has accepted this estimate as it is. Write another one.", field="state")
    return OPEN


def sent(state: str) -> str:
    """The state once it is with the customer; raises `Conflict` when that has decided already."""
    _check_undecided(state)
    return SENT


def accepted(state: str, on: datetime.date, issued_on: datetime.date, last_on: datetime.date) -> str:
    """The state once the customer has accepted; raises `Conflict`, or `Invalid` for a day on which it did not hold."""
    _check_undecided(state)
    if not issued_on <= on <= last_on:
        raise Invalid(
            f"It held from {issued_on.isoformat()} until {last_on.isoformat()}. Change its last day first.", field="on"
        )
    return ACCEPTED


def declined(state: str) -> str:
    """The state once the customer does not want it; raises `Conflict` when that has decided already."""
    _check_undecided(state)
    return DECLINED


def check_convertible(state: str) -> None:
    """Raise `Conflict` unless the customer has accepted."""
    if state != ACCEPTED:
        raise Conflict("Only an accepted estimate becomes an invoice. Record the acceptance first.", field="state")


def _check_undecided(state: str) -> None:
    if state not in _UNDECIDED:
        raise Conflict(f"This estimate is {state} already.", field="state")
