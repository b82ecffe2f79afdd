"""What an entity's confirmed matches teach: payer accounts, names, how references are written."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from quittance.rules import names, references_forms, references_text
from quittance.rules.matching_values import Confirmed, Party, Receipt


@dataclass(frozen=True, slots=True)
class Habit:
    """How a customer refers to what it pays: receipts seen, those that named documents, and in which ways."""

    seen: int = 0
    named: int = 0
    ways: tuple[int, ...] = (0,) * len(references_forms.WORDS)

    def named_share(self, overall: float, weight: float = 2.0) -> float:
        """Share of receipts that name documents, drawn towards the `overall` share while few were seen."""
        return (self.named + weight * overall) / (self.seen + weight)


@dataclass(frozen=True, slots=True)
class Learned:
    """Everything the matcher knows beyond master data, as plain counts that can be stored, shown and edited.

    `accounts` and `payers` map an account or a folded payer name to the customers they paid for and how often.
    `cleared` are the digits of document numbers known as paid, `receipts` the fingerprints of past receipts,
    `widths` the signs that a channel carries where several past texts ended at exactly that many.
    """

    accounts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    payers: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    habits: Mapping[str, Habit] = field(default_factory=dict)
    overall: Habit = field(default_factory=Habit)
    cleared: Mapping[str, frozenset[str]] = field(default_factory=dict)
    receipts: frozenset[str] = frozenset()
    widths: Mapping[str, int] = field(default_factory=dict)

    def is_cut(self, receipt: Receipt) -> bool:
        """Whether the text fills what its channel carries (but for a last blank), so that its end may be lost."""
        return len(receipt.text) + 1 >= self.widths.get(receipt.channel, 10**6)


def payer_key(name: str) -> str:
    """A payer's name as it is remembered: folded, signs out, legal form kept."""
    return re.sub(r"[^a-z0-9]", "", names.romanise(name))


def fingerprint(receipt: Receipt) -> str:
    """Equal for two receipts that say the same in every respect but the day and the bank's own ids."""
    text = re.sub(r"\s", "", receipt.text.upper())
    return f"{receipt.amount_minor}|{receipt.currency}|{payer_key(receipt.payer)}|{receipt.account}|{text}"


def learn(history: Iterable[Confirmed], parties: Iterable[Party] = ()) -> Learned:
    """The state after all of `history`; master-data accounts count as one confirmation."""
    accounts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    payers: defaultdict[str, Counter[str]] = defaultdict(Counter)
    cleared: defaultdict[str, set[str]] = defaultdict(set)
    tallies: defaultdict[str, list[tuple[bool, Counter[int]]]] = defaultdict(list)
    receipts: set[str] = set()
    lengths: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for party in parties:
        for account in party.accounts:
            accounts[account][party.id] += 1
    for past in history:
        if past.receipt.account:
            accounts[past.receipt.account][past.customer] += 1
        if past.receipt.payer:
            payers[payer_key(past.receipt.payer)][past.customer] += 1
        cleared[past.customer].update(references_forms.digits_of(number) for number in past.documents)
        tallies[past.customer].append(_ways(past))
        receipts.add(fingerprint(past.receipt))
        lengths[past.receipt.channel][len(past.receipt.text)] += 1
    return Learned(
        accounts={key: dict(found) for key, found in accounts.items()},
        payers={key: dict(found) for key, found in payers.items()},
        habits={customer: _habit(found) for customer, found in tallies.items()},
        overall=_habit([each for found in tallies.values() for each in found]),
        cleared={customer: frozenset(found) for customer, found in cleared.items()},
        receipts=frozenset(receipts),
        widths={channel: width for channel, found in sorted(lengths.items()) if (width := _width(found))},
    )


def _width(found: Counter[int]) -> int:
    """The longest text of a channel, if so many have that length that it must be the field's end; else 0."""
    longest = max(found)
    below = [found[longest - step] for step in range(1, 9)]
    return longest if longest >= 12 and found[longest] >= max(3, 3 * max(below)) else 0


def _ways(past: Confirmed) -> tuple[bool, Counter[int]]:
    """Whether a past receipt named what it paid, and in which ways."""
    reading = references_text.read(f"{past.receipt.text} {past.receipt.structured}", ignored(past.receipt))
    blanks = [""] * len(past.documents)
    found = references_forms.mentions(reading, references_forms.build(past.documents, blanks, blanks))
    sure = [mention for mention in found if mention.way != references_forms.CUT]
    return bool(sure), Counter(mention.way for mention in sure)


def ignored(receipt: Receipt) -> tuple[str, ...]:
    """Ids in the text that are the bank's or the payer's own and never a document number."""
    account = receipt.account
    tail = (account[2:],) if len(account) > 12 else ()
    return tuple(known for known in (account, *tail, receipt.end_to_end) if known)


def _habit(found: list[tuple[bool, Counter[int]]]) -> Habit:
    ways = [sum(counter[way] for _, counter in found) for way in range(len(references_forms.WORDS))]
    return Habit(len(found), sum(named for named, _ in found), tuple(ways))
