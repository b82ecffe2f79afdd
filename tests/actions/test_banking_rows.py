"""Rows of bank lines: texts bounded, days found, movements without a day refused."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions.banking_rows import LINE_COLUMNS, rows_of
from quittance.formats.bank import Line, Malformed, Statement

DAY = datetime.date(2026, 3, 2)


def value(row: tuple[object, ...], name: str) -> object:
    """The value of a column behind the five keys."""
    return row[LINE_COLUMNS.index(name) - 5]


def test_long_texts_are_bounded_and_the_day_falls_back_on_the_statement() -> None:
    line = Line("line 1", 100, "EUR", text="x" * 9_000, payer_name="y" * 900)
    rows, waiting = rows_of(Statement("A", "EUR", closed_on=DAY, lines=(line,)))
    (row,) = rows
    assert waiting == 0 and len(row.values) == len(LINE_COLUMNS) - 6
    assert value(row.values, "booked_on") == value(row.values, "value_on") == DAY
    assert len(str(value(row.values, "text"))) == 4_000 and len(str(value(row.values, "payer_name"))) == 300


def test_a_movement_without_a_day_is_refused_with_its_place() -> None:
    with pytest.raises(Malformed, match="line 7"):
        rows_of(Statement("A", "EUR", lines=(Line("line 7", 100, "EUR"),)))


def test_pending_and_empty_movements_wait() -> None:
    lines = (Line("1", 100, "EUR", DAY, status="pending"), Line("2", 0, "EUR", DAY), Line("3", 5, "EUR", DAY))
    rows, waiting = rows_of(Statement("A", "EUR", lines=lines))
    assert (len(rows), waiting) == (1, 2)
