"""Reading: who may look at the books and at the audit trail; a refusal is an event like any other."""

from __future__ import annotations

from quittance.actions import command
from quittance.actions.command import Context
from quittance.rules.duties import PERMISSIONS
from quittance.rules.refusals import NotAllowed


def check(context: Context, permission: str) -> None:
    """Raise `NotAllowed` unless the identity holds a permission to read."""
    if permission in context.actor.permissions:
        return
    refusal = NotAllowed(f"You may not {PERMISSIONS[permission]}. Ask an administrator for a role that may.")
    command.note_refusal(context, permission, None, refusal)
    raise refusal
