"""Refusals: what the product says no to, with a stable code and a sentence that tells what to do."""

from __future__ import annotations


class Refusal(Exception):
    """A request that cannot be carried out and has left the books untouched.

    `code` is stable and part of the public contract, `field` names the input at fault
    ("" when none is), `sentence` tells a clerk what to do next.
    """

    code = "refused"

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class Invalid(Refusal):
    """The input breaks a rule that needs no look at the books."""

    code = "invalid"


class NotFound(Refusal):
    """Nothing in this tenant has that identity."""

    code = "not_found"


class NotAllowed(Refusal):
    """The identity lacks the permission that the verb names."""

    code = "not_allowed"


class SignInNeeded(Refusal):
    """No identity, or one that is no longer valid."""

    code = "sign_in_needed"


class Conflict(Refusal):
    """The books have moved on, or the key was used for something else."""

    code = "conflict"


class Busy(Conflict):
    """Too many write at once: nothing was written, and the same request may be sent again."""

    code = "busy"


class Changed(Conflict):
    """Somebody else has changed it since the version that was named."""

    code = "changed"


class Duplicate(Conflict):
    """That number, reference or name is taken."""

    code = "duplicate"


class Overallocated(Conflict):
    """More would be allocated than is open on one side."""

    code = "overallocated"


class PeriodLocked(Conflict):
    """The business day lies on or before the entity's last locked day."""

    code = "period_locked"


class AlreadyReversed(Conflict):
    """The entry or allocation has been taken back before."""

    code = "already_reversed"


class LimitExceeded(Conflict):
    """A small-balance or approval limit does not reach that far."""

    code = "limit_exceeded"


class RulesBroken(Conflict):
    """A document would break rules that its receiver holds it to; the sentence names them by their ids."""

    code = "rules_broken"


class RateMissing(Conflict):
    """No exchange rate is known on or before the day."""

    code = "rate_missing"
