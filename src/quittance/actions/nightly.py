"""What is done once a day for every company, in its own time zone, by whichever worker comes first."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace

from quittance.actions import collecting, dunning_runs, grading, identity, interest_kept, keeping, sharing, statements
from quittance.actions.command import Context
from quittance.books import sql
from quittance.rules.refusals import Refusal

NAME = "nightly"

Done = dict[tuple[int, int], datetime.date]
"""Tenant and entity -> the day that this process has looked after."""

DEEDS: dict[str, Callable[[Context], object]] = {
    "judge": lambda context: collecting.judge(context, collecting.Judge()),
    "share": lambda context: sharing.share_out(context, sharing.ShareOut()),
    "grade": grading.keep,
    "remind": dunning_runs.plan,
    "state": statements.ask,
    "sweep": keeping.sweep,
    "accrue": interest_kept.keep,
}
"""Name of a deed -> what does it: a verb under the company's day, jobs under keys of their own, or a sweep."""


def run(done: Done) -> int:
    """Do what is due for companies whose day has turned since `done` was kept; how many there were.

    A day that was missed needs no catching up: each deed looks at everything as of today. A refusal of one company
    stops none of the others and is an event of its own.
    """
    found = sql.rows("SELECT tenant_id, id FROM entity WHERE tenant_id IN (SELECT id FROM tenant) ORDER BY 1, 2")
    turned = 0
    for tenant_id, entity_id in found:
        context = identity.operator(tenant_id, entity_id, "jobs", NAME)
        if done.get((tenant_id, entity_id)) == context.today:
            continue
        turned += 1
        for name, deed in DEEDS.items():
            _do(replace(context, key=f"{NAME}:{entity_id}:{context.today.isoformat()}:{name}"), deed)
        done[tenant_id, entity_id] = context.today
    return turned


def _do(context: Context, deed: Callable[[Context], object]) -> None:
    try:
        deed(context)
    except Refusal:
        return
