"""The lock: customers in the order of their ids, with the facts that verbs decide on, of one tenant only."""

from __future__ import annotations

import datetime

import pytest
from django.db import transaction

from quittance.actions import closing
from quittance.actions.command import Context
from quittance.books import lock
from quittance.rules.refusals import NotFound, PeriodLocked
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def context() -> Context:
    """Three customers, two of them of one group."""
    context = factories.company("Delft Tiles")
    factories.customer(context, "C-3", terms="net 30", currency="USD")
    factories.customer(context, "C-1", parent_number="C-3")
    factories.customer(context, "C-2")
    return context


def test_customers_are_locked_with_their_facts(context: Context) -> None:
    with transaction.atomic():
        held = lock.customers_by_number(context.tenant_id, context.entity_id, ["C-1", "C-3", "C-1"])
        again = lock.customers_by_id(context.tenant_id, context.entity_id, list(held.customers)[::-1])
    assert again == held
    assert list(held.customers) == sorted(held.customers)
    parent, child = held.by_number("C-3"), held.by_number("C-1")
    assert (parent.currency, parent.terms, parent.parent_id, child.parent_id) == ("USD", "net 30", None, parent.id)
    assert (held.entity.name, held.entity.base_currency, held.entity.writeoff_limit) == ("Delft Tiles", "EUR", 5_00)


def test_a_missing_customer_is_named(context: Context) -> None:
    with pytest.raises(NotFound, match="'C-8'") as refused, transaction.atomic():
        lock.customers_by_number(context.tenant_id, context.entity_id, ["C-1", "C-9", "C-8"])
    assert refused.value.field == "customer"
    with pytest.raises(NotFound), transaction.atomic():
        lock.customers_by_number(context.tenant_id, context.entity_id, ["C-9"])
    with pytest.raises(NotFound), transaction.atomic():
        lock.customers_by_id(context.tenant_id, context.entity_id, [5])


def test_another_tenants_customer_cannot_be_locked(context: Context) -> None:
    other = factories.company()
    theirs = factories.customer(other, "C-1")
    with pytest.raises(NotFound), transaction.atomic():
        lock.customers_by_id(context.tenant_id, context.entity_id, [theirs.id])
    with pytest.raises(NotFound), transaction.atomic():
        lock.customers_by_number(context.tenant_id, other.entity_id, ["C-1"])
    with pytest.raises(NotFound), transaction.atomic():
        lock.entity(context.tenant_id, other.entity_id)


def test_the_lock_tells_which_days_are_open(context: Context) -> None:
    through = datetime.date(2026, 5, 31)
    closing.lock_period(context, closing.LockPeriod(through))
    with transaction.atomic():
        facts = lock.entity(context.tenant_id, context.entity_id)
        held = lock.customers_by_number(context.tenant_id, context.entity_id, ["C-1"])
    assert facts.locked_through == held.entity.locked_through == through
    lock.check_open(facts, through + datetime.timedelta(days=1))
    for day in (through, through - datetime.timedelta(days=400)):
        with pytest.raises(PeriodLocked) as refused:
            lock.check_open(facts, day)
        assert refused.value.field == "effective_on"
