"""The audit trail: who did what, when, through which face, and what was refused; newest first."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from quittance.books import sql
from quittance.reports.books import Books
from quittance.rules import duties

MOST_ROWS = 500


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One event: `outcome` is done or the code of a refusal, `data` what the verb wrote down."""

    id: int
    recorded_at: int
    verb: str
    words: str
    outcome: str
    subject_kind: str
    subject_id: int | None
    customer_id: int | None
    customer_number: str
    actor_kind: str
    actor_name: str
    face: str
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which events: empty fields do not restrict. `outcome` "refused" is every refusal.

    `since` and `until` are moments in microseconds since 1970, UTC: from the first, before the second. `subjects`
    adds those of others, kind -> ids, to the events of the one subject. `verbs` are any of several.
    """

    subject_kind: str = ""
    subject_id: int | None = None
    subjects: Mapping[str, Sequence[int]] = field(default_factory=dict)
    customer_id: int | None = None
    actor: str = ""
    verb: str = ""
    outcome: str = ""
    since: int | None = None
    until: int | None = None
    before: tuple[int, int] | None = None
    limit: int = 50
    verbs: Sequence[str] = ()


_TESTS = {
    "subject_kind": "v.subject_kind = %(subject_kind)s",
    "subject_id": "v.subject_id = %(subject_id)s",
    "customer_id": "v.customer_id = %(customer_id)s",
    "actor": "v.actor_name = %(actor)s",
    "verb": "v.verb = %(verb)s",
    "since": "v.recorded_at >= %(since)s",
    "until": "v.recorded_at < %(until)s",
}


def trail(books: Books, wanted: Filter | None = None) -> tuple[AuditRow, ...]:
    """Events of the tenant; `before` continues behind the (recorded_at, id) of the last row seen.

    Indexes: event_moment, event_customer, event_subject.
    """
    wanted = wanted or Filter()
    params: dict[str, Any] = {"tenant": books.tenant_id, "limit": min(wanted.limit, MOST_ROWS)}
    tests = ["v.tenant_id = %(tenant)s"]
    for name, test in _TESTS.items():
        if getattr(wanted, name) not in ("", None):
            tests.append(test)
            params[name] = getattr(wanted, name)
    if wanted.subjects:
        tests = [tests[0], *(one for one in tests[1:] if "v.subject_" not in one), _among(wanted, params)]
    if wanted.outcome == "refused":
        tests.append("v.outcome <> 'done'")
    elif wanted.outcome:
        tests.append("v.outcome = %(outcome)s")
        params["outcome"] = wanted.outcome
    if wanted.verbs:
        names = {f"verb{n}": verb for n, verb in enumerate(wanted.verbs)}
        tests.append(f"v.verb IN ({', '.join(f'%({name})s' for name in names)})")
        params |= names
    if wanted.before is not None:
        tests.append("(v.recorded_at, v.id) < (%(moment)s, %(id)s)")
        params["moment"], params["id"] = wanted.before
    found = sql.rows(
        "SELECT v.id, v.recorded_at, v.verb, v.outcome, v.subject_kind, v.subject_id, v.customer_id, c.number, "
        "v.actor_kind, v.actor_name, v.face, v.data FROM event v "
        "LEFT JOIN customer c ON c.tenant_id = v.tenant_id AND c.id = v.customer_id "
        f"WHERE {' AND '.join(tests)} ORDER BY v.recorded_at DESC, v.id DESC LIMIT %(limit)s",
        params,
    )
    return tuple(_row(row) for row in found)


def _among(wanted: Filter, params: dict[str, Any]) -> str:
    """The condition of events of several subjects, each kind found by its index."""
    every = {**wanted.subjects, wanted.subject_kind: (*wanted.subjects.get(wanted.subject_kind, ()), wanted.subject_id)}
    arms = []
    for n, (kind, ids) in enumerate(sorted(every.items())):
        params[f"kind{n}"] = kind
        arms.append(
            f"SELECT e.id FROM event e WHERE e.tenant_id = %(tenant)s AND e.subject_kind = %(kind{n})s "
            f"AND e.subject_id IN ({', '.join(str(int(id)) for id in ids if id is not None)})"
        )
    return f"v.id IN ({' UNION ALL '.join(arms)})"


def _row(row: tuple[Any, ...]) -> AuditRow:
    id, moment, verb, outcome, kind, subject_id, customer_id, number, actor_kind, actor, face, data = row
    return AuditRow(
        id,
        moment,
        verb,
        duties.VERBS.get(verb, verb),
        outcome,
        kind,
        subject_id,
        customer_id,
        number or "",
        actor_kind,
        actor,
        face,
        json.loads(data),
    )
