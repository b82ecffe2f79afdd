"""The value of an e-invoice: which types of document are credit notes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests import einvoices


@pytest.mark.parametrize(
    ("code", "lowers"), [("380", False), ("384", False), ("389", False), ("381", True), ("396", True)]
)
def test_the_type_of_document_says_whether_it_is_a_credit_note(code: str, lowers: bool) -> None:
    assert replace(einvoices.invoice(), type_code=code).is_credit_note is lowers
