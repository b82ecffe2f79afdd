"""Any bank file: the format is told by the content."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quittance.formats import statements
from quittance.formats.bank import Malformed
from tests.formats import third_party
from tests.formats.test_bai2 import SAMPLE as BAI2
from tests.formats.test_camt import SAMPLE as CAMT
from tests.formats.test_mt940 import SAMPLE as MT940
from tests.formats.test_nacha import SAMPLE as NACHA
from tests.formats.test_ofx import SAMPLE as OFX


def test_each_format_is_told_by_its_content() -> None:
    files = {"camt": CAMT.format(closing="40.00"), "mt940": MT940, "bai2": BAI2, "ofx": OFX, "nacha": NACHA}
    for name, text in files.items():
        assert statements.read(text.encode()).format == name


def test_third_party_files_are_told_by_their_content(shared: Path) -> None:
    for name in ("camt", "bai2", "ofx", "nacha", "mt940"):
        for row, data in third_party.samples(shared, name):
            if row["expect"] == "valid" and row["file"].rsplit(".", 1)[-1] != "json" and "remt" not in row["file"]:
                assert statements.read(data).format == name, row["file"]


def test_anything_else_is_refused_with_what_is_known() -> None:
    with pytest.raises(Malformed, match="CAMT"):
        statements.read(b"number,name\n1,Acme\n")


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.binary(max_size=300), st.sampled_from([b"", b"<OFX>", b":20:", b"01,1,1,260101,", b"<BkToCstmrStmt>"]))
def test_random_bytes_end_at_once_and_never_crash(noise: bytes, start: bytes) -> None:
    began = time.process_time()
    try:
        statements.read(start + noise)
    except Malformed as refused:
        assert refused.location
    assert time.process_time() - began < 1
