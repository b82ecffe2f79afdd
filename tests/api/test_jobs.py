"""Jobs through the API: how they stand, one's own company's only."""

from __future__ import annotations

import pytest

from quittance.actions import jobs
from tests.api import client
from tests.api.client import Api

pytestmark = pytest.mark.django_db


def test_a_job_tells_how_it_stands(api: Api) -> None:
    id = jobs.enqueue(api.context, "tests.none", {})
    assert api.get(f"/jobs/{id}").body == {
        "id": str(id),
        "name": "tests.none",
        "state": "queued",
        "attempts": 0,
        "fault": "",
    }
    held = jobs.take(api.context.now)
    assert held is not None and jobs.failed(held, api.context.now, "no", for_good=True)
    assert api.get(f"/jobs/{id}").body["state"] == "failed"
    assert client.company(name="Other Ltd").get(f"/jobs/{id}").code == "not_found"
    assert api.get("/jobs/5").field == "job_id"
    assert api.get("/jobs/x").status == 422
