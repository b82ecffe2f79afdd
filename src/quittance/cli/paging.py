"""Pages of a list, one after the other, up to a limit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Row = TypeVar("Row")

PAGE_ROWS = 200


def paged(page: Callable[[str, int], tuple[Sequence[Row], str]], limit: int) -> Iterator[Row]:
    """Rows of `page(after, most)`, which gives rows and where to continue ("" for the end)."""
    after, left = "", limit
    while left > 0:
        rows, after = page(after, min(left, PAGE_ROWS))
        yield from rows
        left -= len(rows)
        if not after:
            return
