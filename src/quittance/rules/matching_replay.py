"""Past receipts matched again as if they came in now: how far to trust the engine with this company's payers.

The last part of a confirmed history is replayed, and only what came before it teaches. What a past receipt paid
is set up as an open item of the receipt's amount among the items that are open now, so that only receipts of one
document can be replayed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from quittance.rules import matching, matching_calibration, matching_learned, matching_world
from quittance.rules.matching_model import Model
from quittance.rules.matching_values import Confirmed, OpenItem, Party
from quittance.rules.reliability import Outcome

MOST_REPLAYED = 400
"""Receipts, the latest ones."""
REPLAYED_PART = 5
"""One in so many of the history, the latest ones, may be replayed."""
MOST_BESIDE = 20_000
"""Open items among which the past ones are looked for."""


def cautious(model: Model, history: Sequence[Confirmed], items: Sequence[OpenItem], parties: Sequence[Party]) -> Model:
    """The model with its confidence lowered where a replay kept less than it had promised; never raised."""
    return matching_calibration.refit(model, outcomes(model, history, items, parties), raises=False)


def outcomes(
    model: Model, history: Sequence[Confirmed], items: Sequence[OpenItem], parties: Sequence[Party]
) -> list[Outcome]:
    """Plain probabilities of the replayed receipts' proposals, and whether each was right as a whole."""
    ordered = sorted(history, key=lambda each: (each.receipt.booked_on, each.receipt.id))
    cut = len(ordered) - len(ordered) // REPLAYED_PART
    taken = {(item.customer, item.number) for item in items}
    again = [
        each
        for each in ordered[cut:]
        if len(each.documents) == 1 and (each.customer, each.documents[0]) not in taken and each.receipt.amount_minor
    ][-MOST_REPLAYED:]
    if not again:
        return []
    beside = _beside(items, {each.customer for each in again})
    known = matching_learned.learn(ordered[:cut], parties)
    setting = matching_world.world([*beside, *_rebuilt(again, beside)], parties, known)
    proposals = matching.propose([each.receipt for each in again], setting, replace(model, refitted=()))
    return [
        (one.plain, [line.item for line in one.lines] == [_name(one.receipt)])
        for one in proposals
        if one.lines and one.plain
    ]


def _beside(items: Sequence[OpenItem], customers: set[str]) -> list[OpenItem]:
    """Open items of these customers first, then of others, as many as fit."""
    own = [item for item in items if item.customer in customers][:MOST_BESIDE]
    others = (item for item in items if item.customer not in customers)
    return [*own, *(item for item, _ in zip(others, range(MOST_BESIDE - len(own)), strict=False))]


def _rebuilt(again: Sequence[Confirmed], beside: Sequence[OpenItem]) -> Iterator[OpenItem]:
    """What the receipts paid, open again, in the middle of what its customer owes now."""
    owed: dict[str, list[OpenItem]] = {}
    for item in beside:
        owed.setdefault(item.customer, []).append(item)
    for each in again:
        paid, number = each.receipt, each.documents[0]
        listed = sorted(owed.get(each.customer, ()), key=lambda item: (item.due_on, item.id))
        like = listed[len(listed) // 2] if listed else None
        due, issued = (like.due_on, like.issued_on) if like else (paid.booked_on, paid.booked_on)
        yield OpenItem(_name(paid.id), each.customer, number, paid.currency, paid.amount_minor, issued, due)


def _name(receipt: str) -> str:
    return f"past {receipt}"
