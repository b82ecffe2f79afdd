"""Faults of an import: which row and column of which file, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from quittance.rules.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Fault:
    """One row that cannot be taken in: `kind` of file, `row` as a spreadsheet counts, `field` of the exchange format.

    `code` is that of the refusal a single verb would have given; `sentence` tells what to do.
    """

    kind: str
    row: int
    field: str
    code: str
    sentence: str


def of_refusal(kind: str, row: int, refusal: Refusal, field: str = "") -> Fault:
    """The fault that a refusal is for one row; `field` where the refusal does not name one of the format."""
    return Fault(kind, row, field or refusal.field, refusal.code, refusal.sentence)
