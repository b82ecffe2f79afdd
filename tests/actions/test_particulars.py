"""Particulars: VAT ids, bank accounts and addresses are kept compact, and refused where they cannot be right."""

from __future__ import annotations

import pytest

from quittance.actions import particulars
from quittance.rules.refusals import Invalid


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("  ", ""),
        ("NL91ABNA0417164300", "NL91ABNA0417164300"),
        ("de89 3704 0044 0532 0130 00", "DE89370400440532013000"),
    ],
)
def test_an_iban_is_kept_compact(typed: str, kept: str) -> None:
    assert particulars.iban(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("nl 8512.34501.b01", "NL851234501B01"),
        ("DE 136 695 976", "DE136695976"),
        ("ATU57194903", "ATU57194903"),
        ("GB 980 7806 84", "GB980780684"),
        ("CHE-107.787.577 IVA", "CHE107787577IVA"),
        ("NO 995 525 828 MVA", "NO995525828MVA"),
        ("EIN 12-3456789", "EIN 12-3456789"),
        ("U12345", "U12345"),
    ],
)
def test_a_vat_id_is_kept_compact_where_its_form_is_known(typed: str, kept: str) -> None:
    assert particulars.vat_id(typed) == kept


@pytest.mark.parametrize(
    "wrong", ["NL851234502B01", "DE136695977", "GR123", "EL123", "GB980780685", "CHE107787578IVA", "NO1", "FR1\n2"]
)
def test_a_vat_id_whose_check_digits_do_not_fit_is_refused(wrong: str) -> None:
    if wrong.startswith("GR"):
        assert particulars.vat_id(wrong) == wrong
        return
    with pytest.raises(Invalid) as refused:
        particulars.vat_id(wrong)
    assert refused.value.field == "vat_id"


def test_a_bic_and_a_website_have_their_form() -> None:
    assert particulars.bic("prac nl 2a") == "PRACNL2A"
    assert particulars.website(" www.example.com ") == "www.example.com"
    for check, wrong in ((particulars.bic, "PRAC"), (particulars.website, "call us"), (particulars.iban, "NL00FAKE")):
        with pytest.raises(Invalid):
            check(wrong)
    assert particulars.bic("") == particulars.website("") == ""


def test_lines_are_trimmed_and_counted() -> None:
    assert particulars.street("  Quay 1\r\n\n Gate B ") == "Quay 1\nGate B"
    assert particulars.paragraph("footer")("one\ntwo") == "one\ntwo"
    many = "\n".join("123456")
    assert particulars.paragraph("footer")(f"{many}\n[de] {many}").startswith(many)
    for wrong in ("\n".join("1234567"), f"a\n[de]{many}\n7", "a\tb", "x" * 601, "[xx] a"):
        with pytest.raises(Invalid) as refused:
            particulars.paragraph("footer")(wrong)
        assert refused.value.field == "footer"
    with pytest.raises(Invalid):
        particulars.short("city", 100)("Den\nHaag")
