"""Telling: which subscriptions a range of happenings meets, in one statement, each person once by the quickest way."""

from __future__ import annotations

import datetime

from quittance.actions.command import Context
from quittance.actions.happenings import Range
from quittance.books import sql
from quittance.books.keys import new_id, new_ids
from quittance.reports import absences, people
from quittance.reports.books import of as books_of
from quittance.rules import subscriptions as rules
from quittance.rules import topics
from quittance.rules.duties import READ

MOST_MADE = 2_000_000
"""Ids kept free for what one range of happenings tells."""

_RANK = " ".join(f"WHEN '{channel}' THEN {n}" for n, channel in enumerate(rules.QUICKEST))
_SAID = (
    "SELECT h.tenant_id, h.id AS happening_id, h.topic, h.moment, h.base_amount, h.days, h.public, h.doer, "
    "s.id AS subscription_id, s.entity_id, s.member_id, s.contact_id, s.webhook_id, s.channel, s.quiet, s.since, "
    "s.least_base, s.days AS late_days, s.paused FROM happening h "
)
_HERE = "WHERE h.tenant_id = %(tenant)s AND h.id BETWEEN %(low)s AND %(high)s"
# Each arm finds subscriptions by an index: subscription_customer, the same for a parent, follow_up_once with
# subscription_member (of the owner, and of whoever stands in), and subscription_all. The pure rule is
# rules.subscriptions.concerns; a test holds both equal.
TELL = f"""
INSERT INTO notification (tenant_id, id, entity_id, subscription_id, happening_id, member_id, contact_id, webhook_id,
    channel, quiet, waits, notice_id, read_at, recorded_at)
WITH near AS (
    {_SAID} JOIN subscription s ON s.tenant_id = h.tenant_id AND s.customer_id = h.customer_id
        AND s.scope IN ('customer', 'group') {_HERE}
    UNION ALL
    {_SAID} JOIN customer c ON c.tenant_id = h.tenant_id AND c.id = h.customer_id
        JOIN subscription s ON s.tenant_id = c.tenant_id AND s.customer_id = c.parent_id AND s.scope = 'group' {_HERE}
    UNION ALL
    {_SAID} JOIN follow_up f ON f.tenant_id = h.tenant_id AND f.entity_id = h.entity_id
        AND f.customer_id = h.customer_id
        JOIN subscription s ON s.tenant_id = f.tenant_id AND s.member_id = f.owner_id AND s.scope = 'managed' {_HERE}
    UNION ALL
    {_SAID} JOIN follow_up f ON f.tenant_id = h.tenant_id AND f.entity_id = h.entity_id
        AND f.customer_id = h.customer_id
        JOIN absence a ON a.tenant_id = f.tenant_id AND a.member_id = f.owner_id AND {absences.NOW}
        JOIN subscription s ON s.tenant_id = a.tenant_id AND s.member_id = a.stand_in_id AND s.scope = 'managed' {_HERE}
    UNION ALL
    {_SAID} JOIN subscription s {{index}} ON s.tenant_id = h.tenant_id AND s.entity_id = h.entity_id AND s.scope = 'all'
        AND NOT s.paused {_HERE}
), met AS (
    SELECT n.*, ROW_NUMBER() OVER (PARTITION BY n.happening_id, n.member_id, n.contact_id, n.webhook_id
        ORDER BY CASE n.channel {_RANK} END, n.subscription_id) AS turn
    FROM near n
    JOIN subscription_topic t ON t.tenant_id = n.tenant_id AND t.subscription_id = n.subscription_id
        AND t.topic = n.topic
    LEFT JOIN member m ON m.tenant_id = n.tenant_id AND m.id = n.member_id
    WHERE n.tenant_id = %(tenant)s AND n.entity_id = %(entity)s AND NOT n.paused AND n.since < n.moment
    AND (n.base_amount IS NULL OR n.base_amount >= n.least_base)
    AND (n.topic <> '{topics.OVERDUE}' OR n.days = n.late_days)
    AND (n.contact_id IS NULL OR n.public)
    AND (n.member_id IS NULL OR (m.active AND n.member_id <> n.doer AND n.member_id NOT IN ({{barred}})))
)
SELECT met.tenant_id, %(first)s + ROW_NUMBER() OVER (ORDER BY met.happening_id, met.subscription_id), met.entity_id,
    met.subscription_id, met.happening_id, met.member_id, met.contact_id, met.webhook_id, met.channel, met.quiet,
    met.channel <> '{rules.PRODUCT}', CAST(NULL AS bigint), 0, %(now)s
FROM met WHERE met.tenant_id = %(tenant)s AND met.turn = 1
ON CONFLICT DO NOTHING
"""
_STANDARD = (
    "INSERT INTO subscription (tenant_id, id, entity_id, member_id, contact_id, webhook_id, scope, customer_id, "
    "channel, least_base, days, quiet, standard, paused, left_at, since, actor_name, recorded_at) "
    "SELECT m.tenant_id, %(first)s + ROW_NUMBER() OVER (ORDER BY m.id), %(entity)s, m.id, NULL, NULL, 'managed', NULL, "
    "'product', 0, 1, %(yes)s, %(yes)s, %(no)s, 0, %(first)s, '', %(now)s FROM member m WHERE m.tenant_id = %(tenant)s "
    "AND m.active AND NOT EXISTS (SELECT 1 FROM subscription s WHERE s.tenant_id = m.tenant_id "
    "AND s.entity_id = %(entity)s AND s.member_id = m.id AND s.standard) ON CONFLICT DO NOTHING"
)


