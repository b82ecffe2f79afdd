"""The audit trail: everything done and everything refused, newest first, of one tenant only."""

from __future__ import annotations

import pytest

from quittance.actions import closing
from quittance.actions.command import Context
from quittance.reports import audit, books
from quittance.reports.audit import Filter
from quittance.rules.refusals import NotAllowed, Overallocated
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def context() -> Context:
    """A customer with an invoice and a payment; a clerk was refused twice."""
    context = factories.company()
    clerk = factories.member(context, "clerk")
    factories.customer(clerk, "C-1")
    factories.customer(context, "C-2")
    factories.invoice(clerk, "INV-1", "100.00")
    factories.payment(clerk, "PAY-1", "60.00")
    with pytest.raises(Overallocated):
        factories.allocate(clerk, "PAY-1", ("INV-1", "60.01"))
    with pytest.raises(NotAllowed):
        closing.lock_period(clerk, closing.LockPeriod(clerk.today))
    return context


def test_events_stand_newest_first_with_who_did_what(context: Context) -> None:
    rows = audit.trail(books.of(context))
    assert [(row.verb, row.outcome) for row in rows] == [
        ("closing.lock", "not_allowed"),
        ("allocations.allocate", "overallocated"),
        ("payments.record", "done"),
        ("invoices.record", "done"),
        ("customers.create", "done"),
        ("customers.create", "done"),
        ("users.invite", "done"),
    ]
    assert [row.words for row in rows[:2]] == ["lock a period", "allocate a payment or credit note"]
    assert (rows[2].actor_kind, rows[2].actor_name, rows[2].face, rows[2].customer_number) == (
        "user",
        "Clerk",
        "web",
        "C-1",
    )
    assert (rows[-1].actor_kind, rows[-1].actor_name, rows[-1].face) == ("operator", "operator", "cli")
    assert rows[3].data == {"number": "INV-1", "total": "100.00", "currency": "EUR"}


def test_a_refusal_tells_its_code_its_sentence_and_what_was_asked(context: Context) -> None:
    refused = audit.trail(books.of(context), Filter(outcome="overallocated"))[0]
    assert refused.data["code"] == "overallocated"
    assert "60.01" in refused.data["sentence"]
    assert "PAY-1" in str(refused.data["input"])


@pytest.mark.parametrize(
    ("wanted", "verbs"),
    [
        (Filter(verb="payments.record"), ["payments.record"]),
        (Filter(actor="operator"), ["customers.create", "users.invite"]),
        (Filter(outcome="refused"), ["closing.lock", "allocations.allocate"]),
        (Filter(outcome="not_allowed"), ["closing.lock"]),
        (Filter(outcome="done", verb="invoices.record"), ["invoices.record"]),
        (Filter(subject_kind="payment"), ["payments.record"]),
        (Filter(subject_kind="payment", actor="operator"), []),
        (Filter(limit=2), ["closing.lock", "allocations.allocate"]),
        (Filter(verb="nothing.such"), []),
    ],
)
def test_filters_restrict_together(context: Context, wanted: Filter, verbs: list[str]) -> None:
    assert [row.verb for row in audit.trail(books.of(context), wanted)] == verbs


def test_a_customers_timeline_holds_what_is_about_it(context: Context) -> None:
    mine = books.of(context)
    customer_id = audit.trail(mine, Filter(verb="invoices.record"))[0].customer_id
    timeline = audit.trail(mine, Filter(customer_id=customer_id))
    assert [row.verb for row in timeline] == ["payments.record", "invoices.record", "customers.create"]
    assert {row.customer_number for row in timeline} == {"C-1"}


def test_pages_continue_behind_the_last_event_seen(context: Context) -> None:
    mine = books.of(context)
    every = audit.trail(mine)
    seen: list[audit.AuditRow] = []
    while page := audit.trail(mine, Filter(limit=2, before=(seen[-1].recorded_at, seen[-1].id) if seen else None)):
        assert len(page) <= 2
        seen += page
    assert tuple(seen) == every


def test_another_tenant_sees_nothing_of_it(context: Context) -> None:
    other = factories.company()
    assert audit.trail(books.of(other)) == ()


def test_moments_bound_the_trail_from_the_first_and_before_the_second(context: Context) -> None:
    rows = audit.trail(books.of(context))
    moment = rows[0].recorded_at
    assert audit.trail(books.of(context), Filter(since=moment)) == tuple(
        row for row in rows if row.recorded_at >= moment
    )
    assert audit.trail(books.of(context), Filter(until=min(row.recorded_at for row in rows))) == ()
