"""A replay of past receipts lowers confidence where promises were not kept, and never raises it."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from quittance.rules import matching_model, matching_replay
from quittance.rules.matching_values import Confirmed
from tests.rules.remitted import ACME, BOLT, DAY, PARTIES, item, receipt

MODEL = matching_model.shipped()
OPEN = [item(f"INV-2025-{n:05d}", 10_000 + 37 * n, due=n % 9) for n in range(500, 512)]


def past(n: int, text: str, number: str, customer: str = ACME) -> Confirmed:
    """A receipt `n` days before the day of the tests."""
    given = receipt(20_000 + 11 * n, text, f"H{n:03d}")
    return Confirmed(replace(given, booked_on=DAY - datetime.timedelta(days=n)), customer, (number,))


def test_only_the_latest_part_is_replayed_and_only_what_pays_one_document() -> None:
    history = [past(n, f"INV-2025-{n:05d}", f"INV-2025-{n:05d}") for n in range(1, 51)]
    found = matching_replay.outcomes(MODEL, history, OPEN, PARTIES)
    assert len(found) == 50 // matching_replay.REPLAYED_PART and all(right for _, right in found)
    several = [replace(each, documents=(*each.documents, "INV-2025-09999")) for each in history]
    assert matching_replay.outcomes(MODEL, several, OPEN, PARTIES) == []
    assert matching_replay.outcomes(MODEL, [], OPEN, PARTIES) == []


def test_order_of_the_inputs_is_no_matter() -> None:
    history = [past(n, f"INV-2025-{n:05d}", f"INV-2025-{n:05d}") for n in range(1, 51)]
    once = matching_replay.outcomes(MODEL, history, OPEN, PARTIES)
    assert matching_replay.outcomes(MODEL, history[::-1], OPEN[::-1], PARTIES) == once


def test_payers_who_name_the_wrong_numbers_lower_confidence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quittance.rules.matching_calibration.PRIOR_OUTCOMES", 5.0)
    kept = [past(n, f"INV-2025-{n:05d}", f"INV-2025-{n:05d}") for n in range(1, 101)]
    trusting = matching_replay.cautious(MODEL, kept, OPEN, PARTIES)
    wrong = [replace(each, customer=BOLT, documents=(f"XX-{n}",)) for n, each in enumerate(kept)]
    named = [item(f"INV-2025-{n:05d}", 20_000 + 11 * n) for n in range(1, 101)]
    careful = matching_replay.cautious(MODEL, wrong, named, PARTIES)
    for share in (0.5, 0.9, 0.99, 0.9999):
        assert trusting.calibrated(share) <= MODEL.calibrated(share) + 1e-9
        assert careful.calibrated(share) < MODEL.calibrated(share)
