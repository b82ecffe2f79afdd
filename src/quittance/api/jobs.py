"""Jobs: how work that was left to the worker stands."""

from __future__ import annotations

from typing import Any, Literal

from ninja import Router

from quittance.actions import jobs
from quittance.api.desk import Desk, asks
from quittance.api.kinds import Id, IdShown, Shown
from quittance.rules.refusals import NotFound

router = Router()


class Job(Shown):
    """A job: how often it was tried, and what went wrong last."""

    id: IdShown
    name: str
    state: Literal["queued", "running", "done", "failed"]
    attempts: int
    fault: str


@asks(router, "/jobs/{job_id}", Job)
def show(desk: Desk, job_id: Id) -> Any:
    """Show how a job stands."""
    found = jobs.state(desk.context, job_id)
    if found is None:
        raise NotFound("There is no such job.", field="job_id")
    return found
