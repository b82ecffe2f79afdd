"""Reviews at the terminal: the sample, a score, and what reviews came to."""

from __future__ import annotations

import pytest

from quittance.actions import activities
from tests import factories
from tests.cli.terminal import quittance

pytestmark = pytest.mark.django_db


def test_a_piece_is_listed_scored_and_told_by_person() -> None:
    context = factories.company()
    factories.customer(context, "C-1")
    activities.log(factories.member(context, "collector"), activities.LogActivity("C-1", "call", "Friday", "reached"))
    week, on = ("--week", context.today.isoformat()), ("--until", context.today.isoformat())
    (row,) = quittance("review", "list", *week, "--format", "csv").rows
    assert (row["kind"], row["said"], row["score"]) == ("call", "reached · Friday", "")
    said = quittance(
        "review", "score", row["id"], "--yes", "facts", "--yes", "next", "--no", "record", "--note", "Short"
    )
    assert "66 %" in said.out
    assert quittance("review", "list", *week, "--format", "csv").rows[0]["score"] == "66 %"
    (person,) = quittance("review", "people", *on, "--format", "csv").rows
    assert (person["reviews"], person["score"], person["no: record"]) == ("1", "66 %", "1")
    assert quittance("review", "score", row["id"], "--yes", "charm", "--format", "json").refusal == ("invalid", "marks")
