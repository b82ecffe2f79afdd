"""A remittance advice in whichever form it comes: told by its content, never by its name."""

from __future__ import annotations

from quittance.formats import advice_sheet, advice_text, pdf, remittance, x12
from quittance.formats.bank import Malformed, check_size, decoded
from quittance.formats.remittance import Advice

MOST_BYTES = 8 * 1024 * 1024
MOST_ADVICES = 500
MOST_DOCUMENTS = 5_000

REMT, X12, PDF, TABLE, TEXT = "remt.001", "x12", "pdf", "table", "text"


def read(data: bytes, currency: str) -> tuple[str, tuple[Advice, ...]]:
    """The form and the advices; `currency` stands where the file names none. Raises `Malformed` with a location."""
    check_size(data)
    if len(data) > MOST_BYTES:
        raise Malformed(f"the remittance has {len(data):,} bytes; {MOST_BYTES:,} is the most.", "line 1")
    form, found = _read(data, currency)
    if len(found) > MOST_ADVICES or sum(len(one.paid) for one in found) > MOST_DOCUMENTS:
        raise Malformed(f"at most {MOST_ADVICES} advices with {MOST_DOCUMENTS:,} documents at a time.", "line 1")
    return form, tuple(one for one in found if one.paid or one.amount)


def _read(data: bytes, currency: str) -> tuple[str, tuple[Advice, ...]]:
    if remittance.looks_like(data):
        return REMT, remittance.read(data)
    if x12.looks_like(data):
        return X12, x12.read(data)
    if pdf.looks_like(data):
        return PDF, advice_text.read(pdf.text(data), currency)
    if advice_sheet.is_table(data):
        return TABLE, advice_sheet.read(data, currency)
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Malformed("this is no remittance that can be read. Paste what it says instead.", "line 1")
    return TEXT, advice_text.read(decoded(data), currency)
