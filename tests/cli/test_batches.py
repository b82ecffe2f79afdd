"""Batches at the terminal: started, shown, and what failed told in a row of its own."""

from __future__ import annotations

import pytest

from quittance.jobs import worker
from tests import factories
from tests.cli.terminal import done, quittance

pytestmark = pytest.mark.django_db


def test_a_batch_is_started_and_shown() -> None:
    context = factories.company()
    factories.customer(context, "C-1")
    factories.draft(context)
    made = done("batch", "start", "issue", "--every", "drafts")
    assert made["rows"] == 1
    worker.once()
    (row,) = done("batch", "show", str(made["id"]))
    assert row["state"] == "done" and row["number"]
    assert quittance("batch", "stop", str(made["id"]), "--format", "json").refusal == ("conflict", "id")
    assert quittance("batch", "start", "issue", "--format", "json").refusal == ("invalid", "draft_ids")
