"""The interval on a line of days: nothing in the middle, earlier to the right, marks that are round."""

from __future__ import annotations

import math

from quittance.rules.effect import TOO_FEW, UNCLEAR, Gain
from quittance.web import dunning_effect


def test_intervals_lie_on_one_line_of_days_with_nothing_in_the_middle() -> None:
    gains = (("By debt", Gain(2, -1, 5, 3, UNCLEAR)), ("By amount", Gain(-3, -8, 2, 5, UNCLEAR)))
    drawn = dunning_effect.drawn(gains, 308)
    assert drawn is not None and drawn.width == 308
    assert [mark for _, mark in drawn.marks] == ["−10", "−5", "0", "+5", "+10"]
    assert float(drawn.zero) == (dunning_effect.LEFT + 300) / 2
    first, second = drawn.lines
    assert float(first.low) < float(drawn.zero) < float(first.at) and float(second.at) < float(drawn.zero)
    assert (first.said, second.said) == ("+2.0", "−3.0") and second.y > first.y
    assert drawn.said == "By debt: 2.0 days, between -1.0 and 5.0; By amount: -3.0 days, between -8.0 and 2.0"


def test_without_ends_nothing_is_drawn() -> None:
    unknown = Gain(2, -math.inf, math.inf, math.inf, TOO_FEW)
    assert dunning_effect.drawn((("By debt", unknown),), 300) is None
