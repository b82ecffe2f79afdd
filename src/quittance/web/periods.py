"""Periods: the day up to which nothing posts any more, moved forward, and moved back with a reason."""

from __future__ import annotations

import datetime

from django.http import HttpResponse

from quittance.actions import closing
from quittance.actions.closing import LockPeriod, UnlockPeriod
from quittance.reports import audit
from quittance.rules.duties import AUDIT
from quittance.web import visit
from quittance.web.form import Form
from quittance.web.visit import Visit

LATEST = 20


@visit.page()
def periods(visit: Visit) -> HttpResponse:
    """The lock as it stands, and its history."""
    return _show(visit, Form(visit), "")


@visit.deed("closing.lock")
def lock(visit: Visit) -> HttpResponse:
    """Lock up to a day."""
    form = Form(visit)
    made = form.does(closing.lock_period, lambda: LockPeriod(form.past_day("through")))
    if made is None:
        return _show(visit, form, "lock")
    return visit.go("periods", f"Nothing posts on or before {made.locked_through} any more.")


@visit.deed("closing.unlock")
def unlock(visit: Visit) -> HttpResponse:
    """Move the lock back to a day, or take it away."""
    form = Form(visit)
    made = form.does(closing.unlock_period, lambda: UnlockPeriod(form["reason"], form.day_or_none("back_to")))
    if made is None:
        return _show(visit, form, "unlock")
    now = f"locked through {made.locked_through}" if made.locked_through else "open"
    return visit.go("periods", f"The books are {now}.")


def _show(visit: Visit, form: Form, which: str) -> HttpResponse:
    today, locked = visit.context.today, visit.company.locked_through
    month_end = today.replace(day=1) - datetime.timedelta(days=1)
    if not form.sent:
        form.start = {"through": month_end.isoformat() if locked is None or locked < month_end else ""}
    values = {"form": form, "which": which, "month_end": month_end}
    if visit.may(AUDIT):
        found = [
            row
            for verb in ("closing.lock", "closing.unlock")
            for row in audit.trail(visit.books, audit.Filter(verb=verb, outcome="done", limit=LATEST))
        ]
        values["events"] = sorted(found, key=lambda row: (-row.recorded_at, -row.id))[:LATEST]
    return visit.show("settings/periods.html", values, status=form.status)
