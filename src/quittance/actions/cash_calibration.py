"""Refitting probabilities from what became of a company's own proposals: by the worker now and then, or when asked."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from django.db import transaction

from quittance.actions import command, jobs, reading
from quittance.actions.command import Context, Subject
from quittance.books import sql
from quittance.books.keys import new_id
from quittance.reports import books, cash_reliability
from quittance.rules import reliability
from quittance.rules.cash import MILLION
from quittance.rules.refusals import Invalid
from quittance.rules.reliability import Outcome

JOB = "cash.refit"
LEAST_OUTCOMES = 200
"""Outcomes from which on a company's own curve is fitted."""
DAYS_BETWEEN = 7
"""Days between two refits that the worker makes by itself."""
DAYS_TO_SETTLE = 14
"""Days after which a match posted unseen counts as right if nobody has taken it back."""

DAY = 86_400 * 10**6
"""Microseconds."""


@dataclass(frozen=True, slots=True)
class Refit:
    """Nothing to say: the company's own outcomes are what counts."""


@dataclass(frozen=True, slots=True)
class Refitted:
    """Over how many outcomes, how many of them right, and the calibration error before and after, as decimal text."""

    outcomes: int
    right: int
    error_before: str
    error_after: str


@command.verb("cash.refit", Refitted)
def refit(context: Context, data: Refit) -> Refitted:
    """Refit the probabilities of matching now; raises `Invalid` while there are too few outcomes."""
    outcomes = _outcomes(context)
    if len(outcomes) < LEAST_OUTCOMES:
        raise Invalid(
            f"Only {len(outcomes)} proposals have met a decision that counts; {LEAST_OUTCOMES} are needed. "
            "Matches posted unseen count after two weeks.",
            field="outcomes",
        )
    return _refit(context, outcomes)


def ask_when_due(context: Context) -> None:
    """Leave a job to refit when the last one is a week ago; called after a run of matching."""
    last = cash_reliability.calibration(books.of(context))
    if last is None or context.now - last.recorded_at >= DAYS_BETWEEN * DAY:
        jobs.enqueue(context, JOB, {}, unique_key=f"{JOB}:{context.entity_id}")


def carry_out(context: Context) -> Refitted | None:
    """The worker's refit; None while there are too few outcomes."""
    reading.check(context, "matching.propose")
    outcomes = _outcomes(context)
    if len(outcomes) < LEAST_OUTCOMES:
        return None
    with transaction.atomic():
        return _refit(replace(context, key=""), outcomes)


def _outcomes(context: Context) -> list[Outcome]:
    """Probabilities before any refit with their truth; what was posted unseen counts once it has settled."""
    settled = context.now - DAYS_TO_SETTLE * DAY
    found = cash_reliability.judged(books.of(context))
    return [(one.plain, one.right) for one in found if one.plain and (not one.unseen or one.decided_at <= settled)]


def _refit(context: Context, outcomes: list[Outcome]) -> Refitted:
    from quittance.rules import matching_calibration, matching_model

    points = matching_calibration.refit(matching_model.named({}), outcomes).refitted
    model = replace(matching_model.named({}), refitted=points)
    before = reliability.error(outcomes)
    after = reliability.error([(model.calibrated(share), right) for share, right in outcomes])
    right = sum(hit for _, hit in outcomes)
    sql.insert(
        "cash_calibration",
        "tenant_id id entity_id points outcomes right_ones error_before_e6 error_after_e6 actor_name "
        "recorded_at".split(),
        [
            [
                *(context.tenant_id, new_id(), context.entity_id, json.dumps(points), len(outcomes), right),
                *(round(before * MILLION), round(after * MILLION), context.actor.name, context.now),
            ]
        ],
    )
    made = Refitted(len(outcomes), right, f"{before:.6f}", f"{after:.6f}")
    said = {"outcomes": made.outcomes, "right": made.right, "before": made.error_before, "after": made.error_after}
    command.note(context, "cash.refit", Subject("entity", context.entity_id), said)
    return made
