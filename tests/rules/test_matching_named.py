"""Explanations from what a text names."""

from __future__ import annotations

from quittance.rules import matching_cases, matching_named
from quittance.rules.matching_ideas import Ideas
from quittance.rules.matching_values import OpenItem, Receipt
from tests.rules.remitted import ACME, BOLT, CORD, item, receipt, world

OURS = [item("INV-2025-00123", 10000), item("INV-2025-00131", 5000, due=1), item("INV-2025-00140", 2500, due=2)]


def offered(given: Receipt, items: list[OpenItem] = OURS) -> set[frozenset[str]]:
    setting = world(items)
    ideas = Ideas(matching_cases.examine(given, setting), setting)
    matching_named.offer_named(ideas)
    return {frozenset(setting.ledger.items[place].number for place in found) for found in ideas.found}


def test_named_items_are_offered_together() -> None:
    assert frozenset(["INV-2025-00123", "INV-2025-00131"]) in offered(receipt(15000, "INV-2025-00123, 131"))


def test_an_item_that_the_list_forgot_completes_it() -> None:
    assert frozenset(["INV-2025-00123", "INV-2025-00140"]) in offered(receipt(12500, "INV-2025-00123"))


def test_a_named_item_too_many_is_left_out() -> None:
    found = offered(receipt(15000, "INV-2025-00123, 131, 140"))
    assert frozenset(["INV-2025-00123", "INV-2025-00131"]) in found


def test_a_list_may_run_across_a_groups_members() -> None:
    group = [item("INV-2025-18187", 4000, BOLT), item("INV-2025-17146", 1000, CORD)]
    given = receipt(5000, "INV-2025-18187/7146", payer="Bolt Logistics", account="")
    assert frozenset(["INV-2025-18187", "INV-2025-17146"]) in offered(given, group)
    assert offered(receipt(1, "", payer=ACME)) == set()
