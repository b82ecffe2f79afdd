"""Root causes: disputes and deductions counted together, by their first day."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import cash, disputes, followups
from quittance.books import sql
from quittance.reports import books
from quittance.reports import disputes as reports
from quittance.rules.refusals import Invalid, NotFound
from tests import factories
from tests.actions.test_cash import line

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def test_disputes_and_deductions_of_one_reason_are_one_cause() -> None:
    context = factories.company()
    factories.customer(context, "C-1", city="Utrecht")
    ada = factories.member(context, "credit_manager")
    followups.assign(
        context,
        followups.AssignAccounts(
            ("C-1",),
            sql.rows("SELECT email FROM member WHERE tenant_id = %s AND id = %s", [context.tenant_id, ada.actor.id])[0][
                0
            ],
        ),
    )
    factories.invoice(context, "INV-1", "250.00")
    factories.invoice(context, "INV-2", "100.00", currency="USD", rate="0.5")
    part = cash.Part("INV-1", "200", "50", "deduction", "price")
    cash.apply_line(context, cash.ApplyLine(line(context, "200.00"), "C-1", (part,)))
    disputes.open_dispute(context, disputes.OpenDispute("INV-2", "price"))
    later = factories.at(context, context.today + 6 * DAY)
    disputes.resolve(later, disputes.ResolveDispute("DSP-0001", "Agreed", "settled"))
    mine, today = books.of(context), context.today
    (cause,) = reports.causes(mine, "reason", today - 900 * DAY, today)
    assert (cause.name, cause.count, cause.amount, cause.lost, cause.days) == ("Price difference", 2, 10_000, 0, 6)
    for by, name in (("rep", ada.actor.name), ("site", "Utrecht")):
        (cause,) = reports.causes(mine, by, today - 900 * DAY, today)
        assert (cause.name, cause.count, cause.amount) == (name, 2, 10_000)
    assert reports.causes(mine, "product", today - DAY, today) == ()
    followups.assign(context, followups.AssignAccounts(("C-1",), ""))
    assert [one.name for one in reports.causes(mine, "rep", today - 900 * DAY, today)] == ["Nobody"]
    assert reports.causes(mine, "reason", today + 61 * DAY, today + 62 * DAY) == ()
    for wrong in (lambda: reports.causes(mine, "colour", today, today), lambda: reports.rows(mine, "odd")):
        with pytest.raises(Invalid):
            wrong()
    with pytest.raises(NotFound):
        reports.of_number(mine, "DSP-0009")
    assert [row.base for row in reports.rows(mine, "resolved", "C-1")] == [5_000]
