"""Setting up: the order of the inputs does not matter, copies of a receipt are marked."""

from __future__ import annotations

from quittance.rules import matching_world
from quittance.rules.matching_learned import learn
from quittance.rules.matching_values import Confirmed
from tests.rules.remitted import ACME, PARTIES, item, receipt, world

ITEMS = [item("INV-2025-00123", 10000), item("INV-2025-00131", 5000, due=1)]


def test_a_domain_that_two_customers_share_leads_to_neither() -> None:
    setting = matching_world.world(ITEMS, [*PARTIES, *PARTIES[:1]], learn([]))
    assert "acme.example" not in setting.domains
    assert "bolt.example" in setting.domains


def test_the_later_copy_of_a_receipt_is_a_twin() -> None:
    given = [receipt(10000, "INV-2025-00123", id="P2"), receipt(10000, "INV-2025-00123", id="P1")]
    cases = matching_world.cases(given, world(ITEMS))
    assert [(case.receipt.id, case.twin) for case in cases] == [("P1", ""), ("P2", "statement")]


def test_a_copy_of_a_past_receipt_is_told_apart() -> None:
    past = Confirmed(receipt(10000, "INV-2025-00999", id="H1"), ACME, ("INV-2025-00999",))
    (case,) = matching_world.cases([receipt(10000, "INV-2025-00999")], world(ITEMS, history=[past]))
    assert case.twin == "past"


def test_equal_texts_without_numbers_are_no_twins() -> None:
    given = [receipt(5000, "danke", id="P1"), receipt(5000, "danke", id="P2")]
    assert [case.twin for case in matching_world.cases(given, world(ITEMS))] == ["", ""]
