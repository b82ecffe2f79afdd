"""Dossiers: debts handed to a collection agency or a lawyer, what is claimed of each, and what pursuing them costs."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from quittance.rules import text
from quittance.rules.calendar import DAY
from quittance.rules.interest import Span
from quittance.rules.refusals import Conflict, Invalid

PROPOSED, RELEASED, RECALLED, CLOSED, DROPPED = "proposed", "released", "recalled", "closed", "dropped"
STATES = {
    PROPOSED: "waits for a second person",
    RELEASED: "handed over",
    RECALLED: "recalled",
    CLOSED: "closed",
    DROPPED: "not handed over",
}
LIVE = (PROPOSED, RELEASED)
"""A debt is in at most one dossier of these states."""

AGENCY, LAWYER = "agency", "lawyer"
RECEIVERS = {AGENCY: "collection agency", LAWYER: "lawyer"}

COSTS = {
    "agency": "agency fee",
    "lawyer": "lawyer’s fee",
    "court": "court fee",
    "bailiff": "bailiff",
    "enquiry": "enquiry",
    "other": "other",
}
"""Kinds of collection costs."""

COST = "cost"
"""Kind of a claim that is a fee or a collection cost charged to the customer: claimed beside the principal."""

LONGEST_YEARS = 10
"""How long ago a cost may have come up."""

MOST_DEBTS = 500
"""Debts of one dossier: each is drawn as a paper of its own."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What is claimed of one debt, in minor units of its currency.

    `open` is what is owed of `amount`, `disputed` the part of it that the customer denies. `interest` counts from the
    day after the due day, or after the last note that charged it, and `spans` say how.
    """

    item_id: int
    document: str
    kind: str
    issued_on: datetime.date
    due_on: datetime.date
    amount: int
    open: int
    disputed: int
    interest: int
    compensation: int
    spans: tuple[Span, ...] = ()

    @property
    def total(self) -> int:
        """Everything that is claimed of it; what is disputed is claimed, and said to be disputed."""
        return self.open + self.interest + self.compensation


@dataclass(frozen=True, slots=True)
class Sums:
    """What a dossier claims in all, in minor units; `credit` of the customer waits to be allocated and is set off.

    `open` is the principal, `costs` the fees and collection costs that were charged.
    """

    open: int
    credit: int
    disputed: int
    interest: int
    compensation: int
    costs: int = 0

    @property
    def owed(self) -> int:
        """Principal and costs."""
        return self.open + self.costs

    @property
    def total(self) -> int:
        """Principal and costs less credit, interest and compensation."""
        return self.open + self.costs - self.credit + self.interest + self.compensation


def sums(claims: Sequence[Claim], credit: int) -> Sums:
    """The claims added up, less what the customer has to use."""
    return Sums(
        sum(one.open for one in claims if one.kind != COST),
        credit,
        sum(one.disputed for one in claims),
        sum(one.interest for one in claims),
        sum(one.compensation for one in claims),
        sum(one.open for one in claims if one.kind == COST),
    )


def check_receiver(kind: str, name: str) -> str:
    """The name of who gets the dossier; raises `Invalid`."""
    if kind not in RECEIVERS:
        raise Invalid(f"It goes to one of {', '.join(RECEIVERS)}.", field="receiver_kind")
    return text.clean(name, "receiver", 200, needed=True)


def check_cost(kind: str, on: datetime.date, today: datetime.date) -> None:
    """Raise `Invalid` for a kind of cost that there is not, for a day to come, and for one of another age."""
    if kind not in COSTS:
        raise Invalid(f"The kind of cost is one of {', '.join(COSTS)}.", field="kind")
    if on > today:
        raise Invalid("A cost is recorded when it has come up. Check the day.", field="incurred_on")
    if on.year < today.year - LONGEST_YEARS:
        raise Invalid("That is too long ago. Check the year.", field="incurred_on")


def check_credit(claims: Sequence[Claim], credit: int) -> int:
    """What is set off; raises `Conflict` where nothing is left to claim."""
    if credit >= sum(one.open for one in claims):
        raise Conflict("The customer has as much credit to use as this comes to. Allocate it first.", field="documents")
    return credit


def check_collected(through: datetime.date | None, first: datetime.date | None, today: datetime.date) -> None:
    """Raise `Invalid` for interest that the receiver would have collected for days to come, or before any was late.

    `first` is the due day that came first among the debts.
    """
    if through is not None and through > today:
        raise Invalid("Interest is collected for days that are over. Check the day.", field="collected_through")
    if through is not None and first is not None and through <= first:
        raise Invalid(f"Nothing of it was late before {first + DAY}. Check the day.", field="collected_through")


ENDS = {RECALLED: (RELEASED,), DROPPED: (PROPOSED,), CLOSED: (RELEASED, RECALLED, CLOSED)}
"""End of a dossier -> the states from which it comes about: accounts are settled after a recall, too, and corrected."""


def ended(state: str, wanted: str) -> str:
    """The state after it was recalled, closed or dropped; raises `Conflict` where it does not stand so."""
    if state not in ENDS[wanted]:
        raise Conflict(f"The dossier is {STATES[state]}.", field="number")
    return wanted
