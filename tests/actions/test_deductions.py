"""Deductions: resolved once, with what was decided, by who may."""

from __future__ import annotations

import pytest

from quittance.actions import cash, deductions
from quittance.actions.command import Context
from quittance.actions.deductions import ResolveDeduction
from quittance.reports import books
from quittance.reports import cash as reports
from quittance.rules.refusals import Conflict, Invalid, NotAllowed, NotFound
from tests import factories
from tests.actions.test_cash import line

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened() -> tuple[Context, int]:
    """A company with one open deduction."""
    context = factories.company()
    factories.customer(context, "C-1")
    factories.invoice(context, "INV-1", "250.00")
    part = cash.Part("INV-1", "200", "50", "deduction", "price")
    cash.apply_line(context, cash.ApplyLine(line(context, "200.00"), "C-1", (part,)))
    return context, reports.deductions(books.of(context))[0].id


def test_a_deduction_is_resolved_once_with_what_was_decided(opened: tuple[Context, int]) -> None:
    context, id = opened
    deductions.resolve(context, ResolveDeduction(id, "Price was agreed; credit note CN-9"))
    assert reports.deductions(books.of(context)) == ()
    (kept,) = reports.deductions(books.of(context), "resolved")
    assert kept.resolution == "Price was agreed; credit note CN-9" and kept.document == "INV-1"
    with pytest.raises(Conflict):
        deductions.resolve(context, ResolveDeduction(id, "again"))


def test_what_is_unknown_or_unsaid_is_refused(opened: tuple[Context, int]) -> None:
    context, id = opened
    with pytest.raises(NotFound):
        deductions.resolve(context, ResolveDeduction(id + 1, "x"))
    with pytest.raises(Invalid):
        deductions.resolve(context, ResolveDeduction(id, " "))
    with pytest.raises(NotAllowed):
        deductions.resolve(factories.member(context, "clerk"), ResolveDeduction(id, "x"))
