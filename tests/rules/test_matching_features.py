"""The model's inputs: named, of fixed width, and telling explanations apart."""

from __future__ import annotations

from quittance.rules import matching_cases, matching_features, matching_hypotheses
from tests.rules.remitted import item, receipt, world


def rows(text: str) -> tuple[dict[str, float], dict[str, float]]:
    """Inputs of the explanation by INV-2025-00123, and of «nothing»."""
    setting = world([item("INV-2025-00123", 10000), item("INV-2025-00131", 10000, due=1)])
    case = matching_cases.examine(receipt(10000, text), setting)
    first = next(each for each in matching_hypotheses.gather(case, setting) if each.places == (0,))
    names = matching_features.names()
    one, none = matching_features.vector(case, setting, first), matching_features.nothing(case)
    return dict(zip(names, one, strict=True)), dict(zip(names, none, strict=True))


def test_a_named_item_and_a_silent_one_have_different_inputs() -> None:
    assert rows("INV-2025-00123")[0]["named:0"] == 1.0
    assert rows("")[0]["silent:0"] == 1.0


def test_a_text_that_names_another_item_contradicts() -> None:
    assert rows("INV-2025-00131")[0]["contradicted"] == 1.0


def test_nothing_has_inputs_of_its_own() -> None:
    named, nothing = rows("TAX REFUND")
    assert (named["nothing"], nothing["nothing"], nothing["nothing_other"]) == (0.0, 1.0, 1.0)


def test_names_are_unique() -> None:
    assert len(set(matching_features.names())) == matching_features.WIDTH
