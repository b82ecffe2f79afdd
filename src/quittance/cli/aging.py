"""What is owed: aging as of any day and as known at any moment, open items, statements."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from quittance.cli import printed
from quittance.cli.answer import Amount, Answer, moment
from quittance.cli.desk import Desk, asks

if TYPE_CHECKING:
    from quittance.reports import aged
    from quittance.reports.statement import Statement

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


@asks(top, "statement")
def statement(
    desk: Desk,
    customer: Annotated[str, typer.Argument(help="Number of the customer; left out with --all.")] = "",
    as_of: AsOf = "",
    activity: Annotated[bool, typer.Option(help="What happened, instead of what is open.")] = False,
    since: Annotated[str, typer.Option(help="First day of the activity; a year back when left out.")] = "",
    until: Annotated[str, typer.Option(help="Last day of the activity; today when left out.")] = "",
    pdf: Annotated[Path | None, typer.Option(help="Write it as PDF; with --all, the folder for the files.")] = None,
    everyone: Annotated[bool, typer.Option("--all", help="Every customer with open items; needs --pdf.")] = False,
) -> Answer:
    """Print a customer's statement: open items, or activity with a running balance; or write it as PDF.

    With `--all --pdf FOLDER` each customer with open items gets its file.
    """
    if everyone:
        if pdf is None or customer or activity or since or until:
            raise typer.BadParameter("takes --pdf FOLDER and --as-of, and no customer or period.", param_hint="--all")
        return printed.statements_pdf(desk, desk.day(as_of, "as-of"), pdf)
    if not customer:
        raise typer.BadParameter("Name the customer, or take --all.", param_hint="CUSTOMER")
    made = _made(desk, customer, as_of, activity or bool(since or until), since, until)
    if pdf is not None:
        return printed.statement_pdf(desk, made, pdf)
    return _shown(made)


def _made(desk: Desk, customer: str, as_of: str, activity: bool, since: str, until: str) -> Statement:
    from quittance.reports import statement as statements

    if activity:
        last = desk.day(until, "until")
        first = desk.day(since, "since") if since else last - datetime.timedelta(days=365)
        return statements.activity(desk.books, customer, first, last)
    return statements.open_item(desk.books, customer, desk.day(as_of, "as-of"))


def _shown(made: Statement) -> Answer:
    rows: list[list[Any]] = []
    for part in made.sections:
        if made.kind == "activity":
            rows.append([made.since, "", "", "opening balance", part.currency, "", Amount(part.opening, part.currency)])
        rows += [
            [
                row.on,
                row.due_on,
                row.number,
                row.kind,
                part.currency,
                Amount(row.amount, part.currency),
                Amount(row.balance, part.currency),
            ]
            for row in part.rows
        ]
    period = f"{made.since} to {made.until}" if made.since else f"as of {made.until}"
    lines = tuple(f"Balance: {Amount(p.closing, p.currency).readable()} {p.currency}" for p in made.sections)
    return Answer(
        ("on", "due_on", "number", "kind", "currency", "amount", "balance"),
        rows,
        lambda: _statement_document(made),
        f"{made.entity}: statement of {made.customer_number} {made.customer_name}, {period}",
        lines or ("Nothing is open.",),
    )


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


def _statement_document(made: Any) -> dict[str, Any]:
    return {
        "kind": made.kind,
        "entity": made.entity,
        "customer": made.customer_number,
        "name": made.customer_name,
        "since": made.since,
        "until": made.until,
        "sections": [
            {
                "currency": part.currency,
                "opening": Amount(part.opening, part.currency),
                "rows": [
                    {
                        "on": row.on,
                        "due_on": row.due_on,
                        "number": row.number,
                        "kind": row.kind,
                        "amount": Amount(row.amount, part.currency),
                        "balance": Amount(row.balance, part.currency),
                    }
                    for row in part.rows
                ],
                "closing": Amount(part.closing, part.currency),
            }
            for part in made.sections
        ],
    }


def _code(currency: str) -> str:
    from quittance.rules.currency import check

    return check(currency.strip().upper()) if currency.strip() else ""


def _check_customer(desk: Desk, number: str) -> None:
    from quittance.reports import statement as statements

    statements.open_item(desk.books, number, desk.context.today)
