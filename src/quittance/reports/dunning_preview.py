"""What a run would do now: each customer with step, amount and fee, and why the others get nothing."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from quittance.reports import dunning_due
from quittance.reports.books import Books
from quittance.reports.dunning import LivePolicy
from quittance.reports.dunning_asked import Moment
from quittance.reports.dunning_due import Decision
from quittance.rules import dunning as rules
from quittance.rules import money

LATER = ("mail", "provider", "hours", "closed")
"""Rules that hold a message only for now: it goes as it is once its way out is set up, or at the next hour for it."""

NAMES = {
    "email": "email",
    "sms": "SMS",
    "whatsapp": "WhatsApp",
    "call": "call",
    "letter": "letter",
    "inside": "escalation",
}
"""Channel -> what one message of it is called, in the order in which they are told."""

ALWAYS = (rules.EMAIL, rules.CALL, rules.LETTER)
"""Channels that are told with none, too."""


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One customer: `rule` "" is reminded, `why` says it in words. Amounts in base minor units.

    `ours` is the senior contact of the company's own who is brought in, and `copies` who else gets the message.
    """

    customer_id: int
    customer_number: str
    customer_name: str
    policy: str
    step: int
    channel: str
    tone: str
    items: int
    base: int
    fee: int
    held: int
    approval: bool
    address: str
    rule: str
    why: str
    ours: str
    copies: tuple[str, ...]

    @property
    def goes(self) -> bool:
        """It goes now, or as soon as hours or the mail server allow it."""
        return self.rule in ("", *LATER)


@dataclass(frozen=True, slots=True)
class Preview:
    """Everybody for whom a step is reached.

    `counts` is what goes by channel, `later` how much of it waits for hours or the mail server by rule, and `held`
    customers to whom nothing goes by rule.
    """

    rows: tuple[PreviewRow, ...]
    counts: tuple[tuple[str, int], ...]
    later: tuple[tuple[str, int], ...]
    held: tuple[tuple[str, int], ...]

    @property
    def sentence(self) -> str:
        """Such as 23 emails, 6 calls, 1 letter; 9 held back."""
        said = ", ".join(f"{count} {many(channel, count)}" for channel, count in self.counts)
        later = "".join(f"; {count} of them later: {rules.RULES[rule]}" for rule, count in self.later)
        return f"{said}{later}; {sum(count for _, count in self.held)} held back."


def many(channel: str, count: int) -> str:
    """What messages of a channel are called, one or several."""
    name = NAMES[channel]
    return name if count == 1 or name == "SMS" else f"{name}s" if name.islower() else f"{name} messages"


def now(books: Books, today: datetime.date, moment: int) -> Preview:
    """The preview of a run at this moment."""
    at = Moment(today, moment)
    made = rows(books, at)
    sent = Counter(one.channel for one in made if one.goes)
    later = Counter(one.rule for one in made if one.rule in LATER)
    held = Counter(one.rule for one in made if not one.goes)
    counts = tuple((one, sent[one]) for one in NAMES if sent[one] or one in ALWAYS)
    return Preview(made, counts, tuple(later.most_common()), tuple(held.most_common()))


def rows(books: Books, at: Moment, live: Sequence[LivePolicy] | None = None) -> tuple[PreviewRow, ...]:
    """Everybody, who is reminded first, and of these the largest; by policies as if they were in force."""
    return tuple(_row(one) for one in sorted(decided(books, at, live), key=lambda one: (bool(one.rule), -one.base)))


def decided(books: Books, at: Moment, live: Sequence[LivePolicy] | None = None) -> list[Decision]:
    """Everybody for whom a step is reached, and who is to be thanked: the latter only where mail is set up."""
    grateful = dunning_due.grateful(books, at, live=live) if settings.MAIL else ()
    return [*able_to_leave(dunning_due.decisions(books, at, live=live)), *grateful]


def able_to_leave(found: tuple[Decision, ...]) -> list[Decision]:
    """Decisions where no mail server is named, or no provider of texts: what would leave by them is held."""
    missing = {} if settings.MAIL else {rules.EMAIL: "mail"}
    if not settings.MESSAGES:
        missing |= dict.fromkeys(rules.TEXTED, "provider")
    return [
        one.held_back(missing[one.step.channel]) if not one.rule and one.step.channel in missing else one
        for one in found
    ]


def told(made: Preview, base: str) -> dict[str, Any]:
    """The preview as plain values: what every machine is told."""
    return {
        "currency": base,
        "counts": dict(made.counts),
        "later": dict(made.later),
        "held": dict(made.held),
        "rows": [told_row(one, base) for one in made.rows],
    }


def told_row(one: PreviewRow, base: str) -> dict[str, Any]:
    """One customer as plain values."""
    return {
        "customer": one.customer_number,
        "name": one.customer_name,
        "policy": one.policy,
        "step": one.step,
        "channel": one.channel,
        "tone": one.tone,
        "items": one.items,
        "amount": money.write(one.base, base),
        "fee": money.write(one.fee, base),
        "held": money.write(one.held, base),
        "approval": one.approval,
        "address": one.address,
        "rule": one.rule,
        "why": one.why,
        "ours": one.ours,
        "copies": list(one.copies),
    }


def _row(one: Decision) -> PreviewRow:
    left_out = f"{rules.RULES[one.held_rule]}: a part is left out" if one.held_rule and one.base else ""
    why = rules.RULES[one.rule] if one.rule else left_out
    return PreviewRow(
        one.customer_id,
        one.customer_number,
        one.customer_name,
        one.policy.policy.name,
        one.step.day,
        one.step.channel,
        one.step.tone,
        one.items,
        one.base,
        one.step.fee if one.rule in ("", *LATER) else 0,
        one.held,
        one.step.approval,
        one.address,
        one.rule,
        why,
        one.ours.name if one.ours else "",
        one.copies,
    )
