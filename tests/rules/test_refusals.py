"""Refusals: a stable code each, a field, and a sentence for the clerk."""

from __future__ import annotations

import inspect

import pytest

from quittance.rules import refusals
from quittance.rules.refusals import Refusal

KINDS = [kind for _, kind in inspect.getmembers(refusals, inspect.isclass) if issubclass(kind, Refusal)]

CONTRACT = {
    "AlreadyReversed": "already_reversed",
    "Conflict": "conflict",
    "Duplicate": "duplicate",
    "Invalid": "invalid",
    "LimitExceeded": "limit_exceeded",
    "NotAllowed": "not_allowed",
    "NotFound": "not_found",
    "Overallocated": "overallocated",
    "PeriodLocked": "period_locked",
    "RateMissing": "rate_missing",
    "Refusal": "refused",
    "SignInNeeded": "sign_in_needed",
}
"""Class -> code: the codes are part of the public contract, so that none may change."""


def test_every_code_is_its_own_and_none_has_changed() -> None:
    codes = {kind.__name__: kind.code for kind in KINDS}
    assert CONTRACT.items() <= codes.items()
    assert len(set(codes.values())) == len(codes)


@pytest.mark.parametrize("kind", KINDS)
def test_a_refusal_carries_its_sentence_and_field(kind: type[Refusal]) -> None:
    refusal = kind("Do this instead.", field="amount")
    assert (str(refusal), refusal.sentence, refusal.field) == ("Do this instead.", "Do this instead.", "amount")
    assert kind("Do this.").field == ""
