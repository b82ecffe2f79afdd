"""Disputes: why a customer says it owes less, who answers, until when, and how far the answer is."""

from __future__ import annotations

import datetime

from quittance.rules import cash, deduction
from quittance.rules.refusals import Invalid

FARTHEST_DAYS = 365
"""How far ahead the answer to a dispute may be due; the policy allows as many."""

NEW, REVIEW, WAITING, RESOLVED = "new", "review", "waiting", "resolved"
STATES = {NEW: "new", REVIEW: "in review", WAITING: "waits for the customer", RESOLVED: "resolved"}
"""Columns of the board in their order."""

REBILL = "rebill"
WAYS = (*deduction.WAYS, REBILL)
"""How a dispute ends: as a deduction does, or credited and invoiced anew."""

PROPOSED = {
    deduction.CREDIT: "a credit note",
    deduction.WRITE_OFF: "to write it off",
    deduction.REJECT: "to reject it",
    deduction.SETTLED: "that it is settled",
    REBILL: "to invoice it anew",
}
"""Way -> what somebody proposes, in words."""

WITHDRAWN = "withdrawn"
"""How a dispute ends that was none."""

REASONS = {
    "freight": cash.REASONS["freight"],
    "discount": cash.REASONS["discount"],
    "damage": cash.REASONS["damage"],
    "price": cash.REASONS["price"],
    "quantity": ("Quantity is wrong", "logistics"),
    "order": ("Order number is missing", "billing"),
    "duplicate": ("Invoiced twice", "billing"),
    "service": ("Not as agreed", "sales"),
    "unknown": cash.REASONS["unknown"],
}
"""Reason -> its words and who looks after it, those of deductions among them; their order is that of keys 1 to 9."""

TOLD = {
    NEW: "We have your objection and will come back to you.",
    REVIEW: "We are looking into it.",
    WAITING: "We have asked you something and wait for your answer.",
    RESOLVED: "It is answered.",
}
"""What the customer reads of a state while nobody has written anything else."""


def check_answer(on: datetime.date, today: datetime.date) -> datetime.date:
    """A day by which somebody answers; raises `Invalid` for one that is over and for what is too far ahead."""
    if on < today:
        raise Invalid("An answer is for today or later. Check the day.", field="answer_by")
    if (on - today).days > FARTHEST_DAYS:
        raise Invalid(f"An answer is due within {FARTHEST_DAYS} days. Check the year.", field="answer_by")
    return on


def words(reason: str) -> str:
    """A reason of a dispute or a deduction in words."""
    return (REASONS.get(reason) or cash.REASONS.get(reason, (reason, "")))[0]
