"""Who follows which policy: the name before the country, the country before the standard one."""

from __future__ import annotations

from typing import Any

import pytest

from quittance.actions import dunning
from quittance.books import sql
from quittance.reports import books, dunning_following
from quittance.reports import dunning as reports
from tests import dunned, factories

pytestmark = pytest.mark.django_db


def test_the_statement_says_of_everybody_what_the_page_of_each_says() -> None:
    context = factories.company(country="NL")
    dunned.policy(context)
    dunned.policy(context, name="Abroad", standard=False, countries=("DE", "FR"))
    dunned.policy(context, name="Key accounts", standard=False)
    for number, country, name in (
        ("C-1", "NL", ""),
        ("C-2", "DE", ""),
        ("C-3", "FR", "Key accounts"),
        ("C-4", "DE", "Standard"),
    ):
        factories.customer(context, number, country=country)
        dunning.set_customer(context, dunning.SetDunning(number, policy=name))
    here = books.of(context)
    live, params = reports.live(here), {"tenant": context.tenant_id, "entity": context.entity_id}

    def param(name: str, value: Any) -> str:
        params[name] = value
        return f"%({name})s"

    said = dunning_following.others(live, param)
    found = {id: live[place].policy.name for id, place in sql.rows(said, params)}
    for number, policy in (("C-1", "Standard"), ("C-2", "Abroad"), ("C-3", "Key accounts"), ("C-4", "Standard")):
        one = reports.customer(here, number)
        assert found.get(one.customer_id, "Standard") == one.policy == policy
