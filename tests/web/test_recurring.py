"""The screens of recurring invoices: started from an invoice or a draft, shown with their days, paused, ended."""

from __future__ import annotations

import re

import pytest

from quittance.actions.command import Context
from tests import factories
from tests.web.browse import Person, text_of

pytestmark = pytest.mark.django_db
NEW = "/new/recurring/"


def started(clerk: Person, query: str = "invoice=INV-2", **fields: str) -> str:
    """The path of a schedule that begins today unless said otherwise."""
    given = {"every": "1", "unit": "month", "start_on": "today", "on_day": "last", "mode": "issue", **fields}
    clerk.follow(f"{NEW}?{query}", **given)
    assert "The schedule is started" in text_of(clerk.last)
    found = re.search(r'href="(/recurring/\d+/)"', clerk.client.get("/recurring/").content.decode())
    assert found is not None
    return found[1]


def test_a_schedule_is_started_from_an_invoice_and_makes_what_is_due(clerk: Person, company: Context) -> None:
    said = clerk.text(f"{NEW}?invoice=INV-2")
    assert "INV-2, €250.50 to Brightwater Foods" in said and "30 Jun 2026" in said.replace("\u00a0", " ")
    path = started(clerk, start_on="31/5")
    said = clerk.text(path).replace("\u00a0", " ")
    assert "31 May 2026 is not made yet" in said and "Every month on the last day" in said
    clerk.follow(path, do="run")
    assert "Period 1: INV-2026-00001 is made." in text_of(clerk.last)
    clerk.follow(path, do="pause")
    assert "It rests." in text_of(clerk.last)
    clerk.follow(path, do="resume")
    clerk.follow(path, do="stop")
    assert "The schedule has ended" in text_of(clerk.last)
    assert clerk.post(path, do="pause").status_code == 409


def test_a_draft_repeats_and_its_days_are_shown_while_they_are_typed(clerk: Person, company: Context) -> None:
    made = factories.draft(company, "9.00")
    path = started(clerk, f"draft={made.id}", times="2")
    assert "0 of 2 behind it" in clerk.text(path)
    live = clerk.client.post(
        f"{NEW}?draft={made.id}", {"do": "days", "every": "1", "unit": "month", "start_on": "31/1"}
    )
    said = text_of(live.content.decode()).replace("\u00a0", " ")
    assert "31 Jan 2026" in said and "28 Feb 2026" in said and "<html" not in live.content.decode()
    wrong = clerk.client.post(f"{NEW}?draft={made.id}", {"do": "days", "every": "x", "unit": "month"})
    assert "is not a number" in wrong.content.decode() and wrong.status_code == 200


def test_what_cannot_repeat_is_said_at_its_field(clerk: Person) -> None:
    given = {"every": "99", "unit": "month", "start_on": "today", "mode": "draft"}
    assert clerk.post(f"{NEW}?invoice=INV-2", **given).status_code == 422 and 'href="#f-every"' in clerk.last
    assert clerk.get(NEW).status_code == 404


def test_schedules_are_listed_by_state(clerk: Person, auditor: Person, company: Context) -> None:
    assert "Nothing repeats yet" in clerk.text("/recurring/")
    path = started(clerk)
    assert "Brightwater Foods Every month on the last day Active" in clerk.text("/recurring/")
    clerk.get("/recurring/", state="paused")
    assert "None of the schedules fits" in clerk.last
    said = auditor.text(path)
    assert "Next days" in said and "Pause" not in said
    assert auditor.post(path, do="pause").status_code == 403


def test_what_it_says_is_changed_in_the_composer_from_a_day_on(clerk: Person) -> None:
    path = started(clerk, start_on="1/7", on_day="1")
    said = clerk.text(f"{path}edit/")
    assert "Change what it says" in said and 'name="version" value="1"' in clerk.last and "Issued on" not in said
    fields = {"customer_number": "C-1", "version": "1", "from_on": "2026-08-01", "issued_on": "today", "total": "300"}
    live = clerk.post(f"{path}edit/", **fields, do="totals")
    assert live.status_code == 200 and "300.00" in clerk.last
    clerk.follow(f"{path}edit/", **fields, key="once")
    said = text_of(clerk.last).replace("\u00a0", " ")
    assert "From 1 Aug 2026 on it says so." in said and "300.00" in said and "250.50" in said
    assert clerk.post(f"{path}edit/", **fields).status_code == 409
    assert clerk.post(f"{path}edit/", **{**fields, "version": "2", "from_on": "soon"}).status_code == 422
