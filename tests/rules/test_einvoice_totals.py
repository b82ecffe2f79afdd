"""Totals of an e-invoice: one rounding per category and rate, and every sum holds."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from quittance.rules import einvoice as terms
from quittance.rules import ledger, money, totals
from quittance.rules.einvoice_totals import settled
from tests import einvoices


def test_tax_is_rounded_once_per_category_and_rate() -> None:
    lines = [einvoices.line(n, "4.76", rate="21") for n in range(1, 5)]
    found = einvoices.invoice(*lines)
    assert [(tax.category, tax.taxable, tax.amount) for tax in found.taxes] == [
        ("S", Decimal("19.04"), Decimal("4.00"))
    ]
    assert found.totals is not None and found.totals.payable == Decimal("23.04")


def test_allowances_lower_and_charges_raise_what_is_taxed() -> None:
    charges = (
        terms.Charge(False, Decimal("10.00"), reason="Loyalty", category="S", rate=Decimal(21)),
        terms.Charge(True, Decimal("4.00"), reason="Freight", category="S", rate=Decimal(21)),
    )
    found = einvoices.invoice(einvoices.line(1, "100.00"), charges=charges, prepaid=Decimal("13.74"))
    assert found.totals == terms.Totals(
        lines=Decimal("100.00"),
        allowances=Decimal("10.00"),
        charges=Decimal("4.00"),
        net=Decimal("94.00"),
        gross=Decimal("113.74"),
        prepaid=Decimal("13.74"),
        payable=Decimal("100.00"),
    )


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(st.integers(-(10**8), 10**8), st.sampled_from([0, 55_000, 90_000, 190_000, 210_000])), min_size=1
    )
)
def test_the_books_and_the_document_round_alike(rows: list[tuple[int, int]]) -> None:
    booked = totals.of_lines([ledger.NewLine(n, "", 10**6, 0, rate, net) for n, (net, rate) in enumerate(rows)])
    lines = tuple(
        einvoices.line(n, money.write(net, "EUR"), rate=str(Decimal(rate).scaleb(-4)))
        for n, (net, rate) in enumerate(rows)
    )
    found = settled(replace(einvoices.invoice(), lines=lines), 2)
    assert found.tax_total == Decimal(booked.tax).scaleb(-2)
    assert found.totals is not None and found.totals.payable == Decimal(booked.total).scaleb(-2)
