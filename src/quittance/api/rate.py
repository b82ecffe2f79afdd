"""How many requests one identity may send: a bucket of tokens that fills again with time, in this process."""

from __future__ import annotations

import math
import threading
from dataclasses import dataclass

from django.conf import settings

from quittance.api.errors import Refused

MOST_KEPT = 10_000
"""Identities whose buckets are remembered; the one that came first makes room, and so starts full again."""

SECONDS_OF_BURST = 60
"""A full bucket holds what fills in this time."""


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float


_buckets: dict[tuple[int, str, int], _Bucket] = {}
_lock = threading.Lock()


def check(identity: tuple[int, str, int], now: float) -> None:
    """Take one token; raises `Refused` ("too_many_requests") when none is left. `now` is seconds that never go back."""
    rate = settings.API_REQUESTS_PER_SECOND
    most = float(rate * SECONDS_OF_BURST)
    with _lock:
        bucket = _buckets.get(identity)
        if bucket is None:
            while len(_buckets) >= MOST_KEPT:
                del _buckets[next(iter(_buckets))]
            bucket = _buckets[identity] = _Bucket(most, now)
        bucket.tokens = min(most, bucket.tokens + (now - bucket.at) * rate)
        bucket.at = now
        if bucket.tokens >= 1:
            bucket.tokens -= 1
            return
        wait = math.ceil((1 - bucket.tokens) / rate)
    raise Refused(
        "too_many_requests",
        f"At most {rate} requests a second. Wait {wait} s and go on.",
        headers={"Retry-After": str(wait)},
    )


def forget() -> None:
    """Empty the memory."""
    with _lock:
        _buckets.clear()
