"""What a mail proposes: golden mails in five languages, and figures of how precise the reading is."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from quittance.rules import inbox, inbox_text, money
from quittance.rules.inbox import KINDS, Mail, Proposal
from quittance.rules.inbox_words import LANGUAGES
from tests.rules.inbox_mails import MAILS, Golden

CAME_ON = datetime.date(2026, 11, 25)
NUMBERS = ("INV-26-00101", "INV-26-00102", "INV-26-00107")


def said(one: Proposal) -> str:
    """A proposal as the golden mails write it."""
    amount = f"{money.write(one.amount, one.currency)} {one.currency}" if one.amount else ""
    day = one.on.isoformat() if one.on else ""
    parts = (one.kind, one.reason, day, amount, *one.documents, one.address, one.name)
    return " ".join(part for part in parts if part)


def mail(text: str, subject: str = "", **more: object) -> Mail:
    """A mail that came on a Wednesday."""
    given = {"automatic": False, "numbers": NUMBERS, "known": frozenset({"tom@bright.example"})}
    return Mail(subject, inbox_text.fresh(text), CAME_ON, **given | more)  # type: ignore[arg-type]


@pytest.mark.parametrize("golden", MAILS, ids=lambda golden: golden.name)
def test_a_golden_mail_proposes_just_what_it_says(golden: Golden) -> None:
    found = inbox.read(mail(golden.text, golden.subject, automatic=golden.automatic))
    assert tuple(map(said, found)) == golden.reads
    assert all(one.words and one.kind in KINDS for one in found)


def test_there_are_sixty_golden_mails_and_a_third_of_them_propose_nothing() -> None:
    assert len(MAILS) >= 60
    assert 4 * sum(not one.reads for one in MAILS) >= len(MAILS)


ANSWERS = (Path(__file__).parent / "inbox_answers.txt").read_text(encoding="utf-8").split("\n=====\n")
"""Mails as people answer reminders, with signatures, quotes and lists: a head of four lines, then the mail."""


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: answer.split("\n\n", 1)[1][:40])
def test_an_answer_proposes_just_what_it_says(answer: str) -> None:
    head, text = answer.split("\n\n", 1)
    language, subject, itself, reads = (line.partition(":")[2].strip() for line in head.split("\n"))
    found = inbox.read(mail(text, subject, automatic=itself == "yes"))
    assert "; ".join(map(said, found)) == reads
    if itself == "no":
        assert inbox.language_of(f"{subject} {inbox_text.fresh(text)}") == language


def test_answers_in_four_languages_are_read_and_some_say_nothing() -> None:
    languages = [answer[:12] for answer in ANSWERS]
    assert min(languages.count(f"Language: {one}") for one in ("en", "de", "nl", "fr")) >= 14
    assert sum("\nReads:\n" in answer for answer in ANSWERS) >= 12


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_is_told_by_frequent_words(language: str) -> None:
    words = {
        "en": "We will pay the invoice next week",
        "de": "Wir werden die Rechnung nächste Woche bezahlen",
        "fr": "Nous allons payer la facture la semaine prochaine",
        "es": "Vamos a pagar la factura la próxima semana",
        "nl": "Wij betalen de factuur volgende week",
    }
    assert inbox.language_of(words[language]) == language
    assert inbox.language_of("", language) == language


def test_numbers_are_found_however_they_are_parted() -> None:
    assert inbox.named("see INV 26/00101 and inv26-00102", NUMBERS) == NUMBERS[:2]
    assert inbox.named("INV-26-001011 and XINV-26-00101", NUMBERS) == ()
    assert inbox.named("7", ("7", "INV")) == ()
    assert "INV-26-00101" in inbox.tokens("(INV-26-00101), a@b.example 12.")


def test_a_mail_that_lists_a_payment_says_so() -> None:
    assert inbox.lists_payment("Zahlungsavis 4711", "") and inbox.lists_payment("", "covers the following invoices:")
    assert not inbox.lists_payment("Invoice", "We will pay on Friday.")


@settings(max_examples=60, deadline=None)
@given(some.text(max_size=400), some.text(max_size=60), some.booleans())
def test_whatever_is_written_is_read_without_a_fault(text: str, subject: str, automatic: bool) -> None:
    found = inbox.read(mail(text, subject, automatic=automatic))
    assert len(found) <= inbox.MOST_PROPOSALS
