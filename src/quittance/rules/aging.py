"""How old: aging buckets by days past due, with not-due as its own."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from quittance.rules.refusals import Invalid

MOST_BUCKETS = 24


@dataclass(frozen=True, slots=True)
class Bucket:
    """Days past due from `from_day` to `to_day`, both included; None is without end.

    The first bucket is not due: up to day 0, because an amount is not late on its due day.
    """

    name: str
    from_day: int | None
    to_day: int | None


def buckets(edges: Sequence[int] = (30, 60, 90)) -> tuple[Bucket, ...]:
    """Not due, then one bucket up to each edge, then all beyond; raises `Invalid` unless edges rise from 1."""
    if not 1 <= len(edges) <= MOST_BUCKETS:
        raise Invalid(f"Give between 1 and {MOST_BUCKETS} bucket edges, such as 30,60,90.", field="buckets")
    if any(low >= high for low, high in zip((0, *edges), edges, strict=False)) or edges[-1] > 36_500:
        raise Invalid("Bucket edges are days that rise, such as 30,60,90.", field="buckets")
    made = [Bucket("Not due", None, 0)]
    for low, high in zip((0, *edges), edges, strict=False):
        made.append(Bucket(f"{low + 1}-{high}", low + 1, high))
    made.append(Bucket(f"Over {edges[-1]}", edges[-1] + 1, None))
    return tuple(made)


def read_edges(text: str) -> tuple[int, ...]:
    """Edges from text such as "30,60,90" or "30/60/90"; raises `Invalid` for anything else."""
    parts = [part.strip() for part in text.replace("/", ",").split(",")]
    if not all(part.isascii() and part.isdigit() and len(part) <= 6 for part in parts):
        raise Invalid("Bucket edges are whole days, such as 30,60,90.", field="buckets")
    edges = tuple(int(part) for part in parts)
    buckets(edges)
    return edges


def latest_due(bucket: Bucket, as_of: datetime.date) -> datetime.date:
    """The latest due day whose amounts fall into `bucket` (or an older one) on the day `as_of`."""
    if bucket.from_day is None:
        return datetime.date.max
    return as_of - datetime.timedelta(days=bucket.from_day)


def place(due_on: datetime.date, as_of: datetime.date, chosen: Sequence[Bucket]) -> int:
    """Index of the bucket for an amount due on `due_on`."""
    late = (as_of - due_on).days
    for index, bucket in enumerate(chosen):
        if bucket.to_day is None or late <= bucket.to_day:
            return index
    raise AssertionError("the last bucket has no end")
