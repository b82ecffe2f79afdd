"""Preflight: each check finds its own, and the policy decides how it is taken."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quittance.rules import preflight
from quittance.rules.preflight import BLOCK, OFF, WARN, Facts, Odd
from quittance.rules.refusals import Invalid

FINE = Facts("PO-1", True, "ap@acme.example", "NL91ABNA0417164300", "NL1", "DE1", True, frozenset({"standard"}))
ALL = dict.fromkeys(preflight.CHECKS, WARN)

AT_FAULT = {
    "order": replace(FINE, purchase_order=""),
    "address": replace(FINE, email=""),
    "bank": replace(FINE, iban=""),
    "duplicate": replace(FINE, duplicate="INV-1"),
    "tax": replace(FINE, vat_id=""),
    "price": replace(FINE, prices=(Odd(2, "ROPE", "3", "3.50"),)),
    "stock": replace(FINE, stock=(Odd(0, "ROPE", "12", "10"),)),
    "einvoice": replace(FINE, broken=("BR-DE-1", "BR-CO-25")),
}


@pytest.mark.parametrize("check", preflight.CHECKS)
def test_each_check_finds_its_own_and_nothing_else(check: str) -> None:
    (found,) = preflight.look(AT_FAULT[check], ALL)
    assert (found.check, found.level) == (check, WARN) and found.sentence.endswith((".", "?"))


def test_nothing_is_found_where_nothing_is_wrong() -> None:
    assert preflight.look(FINE, ALL) == ()
    assert preflight.look(replace(AT_FAULT["order"], order_required=False), ALL) == ()


def test_without_a_policy_a_missing_order_blocks_and_the_rest_warns() -> None:
    levels = {check: [one.level for one in preflight.look(facts, {})] for check, facts in AT_FAULT.items()}
    assert levels.pop("order") == [BLOCK] and levels.pop("einvoice") == []
    assert set(map(tuple, levels.values())) == {(WARN,)}
    assert preflight.look(AT_FAULT["order"], {"order": OFF}) == ()


@pytest.mark.parametrize("category", ["reverse_charge", "intra_community"])
def test_the_customers_vat_id_is_needed_where_its_tax_is_left_out(category: str) -> None:
    facts = replace(FINE, taxed=False, categories=frozenset({category}))
    assert preflight.look(facts, ALL) == ()
    assert [one.check for one in preflight.look(replace(facts, customer_vat_id=""), ALL)] == ["tax"]
    assert preflight.look(replace(facts, categories=frozenset({"exempt"}), vat_id=""), ALL) == ()


def test_who_is_not_subject_to_vat_is_told_by_a_registration() -> None:
    facts = replace(FINE, taxed=False, categories=frozenset({"not_subject"}), vat_id="")
    assert preflight.look(facts, ALL) == ()
    (found,) = preflight.look(replace(facts, registered=False), ALL)
    assert (found.check, found.field) == ("tax", "vat_id") and "registration number" in found.sentence


def test_an_account_whose_statements_come_is_the_one_to_be_paid_to() -> None:
    own = replace(FINE, accounts=("NL91ABNA0417164300", "4711"))
    assert preflight.look(own, ALL) == () and preflight.look(replace(FINE, accounts=("4711",)), ALL) == ()
    other = replace(FINE, accounts=("NL20INGB0001234567",))
    assert [one.check for one in preflight.look(other, ALL)] == ["bank"]
    swiss = replace(FINE, iban="CH4431999123000889012", accounts=("CH5604835123000889012",))
    assert preflight.look(swiss, ALL) == (), "the QR-IBAN of the same account"


def test_only_a_few_lines_are_named() -> None:
    many = tuple(Odd(n, "ROPE", "3", "3.50") for n in range(1, 9))
    (found,) = preflight.look(replace(FINE, prices=many), ALL)
    assert found.sentence.startswith("Line 1: ROPE costs 3.50, not 3;") and found.sentence.endswith("and 3 more.")


def test_an_unknown_check_or_level_is_refused() -> None:
    preflight.check_level("order", BLOCK)
    for check, level in (("orders", BLOCK), ("order", "stop")):
        with pytest.raises(Invalid):
            preflight.check_level(check, level)
