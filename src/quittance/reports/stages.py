"""How invoices stand beside what is open: how they reached their customer, and what is said about the debt."""

from __future__ import annotations

import datetime
from typing import Any

from quittance.reports import holding
from quittance.reports.books import Books
from quittance.rules.refusals import Invalid

NOT_SENT, QUEUED, SENT, VIEWED, BOUNCED = "not-sent", "queued", "sent", "viewed", "bounced"
DISPUTED, PROMISED, WRITTEN_OFF = "disputed", "promised", "written-off"
STAGES = (NOT_SENT, QUEUED, SENT, VIEWED, BOUNCED, DISPUTED, PROMISED, WRITTEN_OFF)

_STATES = {QUEUED: ("queued", "sending"), SENT: ("sent",), BOUNCED: ("bounced", "failed", "doubtful")}
"""Stage -> states of the latest delivery."""

_SEEN = (
    "SELECT l.document_id FROM link l WHERE l.tenant_id = %(tenant)s AND l.entity_id = %(entity)s "
    "AND l.document_id IS NOT NULL AND l.viewed_at > 0"
)
# Index delivery_document, and link_document for what the customer has seen, which tells more than a delivery.
_LATEST = (
    "d.id IN (SELECT y.document_id FROM delivery y WHERE y.tenant_id = %(tenant)s AND y.entity_id = %(entity)s "
    "AND y.document_id IS NOT NULL AND y.state IN ({states}) AND NOT EXISTS (SELECT 1 FROM delivery z "
    "WHERE z.tenant_id = y.tenant_id AND z.document_id = y.document_id AND z.id > y.id)) "
    f"AND d.id NOT IN ({_SEEN})"
)
_NEVER = (
    "NOT EXISTS (SELECT 1 FROM delivery y WHERE y.tenant_id = d.tenant_id AND y.document_id = d.id) "
    f"AND d.id NOT IN ({_SEEN})"
)
# By what is held back now, so that a broken promise and a closed dispute no longer count.
_HELD = (
    f"d.id IN (WITH {holding.CLAIMS} SELECT i.document_id FROM held h JOIN open_item i "
    "ON i.tenant_id = %(tenant)s AND i.id = h.item_id WHERE h.rule IN ({rules}) AND i.document_id IS NOT NULL)"
)
# What was written off and not taken back. Index allocation_credit.
_GIVEN_UP = (
    "d.id IN (SELECT i.document_id FROM open_item c "
    "JOIN allocation a ON a.tenant_id = c.tenant_id AND a.credit_item_id = c.id "
    "JOIN open_item i ON i.tenant_id = a.tenant_id AND i.id = a.debit_item_id "
    "WHERE c.tenant_id = %(tenant)s AND c.entity_id = %(entity)s AND c.side = 'C' AND c.kind = 'writeoff' "
    "AND i.document_id IS NOT NULL GROUP BY i.document_id HAVING SUM(a.amount) > 0)"
)


def check(stage: str) -> str:
    """The stage; raises `Invalid` for one that there is not, "" is any."""
    if stage not in ("", *STAGES):
        raise Invalid(f"The stage is one of {', '.join(STAGES)}.", field="stage")
    return stage


def test(stage: str) -> str:
    """The condition on a document `d` that is in a stage; its parameters are those of `params`."""
    if stage == VIEWED:
        return f"d.id IN ({_SEEN})"
    if stage in _STATES:
        return _LATEST.format(states=", ".join(f"'{one}'" for one in _STATES[stage]))
    if stage in (DISPUTED, PROMISED):
        rules = ("dispute", "deduction") if stage == DISPUTED else ("promise", "plan")
        return _HELD.format(rules=", ".join(f"'{one}'" for one in rules))
    return _NEVER if stage == NOT_SENT else _GIVEN_UP


def params(books: Books, today: datetime.date) -> dict[str, Any]:
    """What the conditions ask for."""
    return holding.params(books, today)
