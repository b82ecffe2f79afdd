"""Reading a mail that came: what it proposes to do, with the words that say so. It decides nothing.

A mail that is sent by itself is read for absence, departure and what it lists only. A sentence under a condition, with
a no in it, or that asks, promises nothing; a promise names a day ahead. What is not clear is left to a person.
"""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from quittance.rules import inbox_asks, inbox_days, inbox_disputes, inbox_people, inbox_text
from quittance.rules.calendar import DAY
from quittance.rules.inbox_words import (
    AHEAD,
    AND,
    ARRIVES,
    BREAK,
    COMMON,
    HABIT,
    HAS_PAID,
    LANGUAGES,
    LETTERS,
    REMITTANCE,
    REST,
    UNLESS,
    WILL_PAY,
)

PROMISE, DISPUTE, PAID, REMIT = "promise", "dispute", "paid", "remittance"
AWAY, WRONG, BOUNCE = "away", "wrong_contact", "bounce"
COPY, PLAN = inbox_asks.COPY, inbox_asks.PLAN
KINDS = {
    PROMISE: "Promises to pay",
    DISPUTE: "Disputes it",
    PAID: "Says it is paid",
    REMIT: "Says what a payment is for",
    COPY: "Asks for the invoice",
    PLAN: "Asks to pay in parts",
    AWAY: "Is away",
    WRONG: "Is the wrong contact",
    BOUNCE: "Came back",
}
MOST_PROPOSALS = 10
MOST_WORDS = 400
MOST_NUMBERS = 50
FARTHEST_DAYS = 180
"""How far ahead a day in a mail may lie to be a promise."""


@dataclass(frozen=True, slots=True)
class Mail:
    """What is read of a mail: `text` is its newly written part, `numbers` the documents of the customer.

    `known` are addresses that are nobody new: the sender's, ours and those of the customer's contacts.
    """

    subject: str
    text: str
    came_on: datetime.date
    automatic: bool = False
    currency: str = "EUR"
    language: str = ""
    month_first: bool = False
    numbers: tuple[str, ...] = ()
    known: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a mail proposes, and the `words` that say so; `amount` in minor units, 0 where it names none."""

    kind: str
    words: str
    on: datetime.date | None = None
    amount: int = 0
    currency: str = ""
    reason: str = ""
    documents: tuple[str, ...] = ()
    address: str = ""
    name: str = ""


def read(mail: Mail) -> tuple[Proposal, ...]:
    """Everything that a mail proposes, each thing once."""
    sentences = inbox_text.sentences(mail.text)
    wrong, said = _wrong(mail, sentences)
    if wrong is None and inbox_people.is_away(mail.subject, mail.text, automatic=mail.automatic):
        on, words = inbox_people.back_on(sentences, mail.came_on, month_first=mail.month_first)
        return (Proposal(AWAY, _cut(words or mail.subject or mail.text), on),)
    found = [wrong] if wrong else []
    if not mail.automatic:
        speech = language_of(f"{mail.subject} {mail.text}", mail.language)
        found += [one for sentence in sentences if sentence not in said for one in _said(mail, sentence, speech)]
    return _once(found)


def language_of(text: str, likely: str = "") -> str:
    """The language by its frequent words; `likely` where two are as good."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    votes = {
        name: 2 * sum(word in _COMMON[name] for word in words)
        + sum(sign in LETTERS[name] for sign in text.casefold())
        + (name == likely)
        for name in LANGUAGES
    }
    return max(LANGUAGES, key=lambda name: votes[name])


def lists_payment(subject: str, text: str) -> bool:
    """Whether a mail says that it lists what a payment is for."""
    return bool(REMITTANCE.search(f"{subject}\n{text}"))


def named(text: str, numbers: Sequence[str]) -> tuple[str, ...]:
    """The numbers that a text names, however it parts them: INV-26-00101 as INV 26 00101."""
    plain = text.upper()
    found = []
    for number in numbers:
        runs = re.findall(r"[A-Z]+|\d+", number.upper())
        if sum(map(len, runs)) < 3 or not any(run.isdigit() for run in runs):
            continue
        pattern = r"[\s\-/._]{0,2}".join(map(re.escape, runs))
        if re.search(rf"(?<![A-Z0-9]){pattern}(?![A-Z0-9])", plain):
            found.append(number)
    return tuple(found[:MOST_NUMBERS])


def tokens(text: str) -> tuple[str, ...]:
    """What in a text may be the number of a document: letters, figures and their separators, with a figure in it."""
    found = re.findall(r"(?<![\w@.])[A-Za-z0-9][A-Za-z0-9/_.-]{1,39}(?<![._/-])(?![\w@])", text)
    return tuple(dict.fromkeys(one for one in found if any(map(str.isdigit, one))))[:200]


def _said(mail: Mail, sentence: str, speech: str) -> list[Proposal]:
    """What one sentence proposes."""
    documents = named(sentence, mail.numbers)
    reason = inbox_disputes.reason_of(sentence, speech)
    found = [Proposal(DISPUTE, _cut(sentence), None, *_disputed(mail, sentence), reason, documents)] if reason else []
    asked = inbox_asks.asked(sentence, speech)
    if asked and not (asked == COPY and found):
        found.append(Proposal(asked, _cut(sentence), documents=documents))
    if asked == PLAN or sentence.endswith("?"):
        return found
    unless = _UNLESS[speech].search(sentence)
    if unless:
        before = sentence[: max((hit.start() for hit in BREAK.finditer(sentence, 0, unless.start())), default=0)]
        return found + [one for one in _money(mail, [before], speech) if one.kind == PAID]
    return found + _money(mail, _parts(mail, sentence, speech), speech)


