"""Reminders through the API: previewed, run, released, printed and posted."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from quittance.actions import dunning_runs
from quittance.actions.command import Context
from tests import dunned, factories
from tests.api.client import Api

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
STEPS = ("3 email friendly fee=5.00", "10 letter formal approval")


def late(context: Context) -> None:
    """One invoice that is late enough for a letter."""
    factories.customer(context, "C-1", email="c@customer.example", city="Delft")
    due = context.today - 11 * DAY
    factories.invoice(context, "INV-1", "100.00", due - 30 * DAY, due)


def test_a_letter_waits_is_released_printed_and_posted(api: Api) -> None:
    late(api.context)
    dunned.policy(api.context, *STEPS)
    (row,) = api.get("/dunning/preview").body["rows"]
    assert (row["customer"], row["step"], row["channel"], row["approval"]) == ("C-1", 10, "letter", True)
    assert api.post("/dunning/runs").status == 201
    run_id = int(api.get("/dunning/runs").body["rows"][0]["id"])
    dunning_runs.carry_out(api.context, run_id)
    (waiting,) = api.get("/dunning/reminders?state=waiting").body["rows"]
    assert api.post(f"/dunning/reminders/{waiting['id']}/release").body["state"] == "queued"
    assert api.post(f"/dunning/reminders/{waiting['id']}/drop", {"reason": "no"}).code == "conflict"
    dunned.send(api.context)
    assert api.get("/dunning/letters").text.startswith("%PDF")
    assert api.post(f"/dunning/reminders/{waiting['id']}/finish", {"outcome": "posted"}).body["state"] == "sent"
    assert api.get("/dunning/letters").code == "not_found"


def test_a_text_is_reported_and_answered(api: Api, settings: Settings, tmp_path: Path) -> None:
    settings.MESSAGES = f"folder:{tmp_path}"
    late(api.context)
    dunned.policy(api.context, "3 sms friendly", from_hour=0, until_hour=24)
    assert api.ask("PATCH", "/customers/C-1/dunning", {"mobile": "12"}).code == "invalid"
    kept = api.ask("PATCH", "/customers/C-1/dunning", {"mobile": "+31 6 12345678"}).body
    assert (kept["mobile"], kept["unreachable"]) == ("+31612345678", "")
    dunned.run(api.context)
    (row,) = api.get("/dunning/reminders?state=sent").body["rows"]
    assert (row["channel"], row["parts"], row["arrived"], row["address"]) == ("sms", 1, "", "+31612345678")
    told = api.post("/dunning/texts/reports", {"id": row["id"], "state": "read"}).body
    assert (told["state"], told["arrived"]) == ("sent", "read")
    made = api.post("/dunning/texts/replies", {"sender": "+31612345678", "said": "STOP"})
    assert made.status == 201 and made.body["meaning"] == "stop"
    assert api.get("/customers/C-1/dunning").body["opted_out"] == ["sms"]
    assert api.get("/dunning/runs").body["rows"][0]["sms"] == 1


def test_what_a_version_would_change_is_told_before_it_holds(api: Api) -> None:
    late(api.context)
    dunned.policy(api.context, *STEPS)
    given = {"name": "Standard", "standard": True, "steps": ["5 call friendly fee=2.00"]}
    assert api.post("/dunning/policies", given).status == 201
    found = api.get("/dunning/policies/Standard/preview").body
    (row,) = found["rows"]
    assert (found["version"], row["customer"], row["change"]) == (2, "C-1", "otherwise")
    assert (row["before"]["channel"], row["after"]["channel"], row["after"]["fee"]) == ("letter", "call", "2.00")
    assert (found["fees_before"], found["fees_after"], found["same"]) == ("0.00", "2.00", 0)
    assert api.get("/dunning/policies/Standard/preview", version=1).body["rows"] == []
    assert api.get("/dunning/policies/None/preview").code == "not_found"


def test_a_run_is_stopped_and_what_has_not_gone_stays_unsent(api: Api) -> None:
    late(api.context)
    dunned.policy(api.context, "3 call friendly")
    run_id = api.post("/dunning/runs").body["run_id"]
    dunning_runs.carry_out(api.context, int(run_id))
    stopped = api.post(f"/dunning/runs/{run_id}/stop", {"reason": "Wrong words"}).body
    assert (stopped["run_id"], stopped["state"], stopped["unsent"]) == (run_id, "stopped", 1)
    (run,) = api.get("/dunning/runs").body["rows"]
    assert (run["state"], run["unsent"]) == ("stopped", 1) and run["fault"].endswith(": Wrong words")
    (held,) = api.get("/dunning/held").body["rows"]
    assert (held["rule"], held["why"]) == ("stopped", "its run was stopped before it went")
    assert api.post(f"/dunning/runs/{run_id}/stop", {}).code == "conflict"
    assert api.post("/dunning/runs/5/stop", {}).code == "not_found"
