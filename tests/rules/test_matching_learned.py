"""What confirmed matches teach, as counts that can be shown."""

from __future__ import annotations

from quittance.rules import matching_learned, references_forms
from quittance.rules.matching_values import Confirmed
from tests.rules.remitted import ACME, BOLT, PARTIES, receipt

PAST = [
    Confirmed(receipt(10000, "RG INV-2025-00001"), ACME, ("INV-2025-00001",)),
    Confirmed(receipt(20000, "danke"), ACME, ("INV-2025-00002",)),
    Confirmed(receipt(30000, "RG 00003"), BOLT, ("INV-2025-00003",)),
]


def test_accounts_and_names_are_counted_by_customer() -> None:
    learned = matching_learned.learn(PAST, PARTIES)
    assert learned.accounts["DE11"] == {ACME: 3, BOLT: 1}
    assert learned.payers[matching_learned.payer_key("Acme Maschinenbau")] == {ACME: 2, BOLT: 1}


def test_habits_tell_how_often_and_how_documents_are_named() -> None:
    learned = matching_learned.learn(PAST)
    assert (learned.habits[ACME].seen, learned.habits[ACME].named) == (2, 1)
    assert learned.habits[BOLT].ways[references_forms.TAIL] == 1
    assert learned.overall.seen == 3


def test_a_habit_of_few_receipts_leans_on_the_overall_one() -> None:
    habit = matching_learned.Habit(seen=1, named=0)
    assert 0.3 < habit.named_share(0.9) < 0.9


def test_the_order_of_history_does_not_matter() -> None:
    assert matching_learned.learn(PAST, PARTIES) == matching_learned.learn(PAST[::-1], PARTIES[::-1])


def test_a_copy_of_a_receipt_has_the_same_fingerprint() -> None:
    first, copy = receipt(100, "RG 4711"), receipt(100, "rg  4711", id="P2")
    assert matching_learned.fingerprint(first) == matching_learned.fingerprint(copy)
    assert matching_learned.fingerprint(first) != matching_learned.fingerprint(receipt(101, "RG 4711"))
