"""Terms: what a customer was granted through time, what terms come to, holidays, the policy of early payment."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ninja import Router
from pydantic import Field

from quittance.actions import terms
from quittance.actions.terms import (
    DiscountPolicySet,
    GrantTerms,
    HolidayInput,
    HolidaysSet,
    SetDiscountPolicy,
    SetHolidays,
    TermsGranted,
)
from quittance.api import plain
from quittance.api.desk import Desk, asks, does, result_of
from quittance.api.kinds import (
    LONG,
    PLAIN,
    AmountShown,
    Code,
    Day,
    DayShown,
    Decimal,
    Flag,
    Given,
    MomentShown,
    Number,
    Shown,
    Year,
)
from quittance.reports import agreed
from quittance.reports import holidays as closing
from quittance.reports.agreed import Invoiced
from quittance.rules import money
from quittance.rules.holidays import MOST_A_YEAR

router = Router()

TermsText = Annotated[
    str, Field(min_length=1, max_length=200, pattern=PLAIN, description="Such as net 30, 2/10 net 30 or net 45 eom.")
]


class NewGrant(Given):
    """Terms for a customer from a day on, with the contract that they come from and why."""

    customer_number: Number
    terms: TermsText
    valid_from: Day | None = None
    reference: Annotated[str, Field(max_length=128, pattern=PLAIN)] | None = None
    reason: Annotated[str, Field(max_length=300, pattern=LONG)] | None = None


class GivenHoliday(Given):
    """A day on which nobody works."""

    on: Day
    name: Annotated[str, Field(max_length=100, pattern=PLAIN)] | None = None


class GivenHolidays(Given):
    """All holidays of the year; they take the place of those that were known."""

    days: Annotated[list[GivenHoliday], Field(max_length=MOST_A_YEAR)]


class GivenDiscountPolicy(Given):
    """Whether a part payment earns its share; `tax` "" goes by the company's country."""

    part_payments: Flag
    tax: Literal["", "adjust", "keep"] = ""


class GrantShown(Shown):
    """Terms from a day on; `until` is their last day, null while none is known."""

    valid_from: DayShown
    until: DayShown | None
    terms: str
    reference: str
    reason: str
    state: Literal["now", "later", "past", "replaced"]
    actor_name: str
    recorded_at: MomentShown


class TermsShown(Shown):
    """The terms of a customer: `today`, `before` any grant, and all grants, the latest first."""

    customer: str
    name: str
    today: str
    before: str
    rows: list[GrantShown]


class PartShown(Shown):
    """What is due on a day."""

    due_on: DayShown
    percent: AmountShown
    amount: AmountShown


class EarlyShown(Shown):
    """What may be taken off, and what is then to be paid, on or before a day."""

    last_on: DayShown
    percent: AmountShown
    discount: AmountShown
    payable: AmountShown


class ExampleShown(Shown):
    """What terms come to for an invoice; `terms` is their canonical form."""

    terms: str
    issued_on: DayShown
    goods_on: DayShown | None
    currency: str
    total: AmountShown
    parts: list[PartShown]
    early: list[EarlyShown]


class HolidayShown(Shown):
    """A day on which nobody works; `kept` where the company has set its year, otherwise a public one."""

    on: DayShown
    name: str
    kept: bool


class Holidays(Shown):
    """The holidays that are known, in their order."""

    rows: list[HolidayShown]


class DiscountPolicyShown(Shown):
    """The policy, and whether the tax in a discount is taken back by it."""

    part_payments: bool
    tax: str
    adjusts_tax: bool


@asks(router, "/terms", TermsShown)
def history(desk: Desk, *, customer_number: Number) -> dict[str, Any]:
    """Show the terms of a customer through time."""
    found = agreed.history(desk.books, customer_number, desk.context.today)
    names = ("terms", "reference", "reason", "state", "actor_name")
    rows = [
        {
            "valid_from": one.valid_from.isoformat(),
            "until": one.until.isoformat() if one.until else None,
            "recorded_at": plain.moment(one.recorded_at),
        }
        | {name: getattr(one, name) for name in names}
        for one in found.rows
    ]
    head = {"customer": found.number, "name": found.name, "today": found.today, "before": found.before}
    return head | {"rows": rows}


@asks(router, "/terms/example", ExampleShown)
def example(
    desk: Desk,
    *,
    terms: TermsText,
    issued_on: Day | None = None,
    goods_on: Day | None = None,
    total: Decimal = "1000.00",
    currency: Code | None = None,
) -> dict[str, Any]:
    """Show what terms come to: due days with their amounts, and what early payment saves."""
    code = (currency or desk.currency).upper()
    minor = money.read_positive(total, code, field="total")
    found = agreed.example(desk.books, terms, Invoiced(issued_on or desk.context.today, goods_on, minor, code))
    return agreed.told(found)


@does(router, "POST", "/terms", "terms.grant", result_of(TermsGranted), status=201)
def grant(desk: Desk, body: NewGrant) -> TermsGranted:
    """Grant terms to a customer; invoices that are issued from that day on take them."""
    return terms.grant(desk.context, GrantTerms(**body.fields()))


@asks(router, "/holidays", Holidays)
def holidays(desk: Desk, *, year: Year | None = None) -> dict[str, Any]:
    """List the company's holidays, of one year, or of this year, the next and all that were set.

    `kept` is false for public holidays of its country, which hold for a year that was not set.
    """
    today = desk.context.today
    found = closing.of_year(desk.books, year) if year else closing.known(desk.books, today)
    return {"rows": [{"on": one.on.isoformat(), "name": one.name, "kept": one.kept} for one in found]}


@does(router, "PUT", "/holidays/{year}", "terms.set_holidays", result_of(HolidaysSet))
def set_holidays(desk: Desk, year: Year, body: GivenHolidays) -> HolidaysSet:
    """Set the holidays of a year; due days of invoices that were issued stay as they are."""
    days = tuple(HolidayInput(one.on, one.name or "") for one in body.days)
    return terms.set_holidays(desk.context, SetHolidays(year, days))


@asks(router, "/discount-policy", DiscountPolicyShown)
def discount_policy(desk: Desk) -> dict[str, Any]:
    """Show what an early-payment discount needs."""
    found = agreed.discount_policy(desk.books)
    return {
        "part_payments": found.policy.part_payments,
        "tax": found.policy.tax,
        "adjusts_tax": found.adjusts,
    }


@does(router, "PUT", "/discount-policy", "terms.set_discount_policy", result_of(DiscountPolicySet))
def set_discount_policy(desk: Desk, body: GivenDiscountPolicy) -> DiscountPolicySet:
    """Set what an early-payment discount needs; its days of grace are in the policy of cash application."""
    return terms.set_discount_policy(desk.context, SetDiscountPolicy(body.part_payments, body.tax))
