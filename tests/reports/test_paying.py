"""How a customer pays: cash alone counts, by the day it was received, and what was taken back does not."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import collecting, payments, promises
from quittance.actions.command import Context
from quittance.reports import paying
from quittance.reports.books import of
from quittance.reports.customers import id_of
from quittance.rules.paying import Lateness, Paid
from tests import factories
from tests.factories import TODAY

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def context() -> Context:
    """A customer of whom nothing is known."""
    made = factories.company()
    factories.customer(made, "C-1")
    return made


def pays(context: Context, number: str = "C-1") -> paying.Pays:
    return paying.of_customer(of(context), id_of(of(context), number), TODAY)


def word(context: Context, today: datetime.date) -> paying.Word:
    return paying.word(of(context), id_of(of(context), "C-1"), today)


def settled(context: Context, number: str, amount: str, due_on: datetime.date, days: int) -> None:
    """An invoice that was paid so many days after its due day."""
    factories.invoice(context, number, amount, due_on - 30 * DAY, due_on)
    factories.payment(context, f"P-{number}", amount, due_on + days * DAY)
    factories.allocate(context, f"P-{number}", (number, amount))


def test_who_has_not_paid_has_no_mean(context: Context) -> None:
    factories.invoice(context, "INV-1", "100.00", TODAY - 60 * DAY, TODAY - 30 * DAY)
    assert pays(context) == paying.Pays((), None, None, (None,) * paying.QUARTERS)


def test_days_late_are_weighted_by_amount_and_told_by_year_and_quarter(context: Context) -> None:
    settled(context, "INV-1", "100.00", TODAY - 40 * DAY, 5)
    settled(context, "INV-2", "300.00", TODAY - 40 * DAY, 15)
    settled(context, "INV-3", "600.00", TODAY - 20 * DAY, -5)
    settled(context, "OLD-1", "50.00", TODAY - 500 * DAY, 40)
    found = pays(context)
    assert (found.year, found.before) == (Lateness(2, 5), Lateness(40, 40))
    assert found.quarters[-1] == 2 and [one for one in found.quarters if one is not None] == [40, 2]
    assert [one.days for one in found.payments] == [-5, 15, 5, 40]
    id, mine = id_of(of(context), "C-1"), of(context)
    assert paying.means(mine, [id], TODAY) == {id: Lateness(2, 5)} and paying.means(mine, [], TODAY) == {}


def test_one_payment_of_several_invoices_is_one(context: Context) -> None:
    due = TODAY - 50 * DAY
    for n, days in ((1, 0), (2, 20)):
        factories.invoice(context, f"INV-{n}", "100.00", due - 60 * DAY, due - days * DAY)
    factories.payment(context, "PAY-1", "200.00", due + 10 * DAY)
    factories.allocate(context, "PAY-1", ("INV-1", "100.00"))
    factories.allocate(context, "PAY-1", ("INV-2", "100.00"))
    assert pays(context).payments == (Paid(due + 10 * DAY, 20, 20000),)


def test_credit_and_what_was_taken_back_tell_nothing(context: Context) -> None:
    settled(context, "INV-1", "100.00", TODAY - 40 * DAY, 5)
    factories.invoice(context, "INV-2", "80.00", TODAY - 90 * DAY, TODAY - 60 * DAY)
    factories.credit_note(context, "CN-1", "30.00", TODAY - 10 * DAY)
    factories.allocate(context, "CN-1", ("INV-2", "30.00"))
    factories.reverse(context, "P-INV-1", on=TODAY)
    assert pays(context).payments == ()
    assert paying.means(of(context), [id_of(of(context), "C-1")], TODAY) == {}


def test_money_that_lay_here_before_the_invoice_pays_it_on_the_day_of_issue(context: Context) -> None:
    factories.payment(context, "PAY-1", "100.00", TODAY - 90 * DAY)
    factories.invoice(context, "INV-1", "100.00", TODAY - 60 * DAY, TODAY - 30 * DAY)
    factories.allocate(context, "PAY-1", ("INV-1", "100.00"))
    assert pays(context).payments == (Paid(TODAY - 60 * DAY, -30, 10000),)


def test_money_that_was_moved_here_counts_from_its_receipt(context: Context) -> None:
    factories.customer(context, "C-2")
    factories.invoice(context, "INV-1", "100.00", TODAY - 60 * DAY, TODAY - 30 * DAY)
    factories.payment(context, "PAY-1", "100.00", TODAY - 25 * DAY, customer="C-2")
    payments.move(context, payments.MovePayment("PAY-1", "C-1"))
    factories.allocate(context, "PAY-1", ("INV-1", "100.00"))
    assert pays(context).payments == (Paid(TODAY - 25 * DAY, 5, 10000),)
    assert pays(context, "C-2").payments == ()
    assert list(paying.means(of(context), [id_of(of(context), one) for one in ("C-1", "C-2")], TODAY)) == [
        id_of(of(context), "C-1")
    ], "who merely passed money on has not paid late or early"


def test_a_word_is_kept_broken_or_waits(context: Context) -> None:
    assert word(context, TODAY) == paying.Word()
    factories.invoice(context, "INV-1", "100.00", TODAY - 60 * DAY, TODAY - 30 * DAY)
    promises.take(context, promises.TakePromise("C-1", TODAY + DAY, "40.00", ("INV-1",)))
    waits = word(context, TODAY)
    assert (waits.decided, waits.kept, waits.broken) == (0, 0, None) and waits.promises[0].state == "open"
    later = factories.at(context, TODAY + 20 * DAY)
    collecting.judge(later, collecting.Judge())
    found = word(later, later.today)
    assert (found.decided, found.kept, found.broken_lately, found.spoken) == (1, 0, True, False)
    assert found.broken is not None and (found.broken.amount, found.broken.state) == (4000, "broken")
    assert not word(later, later.today + 90 * DAY).broken_lately
