"""Dossiers: who may get one, what a cost is, what claims come to, and where a dossier can go from where it stands."""

from __future__ import annotations

import datetime

import pytest

from quittance.rules import dossiers
from quittance.rules.dossiers import CLOSED, DROPPED, PROPOSED, RECALLED, RELEASED, Claim
from quittance.rules.refusals import Conflict, Invalid

DAY = datetime.date(2026, 6, 30)


def claim(open: int, disputed: int = 0, interest: int = 0, compensation: int = 0) -> Claim:
    """A claim of those amounts."""
    return Claim(1, "INV-1", "invoice", DAY, DAY, open, open, disputed, interest, compensation)


def test_what_is_disputed_is_part_of_the_claim() -> None:
    assert claim(1_000, 400, 30, 4_000).total == 5_030
    sums = dossiers.sums([claim(1_000, 400, 30, 4_000), claim(500)], 0)
    assert (sums.open, sums.disputed, sums.interest, sums.compensation, sums.total) == (1_500, 400, 30, 4_000, 5_530)
    assert dossiers.sums([], 0).total == 0


def test_credit_is_set_off_and_leaves_something_to_claim() -> None:
    assert dossiers.sums([claim(1_000, 0, 30)], 200).total == 830
    assert dossiers.check_credit([claim(1_000)], 999) == 999
    with pytest.raises(Conflict):
        dossiers.check_credit([claim(1_000), claim(500)], 1_500)


def test_a_receiver_is_an_agency_or_a_lawyer_with_a_name() -> None:
    assert dossiers.check_receiver("agency", "  Collect Ltd ") == "Collect Ltd"
    for kind, name in (("friend", "Marsh"), ("lawyer", ""), ("lawyer", "x" * 201)):
        with pytest.raises(Invalid):
            dossiers.check_receiver(kind, name)


def test_a_cost_has_a_kind_and_has_come_up() -> None:
    dossiers.check_cost("court", DAY, DAY)
    for kind, on in (("lunch", DAY), ("court", DAY + datetime.timedelta(days=1)), ("court", datetime.date(1901, 1, 1))):
        with pytest.raises(Invalid):
            dossiers.check_cost(kind, on, DAY)


def test_interest_is_collected_for_days_that_are_over() -> None:
    day = datetime.timedelta(days=1)
    dossiers.check_collected(None, DAY, DAY)
    dossiers.check_collected(DAY, DAY - day, DAY)
    dossiers.check_collected(DAY, None, DAY)
    with pytest.raises(Invalid):
        dossiers.check_collected(DAY + day, DAY - day, DAY)
    with pytest.raises(Invalid, match=f"Nothing of it was late before {DAY + day}"):
        dossiers.check_collected(DAY, DAY, DAY)


@pytest.mark.parametrize("state", dossiers.STATES)
@pytest.mark.parametrize("wanted", [RECALLED, DROPPED, CLOSED])
def test_what_was_handed_over_is_recalled_or_closed_and_what_was_not_is_dropped(state: str, wanted: str) -> None:
    again = ((RECALLED, CLOSED), (CLOSED, CLOSED))
    if (state, wanted) in ((RELEASED, RECALLED), (RELEASED, CLOSED), (PROPOSED, DROPPED), *again):
        assert dossiers.ended(state, wanted) == wanted
    else:
        with pytest.raises(Conflict):
            dossiers.ended(state, wanted)
