"""One set of items is one explanation, however often it is offered."""

from __future__ import annotations

from quittance.rules import matching_cases
from quittance.rules.matching_fit import Target
from quittance.rules.matching_ideas import CLEAN, Ideas
from tests.rules.remitted import ACME, item, receipt, world


def ideas() -> Ideas:
    setting = world([item("A1", 10000, discount_bp=200), item("A2", 5000, due=1)])
    return Ideas(matching_cases.examine(receipt(15000), setting), setting)


def test_the_same_set_is_kept_once_with_all_its_sources() -> None:
    held = ideas()
    held.offer([0, 1], Target("EUR", 15000, 15000), "run")
    held.offer([1, 0], Target("EUR", 15000, 15000), "subset")
    assert list(held.found) == [(0, 1)]
    assert held.found[0, 1].sources == {"run", "subset"}


def test_kinds_that_are_not_wanted_and_other_currencies_are_left_out() -> None:
    held = ideas()
    assert held.offer([0], Target("EUR", 6000, 6000), "amount", CLEAN) is None
    assert held.offer([0], Target("GBP", 10000, 10000), "amount") is None


def test_what_is_taken_is_no_longer_offered() -> None:
    held = ideas()
    held.world.left[0] = 0
    assert held.open_places(ACME, "EUR") == [1]
    assert held.offer([0], Target("EUR", 10000, 10000), "amount") is None


def test_the_net_of_an_item_is_less_its_discount() -> None:
    assert (ideas().net(0), ideas().net(1)) == (9800, 5000)
