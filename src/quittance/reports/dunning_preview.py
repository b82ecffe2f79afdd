"""What a run would do now: each customer with step, amount and fee, and why the others get nothing."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from quittance.reports import dunning_due
from quittance.reports.books import Books
from quittance.reports.dunning_asked import Moment
from quittance.reports.dunning_due import Decision
from quittance.rules import dunning as rules
from quittance.rules import money


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One customer: `rule` "" is reminded, `why` says it in words. Amounts in base minor units."""

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


@dataclass(frozen=True, slots=True)
class Preview:
    """Everybody for whom a step is reached; `counts` by channel, `held` customers by rule."""

    rows: tuple[PreviewRow, ...]
    counts: tuple[tuple[str, int], ...]
    held: tuple[tuple[str, int], ...]

    @property
    def sentence(self) -> str:
        """Such as 23 emails, 6 calls, 1 letter; 9 held back."""
        names = {"email": "emails", "call": "calls", "letter": "letters"}
        said = ", ".join(f"{count} {names[channel] if count != 1 else channel}" for channel, count in self.counts)
        return f"{said}; {sum(count for _, count in self.held)} held back."


def now(books: Books, today: datetime.date, moment: int) -> Preview:
    """The preview of a run at this moment."""
    at = Moment(today, moment)
    found = [*mailable(dunning_due.decisions(books, at)), *_grateful(books, at)]
    sent = Counter(one.step.channel for one in found if not one.rule)
    held = Counter(one.rule for one in found if one.rule)
    rows = tuple(_row(one) for one in sorted(found, key=lambda one: (bool(one.rule), -one.base)))
    counts = tuple((channel, sent[channel]) for channel in ("email", "call", "letter"))
    return Preview(rows, counts, tuple(held.most_common()))


def mailable(found: tuple[Decision, ...]) -> list[Decision]:
    """Decisions where no mail server is named: what would be mailed is held."""
    if settings.MAIL:
        return list(found)
    return [one.held_back("mail") if not one.rule and one.step.channel == rules.EMAIL else one for one in found]


def told(made: Preview, base: str) -> dict[str, Any]:
    """The preview as plain values: what every machine is told."""
    return {
        "currency": base,
        "counts": dict(made.counts),
        "held": dict(made.held),
        "rows": [
            {
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
            }
            for one in made.rows
        ],
    }


def _grateful(books: Books, at: Moment) -> tuple[Decision, ...]:
    return dunning_due.grateful(books, at) if settings.MAIL else ()


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
        one.step.fee if not one.rule else 0,
        one.held,
        one.step.approval,
        one.address,
        one.rule,
        why,
    )
