"""What was granted is read in the order in which it holds."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import terms
from quittance.actions.terms import GrantTerms
from quittance.books import agreed
from tests import factories

pytestmark = pytest.mark.django_db


def test_grants_come_by_customer_oldest_first() -> None:
    context = factories.company()
    one, other = factories.customer(context, "C-1"), factories.customer(context, "C-2")
    for text, day in (("net 60", 20), ("net 14", 10), ("net 15", 10)):
        terms.grant(context, GrantTerms("C-1", text, datetime.date(2026, 6, day)))
    found = agreed.grants(context.tenant_id, [one.id, other.id])
    assert [grant.terms for grant in found[one.id]] == ["net 14", "net 15", "net 60"]
    assert other.id not in found
    assert agreed.grants(context.tenant_id, []) == {}
    assert agreed.grants(factories.company("Other").tenant_id, [one.id]) == {}
