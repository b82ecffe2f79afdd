"""How invoices stand beside what is open: how they reached their customer, and what is said about the debt."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quittance.books import sql
from quittance.books.ledger import NEVER
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


@dataclass(frozen=True, slots=True)
class ItemStage:
    """What is said of one open item: its whole amount in base minor units, when its document was seen first (0: never).

    `sent` is the stage of the latest delivery or "", `promised` the state of the last promise that names it or "".
    """

    total_base: int
    seen_at: int
    sent: str
    promised: str
    promised_on: datetime.date | None


# Indexes open_item's key, link_document, delivery_document, promise_part_item.
_ITEM_STAGES = """
SELECT i.id, i.base_amount, COALESCE((SELECT MIN(l.viewed_at) FROM link l WHERE l.tenant_id = i.tenant_id
       AND l.document_id = i.document_id AND l.viewed_at > 0), 0), COALESCE(y.state, ''), COALESCE(p.state, ''),
       p.promised_on
FROM open_item i
LEFT JOIN delivery y ON y.tenant_id = i.tenant_id AND y.id = (SELECT MAX(z.id) FROM delivery z
     WHERE z.tenant_id = i.tenant_id AND z.document_id = i.document_id)
LEFT JOIN promise p ON p.tenant_id = i.tenant_id AND p.id = (SELECT MAX(r.promise_id) FROM promise_part r
     JOIN promise q ON q.tenant_id = r.tenant_id AND q.id = r.promise_id AND q.state <> 'withdrawn'
     WHERE r.tenant_id = i.tenant_id AND r.item_id = i.id)
WHERE i.tenant_id = %s AND i.id IN ({marks})
"""


def of_items(books: Books, ids: Sequence[int]) -> dict[int, ItemStage]:
    """What is said of each of these open items. One statement."""
    if not ids:
        return {}
    found = sql.rows(_ITEM_STAGES.format(marks=sql.marks(len(ids))), [books.tenant_id, *ids])
    return {
        id: ItemStage(int(total), int(seen), _WORDS.get(state, ""), promised, sql.day_or_none(on))
        for id, total, seen, state, promised, on in found
    }


# What a page of documents needs to be told apart, by their ids alone. Indexes delivery_document, link_document,
# open_item_document, allocation_debit, promise_part_item, plan_part_item.
_OPEN = "o.tenant_id = %(tenant)s AND o.document_id IN ({ids}) AND o.side = 'D' AND o.closed_on = %(never)s"
_ITEMS = f"SELECT o.id FROM open_item o WHERE {_OPEN}"
_SAID = """
SELECT document_id, 'viewed' FROM link WHERE tenant_id = %(tenant)s AND document_id IN ({ids}) AND viewed_at > 0
UNION SELECT y.document_id, y.state FROM delivery y WHERE y.tenant_id = %(tenant)s AND y.document_id IN ({ids})
    AND NOT EXISTS (SELECT 1 FROM delivery z WHERE z.tenant_id = y.tenant_id AND z.document_id = y.document_id
                    AND z.id > y.id)
UNION SELECT o.document_id, 'disputed' FROM open_item o WHERE {open} AND (
    o.id IN (SELECT s.item_id FROM dispute s WHERE s.tenant_id = %(tenant)s AND s.item_id IN ({items})
             AND s.state IN ('new', 'review', 'waiting'))
    OR o.id IN (SELECT s.item_id FROM deduction s WHERE s.tenant_id = %(tenant)s AND s.item_id IN ({items})
                AND s.state = 'open'))
UNION SELECT o.document_id, 'promised' FROM open_item o WHERE {open} AND (
    o.id IN (SELECT r.item_id FROM promise_part r JOIN promise p ON p.tenant_id = r.tenant_id AND p.id = r.promise_id
             WHERE r.tenant_id = %(tenant)s AND r.item_id IN ({items}) AND p.state = 'open'
             AND p.deadline_on >= %(today)s)
    OR o.id IN (SELECT r.item_id FROM plan_part r JOIN payment_plan p ON p.tenant_id = r.tenant_id AND p.id = r.plan_id
                WHERE r.tenant_id = %(tenant)s AND r.item_id IN ({items}) AND p.state = 'active'))
UNION SELECT o.document_id, 'written-off' FROM open_item o
    JOIN allocation a ON a.tenant_id = o.tenant_id AND a.debit_item_id = o.id
    JOIN open_item c ON c.tenant_id = a.tenant_id AND c.id = a.credit_item_id
    WHERE o.tenant_id = %(tenant)s AND o.document_id IN ({ids}) AND c.kind = 'writeoff'
    GROUP BY o.document_id HAVING SUM(a.amount) > 0
"""
_WORDS = {state: stage for stage, states in _STATES.items() for state in states}


def of_ids(books: Books, ids: Sequence[int], today: datetime.date) -> dict[int, tuple[str, ...]]:
    """The stages that each of these documents is in, in their order. One statement."""
    if not ids:
        return {}
    marks = ", ".join(str(int(id)) for id in ids)
    items = _ITEMS.format(ids=marks)
    statement = _SAID.format(ids=marks, items=items, open=_OPEN.format(ids=marks))
    told: dict[int, set[str]] = {id: set() for id in ids}
    given = {"tenant": books.tenant_id, "today": today, "never": NEVER}
    for id, word in sql.rows(statement, given):
        told[id].add(_WORDS.get(word, word))
    return {id: _in_order(found) for id, found in told.items()}


def _in_order(found: set[str]) -> tuple[str, ...]:
    """One of how it reached its customer, of which having seen it tells more, then the others."""
    if VIEWED in found:
        found -= {QUEUED, SENT, BOUNCED}
    if not found & {VIEWED, QUEUED, SENT, BOUNCED}:
        found.add(NOT_SENT)
    return tuple(one for one in STAGES if one in found)


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
