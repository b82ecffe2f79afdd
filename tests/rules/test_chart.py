"""The starting chart: one account of every kind, each under a code and a name of its own."""

from __future__ import annotations

from quittance.rules import chart


def test_every_kind_has_one_account() -> None:
    assert sorted(one.kind for one in chart.STARTING) == sorted(chart.KINDS)


def test_codes_and_names_are_unique_and_ordered() -> None:
    codes = [one.code for one in chart.STARTING]
    assert codes == sorted(set(codes)) and all(code.isdigit() and len(code) == 4 for code in codes)
    assert len({one.name for one in chart.STARTING}) == len(chart.STARTING)
