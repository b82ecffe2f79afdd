"""Who is held out of reminders at random, to measure what these do: the same throw whenever it is asked."""

from __future__ import annotations

import hashlib

from quittance.rules.refusals import Invalid

MOST_SHARE = 50
"""Percent of a policy's customers that may be held out."""

LEAST_DAYS, MOST_DAYS = 7, 90
"""Days after the due day for which they are held out: no debt grows old unasked for the sake of a figure."""

USUAL_DAYS = 30
MOST_SEED = 40
SLOTS = 10_000


def check(share: int, days: int) -> None:
    """Raise `Invalid` for a share or days outside the bounds."""
    if not 0 <= share <= MOST_SHARE:
        raise Invalid(f"Between 0 and {MOST_SHARE} percent are held out.", field="holdout")
    if not LEAST_DAYS <= days <= MOST_DAYS:
        raise Invalid(f"Keep them out for {LEAST_DAYS} to {MOST_DAYS} days.", field="holdout_days")


def held_out(share: int, seed: str, entity: str, policy: str, customer: str) -> bool:
    """True when the customer belongs to the share, in percent, that is held out of the policy.

    A hash of the company's code, the policy's name, the customer's number and the seed. With a larger share everybody
    who was held out still is; with another seed the groups are drawn anew.
    """
    if not share:
        return False
    said = "\x00".join((seed, entity, policy, customer)).encode()
    slot = int.from_bytes(hashlib.blake2b(said, digest_size=8).digest(), "big") % SLOTS
    return slot * 100 < share * SLOTS
