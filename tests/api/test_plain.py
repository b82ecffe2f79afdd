"""Frozen values as JSON: ids and amounts as text, and the documented shape of each result."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import pytest

from quittance.api import plain


@dataclass(frozen=True)
class Part:
    """A part."""

    entry_id: int
    amount: str


@dataclass(frozen=True)
class Whole:
    """A whole."""

    id: int
    version: int
    on: datetime.date
    until: datetime.date | None
    parts: tuple[Part, ...]
    done: bool


WHOLE = Whole(2**62, 3, datetime.date(2026, 6, 30), None, (Part(7, "1.50"),), True)


def test_ids_are_text_and_other_whole_numbers_are_not() -> None:
    assert plain.of(WHOLE) == {
        "id": "4611686018427387904",
        "version": 3,
        "on": "2026-06-30",
        "until": None,
        "parts": [{"entry_id": "7", "amount": "1.50"}],
        "done": True,
    }
    assert plain.of({"ids": (1, 2), "count": 5}) == {"ids": ["1", "2"], "count": 5}


def test_the_shape_is_that_of_the_value() -> None:
    schema = plain.model_of(Whole).model_json_schema()
    assert set(schema["required"]) == set(plain.of(WHOLE))
    assert schema["properties"]["id"]["type"] == "string"
    assert schema["properties"]["version"]["type"] == "integer"
    assert schema["properties"]["on"]["format"] == "date"
    assert {"type": "null"} in schema["properties"]["until"]["anyOf"]
    assert schema["$defs"]["Part"]["properties"]["amount"]["pattern"].startswith("^-?")


def test_moments_are_told_to_the_microsecond() -> None:
    assert plain.moment(1_782_820_800_000_001) == "2026-06-30T12:00:00.000001Z"
    assert plain.moment(0) == "1970-01-01T00:00:00Z"


def test_what_is_no_number_has_no_text() -> None:
    with pytest.raises(ValueError, match="JSON"):
        plain.text(float("nan"))
    assert plain.text({"a": "é"}) == '{"a": "é"}'


@pytest.mark.parametrize("currency", ["EUR", "JPY", "KWD", "CLF"])
def test_many_amounts_are_written_as_one(currency: str) -> None:
    write = plain.amounts(currency)
    for minor in (0, 1, -1, 99, 100, -100, 12345, -(10**15), 10**15):
        assert write(minor) == plain.amount(minor, currency)


def test_days_are_written_as_iso() -> None:
    days = plain.Days()
    assert [days[datetime.date(2026, 6, 30)], days[datetime.date(1, 1, 1)]] == ["2026-06-30", "0001-01-01"]
