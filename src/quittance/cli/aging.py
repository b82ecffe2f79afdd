"""What is owed: aging as of any day and as known at any moment, and open items."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from quittance.cli.answer import Amount, Answer, moment
from quittance.cli.desk import Desk, asks

if TYPE_CHECKING:
    from quittance.reports import aged

top = typer.Typer()

PAGE_ROWS = 1_000
INVOICE_COLUMNS = (
    "customer",
    "name",
    "number",
    "kind",
    "issued_on",
    "due_on",
    "days_late",
    "bucket",
    "currency",
    "open",
)
AsOf = Annotated[str, typer.Option("--as-of", help="The business day asked about; today when left out.", metavar="DAY")]
KnownAt = Annotated[
    str, typer.Option("--known-at", help="As the books stood at this moment (ISO 8601).", metavar="MOMENT")
]
Buckets = Annotated[str, typer.Option(help="Days past due at which the buckets end.", metavar="DAYS")]
Currency = Annotated[
    str, typer.Option(help="Only items in this currency, in it; else all, in the company's.", metavar="CODE")
]


@asks(top, "aging")
def aging(
    desk: Desk,
    as_of: AsOf = "",
    known_at: KnownAt = "",
    by: Annotated[str, typer.Option(help="customer or invoice.")] = "customer",
    buckets: Buckets = "30,60,90",
    currency: Currency = "",
) -> Answer:
    """Age what is owed: not due, then by days past due, with unapplied credit."""
    from quittance.reports import aged
    from quittance.rules.aging import read_edges

    if by not in ("customer", "invoice"):
        raise typer.BadParameter(f"{by!r} is neither customer nor invoice.", param_hint="--by")
    day = desk.day(as_of, "as-of")
    question = aged.Question(day, desk.moment(known_at, "known-at"), read_edges(buckets), _code(currency))
    totals = aged.summary(desk.books, question)
    rows = _by_customer(desk, question, totals) if by == "customer" else _by_invoice(desk, question, totals)
    columns = _customer_columns(totals) if by == "customer" else INVOICE_COLUMNS
    foot = _foot(totals, by)
    known = f", as known at {moment(question.known_at)}" if question.known_at is not None else ""
    title = f"{totals.entity}: receivable as of {day.isoformat()}{known}, in {totals.currency}"
    shown = list(rows)
    return Answer(
        columns,
        (list(row.values()) for row in _flat(shown)),
        lambda: _document(totals, shown),
        title,
        foot=foot,
        empty="Nothing was open on that day. To record an invoice: quittance invoice add CUSTOMER --total AMOUNT",
    )


@asks(top, "items")
def items(
    desk: Desk,
    customer: Annotated[str, typer.Argument(help="Number of the customer; all when left out.")] = "",
    as_of: AsOf = "",
    known_at: KnownAt = "",
    currency: Currency = "",
) -> Answer:
    """List open items, credits as negative amounts, oldest due first."""
    from quittance.reports import aged

    question = aged.Question(desk.day(as_of, "as-of"), desk.moment(known_at, "known-at"), currency=_code(currency))
    if customer:
        _check_customer(desk, customer)
    found = aged.invoices(desk.books, question, customer_number=customer)
    columns = ("customer", "name", "number", "kind", "issued_on", "due_on", "days_late", "currency", "open")
    rows = (
        (
            one.customer_number,
            one.customer_name,
            one.number,
            one.kind,
            one.issued_on,
            one.due_on,
            one.days_late,
            one.currency,
            Amount(one.open, one.currency),
        )
        for one in found
    )
    return Answer(columns, rows, empty="Nothing was open on that day.")


def _customer_columns(totals: aged.Aged) -> tuple[str, ...]:
    return ("customer", "name", *(one.name for one in totals.buckets), "unapplied", "balance")


def _by_customer(desk: Desk, question: aged.Question, totals: aged.Aged) -> Iterator[dict[str, Any]]:
    from quittance.reports import aged

    offset, currency = 0, totals.currency
    while True:
        page = aged.customers(desk.books, question, order="-balance", offset=offset, limit=PAGE_ROWS)
        for row in page.rows:
            yield {
                "customer": row.number,
                "name": row.name,
                "amounts": [Amount(one, currency) for one in row.amounts],
                "unapplied": Amount(row.unapplied, currency),
                "balance": Amount(row.balance, currency),
            }
        offset += PAGE_ROWS
        if offset >= page.count:
            return


def _by_invoice(desk: Desk, question: aged.Question, totals: aged.Aged) -> Iterator[dict[str, Any]]:
    from quittance.reports import aged

    names = [one.name for one in totals.buckets]
    for row in aged.invoices(desk.books, question):
        value = row.open if question.currency else row.open_base
        yield {
            "customer": row.customer_number,
            "name": row.customer_name,
            "number": row.number,
            "kind": row.kind,
            "issued_on": row.issued_on,
            "due_on": row.due_on,
            "days_late": row.days_late,
            "bucket": names[row.bucket] if row.bucket >= 0 else "Unapplied",
            "currency": totals.currency,
            "open": Amount(value, totals.currency),
        }


def _flat(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for row in rows:
        amounts = row.get("amounts")
        if amounts is None:
            yield row
        else:
            head = {"customer": row["customer"], "name": row["name"]}
            yield {**head, **{str(n): one for n, one in enumerate(amounts)}, "u": row["unapplied"], "b": row["balance"]}


def _foot(totals: aged.Aged, by: str) -> tuple[Any, ...]:
    def amount(minor: int) -> Amount:
        return Amount(minor, totals.currency)

    if by == "invoice":
        return (*[""] * 9, amount(totals.receivable))
    buckets = [amount(one.amount) for one in totals.buckets]
    return ("", "Total", *buckets, amount(totals.unapplied), amount(totals.receivable))


def _document(totals: aged.Aged, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The JSON of the aging report: the names and their order are part of the public contract."""
    currency = totals.currency
    return {
        "as_of": totals.as_of,
        "entity": totals.entity,
        "currency": currency,
        "buckets": [
            {"name": one.name, "from_day": one.from_day, "to_day": one.to_day, "amount": Amount(one.amount, currency)}
            for one in totals.buckets
        ],
        "unapplied": Amount(totals.unapplied, currency),
        "receivable": Amount(totals.receivable, currency),
        "rows": rows,
    }


def _code(currency: str) -> str:
    from quittance.rules.currency import check

    return check(currency.strip().upper()) if currency.strip() else ""


def _check_customer(desk: Desk, number: str) -> None:
    from quittance.reports import statement as statements

    statements.open_item(desk.books, number, desk.context.today)
