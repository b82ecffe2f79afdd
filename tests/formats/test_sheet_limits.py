"""Bounds: a stream stops at its bound, and closing it leaves the file below open."""

from __future__ import annotations

import io

import pytest

from quittance.formats.sheet_limits import LOCAL, UPLOAD, Bounded
from quittance.rules.refusals import Invalid


def test_a_stream_gives_all_up_to_its_bound_and_refuses_beyond() -> None:
    file = io.BytesIO(b"x" * 3_000_000)
    assert len(Bounded(file, 3_000_000).read()) == 3_000_000
    file.seek(0)
    with pytest.raises(Invalid, match="unpacks to more than 2 MB"):
        Bounded(file, 2_999_999).read()


def test_closing_leaves_the_file_open() -> None:
    file = io.BytesIO(b"abc")
    with Bounded(file, 10) as stream:
        assert stream.peek(3) == b"abc"
    assert stream.closed and not file.closed


def test_what_comes_in_through_the_web_is_bounded_tighter() -> None:
    assert UPLOAD.file_bytes == 64 * 2**20
    assert UPLOAD.unpacked_bytes < LOCAL.unpacked_bytes and UPLOAD.rows < LOCAL.rows
