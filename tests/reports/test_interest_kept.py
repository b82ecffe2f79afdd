"""Kept interest: of whom something changed is reckoned anew, and other terms or rates make all of it old."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable

import pytest
from django.db import connection

from quittance.actions import disputes, dossiers, dunning, insolvencies, interest, interest_kept, reversals, waivers
from quittance.actions.command import Context
from quittance.actions.interest import ChargeInterest, SetInterestTerms
from quittance.books import sql
from quittance.reports import books, interest_due, verify
from quittance.reports import interest_kept as reports
from tests import accruing, factories
from tests.accruing import ALL, DAY, TODAY, began, rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def context() -> Context:
    """What everybody owes is kept."""
    return accruing.company()


def changed(context: Context) -> int:
    """Of how many customers something was recorded since."""
    held = reports.of(books.of(context), TODAY)
    assert held is not None
    return len(held.changed)


def pay(context: Context) -> None:
    """C-1 pays a half of it on the 37th day."""
    factories.allocate(context, "PAY-1", ("INV-1", "500.00"))


def late(context: Context) -> None:
    """A debt that was late before it was recorded."""
    factories.invoice(context, "INV-1b", "500.00", TODAY - 103 * DAY, TODAY - 73 * DAY, customer="C-1")


def undo(context: Context) -> None:
    """The invoice of C-1 was a mistake."""
    reversals.reverse(context, reversals.Reverse("By mistake", number="INV-1"))


def charge(context: Context) -> None:
    """C-1 is charged."""
    interest.charge(context, ChargeInterest("C-1"))


def terms(context: Context) -> None:
    """C-1 agrees to twice as much."""
    interest.set_terms(context, SetInterestTerms("contract", customer_number="C-1", rate="20"))


def consumer(context: Context) -> None:
    """C-1 is a consumer, of whom an agreed rate is asked all the same."""
    dunning.set_customer(context, dunning.SetDunning("C-1", consumer=True))


def insolvent(context: Context) -> None:
    """Proceedings about C-1 were opened."""
    insolvencies.open_insolvency(context, insolvencies.OpenInsolvency("C-1", TODAY - 36 * DAY, "Court", "1 IN 1"))


def handed(context: Context) -> None:
    """The debt of C-1 lies with a lawyer."""
    dossiers.propose(context, dossiers.ProposeDossier("C-1", "lawyer", "Marsh & Vale"))
    dossiers.release(factories.member(context, "credit_manager"), dossiers.ReleaseDossier("DOS-0001"))


def denied(context: Context) -> None:
    """C-1 denies a part of it."""
    disputes.open_dispute(context, disputes.OpenDispute("INV-1", "price", "10.00"))


def waived(context: Context) -> None:
    """The interest of C-1 is given up by two people."""
    waivers.waive(factories.member(context, "collector"), waivers.WaiveInterest("INV-1", "Goodwill"))
    waivers.approve(context, waivers.ApproveWaiver("INV-1"))


@pytest.mark.parametrize(
    ("deed", "row"),
    [
        (pay, ("C-1", 1507, 0)),
        (late, ("C-1", 3000, 0)),
        (undo, None),
        (charge, None),
        (terms, ("C-1", 4000, 0)),
        (consumer, ("C-1", 2000, 0)),
        (insolvent, ("C-1", 986, 0)),
        (handed, ("C-1", 0, 2000)),
        (denied, ("C-1", 0, 0)),
        (waived, None),
    ],
)
def test_of_whom_something_changed_is_reckoned_anew(
    context: Context, deed: Callable[[Context], None], row: tuple[str, int, int] | None
) -> None:
    deed(context)
    found = rows(context)
    assert sorted(found) == sorted([*ALL[:3], *([row] if row else [])]) and changed(context) == 1
    assert verify.run(books.of(context)).clean


def test_other_terms_of_the_company_a_new_rate_and_many_changes_make_all_of_it_old(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reports, "MOST_CHANGED", 0)
    pay(context)
    assert reports.of(books.of(context), TODAY) is None and rows(context)[-1] == ("C-1", 1507, 0)
    interest.set_terms(context, SetInterestTerms("contract", rate="20"))
    assert reports.of(books.of(context), TODAY) is None and rows(context)[0] == ("C-4", 16_000, 0)
    interest_kept.keep(context)
    began(context)
    assert changed(context) == 0
    interest.set_rate(context, interest.SetReferenceRate("ecb", datetime.date(2026, 1, 1), "3"))
    assert reports.of(books.of(context), TODAY) is None


@pytest.mark.django_db(transaction=True)
def test_a_night_that_keeps_another_day_meanwhile_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    if not sql.on_postgresql():
        pytest.skip("ONLY ON POSTGRESQL: a database in memory, as the tests have it, locks whole tables for readers")
    context = accruing.company()
    right = interest_due.everybody(books.of(context), TODAY)
    largest = reports.largest

    def night() -> None:
        interest_kept.keep(factories.at(context, TODAY + 10 * DAY))
        connection.close()

    def late_at_night(kept: reports.Kept, most: int) -> list[reports.Sums]:
        one = threading.Thread(target=night)
        one.start()
        one.join(20)
        return largest(kept, most)

    monkeypatch.setattr(reports, "largest", late_at_night)
    found = interest_due.due(books.of(context), TODAY)
    assert reports.through(books.of(context)) == TODAY + 10 * DAY
    assert found.rows == right and found.totals == (("EUR", 20_000, 0),)
