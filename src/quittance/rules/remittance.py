"""Remittance advices: which receipt one explains, and which open items its lines mean."""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from quittance.rules import names, references_forms, references_text
from quittance.rules.matching_fit import Target
from quittance.rules.matching_ledger import Ledger
from quittance.rules.matching_values import Advice, AdviceLine, Receipt

MOST_DAYS_APART = 12
"""Days between an advice and the money it announces."""
MOST_LINKED = 6
"""Advices that one receipt is compared with."""

_WEIGHT = {
    references_forms.WHOLE: 5.0,
    references_forms.DIGITS: 4.5,
    references_forms.STRUCTURED: 5.0,
    references_forms.SHORT: 4.0,
    references_forms.ORDER: 3.0,
    references_forms.SLIP: 2.5,
    references_forms.TAIL: 2.0,
    references_forms.CUT: 1.0,
    references_forms.SHARED: 3.0,
}


@dataclass(frozen=True, slots=True)
class Resolved:
    """An advice with its lines met by items: place, net, deduction, code; and how well that went."""

    advice: Advice
    lines: tuple[tuple[int, int, int, str], ...]
    by_number: int
    by_amount: int
    missing: int
    unsure: int
    same_ref: bool
    same_day: bool
    alike: float
    domain: bool
    rivals: int
    other_day: bool = False

    @property
    def whole(self) -> bool:
        """Every line was found and they add up to the total."""
        return not self.missing and sum(net for _, net, _, _ in self.lines) == self.advice.total_minor


class Advices:
    """Index over advices by total and payment reference."""

    def __init__(self, advices: Iterable[Advice]) -> None:
        self._by_ref: defaultdict[str, list[Advice]] = defaultdict(list)
        self._by_total: defaultdict[str, list[tuple[int, str, Advice]]] = defaultdict(list)
        self._by_receipt: defaultdict[str, list[Advice]] = defaultdict(list)
        for advice in sorted(advices, key=lambda each: each.id):
            if advice.receipt:
                self._by_receipt[advice.receipt].append(advice)
                continue
            if advice.payment_ref:
                self._by_ref[references_text_key(advice.payment_ref)].append(advice)
            self._by_total[advice.currency].append((advice.total_minor, advice.id, advice))
        for listed in self._by_total.values():
            listed.sort(key=lambda each: each[:2])

    def linked(self, receipt: Receipt, targets: Sequence[Target]) -> list[Advice]:
        """Advices that explain the receipt as is known, else those that may: same payment reference, or same total
        and near in time."""
        if receipt.id in self._by_receipt:
            return self._by_receipt[receipt.id]
        found: dict[str, Advice] = {}
        if receipt.end_to_end:
            found.update((advice.id, advice) for advice in self._by_ref[references_text_key(receipt.end_to_end)])
        for target in targets:
            listed = self._by_total.get(target.currency, [])
            low = bisect.bisect_left(listed, (target.low, "", None), key=lambda each: (each[0], "", None))
            for total, _, advice in listed[low : low + 40]:
                if total > target.high:
                    break
                if abs((advice.received_on - receipt.booked_on).days) <= MOST_DAYS_APART:
                    found[advice.id] = advice
        return list(found.values())


def references_text_key(text: str) -> str:
    """A payment reference as it is compared."""
    return "".join(sign for sign in text.upper() if sign.isalnum())


@dataclass(frozen=True, slots=True)
class Search:
    """Where an advice's lines are looked for: the ledger, what is open, likely customers, known mail domains."""

    ledger: Ledger
    left: Sequence[int]
    customers: Sequence[str]
    domains: Mapping[str, str]


