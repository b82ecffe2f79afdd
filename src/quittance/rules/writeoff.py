"""Small balances: how much may be written off at once."""

from __future__ import annotations

from quittance.rules import money
from quittance.rules.refusals import LimitExceeded


def check_limit(base_amount: int, limit: int, base_currency: str) -> None:
    """Raise `LimitExceeded` when `base_amount` (base minor units) is beyond the entity's limit."""
    if base_amount > limit:
        raise LimitExceeded(
            f"{money.write(base_amount, base_currency)} {base_currency} is above the small-balance limit of "
            f"{money.write(limit, base_currency)}. Ask for a credit note, or have the limit raised in Settings.",
            field="amount",
        )
