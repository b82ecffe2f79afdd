"""Proposals are judged by what became of their lines: accepted, changed, or taken back."""

from __future__ import annotations

import pytest

from quittance.actions import cash, cash_policy, matching
from quittance.actions.cash import ApplyLine, Part, UndoLine
from quittance.actions.command import Context
from quittance.reports import books, cash_reliability, workbench
from tests.actions.test_matching import by_text, context, file

__all__ = ["context"]

pytestmark = pytest.mark.django_db


def test_accepted_is_right_changed_and_taken_back_are_wrong(context: Context) -> None:
    here = books.of(context)
    assert cash_reliability.reliability_of(here) == cash_reliability.Reliability(0, 0, 0.0, 0.0, 0.0)
    cash_policy.set_policy(context, cash_policy.SetPolicy(False, "0.9"))
    file(
        context,
        ("812.35", "HAVSTEIN SEAFOOD AS", "NL91ABNA0417164300", "INV-26-00101"),
        ("417.77", "TESSEL BAKERIES BV", "", "INV-26-00103"),
        ("95.01", "TESSEL BAKERIES BV", "", "INV-26-00104"),
        ("3.00", "NOBODY KNOWN", "", "hello"),
    )
    matching.run(context)
    rows = by_text(context)
    shown = {one.line.id: one for one in workbench.lines(here, "safe", 900_000)}
    for text in ("INV-26-00101", "INV-26-00103"):
        one = shown[rows[text].id]
        parts = tuple(Part(part.document, part.amount) for part in one.parts)
        given = ApplyLine(one.line.id, one.customer_number, parts, "accepted", one.probability_e6)
        cash.apply_line(context, given)
    cash.apply_line(context, ApplyLine(rows["INV-26-00104"].id, "C-2", (Part("INV-26-00104", "90.00"),), "changed"))
    cash.apply_line(context, ApplyLine(rows["hello"].id, "C-1", (), "changed"))
    found = cash_reliability.reliability_of(here)
    assert (found.count, found.right) == (3, 2) and found.promised > 0.9 and 0.2 < found.brier < 0.4
    cash.undo(context, UndoLine(rows["INV-26-00103"].id, "Wrong"))
    assert cash_reliability.reliability_of(here).right == 1


def test_what_a_line_had_been_promised_is_kept_when_it_is_taken_back_and_compared_again(context: Context) -> None:
    here = books.of(context)
    file(context, ("812.35", "HAVSTEIN SEAFOOD AS", "NL91ABNA0417164300", "INV-26-00101"))
    matching.run(context)
    (one,) = cash_reliability.judged(here)
    assert one.right and one.unseen and 0.9 < one.plain == one.given
    (row,) = by_text(context).values()
    cash_policy.set_policy(context, cash_policy.SetPolicy(False))
    cash.undo(context, UndoLine(row.id, "Wrong"))
    matching.run(context)
    (one,) = cash_reliability.judged(here)
    assert not one.right and not one.unseen and one.plain > 0.9
    assert cash_reliability.calibration(here) is None and cash_reliability.curve(here) == ()
