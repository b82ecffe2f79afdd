"""Invoices and credit notes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from quittance.cli.answer import Amount, Answer, of_result
from quittance.cli.desk import Desk, asks, does
from quittance.cli.payments import To, shares

if TYPE_CHECKING:
    from quittance.rules.deposits import DrawInput
    from quittance.rules.draft import Content
    from quittance.rules.totals import ChargeInput, LineInput

invoice = typer.Typer(name="invoice", help="Invoices: record, list, show.", no_args_is_help=True)
credit = typer.Typer(name="credit", help="Credit notes: record, list, show.", no_args_is_help=True)

Customer = Annotated[str, typer.Argument(help="Number of the customer.")]
On = Annotated[str, typer.Option("--on", help="Day of issue; today when left out.", metavar="DAY")]
Total = Annotated[str, typer.Option(help="Decimal text; may be left out when lines are given.")]
Number = Annotated[str, typer.Option(help="The next of the series when left out.")]
CurrencyCode = Annotated[str, typer.Option(help="The customer's when left out.", metavar="CODE")]
Rate = Annotated[str, typer.Option(help="Exchange rate; the known one of the day when left out.")]
Line = Annotated[
    list[str] | None,
    typer.Option(
        "--line",
        help="DESCRIPTION|QUANTITY|UNIT PRICE|TAX|DISCOUNT|REASON; TAX is a percentage, zero, exempt, reverse charge, "
        "export, intra-community, not subject or IGIC 7, DISCOUNT an amount or such as 10%, REASON why no tax is due; "
        "may be repeated.",
        metavar="LINE",
    ),
]
Allowance = Annotated[
    list[str] | None,
    typer.Option(
        "--allowance",
        help="Off the whole: WHAT FOR|AMOUNT|TAX|REASON; AMOUNT may be such as 5%; may be repeated.",
        metavar="ALLOWANCE",
    ),
]
Charge = Annotated[
    list[str] | None,
    typer.Option("--charge", help="On top of the whole, as --allowance; may be repeated.", metavar="CHARGE"),
]
Items = Annotated[
    list[str] | None,
    typer.Option("--item", help="NUMBER, NUMBER|QUANTITY or NUMBER|QUANTITY|PRICE of the catalogue.", metavar="ITEM"),
]
Draws = Annotated[
    list[str] | None,
    typer.Option(
        "--draw",
        help="A deposit that the invoice takes off: NUMBER, or NUMBER=AMOUNT; may be repeated.",
        metavar="DEPOSIT",
    ),
]
Corrects = Annotated[
    list[str] | None,
    typer.Option(
        "--corrects",
        help="An invoice that the note is about, whether or not it is open; may be repeated.",
        metavar="NUMBER",
    ),
]
WithTax = Annotated[bool, typer.Option("--with-tax", help="The prices hold the tax.")]


@does(invoice, "add", "invoices.record")
def add(
    desk: Desk,
    customer: Customer,
    total: Total = "",
    on: On = "",
    due: Annotated[str, typer.Option(help="Due day; by the terms when left out.", metavar="DAY")] = "",
    terms: Annotated[str, typer.Option(help="Such as net 30; the customer's when left out.")] = "",
    number: Number = "",
    currency: CurrencyCode = "",
    purchase_order: Annotated[str, typer.Option(help="The customer's order number.")] = "",
    external_id: Annotated[str, typer.Option(help="Its id in another system.")] = "",
    note: Annotated[str, typer.Option(help="A note on it.")] = "",
    goods: Annotated[str, typer.Option(help="Day the goods were received, for terms that count from it.")] = "",
    rate: Rate = "",
    line: Line = None,
    item: Items = None,
    allowance: Allowance = None,
    charge: Charge = None,
    with_tax: WithTax = False,
    kind: Annotated[str, typer.Option(help="invoice, deposit or debit_note.")] = "invoice",
    draw: Draws = None,
    corrects: Corrects = None,
) -> Answer:
    """Record an issued invoice, a deposit or a debit note from its total, its lines, or both."""
    from quittance.actions import invoices

    data = invoices.RecordInvoice(
        customer_number=customer,
        issued_on=desk.day(on, "on"),
        total=total,
        currency=currency,
        number=number,
        due_on=desk.day_or_none(due, "due"),
        terms=terms,
        purchase_order=purchase_order,
        external_id=external_id,
        note=note,
        rate=rate,
        lines=(*lines(line), *items(item)),
        charges=charges(allowance, charge),
        prices="with_tax" if with_tax else "",
        goods_on=desk.day_or_none(goods, "goods"),
        kind=kind,
        draws=draws(draw),
        corrects=tuple(corrects or ()),
    )
    made = desk.do(invoices.record, data)
    what = kind.replace("_", " ").capitalize()
    return of_result(made, f"{what} {made.number}: {made.total} {made.currency}, due on {made.due_on}.")


@does(credit, "add", "credits.record")
def credit_add(
    desk: Desk,
    customer: Customer,
    total: Total = "",
    on: On = "",
    number: Number = "",
    currency: CurrencyCode = "",
    external_id: Annotated[str, typer.Option(help="Its id in another system.")] = "",
    note: Annotated[str, typer.Option(help="A note on it.")] = "",
    rate: Rate = "",
    line: Line = None,
    item: Items = None,
    allowance: Allowance = None,
    charge: Charge = None,
    with_tax: WithTax = False,
    to: To = None,
    corrects: Corrects = None,
) -> Answer:
    """Record a credit note, and allocate it to the invoices it corrects."""
    from quittance.actions import credits

    data = credits.RecordCreditNote(
        customer_number=customer,
        issued_on=desk.day(on, "on"),
        total=total,
        currency=currency,
        number=number,
        external_id=external_id,
        note=note,
        rate=rate,
        lines=(*lines(line), *items(item)),
        charges=charges(allowance, charge),
        prices="with_tax" if with_tax else "",
        allocate=shares(to),
        corrects=tuple(corrects or ()),
    )
    made = desk.do(credits.record, data)
    left = f"{made.unapplied} {made.currency} unapplied"
    return of_result(made, f"Credit note {made.number}: {made.total} {made.currency}, {left}.")


@asks(invoice, "deposits")
def deposits(desk: Desk, customer: Customer) -> Answer:
    """List the deposits of a customer that an invoice can draw on, the oldest first."""
    from quittance.reports import customers
    from quittance.reports import deposits as reports

    held = reports.of_customer(desk.books, customers.id_of(desk.books, customer))
    rows = (
        (
            *(one.deposit.number, one.issued_on, one.deposit.currency),
            *(
                Amount(much, one.deposit.currency)
                for much in (one.deposit.total, one.deposit.paid, one.deposit.drawn, one.deposit.left)
            ),
        )
        for one in held
    )
    columns = ("number", "issued_on", "currency", "total", "paid", "drawn", "drawable")
    return Answer(columns, rows, empty="Nothing to draw on. Bill one: quittance invoice add --kind deposit")


@asks(invoice, "promptness")
def promptness(
    desk: Desk,
    since: Annotated[str, typer.Option(help="First day; ninety days back when left out.", metavar="DAY")] = "",
    until: Annotated[str, typer.Option(help="Last day; today when left out.", metavar="DAY")] = "",
) -> Answer:
    """Show how many days pass from the delivery of goods to the invoice, by month."""
    from quittance.reports import promptness as reports

    span = (desk.day_or_none(since, "since"), desk.day_or_none(until, "until"))
    found = reports.of(desk.books, *span, desk.context.today)
    spans = (*found.months, found.whole) if found.whole.count else ()
    rows = [(one.since, one.until, one.count, one.mean_tenths / 10, one.median, one.prompt) for one in spans]
    columns = ("since", "until", "invoices", "mean_days", "median_days", "prompt")
    slow = [f"{one.number} {one.customer_name}: {one.days} days after {one.goods_on}" for one in found.slowest]
    said = (f"Without a day of delivery: {found.silent}", *slow)
    return Answer(columns, rows, title="From delivery to invoice", lines=said, empty="No delivery to measure from.")


def draws(given: list[str] | None) -> tuple[DrawInput, ...]:
    """Deposits to draw on, from texts such as INV-1=100.00; without an amount as much as the invoice can."""
    from quittance.rules.deposits import DrawInput

    return tuple(DrawInput(one.invoice_number, one.amount) for one in shares(given))


def said(content: Content) -> tuple[str, ...]:
    """The lines, allowances and charges of what is not issued, one to a row."""
    rows = [f"line {n}: {one.quantity} x {one.unit_price}: {one.description}" for n, one in enumerate(content.lines, 1)]
    rows += [f"{one.kind} {one.amount}: {one.reason}" for one in content.charges]
    return (*rows, *(f"less deposit {one.number}{one.amount and f': {one.amount}'}" for one in content.draws))


def changed(content: Content, given: dict[str, Any]) -> Content:
    """The content with what was given in place of what it said; what is left out stays."""
    return replace(content, **{name: value for name, value in given.items() if value})


def lines(given: list[str] | None) -> tuple[LineInput, ...]:
    """Lines from texts such as "Boxes|12|3.50|21"; what is empty or left out at the end has its default."""
    from quittance.rules import tax
    from quittance.rules.totals import LineInput

    made = []
    for text in given or ():
        parts = [part.strip() for part in text.split("|")]
        if not 2 <= len(parts) <= 6:
            raise typer.BadParameter(
                f"{text!r} is not a line. Write DESCRIPTION|UNIT PRICE or DESCRIPTION|QUANTITY|UNIT PRICE|TAX PERCENT.",
                param_hint="--line",
            )
        if len(parts) == 2:
            parts.insert(1, "1")
        description, quantity, price, rate, discount, reason = parts + [""] * (6 - len(parts))
        category, percent = tax.typed(rate)
        made.append(LineInput(description, quantity, price, percent, category, reason, discount))
    return tuple(made)


def items(given: list[str] | None) -> tuple[LineInput, ...]:
    """Lines of items from texts such as "ROPE|12"; what is left out comes from the catalogue."""
    from quittance.rules.totals import LineInput

    made = []
    for text in given or ():
        parts = [part.strip() for part in text.split("|")]
        if not parts[0] or len(parts) > 3:
            raise typer.BadParameter(f"{text!r} is no item. Write NUMBER|QUANTITY.", param_hint="--item")
        number, quantity, price = parts + [""] * (3 - len(parts))
        made.append(LineInput("", quantity or "1", price, "", item=number))
    return tuple(made)


def charges(allowances: list[str] | None, charged: list[str] | None) -> tuple[ChargeInput, ...]:
    """Allowances and charges from texts such as "Freight|12.50|21"."""
    from quittance.rules import tax
    from quittance.rules.totals import ALLOWANCE, CHARGE, ChargeInput

    made = []
    for kind, text in [(ALLOWANCE, one) for one in allowances or ()] + [(CHARGE, one) for one in charged or ()]:
        parts = [part.strip() for part in text.split("|")]
        if not 2 <= len(parts) <= 4:
            raise typer.BadParameter(
                f"{text!r} says no {kind}. Write WHAT FOR|AMOUNT or WHAT FOR|AMOUNT|TAX|REASON.",
                param_hint=f"--{kind}",
            )
        what, amount, rate, reason = parts + [""] * (4 - len(parts))
        category, percent = tax.typed(rate)
        made.append(ChargeInput(kind, what, amount, percent, category, reason))
    return tuple(made)
