"""The kinds of values at the boundary: what each takes, and what it refuses with which sentence."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from quittance.api import kinds

GOOD: list[tuple[Any, Any, Any]] = [
    (kinds.Day, "2026-02-28", datetime.date(2026, 2, 28)),
    (kinds.Id, "9223372036854775807", 2**63 - 1),
    (kinds.Flag, "true", True),
    (kinds.Flag, False, False),
    (kinds.Limit, "200", 200),
    (kinds.Offset, "0", 0),
    (kinds.Decimal, "1234.50", "1234.50"),
    (kinds.DecimalOrNothing, "", ""),
    (kinds.SignedDecimal, "-3.5", "-3.5"),
    (kinds.Number, "2026/001 A", "2026/001 A"),
    (kinds.LongText, "two\nlines\tand a tab", "two\nlines\tand a tab"),
    (kinds.Edges, "30,60", "30,60"),
]
WRONG: list[tuple[Any, tuple[Any, ...]]] = [
    (kinds.Day, ("2026-02-29", "20260228", "2026-W09-1", "28.02.2026", "", 0, None)),
    (kinds.Day, ("2026-02-28T00:00:00", "\u0662026-02-28", "2026-02-28\n", 1.5, True)),
    (kinds.Id, ("9223372036854775808", "0", "-1", "01", "1.0", 1, 1.0, "", "x", "1 ")),
    (kinds.Flag, ("1", "yes", "True", 1, "", None)),
    (kinds.Limit, ("0", "201", "-1", "5.0", "1e2", " 5", "+5", "", "9" * 30, "\u0665")),
    (kinds.Offset, ("-1", "10000001")),
    (kinds.Decimal, (1, 1.5, "1,5", "1e3", "NaN", "-1", "", " 1", "1.1234567", "9" * 17, None)),
    (kinds.Decimal, ("\u0661\u0662", "0x10", "1_000", "+1", [], {}, True)),
    (kinds.Number, ("", "x" * 65, "a\x00b", "a\nb", "a\x7fb", "\ud800", 5)),
    (kinds.LongText, ("a\x00b", "x" * 2_001, "a\x1bb")),
    (kinds.Edges, ("", "30,", "a", "30;60", "30," * 100 + "1")),
    (kinds.Cursor, ("a b", "=", "x" * 3_001, "\n")),
    (kinds.Moment, ("2026-01-01\n", "now", "2026-01-01 10:00", "x" * 50)),
]
BAD = [(kind, value) for kind, values in WRONG for value in values]


@pytest.mark.parametrize(("kind", "given", "expected"), GOOD)
def test_what_is_well_written_is_taken_as_it_is(kind: Any, given: Any, expected: Any) -> None:
    assert TypeAdapter(kind).validate_python(given) == expected


@pytest.mark.parametrize(("kind", "given"), BAD)
def test_what_is_not_is_refused(kind: Any, given: Any) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(given)


class Body(kinds.Given):
    """A body for the tests."""

    name: str
    note: str | None = None
    count: int = 0


def test_a_body_converts_nothing_and_knows_its_fields() -> None:
    for wrong in ({"name": 5}, {"name": "a", "count": "1"}, {"name": "a", "count": True}, {"name": "a", "other": 1}):
        with pytest.raises(ValidationError):
            Body.model_validate(wrong)


def test_only_what_was_given_goes_to_the_verb() -> None:
    assert Body(name="a").fields() == {"name": "a"}
    assert Body(name="a", note=None, count=0).fields("name") == {"count": 0}
