"""Waivers: late interest of a debt that is given up, proposed by one person and decided by a second."""

from __future__ import annotations

from quittance.rules.refusals import Conflict

PROPOSED, GIVEN, DROPPED, ENDED = "proposed", "given", "dropped", "ended"
STATES = {
    PROPOSED: "waits for a second person",
    GIVEN: "given up",
    DROPPED: "not given up",
    ENDED: "taken back",
}
ENDS = {PROPOSED: DROPPED, GIVEN: ENDED}
"""State of a waiver that may end -> what it is then: interest is charged as if it had never been."""


def ended(state: str) -> str:
    """The state after a waiver was ended; raises `Conflict` for one that is over."""
    if state not in ENDS:
        raise Conflict(f"The waiver is {STATES[state]}.", field="document")
    return ENDS[state]
