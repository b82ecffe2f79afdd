"""Global assignment: no two payments on one item, whatever the statement says."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from quittance.rules import matching_assign, matching_model, matching_world
from tests.rules.remitted import item, receipt, world

AMOUNTS = (5000, 5000, 7000, 7000, 12345, 30000)
TEXTS = ("", "INV-2025-00100", "INV-2025-00101, 102", "103", "PART PAYMENT INV-2025-00105")


@given(
    st.lists(st.tuples(st.sampled_from([5000, 7000, 10000, 12000, 12345, 15000]), st.sampled_from(TEXTS)), max_size=6)
)
def test_no_item_is_paid_beyond_what_is_open(told: list[tuple[int, str]]) -> None:
    items = [item(f"INV-2025-0010{place}", minor, due=place) for place, minor in enumerate(AMOUNTS)]
    setting = world(items)
    cases = matching_world.cases([receipt(minor, text, id=f"P{n}") for n, (minor, text) in enumerate(told)], setting)
    decided = matching_assign.assign(cases, setting, matching_model.shipped())
    paid: Counter[int] = Counter()
    for weighed in decided.values():
        found, _ = weighed.best()
        for place, cash in zip(found.places, found.fit.cash, strict=True) if found else ():
            paid[place] += cash
    assert len(decided) == len(told)
    assert all(cash <= setting.ledger.items[place].open_minor for place, cash in paid.items())
    assert all(minor >= 0 for minor in setting.left)


def test_the_sure_payment_takes_the_item_and_leaves_the_other_to_the_silent_one() -> None:
    setting = world([item("INV-2025-00100", 5000), item("INV-2025-00101", 5000, due=1)])
    cases = matching_world.cases([receipt(5000, "", "P1"), receipt(5000, "INV-2025-00100", "P2")], setting)
    decided = matching_assign.assign(cases, setting, matching_model.shipped())
    found = {key: weighed.best()[0] for key, weighed in decided.items()}
    assert {key: each.places for key, each in found.items() if each} == {"P2": (0,), "P1": (1,)}


def test_parts_of_one_item_may_come_in_several_payments() -> None:
    setting = world([item("INV-2025-00100", 50000)])
    texts = [(20000, "PART PAYMENT INV-2025-00100"), (30000, "INV-2025-00100")]
    cases = matching_world.cases([receipt(minor, text, f"P{minor}") for minor, text in texts], setting)
    matching_assign.assign(cases, setting, matching_model.shipped())
    assert setting.left == [0]
