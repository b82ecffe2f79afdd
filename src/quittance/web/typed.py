"""What people type into the working forms: amounts with thousands apart, customers by name, lines, shares."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from quittance.actions.allocations import ShareInput
from quittance.reports import customers
from quittance.reports.customers import CustomerRow, Wanted
from quittance.reports.open_items import OpenRow
from quittance.rules import tax, totals
from quittance.rules.deposits import DrawInput
from quittance.rules.refusals import Invalid, NotFound
from quittance.rules.totals import ChargeInput, LineInput
from quittance.web.form import Form
from quittance.web.visit import Visit

_GROUPED = re.compile(r"[+-]?\d{1,3}([, \u00a0\u202f]\d{3})+(\.\d+)?", re.ASCII)
_GROUPS = re.compile(r"[, \u00a0\u202f]")
_MEASURED = re.compile(r"([+-]?\d[\d.]*)\s*([^\W\d]\S{0,15})")
MOST_NAMED = 5
LINE_FIELDS = ("description", "quantity", "unit_price", "discount", "tax_rate", "item")
CHARGE_FIELDS = ("charge_reason", "charge_amount", "charge_tax")
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
    return tuple(line(form, one) for one in rows(form))


def line(form: Form, row: tuple[str, ...]) -> LineInput:
    """A line as typed; where no tax is due, the form's reason says why. A unit may stand behind the quantity: 12 h."""
    text, many, each, less, rate, item = row
    category, percent = tax.typed(rate) if rate.strip() or not item else ("", "")
    measured = _MEASURED.fullmatch(many)
    quantity, unit = (measured[1], measured[2]) if measured else (many, "")
    price = each or ("" if item else "0")
    return LineInput(text, quantity or "1", price, percent, category, _reason(form, category), less, item, unit)


def rows(form: Form) -> list[tuple[str, ...]]:
    """Lines as typed, in the order of `LINE_FIELDS`; without description and price none."""
    made: list[tuple[str, ...]] = []
    for text, many, each, less, rate, item in _columns(form, LINE_FIELDS):
        if text or each or item:
            made.append((text, amount(many), amount(each), part(less), rate, item))
    return made


def charges(form: Form) -> tuple[ChargeInput, ...]:
    """Allowances and charges as typed: below zero it is an allowance."""
    return tuple(charge(form, one) for one in charge_rows(form))


def charge(form: Form, row: tuple[str, ...]) -> ChargeInput:
    """An allowance when the amount is below zero, else a charge."""
    text, much, rate = row
    category, percent = tax.typed(rate)
    kind = totals.ALLOWANCE if much.startswith("-") else totals.CHARGE
    return ChargeInput(kind, text, much.removeprefix("-") or "0", percent, category, _reason(form, category))


def charge_rows(form: Form) -> list[tuple[str, ...]]:
    """Allowances and charges as typed, in the order of `CHARGE_FIELDS`; without reason and amount none."""
    return [(text, part(much), rate) for text, much, rate in _columns(form, CHARGE_FIELDS) if text or much]


def part(text: str) -> str:
    """A percentage such as 5 %, or an amount, as the rules read it."""
    plain = text.strip().replace("\u2212", "-")
    return f"{plain.removesuffix('%').strip()}%" if plain.endswith("%") else amount(plain)


def _columns(form: Form, names: tuple[str, ...]) -> list[list[str]]:
    columns = [form.all(name) for name in names]
    many = min(max((len(column) for column in columns), default=0), MOST_LINES)
    return [[column[n].strip() if n < len(column) else "" for column in columns] for n in range(many)]


def _reason(form: Form, category: str) -> str:
    return form["tax_reason"] if category and category not in tax.SILENT else ""


def shares(form: Form) -> tuple[ShareInput, ...]:
    """Invoices with the amounts typed beside them; those without an amount are left out."""
    pairs = zip(form.all("invoice"), form.all("apply"), strict=False)
    return tuple(ShareInput(number.strip(), amount(text)) for number, text in pairs if number.strip() and text.strip())


def draws(form: Form) -> tuple[DrawInput, ...]:
    """Deposits to draw on as typed: INV-1 = 500.00; INV-2."""
    made = []
    for text in re.split(r"[;\n]|,\s+", form["draws"]):
        number, _, much = text.rpartition("=") if "=" in text else (text, "", "")
        if number.strip():
            made.append(DrawInput(number.strip(), amount(much)))
    return tuple(made)


def numbers(text: str) -> tuple[str, ...]:
    """Numbers of documents with commas or semicolons between them."""
    return tuple(one.strip() for one in re.split(r"[,;\n]", text) if one.strip())


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
