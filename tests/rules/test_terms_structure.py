"""The structure of terms refuses whatever is not whole or beyond its bounds."""

from __future__ import annotations

import dataclasses

import pytest

from quittance.rules.refusals import Invalid
from quittance.rules.terms_structure import (
    MOST_DAYS,
    MOST_MONTHS,
    MOST_PARTS,
    PROXIMO,
    WHOLE,
    Discount,
    Due,
    Part,
    Terms,
)

NET = Part(WHOLE, Due(30))


@pytest.mark.parametrize(
    ("parts", "discounts", "cutoff"),
    [
        ((), (), 0),
        ((Part(WHOLE - 1, Due()),), (), 0),
        ((Part(WHOLE + 1, Due()),), (), 0),
        ((Part(0, Due()), NET), (), 0),
        ((Part(-1, Due()), Part(WHOLE + 1, Due())), (), 0),
        ((Part(WHOLE // 50, Due()),) * 50, (), 0),
        ((Part(WHOLE, Due(-1)),), (), 0),
        ((Part(WHOLE, Due(MOST_DAYS + 1)),), (), 0),
        ((Part(WHOLE, Due(months=MOST_MONTHS + 1, on_days=(10,))),), (), 0),
        ((Part(WHOLE, Due(months=-1, on_days=(10,))),), (), 0),
        ((Part(WHOLE, Due(months=1)),), (), 0),
        ((Part(WHOLE, Due(months=1, on_days=(1, 15))),), (), 0),
        ((Part(WHOLE, Due(on_days=(0,))),), (), 0),
        ((Part(WHOLE, Due(on_days=(32,))),), (), 0),
        ((NET,), (Discount(0, 10),), 0),
        ((NET,), (Discount(WHOLE, 10),), 0),
        ((NET,), (Discount(20_000, -1),), 0),
        ((NET,), (Discount(20_000, MOST_DAYS + 1),), 0),
        ((NET,), (Discount(20_000, 32, PROXIMO),), 0),
        ((NET,), (Discount(20_000, 0, PROXIMO),), 0),
        ((NET,), (Discount(20_000, 10),) * 6, 0),
        ((NET,), (Discount(20_000, 31),), 0),
        ((NET,), (), 1),
        ((NET,), (), 32),
        ((NET,), (), -3),
    ],
)
def test_what_is_not_whole_is_refused(parts: tuple[Part, ...], discounts: tuple[Discount, ...], cutoff: int) -> None:
    with pytest.raises(Invalid) as refused:
        Terms(parts, discounts, cutoff)
    assert refused.value.field == "terms"


def test_the_bounds_themselves_are_within() -> None:
    many = tuple(Part(WHOLE // MOST_PARTS + (n < WHOLE % MOST_PARTS), Due(n)) for n in range(MOST_PARTS))
    made = Terms(many, (Discount(1, 0), Discount(WHOLE - 1, MOST_DAYS), Discount(1, 31, PROXIMO)), 31)
    assert len(made.parts) == MOST_PARTS
    assert Terms((Part(WHOLE, Due(MOST_DAYS)),)).parts[0].due.days == MOST_DAYS
    assert Terms((Part(WHOLE, Due(months=MOST_MONTHS, on_days=(31,))),)).cutoff == 0


def test_terms_are_values_that_cannot_change() -> None:
    made = Terms((NET,))
    assert made == Terms((NET,)) and hash(made) == hash(Terms((NET,)))
    with pytest.raises(dataclasses.FrozenInstanceError):
        made.cutoff = 5  # type: ignore[misc]
