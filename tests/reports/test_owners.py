"""Whose the overdue accounts are: by person, with those of nobody, in base units."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import followups, users
from quittance.reports import books, owners
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
TODAY = factories.TODAY


def test_accounts_are_counted_by_who_looks_after_them() -> None:
    context = factories.company()
    for n, due in ((1, -1), (2, -9), (3, -9), (4, 0)):
        factories.customer(context, f"C-{n}")
        factories.invoice(context, f"INV{n}", f"{n}00.00", TODAY - 60 * DAY, TODAY + due * DAY, customer=f"C-{n}")
    users.invite(context, users.InviteUser("ada@company.example", "Ada", ("collector",), "!"))
    followups.assign(context, followups.AssignAccounts(("C-1", "C-2", "C-4"), "ada@company.example"))
    asked = books.of(context)
    found = [(one.name, one.email, one.accounts, one.overdue) for one in owners.rows(asked, TODAY)]
    assert sorted(found) == [("", "", 1, 300_00), ("Ada", "ada@company.example", 2, 300_00)]
    users.deactivate(context, users.NameUser("ada@company.example"))
    assert [(one.accounts, one.overdue) for one in owners.rows(asked, TODAY)] == [(3, 600_00)]
