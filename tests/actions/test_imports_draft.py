"""Drafts: rows are counted by kind and currency, refused by the field of their file, valued at the day's rate."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from quittance.actions import rates
from quittance.actions.imports_draft import Count, Draft
from quittance.actions.imports_facts import Facts
from quittance.books import lock
from quittance.rules.fault import Fault
from quittance.rules.refusals import Invalid, NotAllowed, PeriodLocked, RateMissing
from tests import factories

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 3, 1)


@pytest.fixture
def draft() -> Draft:
    """The draft of an empty portion."""
    context = factories.company()
    entity = lock.known(context.tenant_id, context.entity_id, []).entity
    return Draft(context, entity, Facts(context.tenant_id, context.entity_id))


def test_rows_are_counted_by_kind_and_currency(draft: Draft) -> None:
    draft.take("payments", "EUR", 500)
    draft.take("payments", "EUR", 300)
    draft.take("payments", "USD", 1)
    draft.leave("invoices", "EUR")
    assert draft.counts() == (
        Count("invoices", "EUR", 0, 1, 0),
        Count("payments", "EUR", 2, 0, 800),
        Count("payments", "USD", 1, 0, 1),
    )


def test_a_refusal_about_the_business_day_names_the_column_of_the_file(draft: Draft) -> None:
    locked = PeriodLocked("Locked.", field="effective_on")
    for kind in ("invoices", "payments", "allocations"):
        draft.refuse(kind, 2, locked)
    draft.refuse("lines", 3, Invalid("No.", field="lines[3].quantity"), "quantity")
    assert [fault.field for fault in draft.faults] == ["issued_on", "received_on", "effective_on", "quantity"]
    assert draft.faults[0] == Fault("invoices", 2, "issued_on", "period_locked", "Locked.")


def test_foreign_amounts_are_valued_at_the_rate_of_their_day(draft: Draft) -> None:
    rates.set_rate(draft.context, rates.SetRate("XCG", "EUR", DAY, "0.5"))
    rates.set_rate(draft.context, rates.SetRate("XCG", "EUR", DAY + datetime.timedelta(days=2), "0.25"))
    assert draft.base_of(1000, "EUR", DAY) == 1000
    assert draft.base_of(1000, "XCG", DAY + datetime.timedelta(days=1)) == 500
    assert draft.base_of(1000, "XCG", DAY + datetime.timedelta(days=9)) == 250
    with pytest.raises(RateMissing):
        draft.base_of(1000, "XCG", DAY - datetime.timedelta(days=1))


def test_what_the_identity_may_not_do_by_hand_is_refused(draft: Draft) -> None:
    draft.check_allowed("credits.record")
    draft.context = replace(draft.context, actor=replace(draft.context.actor, permissions=frozenset(("imports.run",))))
    with pytest.raises(NotAllowed, match="record a credit note"):
        draft.check_allowed("credits.record")


def test_ids_rise_and_none_comes_twice(draft: Draft) -> None:
    ids = [draft.new_id() for _ in range(2_500)]
    assert ids == sorted(set(ids))
