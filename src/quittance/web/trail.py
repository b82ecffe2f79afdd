"""The audit trail: who did what, when and through which face, what was refused; filtered, paged and exported."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.http import HttpResponseBase

from quittance.reports import audit, cursor, customers, people
from quittance.reports.audit import AuditRow, Filter
from quittance.rules import duties
from quittance.rules.duties import AUDIT
from quittance.rules.refusals import Invalid, NotFound, Refusal
from quittance.web import download, shown, visit
from quittance.web.form import read_day
from quittance.web.templatetags.quittance import said
from quittance.web.visit import Visit

ROWS = 50
MOST_EXPORTED = 100_000
OUTCOMES = (("done", "Done"), ("refused", "Refused"))
FIELDS = ("verb", "actor", "outcome", "customer", "subject", "since", "until")
LABELS = {
    "verb": "What",
    "actor": "Who",
    "outcome": "Outcome",
    "customer": "Customer",
    "subject": "About",
    "since": "From",
    "until": "To",
}
COLUMNS = ("recorded_at", "who", "kind", "through", "verb", "what", "outcome", "customer", "subject", "data")


@visit.page(AUDIT)
def trail(visit: Visit) -> HttpResponseBase:
    """Events in a filter, newest first, and the same as a file."""
    asked = {name: visit.request.GET.get(name, "").strip()[:200] for name in FIELDS}
    wanted, fault = _read(visit, asked)
    form = visit.request.GET.get("format", "")
    if form and not fault:
        exported = itertools.islice(_every(visit, wanted), MOST_EXPORTED)
        made = download.table(form, "audit", _title(asked), COLUMNS, (_cells(visit, row) for row in exported))
        if made is not None:
            return made
    after = visit.request.GET.get("after", "")
    if after:
        wanted = replace(wanted, before=cursor.decode(after, (int, int)))
    rows = () if fault else audit.trail(visit.books, replace(wanted, limit=ROWS + 1))
    values = {
        "rows": rows[:ROWS],
        "after": cursor.encode(rows[ROWS - 1].recorded_at, rows[ROWS - 1].id) if len(rows) > ROWS else "",
        "first": not after,
        "asked": asked,
        "chips": [(name, LABELS[name], _chip(name, value)) for name, value in asked.items() if value],
        "fault": fault,
        "verbs": sorted(duties.VERBS.items(), key=lambda one: one[1]),
        "outcomes": OUTCOMES,
        "actors": [row.name for row in people.members(visit.books)],
    }
    return visit.show("trail/trail.html", values, status=422 if fault else 200)


def _read(visit: Visit, asked: dict[str, str]) -> tuple[Filter, Refusal | None]:
    """The filter, and what is wrong with it: a bad day or an unknown customer is said, not guessed."""
    try:
        wanted = Filter(
            actor=asked["actor"],
            verb=asked["verb"],
            outcome=asked["outcome"],
            subject_kind=asked["subject"],
            customer_id=customers.id_of(visit.books, asked["customer"]) if asked["customer"] else None,
            since=_moment(visit, asked["since"], "since", 0),
            until=_moment(visit, asked["until"], "until", 1),
        )
    except (Invalid, NotFound) as refusal:
        return Filter(), refusal
    return wanted, None


def _moment(visit: Visit, text: str, field: str, days: int) -> int | None:
    """Midnight of the typed day on the company's clock, so many days later, in microseconds UTC."""
    if not text:
        return None
    day = read_day(text, visit.context.today, field)
    try:
        at = datetime.datetime.combine(day + datetime.timedelta(days=days), datetime.time(), visit.zone)
    except OverflowError:
        return None
    return (at - datetime.datetime.fromtimestamp(0, datetime.UTC)) // datetime.timedelta(microseconds=1)


def _every(visit: Visit, wanted: Filter) -> Iterator[AuditRow]:
    """All events of the filter, a bounded page at a time."""
    before = None
    while True:
        rows = audit.trail(visit.books, replace(wanted, before=before, limit=audit.MOST_ROWS))
        yield from rows
        if len(rows) < audit.MOST_ROWS:
            return
        before = (rows[-1].recorded_at, rows[-1].id)


def _cells(visit: Visit, row: AuditRow) -> tuple[Any, ...]:
    return (
        shown.at(row.recorded_at, "UTC").isoformat(timespec="microseconds").replace("+00:00", "Z"),
        row.actor_name,
        row.actor_kind,
        row.face,
        row.verb,
        row.words,
        row.outcome,
        row.customer_number,
        row.subject_kind,
        said(row.data),
    )


def _title(asked: dict[str, str]) -> str:
    parts = [f"{LABELS[name]} {_chip(name, value)}" for name, value in asked.items() if value]
    return "Audit trail" + (f": {', '.join(parts)}" if parts else "")


def _chip(name: str, value: str) -> str:
    return duties.VERBS.get(value, value) if name == "verb" else value
