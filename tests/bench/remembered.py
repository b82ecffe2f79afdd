"""Figures of earlier runs: what a run does not measure stays on the page, marked with when it was measured."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from tests.bench import GROUPS
from tests.bench.figure import Figure
from tests.bench.measured import Measured

FILE = Path(__file__).resolve().parent / "remembered.jsonl"


def read() -> list[Measured]:
    """All that is remembered, in the order of the page."""
    if not FILE.exists():
        return []
    told = [json.loads(line) for line in FILE.read_text().splitlines()]
    return [Measured(**{**one, "figure": Figure(**one["figure"])}) for one in told]


def merged(found: Iterable[Measured]) -> list[Measured]:
    """What is remembered, with the figures of a run in the place of earlier ones of the same kind."""
    every = {(one.database, one.size, one.figure.name): one for one in read()}
    every |= {(one.database, one.size, one.figure.name): one for one in found}
    return sorted(every.values(), key=lambda one: GROUPS.index(one.group))


def write(found: Iterable[Measured]) -> None:
    """Remember exactly these."""
    FILE.write_text("".join(f"{json.dumps(asdict(one))}\n" for one in found))
