"""Code lists hold what everybody uses, and nothing that looks like it."""

from __future__ import annotations

from quittance.rules import einvoice_codes as codes
from quittance.rules.einvoice import CREDIT_NOTES


def test_lists_hold_what_everybody_uses() -> None:
    assert {"380", "384", "389"} <= codes.DOCUMENT_TYPES and {"381", "396"} <= codes.CREDIT_TYPES
    assert {"NL", "DE", "XI", "1A"} <= codes.COUNTRIES and not {"UK", "EU", "EL"} & codes.COUNTRIES
    assert {"0088", "9930", "EM"} <= codes.ENDPOINTS and {"30", "58", "59"} <= codes.MEANS
    assert {"S", "Z", "E", "AE", "K", "G", "O", "L", "M"} <= codes.CATEGORIES
    assert "VATEX-EU-AE" in codes.EXEMPTIONS and "95" in codes.ALLOWANCES and "FC" in codes.CHARGES


def test_credit_notes_are_no_invoices() -> None:
    assert CREDIT_NOTES >= codes.CREDIT_TYPES and not codes.CREDIT_TYPES & {"380", "389"}
