"""What a version of a policy would change if it held now, customer by customer, before anybody adopts it."""

from __future__ import annotations

from django.http import HttpResponse

from quittance.reports import dunning_diff
from quittance.reports.dunning_diff import DiffRow
from quittance.reports.dunning_preview import PreviewRow
from quittance.rules import dunning as rules
from quittance.web import dunning_lanes, visit
from quittance.web.form import Form
from quittance.web.visit import Visit

MOST_ROWS = 200
MOST_DIGITS = 7
NOTHING = "nothing"
SHORT = {dunning_diff.STARTS: "New", dunning_diff.STOPS: "Gone", dunning_diff.OTHERWISE: "Other"}


@visit.page()
def policy_changes(visit: Visit) -> HttpResponse:
    """Who would get what, with which fee, and why, beside what happens without the version."""
    asked = visit.request.GET
    if not asked.get("name"):
        return visit.go("policies")
    given = asked.get("version", "")
    number = int(given) if given.isascii() and given.isdecimal() and len(given) <= MOST_DIGITS else 0
    found = dunning_diff.of_version(
        visit.books, asked.get("name", "")[:60], number, visit.context.today, visit.context.now
    )
    only = asked.get("change", "")
    chosen = [one for one in found.rows if only not in dunning_diff.KINDS or one.kind == only]
    rows = [(one, _why(one), _said(one.before), _said(one.after)) for one in chosen[:MOST_ROWS]]
    values = {
        "diff": found,
        "rows": rows,
        "count": len(chosen),
        "only": only if only in dunning_diff.KINDS else "",
        "kinds": [(kind, SHORT[kind], dunning_diff.KINDS[kind].capitalize(), many) for kind, many in found.counts],
        "may_adopt": found.version.state != rules.LIVE and found.version.proposed_by != visit.identity,
        "key": Form(visit).key,
    }
    return visit.show("dunning/changes.html", values)


def _said(row: PreviewRow | None) -> tuple[str, str, int]:
    """The channel, the step in words, and the fee of what goes out."""
    if row is None or not row.goes:
        return "", NOTHING, 0
    said = dunning_lanes.said_of(row.tone, row.channel)
    whom = f" to {row.ours}" if row.ours and row.channel == rules.INSIDE else ""
    return row.channel, f"{said}{whom}, {dunning_lanes.day(row.step)}", row.fee


def _why(row: DiffRow) -> str:
    """What makes the change, in a word or two."""
    held = row.before if row.kind == dunning_diff.STARTS else row.after
    if held is None or held.goes:
        return row.why
    short = dunning_lanes.SHORT[held.rule]
    return f"was {short}" if row.kind == dunning_diff.STARTS else short
