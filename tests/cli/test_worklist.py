"""The worklist at the terminal."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions.identity import operator
from tests import factories
from tests.cli.terminal import done, quittance

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def today() -> datetime.date:
    """C-1 owes 1,000.00, late; the day of the machine."""
    context = factories.company()
    factories.customer(context, "C-1")
    here = operator(context.tenant_id, context.entity_id).today
    since, due = (here - 60 * DAY).isoformat(), (here - 40 * DAY).isoformat()
    done("invoice", "add", "C-1", "--total", "1000", "--on", since, "--due", due, "--number", "INV-1")
    return here


def test_an_account_is_shown_called_and_set_to_rest(today: datetime.date) -> None:
    (row,) = done("worklist", "show")
    assert (row["number"], row["asked"], row["step"], row["owner"]) == ("C-1", "1000.00", "call", "nobody")
    fits = ("c-1", "--owner", "nobody", "--step", "call", "--late", "31-60", "--grade", "N", "--least", "1000")
    assert done("worklist", "show", *fits) == [row] and done("worklist", "show", "--country", "NL") == []
    assert quittance("worklist", "show", "--late", "soon", "--format", "json").refusal == ("invalid", "late")
    made = done("worklist", "log", "C-1", "call", "--outcome", "no_answer")
    assert done("worklist", "people")[0]["calls"] == 1
    assert done("worklist", "undo", str(made["id"]))["state"] == "taken_back"
    said = quittance("worklist", "log", "C-1", "note", "--text", "They look for it", "--about", "INV-1").out
    assert "The note is on the timeline of INV-1." in said
    on = (today + DAY).isoformat()
    assert done("worklist", "next", "C-1", "--step", "email", "--on", on)["on"] == on
    assert done("worklist", "undo-next", "C-1")["step"] == ""
    refused = quittance("worklist", "mail", "C-1", "a@b.example", "--subject", "x", "--text", "y", "--format", "json")
    assert refused.refusal[0] == "conflict"


def test_people_who_are_not_here_are_told(today: datetime.date) -> None:
    for given in (("assign", "cy@company.example", "C-1"), ("hand-over", "cy@company.example", "di@company.example")):
        assert quittance("worklist", *given, "--format", "json").refusal == ("not_found", "owner")
    assert quittance("worklist", "show", "--owner", "cy@company.example", "--format", "json").refusal[0] == "not_found"
