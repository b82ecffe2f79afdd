"""Mappings: sound or refused, the same after JSON, and headers that can be told apart."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quittance.rules import mapping as mappings
from quittance.rules.mapping import Mapping
from quittance.rules.refusals import Invalid

LEDGER = Mapping(
    "ledger",
    (("number", "Nr."), ("customer_number", "Kunde"), ("issued_on", "Datum"), ("total", "Betrag")),
    (("currency", "EUR"),),
    "dmy",
    ",",
    3,
    "cp1252",
    ";",
)


def test_a_mapping_comes_back_from_its_json() -> None:
    assert mappings.read(mappings.write(LEDGER)) == LEDGER
    assert mappings.check_whole(LEDGER) is LEDGER
    assert LEDGER.column("total") == "Betrag" and LEDGER.column("due_on") == ""


def test_what_is_needed_and_not_given_is_named() -> None:
    less = Mapping("payments", (("reference", "Ref"),))
    assert less.missing() == ("received_on", "amount")
    with pytest.raises(Invalid, match="No column is chosen for received_on, amount of the payments"):
        mappings.check_whole(less)
    fixed = Mapping("payments", (("reference", "Ref"), ("amount", "Sum")), (("received_on", "2026-01-01"),))
    assert mappings.check_whole(fixed).missing() == ()


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "bills"},
        {"kind": "lines", "columns": {"total": "x"}},
        {"kind": "lines", "columns": {"n": "x" * 201}},
        {"kind": "lines", "columns": {"n": "x"}, "fixed": {"n": "1"}},
        {"kind": "lines", "columns": ["n"]},
        {"kind": "lines", "columns": {"n": 1}},
        {"kind": "lines", "date_order": "ydm"},
        {"kind": "lines", "decimal": "'"},
        {"kind": "lines", "header_row": 0},
        {"kind": "lines", "header_row": "1"},
        {"kind": "lines", "header_row": True},
        {"kind": "lines", "delimiter": "x"},
        {"kind": "lines", "colour": "red"},
        {"kind": 5},
        [],
        "lines",
        None,
    ],
)
def test_an_unsound_mapping_is_refused(wrong: Any) -> None:
    with pytest.raises(Invalid):
        mappings.read(json.dumps(wrong))


def test_text_that_is_no_json_is_refused() -> None:
    for text in ("", "{", "[" * 100_000):
        with pytest.raises(Invalid):
            mappings.read(text)


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(st.lists(st.sampled_from(["", " ", "a", "A", "a (2)", "a  b", "column 1", "a\nb"]), max_size=8))
def test_headers_have_names_that_differ(cells: list[str]) -> None:
    made = mappings.headers(cells)
    assert len(made) == len(cells) and len(set(made)) == len(made) and all(made)


def test_a_repeated_header_counts() -> None:
    assert mappings.headers(["Date", "", "Date", " Net  amount "]) == ("Date", "column 2", "Date (2)", "Net amount")
