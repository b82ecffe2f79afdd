"""How a deduction ends, and rates in words."""

from __future__ import annotations

CREDIT, WRITE_OFF, REJECT, SETTLED = "credit", "write_off", "reject", "settled"
WAYS = (CREDIT, WRITE_OFF, REJECT, SETTLED)


def percent(rate_e4: int) -> str:
    """A rate in ten-thousandths of a percent as decimal text in percent."""
    whole, part = divmod(rate_e4, 10**4)
    return f"{whole}.{part:04d}".rstrip("0").rstrip(".")