def tell(context: Context, what: Range) -> int:
    """Tell a range of happenings to everybody whom they concern; how many were told. Again it tells nobody twice."""
    _, barred = readers(context)
    named = {f"b{n}": id for n, id in enumerate(sorted(barred))}
    marks = ", ".join(f"%({name})s" for name in named) or "0"
    params = {
        "tenant": context.tenant_id,
        "entity": context.entity_id,
        "low": what.first,
        "high": what.last,
        "first": new_ids(MOST_MADE)[0],
        "now": context.now,
        "today": context.today,
    }
    return sql.execute(TELL.format(barred=marks, index=sql.by_index("subscription_all")), params | named)


def ensure_standard(context: Context) -> int:
    """Give everybody who has none yet the subscription that needs no setting up; how many got one."""
    params = {
        "tenant": context.tenant_id,
        "entity": context.entity_id,
        "first": new_id(),
        "now": context.now,
        "yes": True,
        "no": False,
    }
    made = sql.execute(_STANDARD, params)
    if made:
        ids = new_ids(made * (len(topics.STANDARD) + 1))
        told = ", ".join(f"({n}, '{topic}')" for n, topic in enumerate(topics.STANDARD))
        sql.execute(
            f"WITH topic (n, name) AS (VALUES {told}) INSERT INTO subscription_topic (tenant_id, id, subscription_id, "
            "topic) SELECT s.tenant_id, %(first)s + ROW_NUMBER() OVER (ORDER BY s.id, w.n), s.id, w.name "
            "FROM subscription s CROSS JOIN topic w WHERE s.tenant_id = %(tenant)s AND s.entity_id = %(entity)s "
            "AND s.standard AND NOT EXISTS (SELECT 1 FROM subscription_topic t WHERE t.tenant_id = s.tenant_id "
            "AND t.subscription_id = s.id) ON CONFLICT DO NOTHING",
            {"first": ids[0], "tenant": context.tenant_id, "entity": context.entity_id},
        )
    return made


def begin(context: Context, through: int = 0) -> None:
    """The place of a company that was never looked at: before its first subscription, and so before all it is for.

    `through` says that everything up to that id is nobody's news.
    """
    first = sql.row(
        "SELECT MIN(since) FROM subscription WHERE tenant_id = %s AND entity_id = %s",
        [context.tenant_id, context.entity_id],
    )
    id = new_id()
    since = through + 1 if through else int(first[0]) if first and first[0] else id
    sql.execute(
        "INSERT INTO heard (tenant_id, id, entity_id, through) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING",
        [context.tenant_id, id, context.entity_id, since - 1],
    )


def held(context: Context) -> tuple[int, datetime.date | None]:
    """How far the company is told, held still until the transaction ends: two workers never tell at once."""
    tail = " FOR UPDATE" if sql.on_postgresql() else ""
    found = sql.row(
        f"SELECT through, day FROM heard WHERE tenant_id = %s AND entity_id = %s{tail}",
        [context.tenant_id, context.entity_id],
    )
    assert found is not None, "it was made before"
    return int(found[0]), sql.day_or_none(found[1])


def readers(context: Context) -> tuple[frozenset[int], frozenset[int]]:
    """People who are here now and may read the books by their roles, and those who may not; two statements."""
    found = people.here(books_of(context))
    able = frozenset(one.id for one in found if READ in one.permissions)
    return able, frozenset(one.id for one in found) - able
