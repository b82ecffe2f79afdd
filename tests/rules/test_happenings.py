"""Happenings: which event means what, and what of it is the customer's own business."""

from __future__ import annotations

import pytest

from quittance.rules import happenings, topics
from quittance.rules.verbs import VERBS


@pytest.mark.parametrize(
    ("verb", "kind", "data", "topic"),
    [
        ("invoices.record", "document", {"number": "I", "total": "9.00", "currency": "EUR"}, topics.INVOICE),
        ("cash.apply", "payment", {"reference": "P"}, topics.PAYMENT),
        ("cash.apply", "deduction", {"document": "I", "amount": "9.00", "currency": "EUR"}, topics.DEDUCTION),
        ("deductions.resolve", "deduction", {"document": "I", "way": "reject"}, topics.DEDUCTION),
        ("collecting.judge", "promise", {"state": "partly"}, topics.BROKEN),
        ("collecting.judge", "promise", {"state": "kept"}, topics.KEPT),
        ("collecting.judge", "promise", {"state": "lapsed"}, ""),
        ("collecting.judge", "plan", {"state": "broken"}, topics.PLAN_BROKEN),
        ("plans.agree", "plan", {"state": "proposed"}, ""),
        ("plans.approve", "plan", {"number": "PL"}, topics.PLAN),
        ("dunning.run", "reminder", {"state": "sent", "tone": "formal"}, topics.NOTICE),
        ("dunning.run", "reminder", {"state": "held"}, ""),
        ("dunning.finish", "customer", {"state": "sent", "channel": "call"}, ""),
        ("dunning.run", "reminder", {"state": "to_do", "channel": "inside", "owner": "Nora"}, topics.ESCALATED),
        ("dunning.run", "reminder", {"state": "held", "channel": "inside"}, ""),
        ("dunning.finish", "customer", {"state": "sent", "channel": "inside", "tone": "firm"}, ""),
        ("followups.set_next", "customer", {"step": "escalate", "name": "Nora"}, topics.ESCALATED),
        ("followups.set_next", "customer", {"step": "escalate", "name": ""}, ""),
        ("followups.set_next", "customer", {"step": "call", "name": "Nora"}, ""),
        ("letters.post", "reminder", {"state": "sent", "tone": "firm", "channel": "letter"}, topics.REMINDER),
        ("bounces.take_in", "document", {"kind": "soft"}, ""),
        ("bounces.take_in", "document", {"kind": "hard", "address": "a@b.example"}, topics.BOUNCED),
        ("disputes.withdraw", "dispute", {"number": "D"}, topics.RESOLVED),
        ("users.invite", "member", {}, ""),
    ],
)
def test_an_event_says_its_topic(verb: str, kind: str, data: dict[str, str], topic: str) -> None:
    found = happenings.of_event(verb, kind, data)
    assert (found.topic if found else "") == topic


def test_verbs_are_verbs_and_only_what_was_told_to_the_customer_is_public() -> None:
    assert set(happenings.VERBS) <= set(VERBS)
    quiet = happenings.of_event("disputes.move", "dispute", {"number": "D", "owner": "Bo", "state": "review"})
    told = happenings.of_event("disputes.move", "dispute", {"number": "D", "told": "We are on it"})
    assert quiet is not None and told is not None
    assert (quiet.public, told.public) == (False, True) and "owner" not in quiet.facts
    hold = happenings.of_event("holds.place", "hold", {"reason": "They are broke"})
    assert hold is not None and not hold.public


def test_an_escalation_says_who_has_the_account_and_why_and_stays_inside() -> None:
    data = {"state": "to_do", "channel": "inside", "owner": "Nora", "base_minor": 9_457_949}
    data["fault"] = "Escalated by the policy: 22 days late, €94,579.49"
    found = happenings.of_event("dunning.run", "reminder", data)
    assert found is not None and not found.public
    assert found.facts == {"owner": "Nora", "base_minor": "9457949", "reason": "22 days late, €94,579.49"}
    by_hand = happenings.of_event("followups.set_next", "customer", {"step": "escalate", "name": "Nora"})
    assert by_hand is not None and not by_hand.public and by_hand.facts == {"owner": "Nora"}
