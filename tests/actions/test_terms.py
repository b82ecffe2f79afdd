"""Terms: granted with their history, used on the day of the invoice, with holidays and the policy of early payment."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from quittance.actions import customers, invoices, terms
from quittance.actions.command import Context
from quittance.actions.customers import EditCustomer
from quittance.actions.invoices import RecordInvoice
from quittance.actions.terms import GrantTerms, HolidayInput, SetDiscountPolicy, SetHolidays
from quittance.reports import agreed, books, holidays
from quittance.rules.refusals import Changed, Duplicate, Invalid, NotAllowed, NotFound
from tests import factories

pytestmark = pytest.mark.django_db

MAY, JUNE = datetime.date(2026, 5, 1), datetime.date(2026, 6, 15)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def context() -> Context:
    """A company with one customer that was recorded with net 30."""
    made = factories.company(country="NL")
    factories.customer(made, "C-1", terms="net 30")
    return made


def due(context: Context, issued_on: datetime.date, terms: str = "") -> datetime.date:
    """When an invoice of that day is due."""
    return invoices.record(context, RecordInvoice("C-1", issued_on, "100.00", terms=terms)).due_on


def test_an_invoice_takes_the_terms_of_its_day(context: Context) -> None:
    terms.grant(context, GrantTerms("C-1", "net 14", MAY, "FRAME-7", "Agreed with A. Reed"))
    terms.grant(context, GrantTerms("C-1", "net 60", JUNE))
    assert due(context, MAY - DAY) == MAY + 29 * DAY
    assert due(context, MAY) == MAY + 14 * DAY
    assert due(context, JUNE - DAY) == JUNE + 13 * DAY
    assert due(context, JUNE) == JUNE + 60 * DAY
    assert due(context, JUNE, terms="net 7") == JUNE + 7 * DAY


def test_a_grant_for_later_waits_and_one_from_the_same_day_corrects(context: Context) -> None:
    later = context.today + 10 * DAY
    terms.grant(context, GrantTerms("C-1", "net 6", later))
    terms.grant(context, GrantTerms("C-1", "net 60", later))
    assert due(context, context.today) == context.today + 30 * DAY
    assert due(factories.at(context, later), later) == later + 60 * DAY
    found = agreed.history(books.of(context), "C-1", context.today)
    assert [(one.terms, one.state) for one in found.rows] == [("net 60", "later"), ("net 6", "replaced")]
    assert (found.today, found.before) == ("net 30", "net 30")


def test_changing_the_customer_keeps_the_older_terms(context: Context) -> None:
    customers.edit(context, EditCustomer("C-1", terms="net 45"))
    customers.edit(context, EditCustomer("C-1", terms="net 45"))
    found = agreed.history(books.of(context), "C-1", context.today)
    assert [(one.terms, one.state) for one in found.rows] == [("net 45", "now")] and found.today == "net 45"
    assert due(context, context.today - DAY) == context.today + 29 * DAY
    assert due(context, context.today) == context.today + 45 * DAY


def test_a_grant_counts_as_a_change_of_the_customer(context: Context) -> None:
    terms.grant(context, GrantTerms("C-1", "net 10"))
    with pytest.raises(Changed):
        customers.edit(context, EditCustomer("C-1", version=1, terms="net 30"))


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (GrantTerms("C-9", "net 30"), NotFound),
        (GrantTerms("C-1", ""), Invalid),
        (GrantTerms("C-1", "soon"), Invalid),
        (GrantTerms("C-1", "net 30", datetime.date(1800, 1, 1)), Invalid),
        (GrantTerms("C-1", "net 30", None, "x" * 129), Invalid),
        (GrantTerms("C-1", "net 30", None, "", "x" * 301), Invalid),
    ],
)
def test_what_cannot_be_granted_is_refused(context: Context, data: GrantTerms, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        terms.grant(context, data)
    assert agreed.history(books.of(context), "C-1", context.today).rows == ()


def test_who_may_not_grant_terms_is_refused_and_a_dry_run_writes_nothing(context: Context) -> None:
    with pytest.raises(NotAllowed):
        terms.grant(factories.member(context, "clerk"), GrantTerms("C-1", "net 90"))
    terms.grant(replace(context, dry_run=True), GrantTerms("C-1", "net 90"))
    assert agreed.history(books.of(context), "C-1", context.today).rows == ()
    manager = factories.member(context, "credit_manager")
    terms.grant(manager, GrantTerms("C-1", "net 20"))
    (row,) = agreed.history(books.of(context), "C-1", context.today).rows
    assert row.actor_name == manager.actor.name


def test_due_days_roll_past_the_holidays_of_the_company(context: Context) -> None:
    days = (HolidayInput(datetime.date(2026, 7, 3), "Founders' Day"), HolidayInput(datetime.date(2026, 7, 6)))
    assert terms.set_holidays(context, SetHolidays(2026, days)).count == 2
    start = datetime.date(2026, 6, 26)
    assert due(context, start, terms="net 7 roll next") == datetime.date(2026, 7, 7)
    assert due(context, start, terms="net 7 roll previous") == datetime.date(2026, 7, 2)
    assert due(context, start, terms="net 7") == datetime.date(2026, 7, 3)
    terms.set_holidays(context, SetHolidays(2026))
    assert due(context, start, terms="net 7 roll next") == datetime.date(2026, 7, 3)


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (SetHolidays(2026, (HolidayInput(datetime.date(2027, 1, 1)),)), Invalid),
        (SetHolidays(2026, (HolidayInput(MAY), HolidayInput(MAY, "again"))), Duplicate),
        (SetHolidays(1900), Invalid),
        (SetHolidays(2026, tuple(HolidayInput(MAY + n * DAY) for n in range(61))), Invalid),
        (SetHolidays(2026, (HolidayInput(MAY, "x" * 101),)), Invalid),
    ],
)
def test_holidays_that_are_none_are_refused(context: Context, data: SetHolidays, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        terms.set_holidays(context, data)
    assert not any(one.kept for one in holidays.known(books.of(context), context.today))


def test_days_count_from_the_receipt_of_goods_where_terms_say_so(context: Context) -> None:
    made = RecordInvoice("C-1", MAY, "100.00", terms="2/10 net 30 rog", goods_on=MAY + 20 * DAY)
    assert invoices.record(context, made).due_on == MAY + 50 * DAY
    assert due(context, MAY, terms="net 30 rog") == MAY + 30 * DAY


def test_the_policy_of_early_payment_is_kept_and_checked(context: Context) -> None:
    assert agreed.discount_policy(context).adjusts
    terms.set_discount_policy(context, SetDiscountPolicy(True, "keep"))
    terms.set_discount_policy(context, SetDiscountPolicy(False, "keep"))
    held = agreed.discount_policy(context)
    assert (held.policy.part_payments, held.policy.tax, held.adjusts) == (False, "keep", False)
    with pytest.raises(Invalid):
        terms.set_discount_policy(context, SetDiscountPolicy(True, "half"))
    with pytest.raises(NotAllowed):
        terms.set_discount_policy(factories.member(context, "clerk"), SetDiscountPolicy(True))
