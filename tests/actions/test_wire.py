"""Inputs and results as canonical text: the same value gives the same bytes, and comes back as it was."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass, field
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quittance.actions import wire
from quittance.rules.refusals import Invalid

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)


@dataclass(frozen=True)
class Part:
    """A part of a whole."""

    number: str
    amount: int


@dataclass(frozen=True)
class Whole:
    """Every kind of field that a command may have."""

    name: str
    count: int
    on: datetime.date
    sure: bool
    until: datetime.date | None = None
    note: str | None = None
    parts: tuple[Part, ...] = ()
    tags: tuple[str, ...] = ()
    secret: str = field(default="", metadata=wire.SECRET)
    young: str = field(default="", metadata={"later": True})


wholes = st.builds(
    Whole,
    words,
    st.integers(-(2**63), 2**63 - 1),
    st.dates(),
    st.booleans(),
    st.none() | st.dates(),
    st.none() | words,
    st.lists(st.builds(Part, words, st.integers(-(2**63), 2**63 - 1)), max_size=3).map(tuple),
    st.lists(words, max_size=3).map(tuple),
)


@given(wholes)
def test_what_is_encoded_comes_back(whole: Whole) -> None:
    wire.check(whole)
    back = wire.decode(Whole, wire.encode(whole))
    assert back == Whole(**{**{name: getattr(whole, name) for name in whole.__dataclass_fields__}, "secret": "…"})


@given(wholes, wholes)
def test_equal_text_means_an_equal_value(one: Whole, other: Whole) -> None:
    assert (wire.encode(one) == wire.encode(other)) == (one == other)


def test_the_text_is_canonical_json_without_the_secret() -> None:
    whole = Whole("é", 1, datetime.date(2026, 1, 2), True, parts=(Part("P", 2),), secret="open sesame")
    text = wire.encode(whole)
    assert text == json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert "é" in text and "sesame" not in text
    assert "sesame" not in json.dumps(wire.described(whole, 10_000))


@pytest.mark.parametrize("stranger", [1.5, Decimal("1.5"), b"x", {"a": 1}, object(), {1}])
def test_strangers_are_not_encoded(stranger: object) -> None:
    with pytest.raises(TypeError):
        wire.encode((stranger,))


@pytest.mark.parametrize(
    ("wrong", "field_name"),
    [
        (Whole(1.5, 1, datetime.date.min, True), "name"),  # type: ignore[arg-type]
        (Whole("a\x00b", 1, datetime.date.min, True), "name"),
        (Whole("\ud800", 1, datetime.date.min, True), "name"),
        (Whole("a", 2**63, datetime.date.min, True), "count"),
        (Whole("a", 1, datetime.date.min, True, parts=(Part("P", 1), Part("\x00", 1))), "parts[2].number"),
        (Whole("a", 1, datetime.date.min, True, tags=("x", "\udfff")), "tags[2]"),
        (Whole("a", 1, datetime.datetime(2026, 1, 1), True), "on"),  # noqa: DTZ001
    ],
)
def test_what_no_database_takes_is_refused_by_its_field(wrong: Whole, field_name: str) -> None:
    with pytest.raises(Invalid) as refused:
        wire.check(wrong)
    assert refused.value.field == field_name


@given(st.recursive(st.none() | st.floats() | st.text() | st.integers() | st.binary(), st.lists))
def test_anything_refused_can_be_described(given_value: object) -> None:
    said = json.dumps(wire.described(given_value, 200))
    assert len(said) < 1_000


def test_a_field_that_came_later_is_left_out_at_its_default() -> None:
    plain = Whole("a", 1, datetime.date(2026, 1, 1), True)
    assert "young" not in json.loads(wire.encode(plain))
    assert wire.decode(Whole, wire.encode(plain)).young == ""
    told = Whole("a", 1, datetime.date(2026, 1, 1), True, young="yes")
    assert json.loads(wire.encode(told))["young"] == "yes" and wire.decode(Whole, wire.encode(told)).young == "yes"
