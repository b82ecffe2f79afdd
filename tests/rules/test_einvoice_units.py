"""Units hold what everybody uses, and none of the words that people write instead."""

from __future__ import annotations

from quittance.rules.einvoice_units import UNITS


def test_units_are_codes_and_not_words() -> None:
    assert {"H87", "C62", "HUR", "KGM", "MTR", "XPP", "DAY"} <= UNITS
    assert not {"PCS", "HOUR", "h", "kg"} & UNITS
