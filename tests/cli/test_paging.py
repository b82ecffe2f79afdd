"""Pages of a list, one after the other: every row once, up to the limit, and no page too many."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from quittance.cli.paging import PAGE_ROWS, paged


def pages_of(rows: list[int], asked: list[int]) -> Callable[[str, int], tuple[list[int], str]]:
    """A list in pages; each page that is asked for is noted."""

    def page(after: str, most: int) -> tuple[list[int], str]:
        asked.append(most)
        start = int(after or 0)
        found = rows[start : start + most]
        more = start + len(found) < len(rows)
        return found, str(start + len(found)) if more else ""

    return page


@given(st.integers(0, 3 * PAGE_ROWS), st.integers(1, 4 * PAGE_ROWS))
def test_every_row_comes_once_up_to_the_limit(count: int, limit: int) -> None:
    asked: list[int] = []
    rows = list(range(count))
    assert list(paged(pages_of(rows, asked), limit)) == rows[:limit]
    assert max(asked) <= PAGE_ROWS
    assert len(asked) <= max(1, -(-min(count, limit) // PAGE_ROWS))


def test_rows_come_as_they_are_asked_for() -> None:
    asked: list[int] = []
    rows = paged(pages_of(list(range(1_000)), asked), 1_000)
    assert [next(rows), len(asked)] == [0, 1]
