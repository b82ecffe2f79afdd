"""What a statement's receipts pay: one proposal each, with its probability, reasons and runner-up.

Setting up (`matching_world.world`) indexes the open items once; `propose` examines the receipts,
gathers and weighs explanations, and assigns them so that no item is wanted twice. Pure: same inputs,
same proposals, in whatever order they are given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from quittance.rules import (
    matching_assign,
    matching_cases,
    matching_doubt,
    matching_fit,
    matching_model,
    matching_words,
    matching_world,
    money,
)
from quittance.rules.matching_assign import Weighed
from quittance.rules.matching_cases import Case, World
from quittance.rules.matching_ideas import Hypothesis
from quittance.rules.matching_model import Model
from quittance.rules.matching_values import Line, Proposal, Receipt

AUTO = 0.92
"""Probability from which a proposal may be posted unseen, before an entity sets its own."""
SUGGEST = 0.2
"""Probability from which a proposal is worth showing."""
WEAK = 0.9
"""The most that an explanation is trusted which `matching_doubt` finds weak."""


@dataclass(frozen=True, slots=True)
class Policy:
    """From which probability on to post or to show."""

    auto: float = AUTO
    suggest: float = SUGGEST

    def action(self, proposal: Proposal) -> str:
        """auto, suggest or none."""
        if proposal.lines and proposal.probability >= self.auto:
            return "auto"
        shown = proposal.lines or proposal.customer
        return "suggest" if shown and proposal.probability >= self.suggest else "none"


def propose(receipts: Sequence[Receipt], world: World, model: Model | None = None) -> list[Proposal]:
    """A proposal for every receipt, in order of booking day and id."""
    used = model or matching_model.shipped()
    cases = matching_world.cases(receipts, world)
    decided = matching_assign.assign(cases, world, used)
    return [_proposal(decided[case.receipt.id], world, used) for case in cases]


def _proposal(weighed: Weighed, world: World, model: Model) -> Proposal:
    found, share = weighed.best()
    second = _second(weighed)
    case = weighed.case
    if found is None:
        return _without(weighed, world, model)
    lines = lines_of(case, found, world)
    weak = matching_doubt.is_weak(case, found, world)
    plain = matching_doubt.less(model.plain(share), matching_doubt.doubt(case, found, world))
    return Proposal(
        receipt=case.receipt.id,
        lines=lines,
        customer=found.customers[0] if len(found.customers) == 1 else "",
        probability=min(model.corrected(plain), WEAK if weak else 1.0),
        reasons=matching_words.reasons(case, world, found),
        runner_up=lines_of(case, second[0], world) if second[0] is not None else (),
        runner_up_probability=second[1],
        rest_minor=case.receipt.amount_minor - sum(line.cash_minor for line in lines),
        searched=" ".join(dict.fromkeys(case.searched)),
        plain=0.0 if weak else plain,
    )


def _second(weighed: Weighed) -> tuple[Hypothesis | None, float]:
    order = np.argsort(-weighed.shares, kind="stable")
    for place in order[1:2].tolist():
        return (weighed.held[place] if place < len(weighed.held) else None), float(weighed.shares[place])
    return None, 0.0


def _without(weighed: Weighed, world: World, model: Model) -> Proposal:
    """No open item: the likeliest payer's account, when one is known."""
    case = weighed.case
    best = next(iter(matching_cases.ranked(case.evidence)), "")
    sure = matching_cases.strength(case.evidence[best]) if best else 0.0
    customer = best if sure >= 0.9 and not case.other else ""
    second = _second(weighed)
    ahead = 0.96 if case.twin or case.ahead else 0.05
    return Proposal(
        receipt=case.receipt.id,
        lines=(),
        customer=customer,
        probability=float(weighed.shares[-1]) * (ahead if customer else 1.0),
        reasons=matching_words.nothing(case, customer),
        runner_up=lines_of(case, second[0], world) if second[0] is not None else (),
        runner_up_probability=second[1],
        rest_minor=case.receipt.amount_minor,
    )


def lines_of(case: Case, found: Hypothesis, world: World) -> tuple[Line, ...]:
    """The explanation as lines, in the receipt's currency; a conversion is shared by weight to the last cent."""
    cash = list(found.fit.cash)
    if found.target.how:
        cash = _converted(case, found)
    kind = found.fit.adjust_kind
    return tuple(
        Line(
            world.ledger.items[place].id,
            world.ledger.items[place].customer,
            paid,
            off,
            kind if off else ("fx" if found.target.how else ""),
        )
        for place, paid, off in zip(found.places, cash, found.fit.adjust, strict=True)
    )


def _converted(case: Case, found: Hypothesis) -> list[int]:
    total = sum(found.fit.cash)
    surplus = -found.fit.gap if found.fit.kind == matching_fit.OVER else 0
    amount = case.receipt.amount_minor
    if surplus:
        amount = money.ratio(amount, total, total + surplus)
    running, given, parts = 0, 0, []
    for minor in found.fit.cash:
        running += minor
        upto = money.ratio(amount, running, total)
        parts.append(upto - given)
        given = upto
    return parts
