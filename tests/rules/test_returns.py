"""Returned money: told by code, mark or words; the payment found by what the bank says of it, with a fee on top."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from quittance.rules import returns
from quittance.rules.returns import Back, Came

DAY = datetime.date(2026, 3, 9)
BACK = Back(DAY, 10_000, "EUR", "AC04", False, "ACME NV", "BE68539007547034", ("", "", "E-77881"), "INV-1")
CAME = Came(
    "PAY-1", DAY - datetime.timedelta(days=3), 10_000, "EUR", "Acme", "BE68539007547034", ("", "E-77881"), "INV-1"
)


def test_the_bank_names_the_payment_and_the_amount_is_its_own() -> None:
    found = returns.match(BACK, [CAME, replace(CAME, reference="PAY-2", references=())], 0)
    assert found is not None and (found.reference, found.fee, found.sure) == ("PAY-1", 0, True)
    assert "the bank returns it: AC04: account is closed" in found.reasons and "same amount" in found.reasons


@pytest.mark.parametrize("text", ["Rücklastschrift INV-1", "RETURN OF PAYMENT", "impayé", "PMNT/IDDT/UPDD"])
def test_words_are_enough_to_be_a_return(text: str) -> None:
    assert returns.is_return(replace(BACK, code="", text=text))
    assert not returns.is_return(replace(BACK, code="", text="Rent for March"))
    assert returns.is_return(replace(BACK, code="", marked=True, text=""))


def test_a_fee_on_top_is_understood_up_to_the_limit_and_never_sure() -> None:
    more = replace(BACK, amount=10_350)
    found = returns.match(more, [CAME], 400)
    assert found is not None and (found.fee, found.sure) == (350, False)
    assert returns.match(more, [CAME], 300) is None


@pytest.mark.parametrize(
    "came",
    [
        replace(CAME, currency="USD"),
        replace(CAME, amount=9_000),
        replace(CAME, on=DAY + datetime.timedelta(days=1)),
        replace(CAME, on=DAY - datetime.timedelta(days=500)),
        replace(CAME, references=(), account="X", payer="SOMEBODY", text=""),
    ],
)
def test_what_does_not_fit_is_not_proposed(came: Came) -> None:
    assert returns.match(BACK, [came], 0) is None


def test_two_that_fit_alike_are_left_to_a_person() -> None:
    assert returns.match(BACK, [CAME, replace(CAME, reference="PAY-2")], 0) is None


def test_codes_are_told_in_words() -> None:
    assert returns.words("R01") == "R01: not enough money" and returns.words("ZZ99") == "ZZ99"
