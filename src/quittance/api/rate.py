"""How many requests one identity may send to the API, in each process."""

from __future__ import annotations

from django.conf import settings

from quittance.actions.pace import Buckets
from quittance.api.errors import Refused

_buckets = Buckets()
forget = _buckets.forget


def check(identity: tuple[int, str, int], now: float) -> None:
    """Take one token; raises `Refused` ("too_many_requests") when none is left. `now` is seconds that never go back."""
    rate = settings.API_REQUESTS_PER_SECOND
    wait = _buckets.take(identity, rate, now)
    if wait:
        raise Refused(
            "too_many_requests",
            f"At most {rate} requests a second. Wait {wait} s and go on.",
            headers={"Retry-After": str(wait)},
        )