def resolve(advice: Advice, receipt: Receipt, search: Search) -> Resolved | None:
    """Meet every line with an open item; None when no line finds one."""
    ledger, domains = search.ledger, search.domains
    likely = list(dict.fromkeys([*search.customers, *([domains[advice.domain]] if advice.domain in domains else [])]))
    taken: set[int] = set()
    lines: list[tuple[int, int, int, str]] = []
    by_number = by_amount = missing = unsure = 0
    for line in sorted(advice.lines, key=lambda each: (each.document, each.net_minor)):
        place, strength, sure = _item(line, search, likely, advice.currency, taken)
        if place is None:
            missing += 1
            continue
        taken.add(place)
        by_number += strength >= 2.0
        by_amount += strength < 2.0
        unsure += not sure
        lines.append((place, line.net_minor, line.deduction_minor, line.code))
        owner = ledger.items[place].customer
        if owner not in likely and strength >= 4.0:
            likely.append(owner)
    if not lines:
        return None
    known = bool(advice.receipt)
    owners = {ledger.items[place].customer for place, *_ in lines}
    return Resolved(
        advice,
        tuple(lines),
        by_number,
        by_amount,
        missing,
        unsure,
        same_ref=_same_ref(advice, receipt),
        same_day=known or advice.paid_on == receipt.booked_on,
        alike=names.likeness(receipt.payer, advice.sender) if receipt.payer else 0.0,
        domain=advice.domain in domains and domains[advice.domain] in owners,
        rivals=0,
        other_day=not known and advice.paid_on is not None and advice.paid_on != receipt.booked_on,
    )


def _same_ref(advice: Advice, receipt: Receipt) -> bool:
    key = references_text_key(advice.payment_ref)
    return bool(advice.receipt) or (
        bool(key) and (key == references_text_key(receipt.end_to_end) or key in references_text_key(receipt.text))
    )


def _item(
    line: AdviceLine, search: Search, likely: Sequence[str], currency: str, taken: set[int]
) -> tuple[int | None, float, bool]:
    """The item that a line means, how strongly its number says so, and whether it stands alone."""
    ledger, left = search.ledger, search.left
    gross = line.gross_minor or line.net_minor + line.deduction_minor
    options = _by_number(line, ledger, likely, currency)
    scored = []
    for place, weight in options.items():
        item = ledger.items[place]
        if place in taken or item.currency != currency or not left[place]:
            continue
        score = weight + (3.0 if left[place] == gross else -1.5 if left[place] < gross else 0.0)
        scored.append((score + (1.0 if item.customer in likely else 0.0), -place, weight))
    scored.sort(reverse=True)
    if scored and scored[0][0] > 1.5:
        alone = len(scored) == 1 or scored[0][0] - scored[1][0] >= 1.0
        return -scored[0][1], scored[0][2], alone
    same = [
        place
        for customer in likely[:12]
        for place in ledger.places(customer)
        if left[place] == gross and ledger.items[place].currency == currency and place not in taken
    ]
    return (same[0], 0.5, len(same) == 1) if same else (None, 0.0, False)


def _by_number(line: AdviceLine, ledger: Ledger, likely: Sequence[str], currency: str) -> dict[int, float]:
    """Items that the line's number may mean, with the strength of each reading."""
    reading = references_text.read(line.document)
    options: dict[int, float] = {}
    for number in reading.longer(5):
        found = ledger.with_digits(number.digits)
        for place in found if len(found) <= 20 else []:
            options[place] = max(options.get(place, 0.0), 4.5 - 0.5 * number.scanned)
    for customer in likely[:12]:
        book = ledger.book(customer)
        for mention in references_forms.mentions(reading, book.forms):
            for each in mention.items:
                weight = _WEIGHT[mention.way] - 0.3 * (len(mention.items) > 1)
                place = book.places[each]
                options[place] = max(options.get(place, 0.0), weight)
    return options or _by_amount(line, ledger, currency)


def _by_amount(line: AdviceLine, ledger: Ledger, currency: str) -> dict[int, float]:
    """Items of anybody with exactly the line's amount whose number ends like the line's, or but for one slip."""
    gross = line.gross_minor or line.net_minor + line.deduction_minor
    written = references_forms.digits_of(line.document)
    options: dict[int, float] = {}
    for place in ledger.with_amount(gross, currency) if len(written) >= 2 else []:
        number = ledger.items[place].number
        full = references_forms.digits_of(number)
        if written in references_forms.endings(number) or full.endswith(written):
            options[place] = 2.5
        elif len(written) >= 4 and OSA.distance(full, written, score_cutoff=1) <= 1:
            options[place] = 2.0
    return options
