"""What people type into the working forms: amounts with thousands apart, customers by name, lines, shares."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from quittance.actions.allocations import ShareInput
from quittance.reports import customers
from quittance.reports.customers import CustomerRow, Wanted
from quittance.reports.open_items import OpenRow
from quittance.rules.refusals import Invalid, NotFound
from quittance.rules.totals import LineInput
from quittance.web.form import Form
from quittance.web.visit import Visit

_GROUPED = re.compile(r"[+-]?\d{1,3}([, \u00a0\u202f]\d{3})+(\.\d+)?", re.ASCII)
_GROUPS = re.compile(r"[, \u00a0\u202f]")
MOST_NAMED = 5
LINE_FIELDS = ("description", "quantity", "unit_price", "tax_rate")
LEAST_LINES, MOST_LINES = 3, 200
"""Rows of the form; whoever has more lines imports them."""


@dataclass(frozen=True, slots=True)
class Owed:
    """One invoice that is open: `open` in minor units over all its instalments, `apply` as typed."""

    number: str
    due_on: object
    days_late: int
    open: int
    currency: str
    apply: str


def amount(text: str) -> str:
    """An amount as the rules read it: 24,115.00 becomes 24115.00; anything else is left for them to refuse."""
    plain = text.strip().replace("\u2212", "-")
    return _GROUPS.sub("", plain) if _GROUPED.fullmatch(plain) else plain


def customer(visit: Visit, text: str, field: str = "customer_number") -> CustomerRow:
    """The customer of that number, or the only one whose name or number holds the text.

    Raises `Invalid` naming the choices when there are several, `NotFound` when there is none.
    """
    wanted, today = text.strip(), visit.context.today
    if not wanted:
        raise Invalid("Enter the customer: a number, or part of the name.", field=field)
    exact = customers.find(visit.books, Wanted(number=wanted, limit=1), today).rows
    if exact:
        return exact[0]
    named = customers.find(visit.books, Wanted(search=wanted, limit=MOST_NAMED + 1), today).rows
    if not named:
        raise NotFound(f"There is no customer {wanted[:60]!r}. Check the number or create it first.", field=field)
    if len(named) > 1:
        said = ", ".join(f"{row.number} {row.name}" for row in named[:MOST_NAMED])
        more = " and more" if len(named) > MOST_NAMED else ""
        raise Invalid(f"Several customers hold {wanted[:60]!r}: {said}{more}. Enter the number.", field=field)
    return named[0]


def lines(form: Form) -> tuple[LineInput, ...]:
    """The lines that hold anything, without the empty ones around them."""
    return tuple(LineInput(one[0], one[1] or "1", one[2] or "0", one[3] or "0") for one in rows(form))


def rows(form: Form) -> list[tuple[str, str, str, str]]:
    """Lines as typed: description, quantity, unit price and tax rate; without description and price none."""
    columns = [form.all(name) for name in LINE_FIELDS]
    made = []
    for n in range(min(max((len(column) for column in columns), default=0), MOST_LINES)):
        text, many, each, rate = (column[n].strip() if n < len(column) else "" for column in columns)
        if text or each:
            made.append((text, amount(many), amount(each), rate.removesuffix("%").strip()))
    return made


def shares(form: Form) -> tuple[ShareInput, ...]:
    """Invoices with the amounts typed beside them; those without an amount are left out."""
    pairs = zip(form.all("invoice"), form.all("apply"), strict=False)
    return tuple(ShareInput(number.strip(), amount(text)) for number, text in pairs if number.strip() and text.strip())


def owed(items: Sequence[OpenRow], currency: str, applied: dict[str, str]) -> tuple[Owed, ...]:
    """Open invoices of one currency, oldest due first, with the amounts typed beside them."""
    found: dict[str, Owed] = {}
    for row in items:
        if row.open <= 0 or row.currency != currency:
            continue
        known = found.get(row.number)
        if known is None:
            typed = applied.get(row.number, "")
            found[row.number] = Owed(row.number, row.due_on, row.days_late, row.open, row.currency, typed)
        else:
            late = max(known.days_late, row.days_late)
            found[row.number] = Owed(row.number, known.due_on, late, known.open + row.open, row.currency, known.apply)
    return tuple(found.values())
