"""Columns are told by their headers first and by their values second; each serves one field."""

from __future__ import annotations

import pytest

from quittance.rules import columns

WANTED = columns.Wanted(
    columns.phrases(number="invoice number; invoice; rechnung", paid="amount paid; amount; betrag", on="date; datum"),
    frozenset({"on"}),
    frozenset({"paid"}),
)
ROWS = [
    (1, ["Harbour Supplies", ""]),
    (3, ["Rechnung", "Datum", "Betrag EUR", "Text"]),
    (4, ["R-1", "31.03.2026", "1.200,50", "x"]),
    (5, ["R-2", "01.04.2026", "80,00", ""]),
]


def test_the_header_row_is_the_one_with_the_fields_words() -> None:
    assert columns.header_row(ROWS, WANTED) == 1
    assert columns.header_row(ROWS[:1], WANTED) == -1
    assert columns.header_row([(1, ["Invoice", "what we owe"])], WANTED) == -1, "one word alone is no header row"


def test_each_field_gets_its_column_with_a_reason() -> None:
    chosen = columns.choose(columns.below(ROWS, 1, WANTED), WANTED)
    assert {field: column.at for field, (column, _) in chosen.items()} == {"number": 0, "on": 1, "paid": 2}
    assert "its values are days" in chosen["on"][1].reason and chosen["paid"][1].confidence >= columns.LEAST
    assert columns.written(chosen, WANTED) == ("dmy", ",")


def test_values_of_another_kind_speak_against_a_column() -> None:
    rows = [(1, ["Invoice", "Date", "Amount"]), (2, ["R-1", "soon", "much"]), (3, ["R-2", "later", "more"])]
    assert set(columns.choose(columns.below(rows, 0, WANTED), WANTED)) == {"number"}


@pytest.mark.parametrize("title", ["Amount (CHF)", "amount in EUR", "AMOUNT USD", "Am\ufffdunt", "Montant en CHF"])
def test_a_currency_behind_a_header_and_a_lost_letter_do_not_matter(title: str) -> None:
    assert columns.plain_header(title, {"amount", "montant"}) in ("amount", "montant")


def test_a_header_that_is_a_currency_stays_what_it_is() -> None:
    assert (
        columns.plain_header("Saldo CHF", {"saldo chf"}) == "saldo chf" and columns.plain_header("CHF", set()) == "chf"
    )
