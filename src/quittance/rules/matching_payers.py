"""Who may have paid: by account, by name, by family, by customer number; evidence kept apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quittance.rules import names
from quittance.rules.matching_learned import Learned, payer_key
from quittance.rules.matching_values import Party, Receipt

MOST_NAMED = 8
"""Customers that one payer name may suggest."""
MOST_COMPARED = 60
"""Names that are compared letter by letter for one payer name."""
MOST_OF_ACCOUNT = 60
"""Customers that one account may suggest (a factor or a payout pays for many)."""


@dataclass(slots=True)
class Evidence:
    """What speaks for one customer: share of the account's past, likeness of the name, and ties.

    `account` is -1 without an account, 0 for an unknown one, else the customer's share of its past
    (-2 when the account is known, but never paid for this customer).
    """

    account: float = 0.0
    likeness: float = 0.0
    remembered: float = 0.0
    family: bool = False
    numbered: bool = False


class Payers:
    """Index over customers and what was learned of them; answers are cached by payer name."""

    def __init__(self, parties: Sequence[Party], learned: Learned) -> None:
        self.parties = {party.id: party for party in sorted(parties, key=lambda party: party.id)}
        self._learned = learned
        self._families: defaultdict[str, list[str]] = defaultdict(list)
        self._words: defaultdict[str, list[str]] = defaultdict(list)
        self._named: dict[str, dict[str, float]] = {}
        self._numbers: dict[str, str] = {}
        for party in self.parties.values():
            self._families[party.parent or party.id].append(party.id)
            for key in _name_keys(party.name):
                self._words[key].append(party.id)
            self._numbers["".join(sign for sign in party.id if sign.isdigit())] = party.id

    def family(self, customer: str) -> list[str]:
        """The customer, its parent and the parent's other children, as far as known."""
        party = self.parties.get(customer)
        return self._families[(party.parent or party.id)] if party else []

    def numbered(self, digits: str) -> str:
        """The customer whose number has these digits, or ""."""
        return self._numbers.get(digits, "") if len(digits) >= 4 else ""

    def of_account(self, account: str) -> dict[str, float]:
        """Customers that an account paid for, with their shares of its past."""
        past = self._learned.accounts.get(account, {}) if account else {}
        total = sum(past.values())
        ranked = sorted(past.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_OF_ACCOUNT]
        return {customer: count / total for customer, count in ranked}

    def of_memory(self, name: str) -> dict[str, float]:
        """Customers that a payer of exactly this name paid for, with shares."""
        past = self._learned.payers.get(payer_key(name), {}) if name else {}
        total = sum(past.values())
        ranked = sorted(past.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_OF_ACCOUNT]
        return {customer: count / total for customer, count in ranked}

    def of_name(self, name: str) -> dict[str, float]:
        """Customers whose name is like this one, with the likeness (0.6 and up), best first."""
        if not name.strip():
            return {}
        found = self._named.get(name)
        if found is None:
            found = self._named[name] = self._compare(name)
        return found

    def likeness(self, name: str, customer: str) -> float:
        """Likeness of a payer name to one customer's."""
        party = self.parties.get(customer)
        return names.likeness(name, party.name) if party and name.strip() else 0.0

    def _compare(self, name: str) -> dict[str, float]:
        votes: defaultdict[str, float] = defaultdict(float)
        for key in _name_keys(name):
            listed = self._words.get(key, [])
            for customer in listed[:2_000]:
                votes[customer] += 1.0 / (1 + len(listed))
        ranked = sorted(votes.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_COMPARED]
        scored = [(names.likeness(name, self.parties[customer].name), customer) for customer, _ in ranked]
        kept = sorted((pair for pair in scored if pair[0] >= 0.6), key=lambda pair: (-pair[0], pair[1]))
        return {customer: score for score, customer in kept[:MOST_NAMED]}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one receipt's payer: customers by account and by memory, owners, numbers in the text."""

    receipt: Receipt
    by_account: dict[str, float]
    remembered: dict[str, float]
    named: dict[str, float]
    numbered: frozenset[str]
    owners: frozenset[str]


def known(payers: Payers, receipt: Receipt, numbered: Iterable[str]) -> Known:
    """Look the payer up by account and name."""
    by_account, remembered = payers.of_account(receipt.account), payers.of_memory(receipt.payer)
    named = payers.of_name(receipt.payer)
    owners = {*by_account, *(each for each, score in named.items() if score >= 0.8), *list(remembered)[:3]}
    return Known(receipt, by_account, remembered, named, frozenset(numbered), frozenset(owners))


def evidence(payers: Payers, payer: Known) -> dict[str, Evidence]:
    """Every customer that something speaks for, with what speaks for it."""
    suggested = {*payer.by_account, *payer.remembered, *payer.named, *payer.numbered}
    kin: set[str] = set()
    if len(payer.owners) <= 12:
        kin = {member for owner in sorted(payer.owners)[:6] for member in payers.family(owner)[:40]}
    return {customer: judge(payers, payer, customer) for customer in sorted(suggested | kin)}


def judge(payers: Payers, payer: Known, customer: str) -> Evidence:
    """What speaks for one customer."""
    if not payer.receipt.account:
        share = -1.0
    else:
        share = payer.by_account.get(customer, -2.0 if payer.by_account else 0.0)
    relatives = set(payers.family(customer)) - {customer}
    return Evidence(
        account=share,
        likeness=payers.likeness(payer.receipt.payer, customer),
        remembered=payer.remembered.get(customer, -1.0 if payer.remembered else 0.0),
        family=bool(relatives & payer.owners),
        numbered=customer in payer.numbered,
    )


def _name_keys(name: str) -> set[str]:
    """Keys under which a name is found: words, their beginnings, the squeezed name's beginning, initials."""
    listed = names.words(name)
    plain = names.squeezed(name)
    keys = {f"w:{word[:6]}" for word in listed if len(word) >= 3}
    keys |= {f"s:{plain[:4]}", f"s:{plain[1:5]}", f"e:{plain[2:7]}"}
    if len(listed) >= 2:
        keys.add(f"i:{names.initials(name)}")
    if listed and len(listed[0]) <= 5:
        keys.add(f"i:{listed[0]}")
    keys |= {f"q:{names.squeezed(word)[:5]}" for word in listed if len(word) >= 4}
    return keys
