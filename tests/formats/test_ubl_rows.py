"""The tables of UBL: both documents speak of the same terms."""

from __future__ import annotations

from quittance.formats.ubl_rows import CREDIT_NOTE, INVOICE
from tests.formats import bound


def test_invoices_and_credit_notes_speak_of_the_same_terms() -> None:
    assert bound.fields(INVOICE) - bound.fields(CREDIT_NOTE) == {"due_on"}  # it stands with the means of payment
    assert bound.fields(CREDIT_NOTE) - bound.fields(INVOICE) == set()


def test_every_group_of_a_line_is_there() -> None:
    assert {"lines.item.classes", "lines.price.discount", "lines.charges.amount", "lines.period.end"} <= bound.fields(
        INVOICE
    )
