"""Issuing: the gate that a document passes just before it is posted, whichever verb issues it."""

from __future__ import annotations

from collections.abc import Callable

from quittance.actions.command import Context
from quittance.books.lock import Locked
from quittance.rules import money
from quittance.rules.ledger import NewDocument
from quittance.rules.refusals import LimitExceeded

Gate = Callable[[Context, Locked, NewDocument], None]
"""What must hold of a document before it is issued; raises a refusal, and then its number is free again."""


def unguarded(context: Context, locked: Locked, document: NewDocument) -> None:
    """For what was approved, and what another verb charges or credits by its own rules, such as a payment's fee."""


def alone(context: Context, locked: Locked, document: NewDocument) -> None:
    """For a document that one person issues: within the company's limit; raises `LimitExceeded` above it."""
    limit, base = locked.entity.approval_limit, locked.entity.base_currency
    if limit is not None and document.base_total > limit:
        raise LimitExceeded(
            f"{money.write(document.base_total, base)} {base} is above {money.write(limit, base)} {base}, up to which "
            "one person issues alone. Save it as a draft and ask for its approval.",
            field="total",
        )
