"""Packs: rates as they were published, percent in and out, and nothing without its source."""

from __future__ import annotations

import datetime

import pytest

from quittance.rules import interest_packs as packs
from quittance.rules.refusals import Invalid


@pytest.mark.parametrize(
    ("reference", "from_on", "percent"),
    [
        ("ecb", "2013-01-01", "0.75"),
        ("ecb", "2016-07-01", "0.00"),
        ("ecb", "2022-07-01", "0.00"),
        ("ecb", "2023-01-01", "2.50"),
        ("ecb", "2025-07-01", "2.15"),
        ("bundesbank", "2013-07-01", "-0.38"),
        ("bundesbank", "2016-07-01", "-0.88"),
        ("bundesbank", "2022-07-01", "-0.88"),
        ("bundesbank", "2024-01-01", "3.62"),
        ("boe", "2016-07-01", "0.50"),
        ("boe", "2020-07-01", "0.10"),
        ("boe", "2024-01-01", "5.25"),
        ("boe", "2026-01-01", "3.75"),
    ],
)
def test_a_half_year_has_the_rate_its_bank_published(reference: str, from_on: str, percent: str) -> None:
    day = datetime.date.fromisoformat(from_on)
    found = [one for one in packs.known() if one.reference == reference and one.from_on == day]
    assert [packs.percent(one.rate_e4) for one in found] == [percent]


def test_every_reference_has_every_half_year_from_2013_to_the_first_of_2026() -> None:
    for reference in packs.REFERENCES:
        days = [one.from_on for one in packs.known() if one.reference == reference]
        assert days == [datetime.date(year, month, 1) for year in range(2013, 2027) for month in (1, 7)][:27]


def test_every_pack_names_its_law_and_a_reference_that_there_is() -> None:
    for pack in packs.PACKS.values():
        assert pack.law and pack.title
        assert pack.reference in packs.REFERENCES or pack.code in packs.AGREED


@pytest.mark.parametrize(("text", "rate"), [("8.15", 81_500), ("8", 80_000), ("-0.88", -8_800), ("0.0001", 1)])
def test_percent_goes_in_and_comes_out(text: str, rate: int) -> None:
    assert packs.hundredths(text) == rate
    assert packs.hundredths(packs.percent(rate)) == rate


@pytest.mark.parametrize("text", ["", "-", "8,15", "8.12345", "1e3", "12345", " 8", "--8", ".5"])
def test_what_is_no_rate_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        packs.hundredths(text)
