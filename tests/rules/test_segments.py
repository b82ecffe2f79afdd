"""The size of an SMS: the limits of both alphabets, and no sign cut in two."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quittance.rules import segments
from quittance.rules.segments import GSM, UCS, Size


@pytest.mark.parametrize(
    ("said", "size"),
    [
        ("", Size(GSM, 0, 0)),
        ("a" * 160, Size(GSM, 160, 1)),
        ("a" * 161, Size(GSM, 161, 2)),
        ("a" * 306, Size(GSM, 306, 2)),
        ("a" * 307, Size(GSM, 307, 3)),
        ("€" * 80, Size(GSM, 160, 1)),
        ("a" * 152 + "€" + "b" * 10, Size(GSM, 164, 2)),
        ("€" * 153, Size(GSM, 306, 3)),
        ("ê" * 70, Size(UCS, 70, 1)),
        ("ê" * 71, Size(UCS, 71, 2)),
        ("😀" * 35, Size(UCS, 70, 1)),
        ("😀" * 67, Size(UCS, 134, 3)),
    ],
)
def test_sizes_stand_at_the_limits_of_the_standard(said: str, size: Size) -> None:
    assert segments.count(said) == size


@settings(max_examples=60)
@given(st.text(max_size=400))
def test_parts_hold_what_is_counted_and_one_less_would_not(said: str) -> None:
    size = segments.count(said)
    one, part = (160, 153) if size.alphabet == GSM else (70, 67)
    assert size.parts == (size.units > 0) if size.units <= one else (size.parts - 1) * (part - 1) < size.units
    assert size.units <= max(one, size.parts * part)


def test_typographic_signs_become_the_ones_of_the_alphabet() -> None:
    said = "«5\u202f000,00\u00a0€» – l’échéance…"
    assert segments.count(said).alphabet == UCS
    assert segments.plainer(said) == '"5 000,00 €" - l\'échéance...'
    assert segments.count(segments.plainer(said).replace("ê", "e")).alphabet == GSM
