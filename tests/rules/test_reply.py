"""Answers to text messages: one word that ends them, in every language that they are written in."""

from __future__ import annotations

import pytest

from quittance.rules import reply


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        ("STOP", reply.STOP),
        (" stop. ", reply.STOP),
        ("«Stop»!", reply.STOP),
        ("Stop all", reply.STOP),
        ("opt-out", reply.STOP),
        ("ARRÊT", reply.STOP),
        ("Afmelden", reply.STOP),
        ("Start", reply.START),
        ("stop asking, it was paid on Monday", reply.OTHER),
        ("I will pay on Friday", reply.OTHER),
        ("", reply.OTHER),
    ],
)
def test_only_the_word_alone_stops_or_starts(said: str, meaning: str) -> None:
    assert reply.meaning(said) == meaning
