"""Rows beside those they belong to: the same rows whether both files keep one order or none."""

from __future__ import annotations

import io

from hypothesis import given, settings
from hypothesis import strategies as st

from quittance.actions.imports_beside import MOST_IN_STEP, Beside, in_step
from quittance.actions.imports_source import Source
from quittance.actions.imports_spool import Spool
from quittance.formats.sheet_limits import UPLOAD
from quittance.rules.mapping import Mapping
from tests import imported


def source(kind: str, owners: list[str]) -> Source:
    """A file whose rows have these first fields."""
    columns = {
        "invoices": ("number", "customer_number", "issued_on"),
        "lines": ("invoice_number", "unit_price"),
    }[kind]
    content = imported.table(columns, *([one, "1", "2026-01-01"][: len(columns)] for one in owners))
    return Source(
        f"{kind}.csv", io.BytesIO(content), Mapping(kind, tuple((x, x) for x in columns)), UPLOAD, io.BytesIO()
    )


def test_files_are_in_step_when_rows_come_in_the_order_of_their_owners() -> None:
    invoices = source("invoices", ["a", "b", "c"])
    for owners in (["a", "b", "c"], ["a", "a", "c"], ["c"], []):
        assert in_step(invoices, source("lines", owners)), owners
    for owners in (["b", "a"], ["a", "b", "a"], ["z"], ["a", "z"], ["c", "c", "b"], ["a"] * (MOST_IN_STEP + 1)):
        assert not in_step(invoices, source("lines", owners)), owners


OWNERS = st.lists(st.sampled_from("abcdef"), max_size=12)


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(st.permutations("abcd"), OWNERS, st.integers(1, 4), st.integers(1, 3), st.booleans())
def test_every_row_is_given_once_with_its_owner_or_left_over(
    invoices: list[str], owners: list[str], portion: int, most: int, ordered: bool
) -> None:
    if ordered:
        owners = sorted((one for one in owners if one in invoices), key=invoices.index)
    given_rows: list[tuple[str, int]] = []
    with Spool() as spool:
        beside = Beside(1, source("lines", owners), spool, source("invoices", invoices))
        for start in range(0, len(invoices), portion):
            named: set[str] = set()
            for group, rows in beside.groups(invoices[start : start + portion], most):
                assert {row.values[0] for row in rows} <= group and not named & group
                named |= group
                given_rows += [(row.values[0], row.n) for row in rows]
            assert named == set(invoices[start : start + portion])
        left = [(row.values[0], row.n) for rows in beside.left(2) for row in rows]
    assert sorted(given_rows + left) == sorted((owner, n) for n, owner in enumerate(owners, start=2))
    assert {owner for owner, _ in left} == set(owners) - set(invoices)
