"""Who may have paid: account, memory, name, family and customer number."""

from __future__ import annotations

from quittance.rules import matching_learned, matching_payers
from quittance.rules.matching_payers import Evidence, Payers
from quittance.rules.matching_values import Confirmed, Receipt
from tests.rules.remitted import ACME, BOLT, CORD, PARTIES, receipt


def judged(given: Receipt, numbered: tuple[str, ...] = ()) -> dict[str, Evidence]:
    past = [Confirmed(receipt(1, account="GB22", payer="BOLT PAYMENTS"), BOLT, ())]
    payers = Payers(PARTIES, matching_learned.learn(past, PARTIES))
    return matching_payers.evidence(payers, matching_payers.known(payers, given, numbered))


def test_a_known_account_speaks_for_its_customer_and_against_others() -> None:
    found = judged(receipt(1, payer="Cord Chemicals"))
    assert found[ACME].account == 1.0
    assert found[CORD].account == -2.0


def test_a_remembered_name_and_a_like_name_are_told_apart() -> None:
    found = judged(receipt(1, account="XX99", payer="Bolt Payments"))
    assert found[BOLT].remembered == 1.0
    assert found[BOLT].account == 0.0


def test_a_parents_account_brings_its_children_in() -> None:
    found = judged(receipt(1, account="GB22", payer="SHARED SERVICES"))
    assert found[CORD].family


def test_a_customer_number_in_the_text_is_evidence() -> None:
    payers = Payers(PARTIES, matching_learned.learn([]))
    assert payers.numbered("100002") == BOLT
    assert judged(receipt(1), (CORD,))[CORD].numbered


def test_a_receipt_without_account_says_so() -> None:
    assert judged(receipt(1, account=""))[ACME].account == -1.0
