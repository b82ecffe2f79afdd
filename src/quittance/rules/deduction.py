"""How a deduction ends, and the net amount of a gross one."""

from __future__ import annotations

from quittance.rules import money

CREDIT, WRITE_OFF, REJECT, SETTLED = "credit", "write_off", "reject", "settled"
WAYS = (CREDIT, WRITE_OFF, REJECT, SETTLED)

WHOLE_E4 = 100 * 10**4
NEAR = 2
"""Minor units around the quotient within which a net amount is looked for."""


def net_of(gross: int, rate_e4: int) -> int | None:
    """The net amount whose tax (rounded once, as totals are) makes it `gross`; None where rounding leaves a gap."""
    about = gross * WHOLE_E4 // (WHOLE_E4 + rate_e4)
    for net in range(about - NEAR, about + NEAR + 1):
        if net + money.ratio(net, rate_e4, WHOLE_E4) == gross:
            return net
    return None


def percent(rate_e4: int) -> str:
    """A rate in ten-thousandths of a percent as decimal text in percent."""
    whole, part = divmod(rate_e4, 10**4)
    return f"{whole}.{part:04d}".rstrip("0").rstrip(".")
