"""The text of a PDF; pictures, broken files and long ones are refused with their page."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quittance.formats import pdf
from quittance.formats.bank import Malformed


def made(*lines: str, pages: int = 1) -> bytes:
    """A PDF whose pages hold these lines."""
    shown = "".join(f"1 0 0 1 50 {760 - 20 * n} Tm ({line}) Tj\n" for n, line in enumerate(lines))
    stream = f"BT /F1 12 Tf\n{shown}ET".encode()
    kids = " ".join(f"{4 + n} 0 R" for n in range(pages))
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {pages}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        *[(page % (4 + pages)).encode()] * pages,
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
    ]
    data, offsets = b"%PDF-1.4\n", []
    for n, body in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj%s endobj\n" % (n, body)
    start = len(data)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    data += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return data + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, start)


def test_lines_come_out_in_their_order() -> None:
    data = made("Invoice INV-1   100.00", "Total 100.00")
    assert pdf.looks_like(data) and not pdf.looks_like(b"INV-1 100.00")
    assert [" ".join(line.split()) for line in pdf.text(data).splitlines() if line.strip()] == [
        "Invoice INV-1 100.00",
        "Total 100.00",
    ]


@pytest.mark.parametrize("data", [made(), made("x", pages=41), b"%PDF-1.4 and nothing", made("x")[:200]])
def test_what_holds_no_text_is_refused_with_its_page(data: bytes) -> None:
    with pytest.raises(Malformed) as refused:
        pdf.text(data)
    assert refused.value.location.startswith("page ")


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.integers(0, 700), st.binary(min_size=1, max_size=8))
def test_a_broken_pdf_is_refused_or_read_and_never_crashes(at: int, noise: bytes) -> None:
    data = made("INV-1 100.00")
    try:
        assert isinstance(pdf.text(data[:at] + noise + data[at + len(noise) :]), str)
    except Malformed as refused:
        assert refused.location
