"""Reviews through the API: the sample, a score, and what reviews came to."""

from __future__ import annotations

import pytest

from quittance.actions import activities
from tests import factories
from tests.api.client import Api

pytestmark = pytest.mark.django_db


def test_a_piece_of_the_sample_is_scored(api: Api) -> None:
    today = api.context.today.isoformat()
    factories.customer(api.context, "C-1")
    bo = factories.member(api.context, "collector")
    activities.log(bo, activities.LogActivity("C-1", "call", "Friday", "reached"))
    told = api.get(f"/reviews?week={today}").body
    (row,) = told["rows"]
    assert (row["kind"], row["score"], row["said"]["text"]) == ("call", None, "Friday") and "facts" in told["checks"]
    assert api.post(f"/reviews/{row['id']}", {"facts": "no"}).code == "invalid"
    made = api.post(f"/reviews/{row['id']}", {"facts": "yes", "next": "no", "note": "No day"})
    assert made.status == 200 and made.body["score"] == 50
    (row,) = api.get(f"/reviews?week={today}").body["rows"]
    assert (row["score"], row["marks"]["next"], row["note"]) == (50, "no", "No day")
    (person,) = api.get(f"/reviews/people?until={today}").body["rows"]
    assert (person["reviews"], person["score"], person["noes"]) == (1, 50, {"next": 1})
    assert api.post("/reviews/7", {"facts": "yes"}).code == "not_found"
