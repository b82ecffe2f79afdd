"""Drafts: what they hold survives being text, what they come to, and how they move from state to state."""

from __future__ import annotations

import datetime
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quittance.actions.credits import RecordCreditNote
from quittance.actions.invoices import RecordInvoice
from quittance.rules import draft
from quittance.rules.draft import Content
from quittance.rules.refusals import Conflict, Invalid
from quittance.rules.totals import ChargeInput, LineInput

TODAY = datetime.date(2026, 6, 30)
words = st.text(max_size=20)
days = st.none() | st.dates(datetime.date(2000, 1, 1), datetime.date(2040, 1, 1))
contents = st.builds(
    Content,
    customer_number=words,
    issued_on=days,
    due_on=days,
    note=words,
    lines=st.lists(st.builds(LineInput, words, words, words, words, tax_reason=words), max_size=3).map(tuple),
    charges=st.lists(st.builds(ChargeInput, words, words, words), max_size=2).map(tuple),
)


@given(contents)
@settings(max_examples=30)
def test_what_a_draft_holds_survives_being_text(content: Content) -> None:
    assert draft.decode(draft.encode(content)) == content


def test_a_draft_holds_all_that_the_verbs_take_but_what_it_is_and_its_number() -> None:
    given_to = {one.name for kind in (RecordInvoice, RecordCreditNote) for one in fields(kind)}
    assert given_to - {one.name for one in fields(Content)} == {"number", "allocate", "kind", "ancillary"}


@pytest.mark.parametrize(
    ("content", "total"),
    [
        (Content("C-1"), 0),
        (Content("C-1", total="12.50"), 1250),
        (Content("C-1", lines=(LineInput("Boxes", "2", "10", "21"),)), 2420),
        (Content("C-1", lines=(LineInput("Boxes", "2", "12.10", "21"),), prices="with_tax"), 2420),
        (Content("C-1", lines=(LineInput("Taken back", "-1", "10", "0"),)), -1000),
        (
            Content("C-1", lines=(LineInput("Boxes", "1", "10"),), charges=(ChargeInput("allowance", "Loyal", "10%"),)),
            900,
        ),
    ],
)
def test_a_draft_comes_to_what_its_document_would(content: Content, total: int) -> None:
    assert draft.comes_to(content, "EUR").total == total


@pytest.mark.parametrize(
    ("content", "field"),
    [
        (Content("C-1", total="x"), "total"),
        (Content("C-1", total="-1"), "total"),
        (Content("C-1", lines=(LineInput("A", "many"),)), "lines[1].quantity"),
        (Content("C-1", charges=(ChargeInput("charge", "Freight", "5"),)), "lines"),
        (Content("C-1", lines=tuple(LineInput("A", "1", "9999999999999") for _ in range(2))), "lines[1].unit_price"),
    ],
)
def test_what_cannot_be_added_up_is_refused_by_its_field(content: Content, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        draft.comes_to(content, "EUR")
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("content", "field"),
    [
        (Content("C-1", terms="whenever"), "terms"),
        (Content("C-1", rate="x"), "rate"),
        (Content("C-1", note="x" * 2001), "note"),
        (Content("C-1", issued_on=datetime.date(1900, 1, 1)), "issued_on"),
        (Content("C-1", issued_on=TODAY, due_on=TODAY - datetime.timedelta(days=1)), "due_on"),
    ],
)
def test_what_can_never_be_issued_is_refused_by_its_field(content: Content, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        draft.check(content, TODAY)
    assert refused.value.field == field


def test_texts_are_trimmed_and_a_kind_is_one_of_two() -> None:
    assert draft.check(Content("C-1", note=" thanks "), TODAY).note == "thanks"
    assert draft.check_kind("credit_note") == "credit_note"
    with pytest.raises(Invalid):
        draft.check_kind("estimate")


def test_only_what_waits_is_decided_and_only_what_does_not_is_asked_for() -> None:
    assert draft.asked(draft.DRAFT) == draft.asked(draft.REFUSED) == draft.TO_APPROVE
    for state in (draft.TO_APPROVE, draft.APPROVED, draft.ISSUED):
        with pytest.raises(Conflict):
            draft.asked(state)
    assert draft.decided(draft.TO_APPROVE, True) == draft.APPROVED
    assert draft.decided(draft.TO_APPROVE, False) == draft.REFUSED
    for state in (draft.DRAFT, draft.APPROVED, draft.REFUSED, draft.ISSUED):
        with pytest.raises(Conflict):
            draft.decided(state, True)


def test_nobody_decides_on_what_they_made() -> None:
    assert draft.may_decide("user:2", ("user:1",)) and not draft.may_decide("user:1", ("key:4", "user:1"))


def test_only_a_fresh_or_a_refused_draft_may_be_asked_about() -> None:
    assert [state for state in (*draft.STATES, draft.ISSUED) if draft.may_ask(state)] == ["draft", "refused"]


def test_what_is_written_afresh_keeps_what_it_says_but_not_when() -> None:
    said = Content("C-1", TODAY, "5.00", "EUR", TODAY, external_id="X-1", note="thanks", rate="1.1", goods_on=TODAY)
    assert draft.afresh(said) == Content("C-1", total="5.00", currency="EUR", note="thanks")
