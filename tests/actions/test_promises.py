"""Promises: taken within what is open, one at a time, and kept, partly kept or broken by what came in."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import activities, collecting, disputes, payments, plans, promises, terms
from quittance.actions.command import Context
from quittance.actions.promises import TakePromise, WithdrawPromise
from quittance.actions.terms import HolidayInput, SetHolidays
from quittance.reports import audit, books, verify, worklist
from quittance.reports import plans as plan_reports
from quittance.reports import promises as reports
from quittance.rules.refusals import Conflict, Invalid, NotAllowed, NotFound, Overallocated
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
TODAY = factories.TODAY
ON = TODAY + 3 * DAY


@pytest.fixture
def context() -> Context:
    """C-1 owes 1,000.00, late, and 500.00 that is due tomorrow."""
    context = factories.company()
    factories.customer(context, "C-1")
    factories.invoice(context, "INV-1", "1000.00", TODAY - 60 * DAY, TODAY - 30 * DAY)
    factories.invoice(context, "INV-2", "500.00", TODAY - 30 * DAY, TODAY + DAY)
    return context


def pay(
    context: Context, day: datetime.date, amount: str, document: str, received: datetime.date | None = None
) -> None:
    """Cash that is allocated on a day, and came in then or earlier."""
    there = factories.at(context, day)
    factories.payment(there, f"PAY-{document}-{day}", amount, received or day)
    factories.allocate(there, f"PAY-{document}-{day}", (document, amount))


def judged(context: Context, day: datetime.date) -> str:
    """The state of the first promise after the night of a day."""
    collecting.judge(factories.at(context, day), collecting.Judge())
    return reports.of_number(books.of(context), "PRM-0001").state


def test_a_promise_takes_all_that_is_open_of_its_documents(context: Context) -> None:
    made = promises.take(context, TakePromise("C-1", ON, documents=("INV-1", "INV-2"), said_by="Ada Reed, by phone"))
    assert (made.number, made.amount, made.currency) == ("PRM-0001", "1500.00", "EUR")
    assert (made.deadline_on - made.promised_on).days >= 2
    (row,) = reports.rows(books.of(context))
    assert (row.documents, row.said_by, row.state) == (("INV-1", "INV-2"), "Ada Reed, by phone", "open")


def test_a_promise_in_another_currency_than_its_invoices_is_refused(context: Context) -> None:
    factories.invoice(context, "INV-U", "200.00", TODAY - 60 * DAY, TODAY - 30 * DAY, currency="USD", rate="1.1")
    with pytest.raises(Invalid, match="INV-1 is in EUR, not in USD") as refused:
        promises.take(context, TakePromise("C-1", ON, "50.00", ("INV-1",), "USD"))
    assert refused.value.field == "currency"
    made = promises.take(context, TakePromise("C-1", ON, "", ("INV-U",), "usd"))
    assert (made.currency, made.amount) == ("USD", "200.00")


def test_the_deadline_leaves_the_holidays_of_the_company_out(context: Context) -> None:
    friday, monday = datetime.date(2026, 7, 3), datetime.date(2026, 7, 6)
    terms.set_holidays(context, SetHolidays(2026, (HolidayInput(monday, "Closed"),)))
    assert promises.take(context, TakePromise("C-1", friday)).deadline_on == monday + 2 * DAY
    (plan,) = plans.agree(context, plans.AgreePlan("C-1", ("INV-2",), "", 1, friday)).instalments
    assert plan.due_on == friday
    assert plan_reports.rows(books.of(context))[0].instalments[0].deadline_on == monday + 3 * DAY
    activities.log(factories.at(context, friday), activities.LogActivity("C-1", "call", "", "no_answer"))
    (account,) = worklist.accounts(books.of(context), friday).accounts[:1]
    assert account.proposal.on == monday + DAY


def test_a_promise_of_the_account_is_about_what_is_late(context: Context) -> None:
    assert promises.take(context, TakePromise("C-1", ON)).amount == "1000.00"
    assert reports.rows(books.of(context))[0].documents == ()


@pytest.mark.parametrize(
    ("data", "refusal", "field"),
    [
        (TakePromise("C-9", ON), NotFound, "customer"),
        (TakePromise("C-1", TODAY - DAY), Invalid, "promised_on"),
        (TakePromise("C-1", ON, "1000.01", ("INV-1",)), Overallocated, "amount"),
        (TakePromise("C-1", ON, "0", ("INV-1",)), Invalid, "amount"),
        (TakePromise("C-1", ON, "10", ("INV-9",)), NotFound, "documents"),
        (TakePromise("C-1", ON, currency="USD"), Invalid, "customer_number"),
        (TakePromise("C-1", ON, note="x" * 501), Invalid, "note"),
    ],
)
def test_what_cannot_be_promised_is_refused(
    context: Context, data: TakePromise, refusal: type[Exception], field: str
) -> None:
    with pytest.raises(refusal) as refused:
        promises.take(context, data)
    assert getattr(refused.value, "field", "") == field


def test_the_disputed_part_cannot_be_promised(context: Context) -> None:
    disputes.open_dispute(context, disputes.OpenDispute("INV-1", "price", "200.00"))
    with pytest.raises(Overallocated):
        promises.take(context, TakePromise("C-1", ON, "900.00", ("INV-1",)))
    assert promises.take(context, TakePromise("C-1", ON, documents=("INV-1",))).amount == "800.00"


def test_one_promise_at_a_time_counts_the_same_money(context: Context) -> None:
    promises.take(context, TakePromise("C-1", ON, "300.00", ("INV-1",)))
    for other in (("INV-1",), ()):
        with pytest.raises(Conflict):
            promises.take(context, TakePromise("C-1", ON, "100.00", other))
    assert promises.take(context, TakePromise("C-1", ON, "100.00", ("INV-2",))).number == "PRM-0002"
    promises.withdraw(context, WithdrawPromise("PRM-0001", "They pay today"))
    with pytest.raises(Conflict):
        promises.withdraw(context, WithdrawPromise("PRM-0001", "again"))
    with pytest.raises(NotFound):
        promises.withdraw(context, WithdrawPromise("PRM-0009", "none"))
    promises.take(context, TakePromise("C-1", ON, "100.00", ("INV-1",)))


def test_money_by_the_deadline_keeps_it(context: Context) -> None:
    made = promises.take(context, TakePromise("C-1", ON, documents=("INV-1",)))
    assert judged(context, made.deadline_on) == "open"
    pay(context, made.deadline_on, "1000.00", "INV-1")
    assert judged(context, made.deadline_on) == "kept"
    assert reports.habits(books.of(context))[_customer(context)] == reports.Habit(1)


def test_money_that_was_moved_here_counts_from_the_day_on_which_it_came(context: Context) -> None:
    made = promises.take(context, TakePromise("C-1", ON, documents=("INV-1",)))
    factories.customer(context, "C-2")
    later = factories.at(context, made.deadline_on + 3 * DAY)
    factories.payment(later, "PAY-1", "1000.00", made.deadline_on, customer="C-2")
    payments.move(later, payments.MovePayment("PAY-1", "C-1"))
    factories.allocate(later, "PAY-1", ("INV-1", ""))
    assert judged(context, made.deadline_on + 3 * DAY) == "kept"


def test_part_of_it_keeps_it_partly_and_nothing_breaks_it(context: Context) -> None:
    made = promises.take(context, TakePromise("C-1", ON, documents=("INV-1",)))
    assert judged(context, made.deadline_on + DAY) == "broken"
    pay(context, made.deadline_on + DAY, "400.00", "INV-1", made.deadline_on)
    assert judged(context, made.deadline_on + 2 * DAY) == "partly", "it came in time and was applied later"
    pay(context, made.deadline_on + 2 * DAY, "600.00", "INV-1")
    assert judged(context, made.deadline_on + 3 * DAY) == "partly", "what comes too late mends nothing"
    assert not verify.run(books.of(context)).differences


def test_a_returned_payment_breaks_what_was_kept(context: Context) -> None:
    made = promises.take(context, TakePromise("C-1", ON, documents=("INV-1",)))
    pay(context, ON, "1000.00", "INV-1")
    assert judged(context, ON) == "kept"
    factories.reverse(factories.at(context, ON + DAY), f"PAY-INV-1-{ON}")
    assert judged(context, made.deadline_on + DAY) == "broken"


def test_a_credit_note_is_no_payment_and_needs_none(context: Context) -> None:
    made = promises.take(context, TakePromise("C-1", ON, documents=("INV-1",)))
    factories.credit_note(factories.at(context, TODAY + DAY), "CN-1", "400.00")
    factories.allocate(factories.at(context, TODAY + DAY), "CN-1", ("INV-1", "400.00"))
    assert judged(context, made.deadline_on) == "open"
    pay(context, made.deadline_on, "600.00", "INV-1")
    assert judged(context, made.deadline_on) == "kept"


def test_a_promise_of_the_account_counts_whatever_is_paid(context: Context) -> None:
    made = promises.take(context, TakePromise("C-1", ON, "1200.00"))
    pay(context, ON, "500.00", "INV-2")
    pay(context, ON, "700.00", "INV-1")
    assert judged(context, made.deadline_on + DAY) == "kept"


def test_the_night_tells_once_what_has_changed(context: Context) -> None:
    made = promises.take(context, TakePromise("C-1", ON, documents=("INV-1",)))
    night = factories.at(context, made.deadline_on + DAY)
    assert collecting.judge(night, collecting.Judge()).broken == 1
    assert collecting.judge(night, collecting.Judge()).broken == 0
    told = [row for row in audit.trail(books.of(context), audit.Filter()) if row.verb == "collecting.judge"]
    assert [row.data["state"] for row in told if "state" in row.data] == ["broken"]


def test_a_clerk_takes_no_promise(context: Context) -> None:
    with pytest.raises(NotAllowed):
        promises.take(factories.member(context, "clerk"), TakePromise("C-1", ON))
    assert promises.take(factories.member(context, "collector"), TakePromise("C-1", ON)).amount == "1000.00"


def _customer(context: Context) -> int:
    return next(iter(reports.habits(books.of(context))))
