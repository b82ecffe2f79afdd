"""The engine whole: proposals with probability, reasons, runner-up; the same for any order of input."""

from __future__ import annotations

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from quittance.rules import matching
from quittance.rules.matching import Policy
from quittance.rules.matching_values import AdviceLine, Proposal, Receipt
from tests.rules.remitted import ACME, BOLT, advice, item, receipt, world

ITEMS = [
    item("INV-2025-00123", 10000),
    item("INV-2025-00131", 5000, due=1),
    item("INV-2025-00140", 5000, due=2),
    item("INV-2025-00150", 8000, BOLT, currency="GBP"),
]
RECEIPTS = [
    receipt(15000, "INV-2025-00123, 131", id="P1"),
    receipt(5000, "danke", id="P2"),
    receipt(15900, "INV-2025-00150", id="P3", payer="Bolt Logistics", account=""),
    receipt(777, "TAX REFUND 1", id="P4", payer="FINANZAMT", account="DE99"),
]


def one(given: Receipt) -> Proposal:
    return matching.propose([given], world(ITEMS))[0]


def test_a_named_exact_payment_is_sure_enough_to_post() -> None:
    proposal = one(RECEIPTS[0])
    assert [(line.item, line.cash_minor) for line in proposal.lines] == [
        ("INV-2025-00123", 10000),
        ("INV-2025-00131", 5000),
    ]
    assert proposal.customer == ACME
    assert Policy().action(proposal) == "auto"


def test_a_silent_payment_between_two_equal_items_is_only_suggested_with_its_runner_up() -> None:
    proposal = one(RECEIPTS[1])
    assert Policy().action(proposal) != "auto"
    assert {proposal.lines[0].item, proposal.runner_up[0].item} == {"INV-2025-00131", "INV-2025-00140"}


def test_a_conversion_is_spent_to_the_last_cent() -> None:
    proposal = one(RECEIPTS[2])
    assert sum(line.cash_minor for line in proposal.lines) == 15900
    assert [line.adjust_kind for line in proposal.lines] == ["fx"]


def test_what_pays_nothing_open_proposes_no_line() -> None:
    proposal = one(RECEIPTS[3])
    assert (proposal.lines, proposal.customer) == ((), "")
    assert Policy().action(proposal) == "none"


def test_an_amount_alone_never_posts_to_a_stranger() -> None:
    items = [item("B1", 41037, BOLT), item("B2", 999, BOLT, due=1)]
    (proposal,) = matching.propose([receipt(41037, "", payer="", account="")], world(items))
    assert proposal.probability <= matching.WEAK
    assert Policy().action(proposal) != "auto"


def test_a_surplus_stays_with_the_receipt() -> None:
    proposal = one(receipt(10500, "INV-2025-00123"))
    assert (proposal.lines[0].cash_minor, proposal.rest_minor) == (10000, 500)


@given(st.permutations(range(4)), st.permutations(range(4)))
def test_the_order_of_items_and_receipts_does_not_matter(items: list[int], receipts: list[int]) -> None:
    first = matching.propose(RECEIPTS, world(ITEMS))
    other = matching.propose([RECEIPTS[place] for place in receipts], world([ITEMS[place] for place in items]))
    assert other == first


def test_four_hundred_invoices_with_sixty_five_deductions_are_one_proposal() -> None:
    items = [item(f"INV-2025-{number}", 9000 + 37 * number, due=number % 60 - 40) for number in range(1000, 1450)]
    off = {each.id: 100 + place for place, each in enumerate(items[:400]) if place % 6 == 0 and place < 390}
    lines = tuple(
        AdviceLine(each.number, each.open_minor - off.get(each.id, 0), each.open_minor, off.get(each.id, 0), "D01")
        for each in items[:400]
    )
    total = sum(line.net_minor for line in lines)
    told = dataclasses.replace(advice(total, []), lines=lines)
    (proposal,) = matching.propose([receipt(total, "AVIS")], world(items, [told]))
    assert len(proposal.lines) == 400
    assert {line.item: line.adjust_minor for line in proposal.lines if line.adjust_minor} == off
    assert proposal.rest_minor == 0
