"""Interest kept for the day: the list reads it, nothing outlives its day, and verify reckons it again."""

from __future__ import annotations

import threading
import time
from dataclasses import replace

import pytest
from django.db import connection, transaction

from quittance.actions import identity, interest, interest_kept, nightly
from quittance.actions.command import Context
from quittance.actions.interest import SetInterestTerms
from quittance.books import sql
from quittance.reports import books, interest_due, verify
from quittance.reports import interest_kept as reports
from quittance.rules import interest as rules
from tests import accruing, factories
from tests.accruing import ALL, DAY, TODAY, rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def context() -> Context:
    """What everybody owes is kept."""
    return accruing.company()


def test_what_was_kept_is_read_and_kept_once(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    assert rows(context) == ALL
    assert interest_kept.keep(context) == 0
    monkeypatch.setattr(rules, "accrued", None)
    assert rows(context) == ALL, "nothing is reckoned"
    sql.execute("UPDATE interest_sum SET interest = 1 WHERE tenant_id = %s AND interest = 8000", [context.tenant_id])
    assert rows(context)[-1] == ("C-4", 1, 0), "it is what was kept that is read"


def test_it_holds_for_its_day_alone(context: Context) -> None:
    here = books.of(context)
    assert reports.of(here, TODAY + DAY) is None and reports.of(here, TODAY - DAY) is None
    assert interest_due.due(here, TODAY + DAY).rows[0].interest == 8110
    later = factories.at(context, TODAY + DAY)
    assert interest_kept.keep(later) == 4 and reports.through(here) == TODAY + DAY


def test_the_night_keeps_it_and_what_is_under_way_counts_as_changed() -> None:
    made = factories.company()
    interest.set_terms(made, SetInterestTerms("contract", rate="10"))
    factories.customer(made, "C-1")
    today = identity.operator(made.tenant_id, made.entity_id).today
    factories.invoice(made, "INV-1", "1000.00", TODAY - 103 * DAY, TODAY - 73 * DAY)
    nightly.run({})
    here = books.of(made)
    assert reports.through(here) == today
    held = reports.of(here, today)
    assert held is not None and len(held.changed) == 1, "it was recorded within the last minute"


def test_verify_names_a_sum_that_is_not_what_is_reckoned(context: Context) -> None:
    assert verify.run(books.of(context)).clean
    for broken in (
        "UPDATE interest_sum SET interest = interest + 1 WHERE tenant_id = %s AND interest = 8000",
        "DELETE FROM interest_sum WHERE tenant_id = %s AND interest = 6000",
    ):
        sql.execute(broken, [context.tenant_id])
    found = verify.run(books.of(context))
    named = [one.subject for one in found.differences]
    assert (found.count, named) == (2, ["customer C-3 EUR", "customer C-4 EUR"])


@pytest.mark.django_db(transaction=True)
def test_what_a_long_transaction_records_counts_as_recorded_since() -> None:
    if not sql.on_postgresql():
        pytest.skip("ONLY ON POSTGRESQL: on SQLite nobody writes for longer than others wait")
    made = accruing.four_late()
    hours = replace(made, now=time.time_ns() // 1_000 + 7_200 * 10**6)

    def night() -> None:
        interest_kept.keep(hours)
        connection.close()

    one = threading.Thread(target=night)
    with transaction.atomic():
        factories.invoice(made, "INV-5", "5000.00", TODAY - 103 * DAY, TODAY - 73 * DAY, customer="C-1")
        one.start()
        one.join(20)
        assert not one.is_alive()
    assert rows(made)[0] == ("C-1", 12_000, 0)
