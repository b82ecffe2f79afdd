"""Estimates at the terminal: written, accepted or declined, made an invoice of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from quittance.cli.answer import CARD, Amount, Answer, of_result
from quittance.cli.desk import Desk, asks, does
from quittance.cli.documents import (
    Allowance,
    Charge,
    CurrencyCode,
    Customer,
    Line,
    Rate,
    WithTax,
    changed,
    charges,
    lines,
    said,
)
from quittance.cli.drafts import Note, Order, TermsText, Total
from quittance.cli.paging import paged
from quittance.cli.printed import Out, saved

if TYPE_CHECKING:
    from quittance.reports.estimates import EstimateRow

estimate = typer.Typer(name="estimate", help="Estimates, and the invoices that come of them.", no_args_is_help=True)

Number = Annotated[str, typer.Argument(help="Number of the estimate.")]
On = Annotated[str, typer.Option("--on", help="Day of the estimate; today when left out.", metavar="DAY")]
Until = Annotated[str, typer.Option(help="Last day on which it can be accepted; thirty days.", metavar="DAY")]
Decided = Annotated[str, typer.Option("--on", help="Day of the decision; today when left out.", metavar="DAY")]
Who = Annotated[str, typer.Option("--by", help="Who has decided, at the customer.", metavar="NAME")]

COLUMNS = tuple("number customer name state issued_on valid_until currency total invoice".split())


@does(estimate, "add", "estimates.write")
def add(
    desk: Desk,
    customer: Customer,
    total: Total = "",
    on: On = "",
    until: Until = "",
    terms: TermsText = "",
    currency: CurrencyCode = "",
    order: Order = "",
    note: Note = "",
    rate: Rate = "",
    line: Line = None,
    allowance: Allowance = None,
    charge: Charge = None,
    with_tax: WithTax = False,
) -> Answer:
    """Write an estimate under the next number of its series."""
    from quittance.actions import estimates
    from quittance.rules.draft import Content

    content = Content(
        customer_number=customer,
        issued_on=desk.day_or_none(on, "on"),
        total=total,
        currency=currency,
        terms=terms,
        purchase_order=order,
        note=note,
        rate=rate,
        lines=lines(line),
        charges=charges(allowance, charge),
        prices="with_tax" if with_tax else "",
    )
    made = desk.do(estimates.write, estimates.WriteEstimate(content, desk.day_or_none(until, "until")))
    return of_result(made, f"Estimate {made.number}: {made.total} {made.currency}, until {made.valid_until}.")


@does(estimate, "edit", "estimates.edit")
def edit(
    desk: Desk,
    number: Number,
    total: Total = "",
    until: Until = "",
    terms: TermsText = "",
    note: Note = "",
    line: Line = None,
    allowance: Allowance = None,
    charge: Charge = None,
) -> Answer:
    """Change an estimate that is not accepted; what is left out stays, lines that are given replace all lines."""
    from quittance.actions import estimates
    from quittance.reports import estimates as reports

    card = reports.card(desk.books, number, desk.context.today)
    given: dict[str, Any] = {
        "total": total,
        "terms": terms,
        "note": note,
        "lines": lines(line),
        "charges": charges(allowance, charge),
    }
    content = changed(card.content, given)
    last = desk.day_or_none(until, "until") or card.row.valid_until
    made = desk.do(estimates.edit, estimates.EditEstimate(number, card.row.version, content, last))
    return of_result(made, f"Estimate {made.number}: {made.total} {made.currency}, until {made.valid_until}.")


@does(estimate, "sent", "estimates.mark_sent")
def sent(desk: Desk, number: Number) -> Answer:
    """Say that the customer has the estimate."""
    from quittance.actions import estimates

    return of_result(desk.do(estimates.mark_sent, estimates.MarkSent(number)), f"{number} is with the customer.")


@does(estimate, "accept", "estimates.accept")
def accept(desk: Desk, number: Number, on: Decided = "", by: Who = "", order: Order = "") -> Answer:
    """Record that the customer has accepted."""
    from quittance.actions import estimates

    data = estimates.AcceptEstimate(number, desk.day_or_none(on, "on"), by, order)
    return of_result(desk.do(estimates.accept, data), f"{number} is accepted.")


@does(estimate, "decline", "estimates.decline")
def decline(
    desk: Desk,
    number: Number,
    on: Decided = "",
    by: Who = "",
    reason: Annotated[str, typer.Option(help="Why.")] = "",
) -> Answer:
    """Record that the customer has declined."""
    from quittance.actions import estimates

    data = estimates.DeclineEstimate(number, desk.day_or_none(on, "on"), by, reason)
    return of_result(desk.do(estimates.decline, data), f"{number} is declined.")


@does(estimate, "convert", "estimates.convert")
def convert(
    desk: Desk,
    number: Number,
    issue: Annotated[bool, typer.Option("--issue", help="Issue the invoice at once; a draft when left out.")] = False,
) -> Answer:
    """Make an accepted estimate a draft, or an invoice at once."""
    from quittance.actions import estimates

    made = desk.do(estimates.convert, estimates.ConvertEstimate(number, "now" if issue else ""))
    said = f"Issued as {made.invoice}." if made.invoice else f"Draft {made.draft_id} waits to be issued."
    return of_result(made, said)


@asks(estimate, "list")
def listed(
    desk: Desk,
    search: Annotated[str, typer.Argument(help="Beginning of a number, or part of a customer's name.")] = "",
    state: Annotated[str, typer.Option(help="open, sent, accepted, declined, expired or invoiced.")] = "",
    customer: Annotated[str, typer.Option(help="Only of this customer, by number.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="How many at most.")] = 200,
) -> Answer:
    """List estimates, the latest first."""
    from quittance.reports import estimates
    from quittance.reports.page import Wanted

    def page(after: str, most: int) -> tuple[Sequence[EstimateRow], str]:
        wanted = Wanted(state, search, customer, "", after, most)
        found = estimates.find(desk.books, wanted, desk.context.today)
        return found.rows, found.after

    rows = (
        (
            *(one.number, one.customer_number, one.customer_name, one.state, one.issued_on, one.valid_until),
            *(one.currency, Amount(one.total, one.currency), one.invoice),
        )
        for one in paged(page, limit)
    )
    return Answer(COLUMNS, rows, empty="No estimate here. Write one: quittance estimate add CUSTOMER --total AMOUNT")


@asks(estimate, "show")
def show(desk: Desk, number: Number) -> Answer:
    """Show an estimate with its lines, and what it has become."""
    from quittance.reports import estimates

    card = estimates.card(desk.books, number, desk.context.today)
    row, content, whole = card.row, card.content, card.whole
    values = {
        "number": row.number,
        "version": row.version,
        "state": row.state,
        "customer": row.customer_number,
        "name": row.customer_name,
        "issued_on": row.issued_on,
        "valid_until": row.valid_until,
        "terms": content.terms,
        "currency": row.currency,
        "net": Amount(whole.net, row.currency),
        "tax": Amount(whole.tax, row.currency),
        "total": Amount(row.total, row.currency),
        "purchase_order": content.purchase_order,
        "note": content.note,
        "decided_on": row.decided_on,
        "decided_with": row.decided_with,
        "reason": row.reason,
        "draft_id": str(row.draft_id or ""),
        "invoice": row.invoice,
        "made_by": row.made_by,
    }
    rows = [(name.replace("_", " "), value) for name, value in values.items()]
    document = {**values, "lines": content.lines, "charges": content.charges}
    return Answer(CARD, rows, lambda: document, f"Estimate {row.number}", said(content))


@asks(estimate, "pdf")
def pdf(desk: Desk, number: Number, output: Out = None) -> Answer:
    """Write an estimate as PDF, in the customer's language."""
    from quittance.reports import papers

    return saved(papers.estimate(desk.books, number, desk.context.today), output)
