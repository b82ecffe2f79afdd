"""Explanations of a receipt: amounts, runs, subsets, advices, families, strangers."""

from __future__ import annotations

from collections.abc import Sequence

from quittance.rules import matching_cases, matching_hypotheses
from quittance.rules.matching_values import Advice, OpenItem, Receipt
from tests.rules.remitted import BOLT, CORD, advice, item, receipt, world

RUN = [item(f"A{place}", 1000 + 37 * place * place, due=place) for place in range(8)]


def gathered(
    given: Receipt, items: Sequence[OpenItem], advices: Sequence[Advice] = ()
) -> dict[frozenset[str], set[str]]:
    setting = world(items, advices)
    held = matching_hypotheses.gather(matching_cases.examine(given, setting), setting)
    return {frozenset(setting.ledger.items[place].id for place in each.places): each.sources for each in held}


def worth(*places: int) -> int:
    return sum(RUN[place].open_minor for place in places)


def test_the_oldest_items_in_a_row_are_an_explanation() -> None:
    assert "first" in gathered(receipt(worth(0, 1, 2, 3, 4)), RUN)[frozenset(["A0", "A1", "A2", "A3", "A4"])]


def test_a_run_may_have_a_gap() -> None:
    found = gathered(receipt(worth(0, 1, 2, 3, 5, 6, 7)), RUN)
    assert "gapped" in found[frozenset(["A0", "A1", "A2", "A3", "A5", "A6", "A7"])]


def test_any_few_items_that_add_up_are_found() -> None:
    assert "subset" in gathered(receipt(worth(2, 5)), RUN)[frozenset(["A2", "A5"])]


def test_the_first_credit_note_may_be_netted() -> None:
    items = [*RUN, item("CN1", -500)]
    assert frozenset(["A0", "A1", "CN1"]) in gathered(receipt(worth(0, 1) - 500), items)


def test_an_item_that_the_advice_lost_is_the_one_its_total_lacks() -> None:
    given = advice(worth(1, 4, 6), [("A1", worth(1)), ("A4", worth(4))])
    assert "advice" in gathered(receipt(worth(1, 4, 6)), RUN, [given])[frozenset(["A1", "A4", "A6"])]


def test_a_parent_may_pay_the_first_items_of_its_children() -> None:
    items = [item("B1", 4100, BOLT), item("C1", 1300, CORD)]
    given = receipt(5400, payer="Bolt Logistics Ltd", account="")
    assert "family" in gathered(given, items)[frozenset(["B1", "C1"])]


def test_a_stranger_may_be_known_by_an_amount_that_few_share() -> None:
    assert gathered(receipt(4100, payer="", account=""), [item("B1", 4100, BOLT)]) == {frozenset(["B1"]): {"amount"}}


def test_a_valid_structured_reference_is_never_contradicted() -> None:
    items = [item("B1", 4100, BOLT, structured="RF18539007547034"), item("A9", 5000)]
    assert set(gathered(receipt(5000, "RF18539007547034"), items)) == {frozenset(["B1"])}
