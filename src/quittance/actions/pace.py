"""How many requests one key may send: buckets of tokens that fill again with time, in this process."""

from __future__ import annotations

import math
import threading
from collections.abc import Hashable
from dataclasses import dataclass

MOST_KEPT = 10_000
"""Keys whose buckets are remembered; the one that came first makes room, and so starts full again."""

SECONDS_OF_BURST = 60
"""A full bucket holds what fills in this time."""


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float


class Buckets:
    """A bucket for each key."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, _Bucket] = {}
        self._lock = threading.Lock()

    def take(self, key: Hashable, rate: float, now: float) -> int:
        """Take one token of a key's: 0, or the seconds to wait when none is left. `now` is seconds, never going back.

        `rate` is tokens that fill in a second.
        """
        most = rate * SECONDS_OF_BURST
        with self._lock:
            bucket = self._kept.get(key)
            if bucket is None:
                while len(self._kept) >= MOST_KEPT:
                    del self._kept[next(iter(self._kept))]
                bucket = self._kept[key] = _Bucket(most, now)
            bucket.tokens = min(most, bucket.tokens + (now - bucket.at) * rate)
            bucket.at = now
            if bucket.tokens >= 1:
                bucket.tokens -= 1
                return 0
            return math.ceil((1 - bucket.tokens) / rate)

    def forget(self) -> None:
        """Empty the memory."""
        with self._lock:
            self._kept.clear()
