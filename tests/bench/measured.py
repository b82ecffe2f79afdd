"""A figure with where it was measured, as it comes from the process that measured it."""

from __future__ import annotations

import datetime
import os
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
    when: str = ""
    """The hour of the run, UTC, and the machine's load over fifteen minutes."""

    @classmethod
    def of(cls, database: str, size: int, told: dict[str, Any]) -> Measured:
        """From a line of JSON that a run has told."""
        fields = dict(told)
        now = datetime.datetime.now(datetime.UTC)
        when = f"{now:%Y-%m-%d %H} h, load {os.getloadavg()[2]:.0f}"
        return cls(database, size, fields.pop("group"), Figure(**fields), when)
