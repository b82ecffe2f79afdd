"""A receipt examined: targets, customers, mentions, advices, words that speak of other money."""

from __future__ import annotations

from quittance.rules import matching_cases
from quittance.rules.matching_cases import Case
from quittance.rules.matching_values import Receipt
from tests.rules.remitted import ACME, BOLT, CORD, advice, item, receipt, world

ITEMS = [item("INV-2025-00123", 10000), item("INV-2025-04711", 7000, BOLT, currency="GBP")]


def examined(given: Receipt) -> Case:
    return matching_cases.examine(given, world(ITEMS, [advice(10000, [("INV-2025-00123", 10000)])]))


def test_the_amount_is_also_looked_at_in_the_ledgers_other_currencies() -> None:
    targets = examined(receipt(10000)).targets
    assert [(target.currency, target.how) for target in targets] == [("EUR", ""), ("GBP", "rate")]
    assert targets[1].low <= 5000 <= targets[1].high


def test_an_ordered_amount_replaces_the_days_rate() -> None:
    targets = examined(receipt(10000, instructed_currency="GBP", instructed_minor=5050)).targets
    assert [(target.low, target.how) for target in targets] == [(10000, ""), (5050, "instructed")]


def test_a_number_in_the_text_brings_its_customer_in() -> None:
    case = examined(receipt(1, "INV-2025-04711"))
    assert BOLT in case.evidence
    assert [mention.items for mention in case.mentions[BOLT]] == [(0,)]


def test_advices_are_met_with_items() -> None:
    assert [each.whole for each in examined(receipt(10000)).resolved] == [True]


def test_customers_stand_by_what_speaks_for_them() -> None:
    assert matching_cases.ranked(examined(receipt(1)).evidence)[0] == ACME


def test_refunds_and_advance_payments_are_heard_in_the_text() -> None:
    assert examined(receipt(1, "TAX REFUND 4711")).other
    assert examined(receipt(1, "ANZAHLUNG AUFTRAG 45")).ahead


def test_a_valid_structured_reference_is_found() -> None:
    setting = world([item("539007547034", 100, CORD, structured="RF18539007547034")])
    case = matching_cases.examine(receipt(100, "RF18 5390 0754 7034"), setting)
    assert case.structured is not None
    assert setting.ledger.items[case.structured].customer == CORD
