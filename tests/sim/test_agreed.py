"""Amounts agree wherever they are told: ledger, API, paper, UBL and CII, for random documents and for hard ones."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from quittance.formats import einvoice
from quittance.rules.totals import ChargeInput
from tests import factories
from tests.sim import agreed, agreed_model
from tests.sim.agreed import Tally
from tests.sim.agreed_random import Given

pytestmark = pytest.mark.django_db
HARD = {
    "20 % on 1,000.00": Given("invoice", "EUR", "without_tax", (factories.line("a", "1", "1000", "20"),), ()),
    "four lines at 1 %": Given("invoice", "EUR", "without_tax", (factories.line("a", "1", "4.76", "1"),) * 4, ()),
    "10 % off 1,725.05 at the end": Given(
        "invoice",
        "EUR",
        "without_tax",
        (factories.line("a", "1", "1725.05", "21"),),
        (ChargeInput("allowance", "why", "10%", "21"),),
    ),
    "thirds and tenths of a cent": Given(
        "invoice", "EUR", "without_tax", (factories.line("a", "3", "0.333", "7"), factories.line("b", "7", "1.005")), ()
    ),
    "tax inside that is not the tax on the net": Given(
        "credit_note",
        "EUR",
        "with_tax",
        (factories.line("a", "1", "0.03", "21"), factories.line("b", "1", "1", "9")),
        (),
    ),
    "yen that no price gives": Given(
        "invoice",
        "JPY",
        "without_tax",
        (factories.line("a", "2.5", "33", "9"), factories.line("b", "-1", "3.4", "9"), factories.line("c", "3", "7")),
        (ChargeInput("charge", "why", "5%", "9"),),
    ),
    "nothing below nothing": Given(
        "invoice", "EUR", "with_tax", (factories.line("a", "-3", "0", "21"), factories.line("b", "1", "9", "21")), ()
    ),
}
"""The examples of rounding that other programs get wrong, and what random documents have found here."""


def test_hard_documents_agree_to_the_minor_unit() -> None:
    api, tally = agreed.company(), Tally()
    told = {name: list(agreed.compared(api, _categorised(one), n, tally)) for n, (name, one) in enumerate(HARD.items())}
    assert told == {name: [] for name in HARD} and tally.drawn == 1


def test_deposits_agree_with_what_is_drawn_on_them() -> None:
    """Customers take turns by the number of the document: all of these are of one."""
    api, tally, whole = agreed.company(), Tally(), (factories.line("a", "3", "99.99", "21", tax_category="standard"),)
    taxed = Given("deposit", "EUR", "with_tax", (factories.line("b", "1", "0.50", "9", tax_category="standard"),), ())
    rows = (
        taxed,
        Given("deposit", "EUR", "without_tax", whole, (), paid="40"),
        Given("invoice", "EUR", "without_tax", whole, (), draws=("33", "")),
        Given("invoice", "EUR", "without_tax", whole, (), draws=("", ""), taken_back=True),
        Given("invoice", "EUR", "without_tax", whole, (), draws=("", "50")),
        Given("debit_note", "EUR", "without_tax", whole, ()),
    )
    told = [said for n, one in enumerate(rows) for said in agreed.compared(api, one, 5 * n, tally)]
    assert told + list(agreed._held(api.context, tally.pool)) == []
    assert (tally.draws, tally.taken_back, tally.by_kind["debit_note"]) == (4, 1, 1)
    one = tally.pool.held["en", "EUR"][0]
    one.drawn += 1
    assert len(list(agreed._held(api.context, tally.pool))) == 1


def test_random_documents_agree_to_the_minor_unit(tmp_path: Path) -> None:
    found = agreed.run(24, 3, tmp_path, 4)
    assert found["differences"] == [] and found["documents"] == 24
    assert found["kept"] == len(list(tmp_path.rglob("*.xml"))) > 0
    for path in tmp_path.rglob("*.xml"):
        assert einvoice.read(path.read_bytes()).faults == ()


def test_a_difference_is_told() -> None:
    api, given = agreed.company(), _categorised(HARD["20 % on 1,000.00"])
    other = Given(given.kind, given.currency, "with_tax", given.lines, ())
    assert agreed_model.of(given).by_rate == {("standard", Fraction(20)): (1_000_00, 200_00)}
    assert agreed_model.of(other).total == 1_000_00
    list(agreed.compared(api, given, 1, Tally()))
    told = list(agreed._differs("ledger", agreed_model.of(other), agreed_model.of(given)))
    assert told[0] == "ledger: net is 100000, not 83333." and len(told) == 5


def _categorised(given: Given) -> Given:
    """With the category that each rate tells, as the model keeps them apart."""
    lines = tuple(
        factories.line(one.description, one.quantity, one.unit_price, one.tax_rate, tax_category=_of(one.tax_rate))
        for one in given.lines
    )
    charges = tuple(
        ChargeInput(one.kind, one.reason, one.amount, one.tax_rate, _of(one.tax_rate)) for one in given.charges
    )
    return Given(given.kind, given.currency, given.prices, lines, charges)


def _of(rate: str) -> str:
    return "zero" if rate == "0" else "standard"
