"""Terms: granted to a customer from a day on, the holidays past which they roll, what a discount needs."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from quittance.actions import command, postings
from quittance.actions.command import Context, Subject
from quittance.books import lock, sql
from quittance.books.keys import new_id
from quittance.rules import discount, holidays, terms, text
from quittance.rules.refusals import Duplicate, Invalid


@dataclass(frozen=True, slots=True)
class GrantTerms:
    """Terms for a customer from a day on; None is today. `reference` is the contract they come from."""

    customer_number: str
    terms: str
    valid_from: datetime.date | None = None
    reference: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TermsGranted:
    """The terms as they were written, and their canonical form."""

    customer_number: str
    terms: str
    means: str
    valid_from: datetime.date


@dataclass(frozen=True, slots=True)
class HolidayInput:
    """A day on which nobody works, and what it is called."""

    on: datetime.date
    name: str = ""


@dataclass(frozen=True, slots=True)
class SetHolidays:
    """All holidays of a year; they take the place of those that were known."""

    year: int
    days: tuple[HolidayInput, ...] = ()


@dataclass(frozen=True, slots=True)
class HolidaysSet:
    """How many holidays the year has now."""

    year: int
    count: int


@dataclass(frozen=True, slots=True)
class SetDiscountPolicy:
    """Whether a part payment earns its share of a discount; `tax` is adjust, keep, or "" by the country."""

    part_payments: bool
    tax: str = ""


@dataclass(frozen=True, slots=True)
class DiscountPolicySet:
    """The policy as it is now."""

    part_payments: bool
    tax: str


@command.verb("terms.grant", TermsGranted)
def grant(context: Context, data: GrantTerms) -> TermsGranted:
    """Grant terms; invoices that are issued from that day on take them. Raises `NotFound` and `Invalid`."""
    written = text.clean(data.terms, "terms", 200, needed=True)
    means = terms.write(terms.read(written))
    on = postings.check_day(data.valid_from or context.today, context.today, "valid_from")
    locked = lock.customers_by_number(context.tenant_id, context.entity_id, [data.customer_number])
    id = locked.by_number(data.customer_number).id
    reference = text.clean(data.reference, "reference", 128)
    reason = text.clean(data.reason, "reason", 300)
    add(context, id, GrantTerms(data.customer_number, written, on, reference, reason))
    sql.execute("UPDATE customer SET version = version + 1 WHERE tenant_id = %s AND id = %s", [context.tenant_id, id])
    said = {"terms": written, "valid_from": on.isoformat(), "reference": reference, "reason": reason}
    command.note(context, "terms.grant", Subject("customer", id, id), said)
    return TermsGranted(data.customer_number, written, means, on)


def add(context: Context, customer_id: int, made: GrantTerms) -> None:
    """Add checked terms to the history of a customer, within a verb."""
    sql.insert(
        "granted_terms",
        "tenant_id id customer_id valid_from terms reference reason actor_name recorded_at".split(),
        [
            [
                *(context.tenant_id, new_id(), customer_id, made.valid_from, made.terms, made.reference, made.reason),
                *(context.actor.name, context.now),
            ]
        ],
    )


@command.verb("terms.set_holidays", HolidaysSet)
def set_holidays(context: Context, data: SetHolidays) -> HolidaysSet:
    """Set the holidays of a year; due days of invoices that were issued stay as they are. Raises `Invalid`."""
    year = holidays.check_year(data.year)
    lock.entity(context.tenant_id, context.entity_id)
    if len(data.days) > holidays.MOST_A_YEAR:
        raise Invalid(f"A year has at most {holidays.MOST_A_YEAR} holidays.", field="days")
    named: dict[datetime.date, str] = {}
    for one in data.days:
        if one.on.year != year:
            raise Invalid(f"{one.on.isoformat()} is not in {year}.", field="days")
        if one.on in named:
            raise Duplicate(f"{one.on.isoformat()} is named twice. Name each day once.", field="days")
        named[one.on] = text.clean(one.name, "name", 100)
    sql.execute(
        "DELETE FROM holiday WHERE tenant_id = %s AND entity_id = %s AND on_day BETWEEN %s AND %s",
        [context.tenant_id, context.entity_id, f"{year:04d}-01-01", f"{year:04d}-12-31"],
    )
    rows = [[context.tenant_id, new_id(), context.entity_id, on, name] for on, name in sorted(named.items())]
    if rows:
        sql.insert("holiday", "tenant_id id entity_id on_day name".split(), rows)
    said = {"year": year, "days": [on.isoformat() for on in sorted(named)]}
    command.note(context, "terms.set_holidays", Subject("entity", context.entity_id), said)
    return HolidaysSet(year, len(rows))


@command.verb("terms.set_discount_policy", DiscountPolicySet)
def set_discount_policy(context: Context, data: SetDiscountPolicy) -> DiscountPolicySet:
    """Set what an early-payment discount needs; raises `Invalid`."""
    made = discount.check_policy(discount.Policy(data.part_payments, data.tax))
    lock.entity(context.tenant_id, context.entity_id)
    sql.execute(
        "INSERT INTO discount_policy (tenant_id, id, entity_id, part_payments, tax) VALUES (%s, %s, %s, %s, %s) "
        "ON CONFLICT (tenant_id, entity_id) DO UPDATE SET part_payments = EXCLUDED.part_payments, tax = EXCLUDED.tax",
        [context.tenant_id, new_id(), context.entity_id, made.part_payments, made.tax],
    )
    said = {"part_payments": made.part_payments, "tax": made.tax}
    command.note(context, "terms.set_discount_policy", Subject("entity", context.entity_id), said)
    return DiscountPolicySet(made.part_payments, made.tax)
