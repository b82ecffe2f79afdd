"""A company's own outcomes correct what matching promises: not before there are enough, and never in silence."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import cash, cash_calibration, cash_policy, matching, matching_runs
from quittance.actions.cash import ApplyLine, Part, UndoLine
from quittance.actions.cash_calibration import Refit
from quittance.actions.command import Context
from quittance.books import sql
from quittance.jobs import worker
from quittance.reports import books, cash_reliability
from quittance.rules.refusals import Invalid, NotAllowed
from tests import factories
from tests.actions.test_matching import by_text, context, file

__all__ = ["context"]

pytestmark = pytest.mark.django_db

FEW = 2


@pytest.fixture
def wrong(context: Context, monkeypatch: pytest.MonkeyPatch) -> Context:
    """A company in which three proposals of high probability proved wrong, and two decisions are enough."""
    monkeypatch.setattr(cash_calibration, "LEAST_OUTCOMES", FEW)
    monkeypatch.setattr("quittance.rules.matching_calibration.PRIOR_OUTCOMES", 1.0)
    cash_policy.set_policy(context, cash_policy.SetPolicy(False))
    for number, amount in (("INV-26-00201", "55.10"), ("INV-26-00202", "65.20"), ("INV-26-00203", "75.30")):
        factories.invoice(context, number, amount, datetime.date(2026, 2, 10), customer="C-1")
        file(context, (amount, "HAVSTEIN SEAFOOD AS", "NL91ABNA0417164300", number))
    matching.run(context)
    for row in by_text(context).values():
        cash.apply_line(context, ApplyLine(row.id, "C-2", (Part("INV-26-00103", "10.00"),), "changed"))
    return context


def test_too_few_outcomes_are_refused(context: Context) -> None:
    with pytest.raises(Invalid) as refused:
        cash_calibration.refit(context, Refit())
    assert refused.value.field == "outcomes" and "200 are needed" in refused.value.sentence
    assert cash_calibration.carry_out(context) is None
    with pytest.raises(NotAllowed):
        cash_calibration.refit(factories.member(context, "clerk"), Refit())


def test_promises_that_were_broken_are_lowered_and_the_plain_ones_stay(wrong: Context) -> None:
    made = cash_calibration.refit(wrong, Refit())
    assert (made.outcomes, made.right) == (3, 0) and float(made.error_after) < float(made.error_before)
    here = books.of(wrong)
    kept = cash_reliability.calibration(here)
    assert kept is not None and kept.outcomes == 3 and kept.recorded_at == wrong.now and len(kept.points) > 3
    file(wrong, ("812.35", "HAVSTEIN SEAFOOD AS", "NL91ABNA0417164300", "INV-26-00101"))
    matching.run(wrong)
    found = sql.row(
        "SELECT probability_e6, plain_e6 FROM cash_match WHERE tenant_id = %s AND bank_line_id = %s",
        [wrong.tenant_id, by_text(wrong)["INV-26-00101"].id],
    )
    assert found is not None and found[0] < found[1] - 50_000
    events = sql.rows("SELECT data FROM event WHERE tenant_id = %s AND verb = 'cash.refit'", [wrong.tenant_id])
    assert len(events) == 1 and '"outcomes": 3' in events[0][0]


def test_what_was_posted_unseen_counts_after_two_weeks_and_at_once_when_taken_back(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cash_calibration, "LEAST_OUTCOMES", FEW)
    file(
        context,
        ("812.35", "HAVSTEIN SEAFOOD AS", "NL91ABNA0417164300", "INV-26-00101"),
        ("417.77", "TESSEL BAKERIES BV", "", "INV-26-00103"),
    )
    assert matching.run(context).posted == 2
    assert cash_calibration.carry_out(context) is None
    cash.undo(context, UndoLine(by_text(context)["INV-26-00103"].id, "Wrong"))
    later = factories.at(context, context.today + datetime.timedelta(days=15))
    made = cash_calibration.carry_out(later)
    assert made is not None and (made.outcomes, made.right) == (2, 1)


def test_the_worker_refits_after_a_run_but_once_a_week(wrong: Context) -> None:
    matching_runs.ask(wrong, matching_runs.AskMatch())
    while worker.once():
        pass
    here = books.of(wrong)
    first = cash_reliability.calibration(here)
    assert first is not None and first.outcomes == 3
    cash_calibration.ask_when_due(wrong)
    assert sql.rows("SELECT COUNT(*) FROM cash_calibration WHERE tenant_id = %s", [wrong.tenant_id]) == [(1,)]
    assert not worker.once()
