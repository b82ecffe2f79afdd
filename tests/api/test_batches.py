"""Batches through the API: started, shown, stopped, and refused at their field."""

from __future__ import annotations

import pytest

from quittance.jobs import worker
from tests import factories
from tests.api.client import Api

pytestmark = pytest.mark.django_db


def test_a_batch_is_started_shown_and_over(api: Api) -> None:
    factories.customer(api.context, "C-1")
    ids = [str(factories.draft(api.context).id) for _ in range(2)]
    made = api.post("/batches", {"do": "issue", "draft_ids": ids})
    assert (made.status, made.body["rows"]) == (201, 2)
    assert api.get(f"/batches/{made.body['id']}").body["state"] == "queued"
    worker.once()
    found = api.get(f"/batches/{made.body['id']}").body
    assert (found["state"], found["done"], [row["state"] for row in found["rows"]]) == ("done", 2, ["done", "done"])
    assert api.post(f"/batches/{made.body['id']}/stop", {}).code == "conflict"


def test_bad_input_is_refused_by_its_field(api: Api) -> None:
    assert api.post("/batches", {"do": "issue"}).field == "draft_ids"
    assert api.post("/batches", {"do": "burn"}).field == "do"
    assert api.post("/batches", {"do": "issue", "every": {"of": "drafts", "state": "lost"}}).field == "state"
    assert api.get("/batches/5").code == "not_found" == api.post("/batches/5/stop", {}).code
