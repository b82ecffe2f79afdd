"""The practice company's customers have something to say as soon as it is loaded."""

from __future__ import annotations

import pytest

from quittance.actions import practice_claims
from quittance.reports import activities, books, disputes, plans, promises, verify
from tests import factories

pytestmark = pytest.mark.django_db


def test_late_accounts_promise_dispute_and_plan() -> None:
    context = factories.company()
    collector = factories.member(context, "collector")
    for n in range(20):
        factories.customer(context, f"C-{n}")
        early = context.today - (90 + n) * practice_claims.DAY
        factories.invoice(
            context, f"INV-{n}", f"{(n + 1) * 300}.00", early, early + 30 * practice_claims.DAY, customer=f"C-{n}"
        )
    mine = books.of(context)
    email = next(email for id, _, email in activities.members(mine) if id == collector.actor.id)
    assert practice_claims.speak(collector, email) >= 14
    assert {row.state for row in disputes.rows(mine, "open")} == {"new", "review", "waiting"}
    assert {row.state for row in plans.rows(mine)} == {"active", "proposed"}
    assert {"open", "broken"} <= {row.state for row in promises.rows(mine, "")}
    assert not verify.run(mine).differences
    nobody = factories.company("Empty Ltd")
    assert practice_claims.speak(factories.member(nobody, "collector"), "") == 0
