"""Tax categories: the rate and the reason that each may have, and how people write them."""

from __future__ import annotations

import pytest

from quittance.rules import tax
from quittance.rules.refusals import Invalid


@pytest.mark.parametrize(
    ("given", "settled"),
    [
        (("", 210_000, ""), ("standard", "")),
        (("", 0, ""), ("zero", "")),
        (("standard", 55_000, ""), ("standard", "")),
        (("zero", 0, ""), ("zero", "")),
        (("exempt", 0, " Article 132 "), ("exempt", "Article 132")),
        (("reverse_charge", 0, ""), ("reverse_charge", "")),
        (("export", 0, "Shipped to Oslo"), ("export", "Shipped to Oslo")),
        (("intra_community", 0, ""), ("intra_community", "")),
        (("not_subject", 0, ""), ("not_subject", "")),
        (("igic", 70_000, ""), ("igic", "")),
        (("ipsi", 0, ""), ("ipsi", "")),
    ],
)
def test_a_category_fits_its_rate_and_reason(given: tuple[str, int, str], settled: tuple[str, str]) -> None:
    assert tax.settle(*given, "lines[1].") == settled


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (("luxury", 0, ""), "tax_category"),
        (("standard", 0, ""), "tax_rate"),
        (("zero", 10_000, ""), "tax_rate"),
        (("reverse_charge", 210_000, ""), "tax_rate"),
        (("exempt", 0, "  "), "tax_reason"),
        (("standard", 210_000, "because"), "tax_reason"),
        (("", 0, "because"), "tax_reason"),
        (("igic", 70_000, "because"), "tax_reason"),
        (("exempt", 0, "x" * 301), "tax_reason"),
    ],
)
def test_what_does_not_fit_is_refused_by_its_field(given: tuple[str, int, str], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        tax.settle(*given, "lines[2].")
    assert refused.value.field == f"lines[2].{field}"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("", ("", "0")),
        ("21", ("", "21")),
        (" 5.5 % ", ("", "5.5")),
        ("Exempt", ("exempt", "0")),
        ("reverse charge", ("reverse_charge", "0")),
        ("reverse", ("reverse_charge", "0")),
        ("AE", ("reverse_charge", "0")),
        ("intra-community", ("intra_community", "0")),
        ("not subject", ("not_subject", "0")),
        ("O", ("not_subject", "0")),
        ("G", ("export", "0")),
        ("luxury", ("", "luxury")),
        ("IGIC 7", ("igic", "7")),
        ("ipsi  0.5 %", ("ipsi", "0.5")),
        ("M 4", ("ipsi", "4")),
        ("igic", ("igic", "0")),
        ("exempt 7", ("", "exempt 7")),
    ],
)
def test_what_is_typed_is_a_percentage_or_a_category(written: str, meant: tuple[str, str]) -> None:
    assert tax.typed(written) == meant


@pytest.mark.parametrize("category", tax.CODES)
def test_what_is_written_is_read_back(category: str) -> None:
    rate = "21" if category in tax.TAXED else "0"
    again, percent = tax.typed(tax.written(category, rate))
    assert (tax.of(again, 210_000 if rate == "21" else 0), percent) == (category, rate)


def test_every_category_without_tax_can_say_why() -> None:
    assert set(tax.REASONS) == set(tax.REASON_CODES) == set(tax.CODES) - tax.SILENT - {tax.EXEMPT}
