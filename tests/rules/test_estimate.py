"""Estimates: how long they hold, and which way each state leads."""

from __future__ import annotations

import datetime

import pytest

from quittance.rules import estimate
from quittance.rules.refusals import Conflict, Invalid

DAY = datetime.date(2026, 6, 1)
LAST = datetime.date(2026, 7, 1)
ONE = datetime.timedelta(days=1)


def test_an_estimate_holds_thirty_days_unless_somebody_says_otherwise() -> None:
    assert estimate.valid_until(DAY, None) == LAST
    assert estimate.valid_until(DAY, DAY) == DAY
    with pytest.raises(Invalid) as refused:
        estimate.valid_until(DAY, DAY - ONE)
    assert refused.value.field == "valid_until"


@pytest.mark.parametrize(
    ("state", "today", "invoiced", "word"),
    [
        ("open", LAST, False, "open"),
        ("open", LAST + ONE, False, "expired"),
        ("sent", LAST + ONE, False, "expired"),
        ("accepted", LAST + ONE, False, "accepted"),
        ("declined", LAST + ONE, False, "declined"),
        ("accepted", LAST + ONE, True, "invoiced"),
    ],
)
def test_a_state_in_a_word_is_told_from_its_days(state: str, today: datetime.date, invoiced: bool, word: str) -> None:
    assert estimate.stands(state, LAST, today, invoiced) == word


def test_only_what_nobody_has_decided_on_is_sent_accepted_or_declined() -> None:
    for state in ("open", "sent"):
        assert estimate.sent(state) == "sent" and estimate.declined(state) == "declined"
        assert estimate.accepted(state, LAST, DAY, LAST) == "accepted"
    for state in ("accepted", "declined"):
        for move in (estimate.sent, estimate.declined, lambda one: estimate.accepted(one, DAY, DAY, LAST)):
            with pytest.raises(Conflict):
                move(state)


def test_an_acceptance_lies_within_the_days_on_which_it_held() -> None:
    for on in (DAY - ONE, LAST + ONE):
        with pytest.raises(Invalid) as refused:
            estimate.accepted("sent", on, DAY, LAST)
        assert refused.value.field == "on"


def test_what_is_accepted_is_never_changed_and_alone_becomes_an_invoice() -> None:
    assert estimate.changed("declined") == estimate.changed("sent") == "open"
    with pytest.raises(Conflict):
        estimate.changed("accepted")
    estimate.check_convertible("accepted")
    for state in ("open", "sent", "declined"):
        with pytest.raises(Conflict):
            estimate.check_convertible(state)


def test_what_may_be_decided_or_changed_follows_from_the_state() -> None:
    assert [state for state in estimate.STATES if estimate.may_decide(state)] == ["open", "sent", "expired"]
    assert [state for state in estimate.STATES if estimate.may_change(state)] == ["open", "sent", "declined", "expired"]
