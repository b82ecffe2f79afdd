"""Reading: who may look is asked like a verb, and a refusal is an event."""

from __future__ import annotations

import pytest

from quittance.actions import reading
from quittance.reports import audit, books
from quittance.reports.audit import Filter
from quittance.rules.duties import AUDIT, READ
from quittance.rules.refusals import NotAllowed
from tests import factories

pytestmark = pytest.mark.django_db


def test_whoever_may_read_reads_without_a_trace() -> None:
    auditor = factories.member(factories.company(), "auditor")
    before = audit.trail(books.of(auditor))
    reading.check(auditor, READ)
    reading.check(auditor, AUDIT)
    assert audit.trail(books.of(auditor)) == before


def test_whoever_may_not_is_refused_and_written_down() -> None:
    clerk = factories.member(factories.company(), "clerk")
    with pytest.raises(NotAllowed, match="see the audit trail"):
        reading.check(clerk, AUDIT)
    (row,) = audit.trail(books.of(clerk), Filter(outcome="refused"))
    assert (row.verb, row.outcome, row.actor_name) == (AUDIT, "not_allowed", "Clerk")
