"""A file keeps its name whatever signs are in it."""

from __future__ import annotations

from email.message import Message

from hypothesis import given
from hypothesis import strategies as st

from quittance import file_answer


def name_of(answer_header: str) -> str | None:
    """What a browser reads out of the header."""
    told = Message()
    told["Content-Disposition"] = answer_header
    return told.get_filename()


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).map(str.strip).filter(bool))
def test_any_name_is_one_header_and_is_read_back_as_it_was(name: str) -> None:
    header = file_answer.of(b"", file_answer.BYTES, name).headers["Content-Disposition"]
    assert header.isascii()
    assert header.isprintable() or "\t" in header
    assert name_of(header) == name


def test_a_file_is_kept_or_looked_at() -> None:
    kept = file_answer.of(b"x", file_answer.ZIP, "a.zip")
    assert (kept.content, kept["Content-Type"]) == (b"x", "application/zip")
    assert kept["Content-Disposition"] == 'attachment; filename="a.zip"'
    assert file_answer.of(b"x", file_answer.PDF, "a.pdf", inline=True)["Content-Disposition"].startswith("inline;")
