"""Columns of amounts proved by the balances beside them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from quittance.rules import bank_layout, bank_proof

HEAD = (1, ["Datum", "Text", "Soviel", "Woviel", "Saldo"])


def guessed(*rows: list[str], head: tuple[int, list[str]] = HEAD) -> bank_layout.Guessed:
    return bank_layout.guess([head, *((n, cells) for n, cells in enumerate(rows, start=2))], "CHF")


OLD_FIRST = (
    ["01.03.2026", "a", "10.00", "", "110.00"],
    ["02.03.2026", "b", "", "30.00", "80.00"],
    ["03.03.2026", "c", "5.00", "", "85.00"],
    ["04.03.2026", "d", "", "1.50", "83.50"],
)


def test_columns_of_unknown_names_are_told_by_the_balances() -> None:
    found = guessed(*OLD_FIRST)
    assert dict(found.layout.columns).items() >= {"credit": "Soviel", "debit": "Woviel"}.items()
    assert {one.reason for one in found.choices if one.field in ("credit", "debit")} == {
        "with it each balance follows from the one before"
    }


def test_the_last_movement_may_stand_first() -> None:
    found = dict(guessed(*reversed(OLD_FIRST)).layout.columns)
    assert (found["credit"], found["debit"]) == ("Soviel", "Woviel")


def test_names_that_the_balances_speak_against_are_given_up() -> None:
    head = (1, ["Datum", "Text", "Soll", "Haben", "Saldo"])
    found = dict(guessed(*OLD_FIRST, head=head).layout.columns)
    assert (found["credit"], found["debit"]) == ("Soll", "Haben")


def test_one_column_of_sums_that_left_the_account_is_turned() -> None:
    rows = [["01.03.2026", "a", "10.00", "90.00"], ["02.03.2026", "b", "-5.00", "95.00"]]
    rows += [["03.03.2026", "c", "20.00", "75.00"], ["04.03.2026", "d", "0.50", "74.50"]]
    found = guessed(*rows, head=(1, ["Datum", "Text", "Betrag", "Saldo"])).layout
    assert found.turned and dict(found.columns)["amount"] == "Betrag"


def test_balances_that_follow_as_named_or_prove_nothing_change_nothing() -> None:
    named = (1, ["Datum", "Text", "Haben", "Soll", "Saldo"])
    assert {one.confidence for one in guessed(*OLD_FIRST, head=named).choices if one.field == "credit"} != {
        bank_proof.PROVED
    }
    broken = [[*cells[:4], "1.00"] for cells in OLD_FIRST]
    assert "credit" not in dict(guessed(*broken).layout.columns)
    assert "credit" not in dict(guessed(*OLD_FIRST[:3]).layout.columns), "two steps are too few"


@pytest.mark.parametrize(("said", "sign"), [("5 5 -1", 1), ("-5 -5 1", -1), ("-5 5", 1), ("", 1)])
def test_a_column_has_the_sign_of_most_of_its_movements(said: str, sign: int) -> None:
    assert bank_proof.usual_sign([Decimal(one) for one in said.split()]) == sign
