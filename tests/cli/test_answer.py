"""Answers: a table for people, JSON without lost digits and CSV without formulas for machines."""

from __future__ import annotations

import csv
import datetime
import io
import json
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quittance.cli import answer
from quittance.cli.answer import CARD, Amount, Answer

DAY = datetime.date(2026, 3, 31)


@dataclass(frozen=True)
class Part:
    """A part of a result."""

    id: int
    amount: str


@dataclass(frozen=True)
class Result:
    """A result as verbs give it."""

    id: int
    entry_id: int
    version: int
    on: datetime.date
    roles: tuple[str, ...]
    parts: tuple[Part, ...]
    removed: bool


RESULT = Result(2**60, 2**61, 3, DAY, ("clerk", "sales"), (Part(7, "1.00"),), False)


def shown(made: Answer, form: str, capsys: pytest.CaptureFixture[str], dry_run: bool = False) -> str:
    """What an answer prints."""
    answer.show(made, form, dry_run)
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("minor", "currency", "plain", "readable"),
    [
        (123456789, "EUR", "1234567.89", "1,234,567.89"),
        (-5, "EUR", "-0.05", "-0.05"),
        (0, "EUR", "0.00", "0.00"),
        (1234567, "JPY", "1234567", "1,234,567"),
        (-1234567, "KWD", "-1234.567", "-1,234.567"),
    ],
)
def test_people_see_thousands_and_machines_plain_digits(minor: int, currency: str, plain: str, readable: str) -> None:
    assert (str(Amount(minor, currency)), Amount(minor, currency).readable()) == (plain, readable)


def test_json_keeps_ids_as_text_and_days_as_iso(capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(shown(answer.of_result(RESULT), "json", capsys))
    assert document == {
        "id": str(2**60),
        "entry_id": str(2**61),
        "version": 3,
        "on": "2026-03-31",
        "roles": ["clerk", "sales"],
        "parts": [{"id": "7", "amount": "1.00"}],
        "removed": False,
    }


def test_a_card_leaves_out_what_is_empty_and_lists_parts_below(capsys: pytest.CaptureFixture[str]) -> None:
    said = shown(answer.of_result(RESULT, "Done."), "table", capsys)
    assert said.startswith("Done.")
    assert "clerk, sales" in said and "parts: id 7, amount 1.00" in said and "removed" in said
    made = Answer(CARD, [("note", ""), ("terms", None), ("name", "Ann")])
    assert shown(made, "table", capsys).split() == ["name", "Ann"]


def test_a_table_shows_its_columns_even_when_it_is_empty(capsys: pytest.CaptureFixture[str]) -> None:
    made = Answer(("number", "amount"), [], title="Nothing", foot=("Total", Amount(0, "EUR")), empty="Add one first.")
    said = shown(made, "table", capsys)
    assert all(word in said for word in ("Nothing", "number", "amount", "Total", "0.00", "Add one first."))
    full = shown(Answer(("number", "amount"), [("A", Amount(123456, "EUR"))], empty="Add one first."), "table", capsys)
    assert "1,234.56" in full and "Add one first." not in full


def test_a_dry_run_says_so_to_people_and_machines(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Dry run: nothing was written." in shown(answer.of_result(RESULT), "table", capsys, True)
    assert json.loads(shown(answer.of_result(RESULT), "json", capsys, True))["dry_run"] is True


@pytest.mark.parametrize("text", ["=1+1", "+31 20", "-x", "@sum", "\tx"])
def test_csv_disarms_what_a_spreadsheet_would_run(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    made = Answer(("name", "amount"), [(text, Amount(-500, "EUR"))])
    (_, row) = csv.reader(io.StringIO(shown(made, "csv", capsys), newline=""))
    assert row == [f"'{text}", "-5.00"], "amounts stay numbers"


def test_lines_within_a_text_stay_within_its_row(capsys: pytest.CaptureFixture[str]) -> None:
    made = Answer(("note", "n"), [("one\r\ntwo\rthree\nfour", 1)])
    rows = list(csv.reader(io.StringIO(shown(made, "csv", capsys), newline="")))
    assert rows == [["note", "n"], ["one\ntwo\nthree\nfour", "1"]]


def test_csv_has_every_row_and_json_names_its_columns(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [("A, B", DAY, None, True), ('quo"te', DAY, 5, False)]
    columns = ("name", "on", "entry_id", "sure")
    read = list(csv.reader(io.StringIO(shown(Answer(columns, rows), "csv", capsys))))
    assert read == [list(columns), ["A, B", "2026-03-31", "", "True"], ['quo"te', "2026-03-31", "5", "False"]]
    assert json.loads(shown(Answer(columns, rows), "json", capsys))[1] == {
        "name": 'quo"te',
        "on": "2026-03-31",
        "entry_id": "5",
        "sure": False,
    }


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30))
def test_any_printable_text_survives_csv(text: str) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([answer._safe(text)])
    (row,) = csv.reader(io.StringIO(out.getvalue(), newline=""))
    assert row[0].removeprefix("'") == text.removeprefix("'")


def test_a_moment_is_utc_to_the_microsecond() -> None:
    assert answer.moment(1_782_820_800_000_001) == "2026-06-30T12:00:00.000001Z"
    assert answer.moment(0) == "1970-01-01T00:00:00Z"


@pytest.mark.parametrize("width", ["40", "80", "200"])
def test_numbers_and_days_never_break_and_nothing_is_lost(
    width: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", width)
    columns = ("number", "name", "due_on", "total", "purchase_order")
    name = "The very long name of a customer far away"
    rows = [("INV-2026-00001", name, DAY, Amount(123456789, "EUR"), "") for _ in range(2)]
    said = shown(Answer(columns, rows, foot=("", "", "", Amount(246913578, "EUR"), "")), "table", capsys)
    assert said.count("INV-2026-00001") == said.count("2026-03-31") == said.count("1,234,567.89") == 2
    assert "2,469,135.78" in said
    assert all(said.count(word) == 2 for word in ("very", "customer", "away"))
    assert "purchase" not in said, "a column that holds nothing is left out"
