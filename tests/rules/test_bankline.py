"""Bank lines: the same movement has the same checksum in any file; a batch splits only when it adds up."""

from __future__ import annotations

import datetime
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from quittance.rules.bankline import Seen, checksums, splits

ONE = Seen(datetime.date(2026, 3, 2), 5000, "EUR", "", "E1", "NL91", "Acme", "INV 1", 0)


def test_movements_alike_to_the_letter_are_told_apart_by_their_turn() -> None:
    first, second = checksums([ONE, ONE])
    assert first != second
    assert checksums([ONE, ONE, ONE])[:2] == [first, second], "a file that holds more of them has the same first ones"


def test_the_banks_reference_tells_a_movement_whatever_its_text() -> None:
    known = replace(ONE, bank_reference="B1")
    assert checksums([known]) == checksums([replace(known, text="another text", payer_name="")])
    assert checksums([ONE]) != checksums([replace(ONE, text="another text")])
    assert checksums([known]) != checksums([replace(known, amount=5001)])


@given(st.permutations([replace(ONE, amount=n) for n in range(1, 6)]))
def test_the_order_within_a_file_does_not_matter(lines: list[Seen]) -> None:
    assert dict(zip([one.amount for one in lines], checksums(lines), strict=True)) == dict(
        zip(range(1, 6), checksums(sorted(lines, key=lambda one: one.amount)), strict=True)
    )


def test_a_batch_splits_when_its_payments_add_up_in_its_currency_and_direction() -> None:
    assert splits(300, "EUR", [(100, "EUR"), (200, "EUR")])
    assert not splits(300, "EUR", [(300, "EUR")])
    assert not splits(300, "EUR", [(100, "EUR"), (201, "EUR")])
    assert not splits(300, "EUR", [(100, "EUR"), (200, "USD")])
    assert not splits(300, "EUR", [(400, "EUR"), (-100, "EUR")])
    assert splits(-300, "EUR", [(-100, "EUR"), (-200, "EUR")])
