"""The statements of a thank-you: what was reminded of and is paid lately, and by whom; `dunning_asked` fills them."""

from __future__ import annotations

from quittance.reports.bounces import bounced, mailed
from quittance.rules import dunning as rules

THANKS_DAYS = 5
"""Days after the last debt was settled within which a thank-you still goes out."""

SETTLED = (
    "SELECT DISTINCT i.id, i.customer_id, i.base_amount FROM open_item i "
    "JOIN reminder_item t ON t.tenant_id = i.tenant_id AND t.item_id = i.id AND t.day > 0 "
    "JOIN reminder r ON r.tenant_id = t.tenant_id AND r.id = t.reminder_id AND r.state = 'sent' "
    "JOIN allocation a ON a.tenant_id = i.tenant_id AND a.debit_item_id = i.id "
    "JOIN open_item p ON p.tenant_id = a.tenant_id AND p.id = a.credit_item_id AND p.kind = 'payment' "
    "WHERE i.tenant_id = %(tenant)s AND i.entity_id = %(entity)s AND r.channel <> 'inside' "
    "AND i.closed_on >= %(lately)s AND i.closed_on <= %(today)s AND i.side = 'D' {one} "
    "AND NOT EXISTS (SELECT 1 FROM reminder_item g "
    f"WHERE g.tenant_id = i.tenant_id AND g.item_id = i.id AND g.day = {rules.GRATEFUL_DAY})"
)
_MAILED = mailed("u.main", "u.own")
THANKED = (
    f"SELECT u.customer_id, u.number, u.name, u.place, u.items, u.base, {_MAILED}, "
    "CASE WHEN EXISTS (SELECT 1 FROM hold h WHERE h.tenant_id = %(tenant)s AND h.entity_id = %(entity)s "
    "AND h.customer_id = u.customer_id AND h.lifted_on IS NULL AND (h.until_on IS NULL OR h.until_on >= %(today)s) "
    "AND (h.item_id IS NULL OR h.item_id IN (SELECT z.id FROM ({settled}) z))) THEN 'hold' "
    "ELSE '' END FROM ("
    "SELECT s.customer_id, c.number, c.name, {place} AS place, s.items, s.base, "
    "(SELECT MIN(p.email) FROM contact p WHERE p.tenant_id = %(tenant)s AND p.customer_id = s.customer_id "
    "AND p.main AND p.email <> '') AS main, c.email AS own FROM (SELECT z.customer_id, COUNT(*) AS items, "
    "SUM(z.base_amount) AS base FROM ({settled}) z GROUP BY z.customer_id) s "
    "JOIN customer c ON c.tenant_id = %(tenant)s AND c.id = s.customer_id LEFT JOIN dunning_customer k "
    "ON k.tenant_id = %(tenant)s AND k.entity_id = %(entity)s AND k.customer_id = s.customer_id {joins}{still}) u "
    "JOIN customer c ON c.tenant_id = %(tenant)s AND c.id = u.customer_id LEFT JOIN dunning_customer k "
    "ON k.tenant_id = %(tenant)s AND k.entity_id = %(entity)s AND k.customer_id = u.customer_id "
    f"WHERE u.place IN ({{places}}) AND {_MAILED} <> '' AND NOT {bounced(_MAILED)} "
    "AND COALESCE(k.opted_out, '') NOT LIKE '%%email%%' "
    "AND NOT {quiet} AND NOT ({closed}) AND NOT EXISTS (SELECT 1 FROM open_item o WHERE o.tenant_id = %(tenant)s "
    "AND o.customer_id = u.customer_id AND o.closed_on = %(never)s AND o.side = 'D' AND o.due_on < %(today)s) "
    "AND NOT EXISTS (SELECT 1 FROM reminder m WHERE m.tenant_id = %(tenant)s AND m.customer_id = u.customer_id "
    "AND m.entity_id = %(entity)s AND m.state <> 'held' AND m.channel <> 'inside' AND m.id <> %(mine)s "
    "AND (m.cycle_on >= {block} OR m.state IN ('waiting', 'queued', 'sending'))) ORDER BY u.number"
)
ITEMS = (
    "SELECT z.id, COALESCE(x.number, i.kind), i.instalment, i.currency, i.due_on FROM ({settled}) z "
    "JOIN open_item i ON i.tenant_id = %(tenant)s AND i.id = z.id LEFT JOIN document x "
    "ON x.tenant_id = i.tenant_id AND x.id = i.document_id ORDER BY i.due_on, i.id"
)
