"""A figure with where it was measured, as it comes from the process that measured it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.bench.figure import Figure


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure of one database with so many invoices."""

    database: str
    size: int
    group: str
    figure: Figure

    @classmethod
    def of(cls, database: str, size: int, told: dict[str, Any]) -> Measured:
        """From a line of JSON that a run has told."""
        fields = dict(told)
        return cls(database, size, fields.pop("group"), Figure(**fields))
