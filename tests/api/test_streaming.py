"""Long answers: whole JSON and CSV whatever their length, from one moment of the books, let go when nobody listens."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest

from quittance.api import streaming
from quittance.rules.refusals import Invalid


def numbers(count: int) -> Iterator[tuple[str, int, str, list[str], bool, None]]:
    """Rows that are long enough to need several chunks."""
    return ((str(n), n, 'é"\\\n%s' * 20, ["1.00"], True, None) for n in range(count))


@pytest.mark.parametrize("count", [0, 1, 2, 5_000])
def test_json_is_whole_whatever_its_length(count: int) -> None:
    columns = ["id", "n", "text", "amounts", "done", "none"]
    rows = [dict(zip(columns, row, strict=True)) for row in numbers(count)]
    made = json.loads("".join(streaming.as_json({"as_of": "2026-06-30"}, columns, numbers(count))))
    assert made == {"as_of": "2026-06-30", "rows": rows}
    assert json.loads("".join(streaming.as_json({}, columns, numbers(count)))) == {"rows": rows}


def test_csv_is_whole_and_holds_no_formulas() -> None:
    given: list[list[Any]] = [
        ["=1+1", "-5.00", "@SUM(A1)", "-5", "-a", "+49 30", "plain", 7, None],
        ["x" * 70_000] + [""] * 8,
    ]
    made = list(csv.reader(io.StringIO("".join(streaming.as_csv(list("abcdefghi"), iter(given))))))
    assert made[0] == list("abcdefghi")
    assert made[1] == ["'=1+1", "-5.00", "'@SUM(A1)", "-5", "'-a", "'+49 30", "plain", "7", ""]
    assert len(made) == 3


@pytest.mark.django_db
def test_chunks_come_one_by_one_and_are_let_go() -> None:
    ended: list[int] = []

    def pieces() -> Iterator[str]:
        try:
            for n in range(10):
                yield str(n) * (streaming.CHUNK_CHARACTERS + 1)
        finally:
            ended.append(1)

    response = streaming.respond(pieces(), "json")
    chunks = iter(response)
    assert next(chunks)[:1] == b"0" and next(chunks)[:1] == b"1"
    assert ended == []
    response.close()
    assert ended == [1], "whoever stops listening frees the books"


@pytest.mark.django_db
def test_a_refusal_before_the_first_piece_is_no_half_answer() -> None:
    def piece(n: int) -> str:
        raise Invalid("No.", field="buckets")

    with pytest.raises(Invalid):
        streaming.respond((piece(n) for n in range(1)), "json")


@pytest.mark.django_db
def test_an_answer_has_the_type_that_was_asked_for() -> None:
    assert streaming.respond(iter(["{}"]), "json").headers["Content-Type"] == "application/json"
    assert streaming.respond(iter(["a"]), "csv").headers["Content-Type"] == "text/csv; charset=utf-8"
