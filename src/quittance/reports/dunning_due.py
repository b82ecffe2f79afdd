"""Who is to be reminded now, and who is not and why: one statement over everything that is open."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from quittance.books import sql
from quittance.reports import books as companies
from quittance.reports import dunning, seniors
from quittance.reports.books import Books
from quittance.reports.dunning import LivePolicy
from quittance.reports.dunning_asked import Asked, Moment
from quittance.reports.seniors import Senior, Seniors
from quittance.rules import dunning as rules
from quittance.rules import holdout
from quittance.rules.dunning import Step


class Decision(NamedTuple):
    """What is to happen to one customer: `rule` "" sends the step, otherwise it is why nothing goes out.

    A tuple, because a run makes very many. Amounts in base minor units; `held` is what is left out of `base`, with its
    strongest rule. `senior` is the address of the customer's senior contact, `ours` the company's own, known where the
    step has to do with one.
    """

    customer_id: int
    customer_number: str
    customer_name: str
    policy: LivePolicy
    step: Step
    items: int
    base: int
    held_items: int
    held: int
    held_rule: str
    address: str
    rule: str
    senior: str = ""
    ours: Senior | None = None

    @property
    def copies(self) -> tuple[str, ...]:
        """Addresses that get the same message: those of the step, and the senior contacts of either side."""
        theirs = self.senior if self.step.senior else ""
        ours = self.ours.email if self.step.ours and self.ours else ""
        return tuple(one for one in dict.fromkeys((*self.step.copies, theirs, ours)) if one and one != self.address)

    def held_back(self, rule: str) -> Decision:
        """The same, held by a rule."""
        return self._replace(rule=rule)


@dataclass(frozen=True, slots=True)
class Part:
    """What a rule holds back of one customer's items, base minor units."""

    customer_id: int
    rule: str
    items: int
    base: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a rule holds back of one item: `amount` in its currency and `base`, and the step that the item reached."""

    item_id: int
    rule: str
    day: int
    amount: int
    base: int


@dataclass(frozen=True, slots=True)
class LateItem:
    """An item that a reminder asks for: `left` of the `open` amount, in its currency, and the step it has reached."""

    item_id: int
    document: str
    instalment: int
    currency: str
    due_on: datetime.date
    day: int
    left: int
    open: int
    fresh: bool


Live = Sequence[LivePolicy]


def decisions(
    books: Books, at: Moment, customer_id: int | None = None, *, mine: int = 0, live: Live | None = None
) -> tuple[Decision, ...]:
    """Everybody for whom a step is reached that was not sent yet, by number; or the one customer.

    `mine` is a reminder under way that does not stand in its own way, `live` policies as if they were in force.
    """
    live = dunning.live(books) if live is None else live
    if not live:
        return ()
    asked = Asked(books, at, live, customer_id, mine)
    found = sql.rows(asked.statement(), asked.params)
    steps = {(n, step.day): (policy, step) for n, policy in enumerate(live) for step in policy.policy.steps}
    asks = found and any(step.needs_ours for _, step in steps.values())
    who = seniors.known(books, customer_id) if asks else None
    made = [_decision(*steps[row[3], row[4]], row, who) for row in found]
    if not any(one.policy.holdout for one in live):
        return tuple(made)
    code = companies.entity(books).code
    return tuple(one.held_back("held_out") if _is_out(one, code) else one for one in made)


def parts(books: Books, at: Moment, customer_id: int | None = None) -> tuple[Part, ...]:
    """What each rule holds back of items that have reached a step, by customer and rule."""
    live = dunning.live(books)
    if not live:
        return ()
    asked = Asked(books, at, live, customer_id)
    found = sql.rows(asked.held_parts(), asked.params)
    return tuple(Part(row[0], rules.ITEM_RULES[row[1]], int(row[2]), int(row[3])) for row in found)


def left_out(books: Books, at: Moment, customer_id: int) -> tuple[LeftOut, ...]:
    """The parts of one customer, item by item, the earliest due first."""
    live = dunning.live(books)
    asked = Asked(books, at, live, customer_id)
    found = sql.rows(asked.left_out(), asked.params)
    return tuple(LeftOut(row[0], rules.ITEM_RULES[row[1]], row[2], int(row[3]), int(row[4])) for row in found)


def items(books: Books, at: Moment, customer_id: int) -> tuple[LateItem, ...]:
    """What a reminder to the customer would ask for, the earliest due first."""
    live = dunning.live(books)
    if not live:
        return ()
    asked = Asked(books, at, live, customer_id)
    found = sql.rows(asked.late_items(), asked.params)
    return tuple(
        LateItem(row[0], row[1], row[2], row[3], sql.day(row[4]), row[5], int(row[6]), int(row[7]), bool(row[8]))
        for row in found
    )


def asked_items(books: Books, at: Moment, decision: Decision) -> list[LateItem]:
    """What the message of a decision is about: what is late, or before its due day what has reached that step."""
    if decision.step.day == rules.GRATEFUL_DAY:
        return list(thanked_items(books, at, decision.customer_id))
    found = items(books, at, decision.customer_id)
    return [one for one in found if one.day > 0 or (one.fresh and decision.step.day <= 0)]


def grateful(
    books: Books, at: Moment, customer_id: int | None = None, *, mine: int = 0, live: Live | None = None
) -> tuple[Decision, ...]:
    """Customers who have paid all that was late and was reminded of: to be thanked, or held back by a rule."""
    live = dunning.live(books) if live is None else live
    if not any(one.policy.thanks for one in live):
        return ()
    asked = Asked(books, at, live, customer_id, mine)
    found = sql.rows(asked.thanked(), asked.params)
    return tuple(
        Decision(row[0], row[1], row[2], live[row[3]], THANK_YOU, int(row[4]), int(row[5]), 0, 0, "", row[6], row[7])
        for row in found
    )


def thanked_items(books: Books, at: Moment, customer_id: int) -> tuple[LateItem, ...]:
    """What a thank-you to the customer is about."""
    live = dunning.live(books)
    asked = Asked(books, at, live, customer_id)
    found = sql.rows(asked.thanked_items(), asked.params)
    day = rules.GRATEFUL_DAY
    return tuple(LateItem(row[0], row[1], row[2], row[3], sql.day(row[4]), day, 0, 0, True) for row in found)


def _is_out(one: Decision, code: str) -> bool:
    """Nothing else holds it, and the customer is held out of this step of its policy at random."""
    policy = one.policy.policy
    return (
        not one.rule
        and one.step.day <= policy.holdout_days
        and holdout.held_out(policy.holdout, policy.holdout_seed, code, policy.name, one.customer_number)
    )


THANK_YOU = Step(rules.GRATEFUL_DAY, rules.EMAIL, rules.THANKS)


def _decision(policy: LivePolicy, step: Step, row: Sequence[Any], who: Seniors | None) -> Decision:
    """A row as a decision; `who` can be brought in. What is inside is held where nobody can."""
    id, number, name, _, _, items, base, held_items, held, strength, address, senior, rule = row
    strongest = rules.ITEM_RULES[strength] if strength is not None else ""
    ours = who.of(id, policy.policy.our_senior) if who is not None and step.needs_ours else None
    if rule == "items":
        rule = strongest
    elif not rule and ours is None and step.channel == rules.INSIDE:
        rule = "nobody"
    return Decision(
        id, number, name, policy, step, items, base, held_items, held, strongest, address, rule, senior, ours
    )
