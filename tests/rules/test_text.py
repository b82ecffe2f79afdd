"""Short text from outside: trimmed, bounded, printable, and refused by the name of its field."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quittance.rules import text
from quittance.rules.refusals import Invalid


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=80))
def test_printable_text_comes_back_trimmed(given_text: str) -> None:
    assert text.clean(f"  {given_text}\t", "note", 100) == given_text.strip()


@pytest.mark.parametrize("control", ["\x00", "\x01", "\x07", "\x1b", "\x7f", "\ud800", "\udfff"])
def test_control_characters_are_refused(control: str) -> None:
    with pytest.raises(Invalid) as refused:
        text.clean(f"a{control}b", "payer_name", 100)
    assert (refused.value.field, "payer name" in refused.value.sentence) == ("payer_name", True)


def test_lines_and_tabs_within_a_text_stay() -> None:
    assert text.clean("one\n\ttwo\r\nthree", "note", 100) == "one\n\ttwo\r\nthree"


@given(st.integers(1, 300))
def test_the_longest_text_is_taken_and_one_more_character_is_not(most: int) -> None:
    assert text.clean("é" * most, "name", most) == "é" * most
    with pytest.raises(Invalid, match=f"{most} is the most"):
        text.clean("é" * (most + 1), "name", most)


@pytest.mark.parametrize("nothing", ["", "   ", "\n\t"])
def test_nothing_is_refused_only_where_something_is_needed(nothing: str) -> None:
    assert text.clean(nothing, "name", 10) == ""
    with pytest.raises(Invalid, match="Enter the name"):
        text.clean(nothing, "name", 10, needed=True)


@pytest.mark.parametrize(
    "address", ["a@b.nl", "jan.de.vries+ar@mail.example.co.uk", "o'neil@example.ie", "müller@bücher.example", ""]
)
def test_addresses_are_taken(address: str) -> None:
    assert text.email(f" {address} ") == address


@pytest.mark.parametrize(
    "address",
    [
        "a",
        "a@b",
        "a@b.c",
        "@b.nl",
        "a b@c.nl",
        "a@@b.nl",
        "a@b@c.nl",
        "a<b>@c.nl",
        'a"@c.nl',
        "a@b.nl\x00",
        "a" * 65 + "@b.nl",
    ],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(Invalid) as refused:
        text.email(address)
    assert refused.value.field == "email"


@pytest.mark.parametrize(("given_code", "code"), [("nl", "NL"), (" DE ", "DE"), ("", "")])
def test_countries_are_two_letters(given_code: str, code: str) -> None:
    assert text.country(given_code) == code


@pytest.mark.parametrize("wrong", ["N", "NLD", "N1", "ÑÑ", "Netherlands", "n l", "ß"])
def test_other_countries_are_refused(wrong: str) -> None:
    with pytest.raises(Invalid) as refused:
        text.country(wrong)
    assert refused.value.field == "country"
