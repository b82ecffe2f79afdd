"""The neutral record: balances, totals, sizes and encodings."""

from __future__ import annotations

import datetime

import pytest

from quittance.formats import bank
from quittance.formats.bank import BankFile, Control, Line, Malformed, Statement


def test_a_statement_balances_only_with_its_balances_and_its_totals() -> None:
    lines = (Line("1", 500, "EUR"), Line("2", -200, "EUR"))
    whole = Statement("A", "EUR", opening=100, closing=400, lines=lines)
    assert (whole.credits, whole.debits, whole.difference, whole.balances) == (500, 200, 0, True)
    assert Statement("A", "EUR", lines=lines).balances
    wrong = Statement("A", "EUR", opening=100, closing=401, lines=lines)
    assert wrong.difference == -1 and not wrong.balances
    counted = Statement("A", "EUR", lines=lines, controls=(Control("entries", 3, 2),))
    assert not counted.balances
    assert not BankFile("x", "", (whole,), (Control("files", 1, 2),)).balances


def test_text_is_decoded_whatever_it_is_in() -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        assert bank.decoded("Müller € 5".encode(encoding)) == "Müller € 5"
    assert bank.decoded(b"\x81\x8d") == "\x81\x8d"


def test_sizes_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bank, "MOST_BYTES", 10)
    with pytest.raises(Malformed):
        bank.check_size(b"x" * 11)
    with pytest.raises(Malformed):
        bank.check_size(b"  \n")


def test_days_of_six_digits_lie_between_1980_and_2079() -> None:
    assert bank.day6("800101", "line 1") == datetime.date(1980, 1, 1)
    assert bank.day6("791231", "line 1") == datetime.date(2079, 12, 31)
    for wrong in ("260230", "26023", "2602１1"):
        with pytest.raises(Malformed):
            bank.day6(wrong, "line 1")
