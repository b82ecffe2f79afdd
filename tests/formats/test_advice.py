"""A remittance is told by its content: messages, tables, PDFs and plain text."""

from __future__ import annotations

import pytest

from quittance.formats import advice
from quittance.formats.bank import Malformed
from tests.formats.test_advice_sheet import ROWS, csv
from tests.formats.test_advice_text import MAIL
from tests.formats.test_pdf import made
from tests.formats.test_x12 import SAMPLE


@pytest.mark.parametrize(
    ("data", "form", "count", "total"),
    [
        (SAMPLE.encode(), advice.X12, 1, 148_050),
        (csv(ROWS), advice.TABLE, 2, 148_000),
        (made("Invoice INV-1   100.00"), advice.PDF, 1, 10_000),
        (MAIL.encode(), advice.TEXT, 1, 4_831_240),
        (MAIL.encode("utf-16"), advice.TEXT, 1, 4_831_240),
    ],
)
def test_the_content_tells_the_form(data: bytes, form: str, count: int, total: int) -> None:
    said, found = advice.read(data, "EUR")
    assert (said, len(found), found[0].amount) == (form, count, total)


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02" * 50, b"PK\x03\x04broken", b"x" * (8 * 2**20 + 1)])
def test_what_is_none_of_them_is_refused(data: bytes) -> None:
    with pytest.raises(Malformed) as refused:
        advice.read(data, "EUR")
    assert refused.value.location
