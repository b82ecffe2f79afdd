"""A timeline is narrowed to talk, money, or what was sent: each is verbs that there are."""

from __future__ import annotations

from quittance.rules.verbs import VERBS
from quittance.web import timeline_kinds


def test_each_kind_is_verbs_of_its_nouns() -> None:
    assert timeline_kinds.verbs("") == () and timeline_kinds.verbs("else") == ()
    assert {"activities.log", "promises.take", "disputes.open"} <= set(timeline_kinds.verbs("talk"))
    assert {"payments.record", "invoices.record", "drafts.issue"} <= set(timeline_kinds.verbs("money"))
    assert {"deliveries.send", "links.view", "dunning.run"} <= set(timeline_kinds.verbs("sent"))
    assert "drafts.save" not in timeline_kinds.verbs("money") and "statements.plan" not in timeline_kinds.verbs("sent")


def test_every_noun_has_verbs() -> None:
    known = {verb.partition(".")[0] for verb in VERBS} | set(VERBS)
    assert {noun for nouns in timeline_kinds._NOUNS.values() for noun in nouns} <= known


def test_everything_comes_first_among_what_may_be_chosen() -> None:
    assert timeline_kinds.choices("Everything", "talk", "money") == (
        ("", "Everything"),
        ("talk", "Talk"),
        ("money", "Money"),
    )
