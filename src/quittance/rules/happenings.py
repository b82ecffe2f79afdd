"""Happenings: what an event of the books means to people who are told of customers, as a topic and plain facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from quittance.rules import deduction, dunning, plans, promises, topics, worklist

DEDUCTION = "deduction"
"""Kind of the subject of an event that is about a part which a payment left out."""

HARD = "hard"
"""Kind of a bounce for good."""


@dataclass(frozen=True, slots=True)
class Found:
    """A topic with its facts; `amount` is decimal text or "".

    `public` when the customer's own people may hear it; what is not, never leaves the company.
    """

    topic: str
    amount: str = ""
    currency: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    public: bool = False


def of_event(verb: str, kind: str, data: Mapping[str, Any]) -> Found | None:
    """What an event says; None for one that nobody is told of. `kind` is that of its subject."""
    say = _SAY.get(verb)
    return say(kind, data) if say is not None else None


def _facts(data: Mapping[str, Any], *names: str) -> dict[str, str]:
    return {name: str(data[name]) for name in names if data.get(name)}


def _money(topic: str, data: Mapping[str, Any], *names: str, amount: str = "amount") -> Found:
    public = topics.TOPICS[topic].public
    return Found(topic, str(data.get(amount, "")), str(data.get("currency", "")), _facts(data, *names), public)


def _invoice(kind: str, data: Mapping[str, Any]) -> Found:
    return _money(topics.INVOICE, data, "number", amount="total")


def _payment(kind: str, data: Mapping[str, Any]) -> Found:
    """Money that came in, or the part of an invoice that it left out."""
    if kind == DEDUCTION:
        return _money(topics.DEDUCTION, data, "document", "reason", "owner")
    return _money(topics.PAYMENT, data, "reference")


def _deduction_ended(kind: str, data: Mapping[str, Any]) -> Found:
    found = _money(topics.DEDUCTION, data, "document", "resolution")
    return replace(found, facts={**found.facts, "reason": _ENDED.get(str(data.get("way", "")), "closed")})


_ENDED = {
    deduction.CREDIT: "credited",
    deduction.WRITE_OFF: "written off",
    deduction.REJECT: "charged back",
    deduction.SETTLED: "settled otherwise",
}


def _returned(kind: str, data: Mapping[str, Any]) -> Found:
    return _money(topics.RETURNED, data, "reference", "reason")


def _promise(kind: str, data: Mapping[str, Any]) -> Found:
    return _money(topics.PROMISE, data, "number", "promised_on", "said_by")


def _judged(kind: str, data: Mapping[str, Any]) -> Found | None:
    topic = _JUDGED.get((kind, str(data.get("state", ""))))
    return None if topic is None else _money(topic, data, "number", "received", "state")


_JUDGED = {
    ("promise", promises.KEPT): topics.KEPT,
    ("promise", promises.PARTLY): topics.BROKEN,
    ("promise", promises.BROKEN): topics.BROKEN,
    ("plan", plans.BROKEN): topics.PLAN_BROKEN,
}
"""Kind and state -> topic."""


def _plan(kind: str, data: Mapping[str, Any]) -> Found | None:
    """A plan that runs; one that waits for a second person is told when that has approved it."""
    if data.get("state", plans.ACTIVE) != plans.ACTIVE:
        return None
    return _money(topics.PLAN, data, "number", "instalments", "until")


def _dispute(kind: str, data: Mapping[str, Any]) -> Found:
    return _money(topics.DISPUTE, data, "number", "document", "reason")


def _moved(kind: str, data: Mapping[str, Any]) -> Found:
    """Only what the customer was told itself is its business; owner and reason are the company's."""
    told = str(data.get("told", ""))
    return Found(topics.MOVED, "", "", _facts(data, "number", "document", "state", "told"), bool(told))


def _resolved(kind: str, data: Mapping[str, Any]) -> Found:
    named = _facts(data, "number", "document", "way", "credit_number", "rebill_number", "resolution")
    return Found(topics.RESOLVED, "", "", named, True)


def _withdrawn(kind: str, data: Mapping[str, Any]) -> Found:
    return Found(topics.RESOLVED, "", "", _facts(data, "number", "document") | {"way": "withdrawn"}, True)


def _reminder(kind: str, data: Mapping[str, Any]) -> Found | None:
    """A message or letter that has gone; a call is no reminder to tell of. What is inside is told when it is given."""
    if data.get("channel") == dunning.INSIDE:
        facts = _facts(data, "owner", "base_minor") | {"reason": str(data.get("fault", "")).partition(": ")[2]}
        return Found(topics.ESCALATED, "", "", facts) if data.get("state") == "to_do" else None
    if data.get("state") != "sent" or data.get("channel") == dunning.CALL:
        return None
    topic = topics.NOTICE if data.get("tone") == dunning.FORMAL else topics.REMINDER
    return Found(topic, "", "", _facts(data, "number", "channel", "tone", "base_minor"))


def _escalated(kind: str, data: Mapping[str, Any]) -> Found | None:
    """A next step by which a person brings somebody in; another next step is nobody's news."""
    if data.get("step") != worklist.ESCALATE or not data.get("name"):
        return None
    return Found(topics.ESCALATED, "", "", {"owner": str(data["name"])} | _facts(data, "reason"))


def _hold(kind: str, data: Mapping[str, Any]) -> Found:
    return Found(topics.HOLD, "", "", _facts(data, "document", "reason", "until_on"))


def _lifted(kind: str, data: Mapping[str, Any]) -> Found:
    return Found(topics.RELEASED, "", "", _facts(data, "reason"))


def _dossier(kind: str, data: Mapping[str, Any]) -> Found:
    return _money(topics.DOSSIER, data, "number", "receiver", "receiver_kind")


def _insolvency(kind: str, data: Mapping[str, Any]) -> Found:
    return Found(topics.INSOLVENCY, "", "", _facts(data, "number", "court", "opened_on"))


def _bounced(kind: str, data: Mapping[str, Any]) -> Found | None:
    return Found(topics.BOUNCED, "", "", _facts(data, "address", "said")) if data.get("kind") == HARD else None


_SAY: dict[str, Callable[[str, Mapping[str, Any]], Found | None]] = {
    "invoices.record": _invoice,
    "payments.record": _payment,
    "cash.apply": _payment,
    "cash.return_payment": _returned,
    "promises.take": _promise,
    "collecting.judge": _judged,
    "plans.agree": _plan,
    "plans.approve": _plan,
    "disputes.open": _dispute,
    "disputes.move": _moved,
    "disputes.resolve": _resolved,
    "disputes.withdraw": _withdrawn,
    "deductions.resolve": _deduction_ended,
    "dunning.run": _reminder,
    "dunning.finish": _reminder,
    "letters.post": _reminder,
    "followups.set_next": _escalated,
    "holds.place": _hold,
    "holds.lift": _lifted,
    "dossiers.release": _dossier,
    "insolvencies.open": _insolvency,
    "bounces.take_in": _bounced,
}

VERBS = tuple(_SAY)
"""Verbs whose events may be told."""

BY_HAND = ("dunning.finish", "letters.post")
"""Verbs whose events name a reminder and leave it to the books how that stands."""
