"""Setting up a comparison: open items, parties, what was learned, advices and rates, indexed once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from quittance.rules.matching_cases import Case, World, examine
from quittance.rules.matching_learned import Learned, fingerprint
from quittance.rules.matching_ledger import Ledger
from quittance.rules.matching_payers import Payers
from quittance.rules.matching_values import Advice, OpenItem, Party, Rates, Receipt
from quittance.rules.remittance import Advices


def world(
    items: Sequence[OpenItem],
    parties: Sequence[Party],
    learned: Learned,
    advices: Iterable[Advice] = (),
    rates: Rates | None = None,
) -> World:
    """Index everything that receipts will be compared with; the order of the inputs does not matter."""
    ledger = Ledger(items)
    count = Counter(party.domain for party in parties if party.domain)
    return World(
        ledger=ledger,
        payers=Payers(parties, learned),
        learned=learned,
        advices=Advices(advices),
        rates=rates or Rates(),
        domains={party.domain: party.id for party in parties if count[party.domain] == 1},
        left=[item.open_minor for item in ledger.items],
        foreign=sorted({item.currency for item in items}),
    )


def cases(receipts: Sequence[Receipt], setting: World) -> list[Case]:
    """Examine every receipt, in order of booking day and id; later copies of a receipt are marked as twins."""
    seen: set[str] = set()
    found = []
    for receipt in sorted(receipts, key=lambda each: (each.booked_on, each.id)):
        case = examine(receipt, setting)
        key = fingerprint(receipt)
        if _tells(case):
            case.twin = "statement" if key in seen else "past" if key in setting.learned.receipts else ""
        seen.add(key)
        found.append(case)
    return found


def _tells(case: Case) -> bool:
    """Whether the text holds a number that two different payments would hardly share."""
    reading = case.reading
    return any(
        len(run) >= 4 and place not in reading.dated and place not in reading.parties
        for place, run in enumerate(reading.runs)
    )