def _money(mail: Mail, parts: list[str], speech: str) -> list[Proposal]:
    """What the parts of a sentence say of money: a promise goes on in the next part, until that says what was paid."""
    if sum(bool(_ahead(mail, part)) for part in parts) > 1 and not all(_is_apart(mail, part) for part in parts):
        return []
    found, will = [], False
    for part in parts:
        paid = bool(_HAS_PAID[speech].search(part)) and not _AHEAD[speech].search(part)
        will = bool(_WILL_PAY[speech].search(part)) or (will and not paid)
        one = (_promised(mail, part) if will else None) or (_paid(mail, part) if paid else None)
        found += [one] if one else []
    return found


def _parts(mail: Mail, sentence: str, speech: str) -> list[str]:
    """A sentence parted where each side says its own: that this was paid, that will be, or a day to come."""
    made, begun = [], 0
    for hit in AND.finditer(sentence):
        sides = sentence[begun : hit.start()], sentence[hit.end() :]
        if all(_HAS_PAID[speech].search(side) or _ahead(mail, side) for side in sides):
            made.append(sides[0])
            begun = hit.end()
    return [*made, sentence[begun:]]


def _is_apart(mail: Mail, part: str) -> bool:
    """Whether a part of a sentence says what is paid then: an amount, a document or the rest."""
    return bool(named(part, mail.numbers) or _amount(mail, part)[0] or REST.search(part) or not _ahead(mail, part))


def _ahead(mail: Mail, part: str) -> list[inbox_days.Said]:
    days = inbox_days.days(part, mail.came_on, month_first=mail.month_first)
    return [one for one in days if 0 <= (one.on - mail.came_on).days <= FARTHEST_DAYS]


def _promised(mail: Mail, part: str) -> Proposal | None:
    """The promise of a part: its one day, or the last where the words between say that the money is there by then."""
    days = _ahead(mail, part)
    if not days:
        return None
    between = [part[one.end : other.start] for one, other in itertools.pairwise(days)]
    if len({one.on for one in days}) > 1 and not all(ARRIVES.search(words) for words in between):
        return None
    return Proposal(PROMISE, _cut(part), days[-1].on, *_amount(mail, part), "", named(part, mail.numbers))


def _paid(mail: Mail, part: str) -> Proposal | None:
    """That it was paid, and when; how somebody pays as a rule says nothing of it."""
    if HABIT.search(part):
        return None
    days = inbox_days.days(part, mail.came_on, month_first=mail.month_first)
    past = [on for on in (one.behind(mail.came_on) for one in days) if on <= mail.came_on + DAY]
    return Proposal(PAID, _cut(part), past[0] if past else None, *_amount(mail, part), "", named(part, mail.numbers))


def _wrong(mail: Mail, sentences: tuple[str, ...]) -> tuple[Proposal | None, tuple[str, ...]]:
    """That the mail reached the wrong person, with the right one where it is named there or in the next sentence.

    Where mail is to go from now on is news only with an address. With it come the sentences that say so.
    """
    for n, sentence in enumerate(sentences):
        gone = inbox_people.gone(sentence)
        if gone or inbox_people.moved(sentence):
            said = " ".join(sentences[n : n + 2]) if gone else sentence
            address, name = inbox_people.named(said, mail.known)
            if gone or address:
                used = sentences[n : n + 2] if gone and address else sentences[n : n + 1]
                return Proposal(WRONG, _cut(said if address else sentence), address=address, name=name), used
    return None, ()


def _amount(mail: Mail, sentence: str) -> tuple[int, str]:
    """The only amount that a sentence names; 0 for none or several."""
    found = inbox_days.amounts(sentence, mail.currency)
    return found[0] if len(found) == 1 else (0, "")


def _disputed(mail: Mail, sentence: str) -> tuple[int, str]:
    """The amount that is said to be too much; 0 where a sentence names prices only."""
    for hit in inbox_disputes.BY.finditer(sentence):
        found = inbox_days.amounts(hit["amount"], mail.currency)
        if found:
            return found[0]
    return 0, ""


def _once(found: list[Proposal]) -> tuple[Proposal, ...]:
    """Each kind and reason once for the same documents, and no dispute without a reason beside one with."""
    clear = any(one.reason not in ("", inbox_disputes.UNKNOWN) for one in found)
    made: dict[tuple[object, ...], Proposal] = {}
    for one in found:
        if one.reason == inbox_disputes.UNKNOWN and clear:
            continue
        key = (one.kind, one.documents) if one.kind != PROMISE else (one.kind, one.documents, one.on)
        made.setdefault(key, one)
    kept = list(made.values())
    return tuple(one for one in kept if one.documents or not _said_of_some(one, kept))[:MOST_PROPOSALS]


def _said_of_some(one: Proposal, others: list[Proposal]) -> bool:
    """Whether the same is said with documents elsewhere in the mail."""
    return any(each.kind == one.kind and each.documents and each.on == one.on for each in others)


def _cut(words: str) -> str:
    return " ".join(words.split())[:MOST_WORDS]


_COMMON = {name: frozenset(words.split()) for name, words in COMMON.items()}
_WILL_PAY = {name: re.compile(words, re.IGNORECASE) for name, words in WILL_PAY.items()}
_HAS_PAID = {name: re.compile(words, re.IGNORECASE) for name, words in HAS_PAID.items()}
_UNLESS = {name: re.compile(words, re.IGNORECASE) for name, words in UNLESS.items()}
_AHEAD = {name: re.compile(words, re.IGNORECASE) for name, words in AHEAD.items()}
