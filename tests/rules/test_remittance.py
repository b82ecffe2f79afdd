"""Advices: which receipt they explain and what their lines mean."""

from __future__ import annotations

from quittance.rules import remittance
from quittance.rules.matching_fit import Target
from quittance.rules.matching_values import Advice
from quittance.rules.remittance import Advices, Resolved, Search
from tests.rules.remitted import ACME, BOLT, advice, item, receipt, world

ITEMS = [item("INV-2025-00123", 10000), item("INV-2025-00131", 5000), item("INV-2025-04711", 7000, BOLT)]


def resolved(given: Advice) -> Resolved:
    setting = world(ITEMS)
    search = Search(setting.ledger, setting.left, [ACME], setting.domains)
    found = remittance.resolve(given, receipt(15000), search)
    assert found is not None
    return found


def test_an_advice_is_linked_by_total_or_by_payment_reference() -> None:
    index = Advices([advice(15000, [("1", 15000)]), advice(99, [("2", 99)], payment_ref="E2E-1", id="R2")])
    linked = index.linked(receipt(15000, end_to_end="E2E1"), [Target("EUR", 15000, 15000)])
    assert sorted(each.total_minor for each in linked) == [99, 15000]
    assert index.linked(receipt(14000), [Target("EUR", 14000, 14000)]) == []


def test_lines_meet_items_by_number_and_amount() -> None:
    found = resolved(advice(15000, [("INV-2025-00123", 10000), ("131", 5000)]))
    assert found.whole
    assert (found.by_number, found.missing) == (2, 0)


def test_a_line_of_another_customer_is_found_by_amount_and_end_of_number() -> None:
    found = resolved(advice(7000, [("4711", 7000)], sender="Somebody", domain=""))
    assert found.whole


def test_a_line_that_means_nothing_is_missing() -> None:
    found = resolved(advice(15000, [("INV-2025-00123", 10000), ("ZZ", 77)]))
    assert found.missing == 1
    assert not found.whole


def test_nothing_found_is_no_advice() -> None:
    setting = world(ITEMS)
    search = Search(setting.ledger, setting.left, [], {})
    assert remittance.resolve(advice(1, [("ZZ", 1)]), receipt(1), search) is None
