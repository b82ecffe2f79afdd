"""Cursors: what was encoded comes back, anything else is refused without a trace of what was wrong."""

from __future__ import annotations

import base64
import datetime
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quittance.reports import cursor
from quittance.rules.refusals import Invalid

printable = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=60).map(str.strip)
values = st.one_of(printable, st.integers(0, cursor.MOST_ID), st.dates())


@given(st.lists(values, min_size=1, max_size=4))
def test_what_is_encoded_comes_back(given_values: list[str | int | datetime.date]) -> None:
    text = cursor.encode(*given_values)
    assert re.fullmatch(r"[A-Za-z0-9_-]+", text), "it fits into an address as it is"
    assert cursor.decode(text, [type(value) for value in given_values]) == tuple(given_values)


def packed(value: object) -> str:
    """A cursor made by hand."""
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "x",
        "*" * 8,
        "é",
        "A" * 4_000,
        packed(5),
        packed({}),
        packed([]),
        packed(["a"]),
        packed(["a", 1, 2]),
        packed([1, "a"]),
        packed(["a", True]),
        packed(["a", 1.5]),
        packed(["a", -1]),
        packed(["a", 2**63]),
        packed(["a\x00b", 1]),
        packed([None, 1]),
        packed([["a"], 1]),
        base64.urlsafe_b64encode(b"[" * 1_000).decode(),
        base64.urlsafe_b64encode(b"\xff\xfe").decode(),
        cursor.encode("a", 1) + "\n",
    ],
)
def test_what_was_not_encoded_here_is_refused(wrong: str) -> None:
    with pytest.raises(Invalid) as refused:
        cursor.decode(wrong, (str, int))
    assert refused.value.field == "cursor"
    assert refused.value.sentence == "This cursor does not belong to this list. Start again without it."


@given(st.text(max_size=200))
def test_any_text_is_a_cursor_or_a_refusal(text: str) -> None:
    try:
        name, id = cursor.decode(text, (str, int))
        assert isinstance(name, str) and 0 <= id <= cursor.MOST_ID
    except Invalid as refused:
        assert refused.field == "cursor"


def test_a_day_is_a_day() -> None:
    day = datetime.date(2026, 2, 28)
    assert cursor.decode(cursor.encode(day, 7), (datetime.date, int)) == (day, 7)
    with pytest.raises(Invalid):
        cursor.decode(cursor.encode("2026-02-30", 7), (datetime.date, int))
