"""Terms as text: what is written is read back, what people write is understood, the rest is refused at once."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quittance.rules import terms_text
from quittance.rules.refusals import Invalid
from quittance.rules.terms import Terms
from tests.rules.terms_drawn import any_terms

PROMPT_SECONDS = 0.25
"""Processor time that the reading of a few hostile texts may take, on a slow machine."""


@settings(max_examples=150)
@given(any_terms().filter(lambda drawn: len(terms_text.write(drawn)) <= terms_text.MOST_CHARACTERS))
def test_what_is_written_is_read_back(given_terms: Terms) -> None:
    written = terms_text.write(given_terms)
    assert terms_text.read(written) == given_terms
    assert terms_text.read(written.upper()) == given_terms
    assert terms_text.read(f"  {written.replace(' ', '   ')}\n") == given_terms


@pytest.mark.parametrize(
    ("said", "canonical"),
    [
        ("Net 30", "net 30"),
        ("30", "net 30"),
        ("30 days", "net 30"),
        ("N/30", "net 30"),
        ("30 Tage netto", "net 30"),
        ("2% 10 days, net 30", "2/10 net 30"),
        ("2/10; n/30", "2/10 net 30"),
        ("2.50% 14 Tage, 30 Tage netto", "2.5/14 net 30"),
        ("2/10 net 20 EOM", "2/10 eom, eom + 20"),
        ("45 days end of month", "net 45 eom"),
        ("end of month + 45 days", "eom + 45"),
        ("fin de mois", "net 0 eom"),
        ("10 prox", "10th prox"),
        ("the 31st of the following month", "last prox"),
        ("10th of month + 1", "10th prox"),
        ("last and 15th", "15th and last"),
        ("5th / 20th", "5th and 20th"),
        ("net 30 on the 3rd", "net 30 on 3rd"),
        ("50/50 net 30/60", "50% net 30, 50% net 60"),
        ("30% in advance; 70% 30 days", "30% on receipt, 70% net 30"),
        ("2/10, 50/50 net 30/60", "2/10 50% net 30, 50% net 60"),
        ("2/10, due on receipt", "2/10 net 0"),
        ("COD", "due on receipt"),
        ("net 30, cut-off 26th", "net 30 cutoff 26"),
        ("net 30 after receipt of goods", "net 30 rog"),
        ("net 30 next business day", "net 30 roll next"),
    ],
)
def test_what_people_write_has_one_canonical_form(said: str, canonical: str) -> None:
    assert terms_text.write(terms_text.read(said)) == canonical
    assert terms_text.read(canonical) == terms_text.read(said)


@pytest.mark.parametrize("said", terms_text.EXAMPLES.replace(" or ", ", ").split(", "))
def test_the_examples_in_the_refusal_are_understood(said: str) -> None:
    assert terms_text.read(terms_text.write(terms_text.read(said))) == terms_text.read(said)


def test_terms_that_are_too_long_in_full_are_refused_however_short_they_were_written() -> None:
    parts = "/".join(["4"] * 25)
    with pytest.raises(Invalid, match="in full; 200 is the most"):
        terms_text.read(f"{parts} net {parts}")


REFUSED = [
    "",
    "   ",
    "soon",
    "net",
    "net thirty",
    "net 30 60",
    "net 30.5",
    "-30",
    "net -30",
    "net 731",
    "net 9999",
    "0/10 net 30",
    "100/10 net 30",
    "2/10",
    "2/999 net 30",
    "2/10 2/10 2/10 2/10 2/10 2/10 net 30",
    "2/32 prox net 30",
    "0th prox",
    "32nd prox",
    "10th of month + 25",
    "50/60 net 30/60",
    "50/50 net 30",
    "0/100 net 30/60",
    "30% net 30",
    "30% net 30, 60% net 60",
    "30% soon, 70% net 30",
    "net 30 cutoff 1",
    "net 30 cutoff 32",
    "0th and 15th",
    "net 30 on the 32nd",
    "2/31 net 30",
    "net 30; drop table customer",
    "net 30\x00",
    "net 30 " + "x" * 300,
    "n" * 200,
]


@pytest.mark.parametrize("said", REFUSED)
def test_anything_else_is_refused_with_the_field(said: str) -> None:
    with pytest.raises(Invalid) as refused:
        terms_text.read(said)
    assert refused.value.field == "terms"
    assert len(refused.value.sentence) < 400


PIECES = [
    "2/10 ",
    "2% ",
    "net ",
    "30 ",
    "eom ",
    "1 ",
    "15th and ",
    "15th ",
    "the ",
    "/",
    "% ",
    ", ",
    "1/1",
    "50/",
    "prox ",
    "roll next ",
]


@pytest.mark.parametrize("tail", ["", "!", " x", "%", "/", " and", " eom eom", "\u00df"])
@pytest.mark.parametrize("piece", PIECES)
def test_hostile_repetition_is_answered_at_once(piece: str, tail: str) -> None:
    began = time.process_time()
    for length in (40, 120, 200, 20_000):
        text = (piece * length)[: length - len(tail)] + tail
        try:
            terms_text.read(text)
        except Invalid as refused:
            assert refused.field == "terms"
    assert time.process_time() - began < PROMPT_SECONDS


words = st.sampled_from(
    "2/10 1/20 2% 50/50 net n/ 30 60 30/60 days eom + then after the 15th last and prox of next month cutoff 26 "
    "rog roll previous , ; % on receipt 33.3333% 70%".split()
)


@settings(max_examples=200)
@given(st.lists(words, max_size=12).map(" ".join))
def test_whatever_is_understood_is_kept_by_its_canonical_form(said: str) -> None:
    try:
        read = terms_text.read(said)
    except Invalid as refused:
        assert refused.field == "terms"
        return
    assert terms_text.read(terms_text.write(read)) == read


@given(st.text(max_size=220))
def test_any_text_is_terms_or_a_refusal(said: str) -> None:
    try:
        assert isinstance(terms_text.read(said), Terms)
    except Invalid as refused:
        assert refused.field == "terms"


def test_terms_that_come_again_are_not_read_again() -> None:
    assert terms_text.read("net 30") is terms_text.read("net 30")
