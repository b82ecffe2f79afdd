"""Drafts at the terminal: written, changed, copied, approved, issued."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from quittance.cli.answer import CARD, Amount, Answer, moment, of_result
from quittance.cli.desk import Desk, asks, does
from quittance.cli.documents import (
    Allowance,
    Charge,
    Corrects,
    CurrencyCode,
    Customer,
    Draws,
    Line,
    Rate,
    WithTax,
    changed,
    charges,
    draws,
    lines,
    said,
)
from quittance.cli.paging import paged

if TYPE_CHECKING:
    from quittance.reports.drafts import DraftRow

draft = typer.Typer(name="draft", help="Documents before they are issued, and their approval.", no_args_is_help=True)

DraftId = Annotated[int, typer.Argument(help="Id of the draft, as the list shows it.")]
On = Annotated[str, typer.Option("--on", help="Day of issue; the day itself when left out.", metavar="DAY")]
Total = Annotated[str, typer.Option(help="Decimal text; may be left out when lines are given.")]
Due = Annotated[str, typer.Option(help="Due day; by the terms when left out.", metavar="DAY")]
TermsText = Annotated[str, typer.Option(help="Such as net 30; the customer's when left out.")]
Order = Annotated[str, typer.Option("--purchase-order", help="The customer's order number.")]
Note = Annotated[str, typer.Option(help="A note on it.")]
Goods = Annotated[str, typer.Option(help="Day of receipt of the goods, where the terms count from it.", metavar="DAY")]

COLUMNS = tuple("id kind customer name state currency total made_by decided_by changed_at".split())


@does(draft, "add", "drafts.save")
def add(
    desk: Desk,
    customer: Customer,
    total: Total = "",
    kind: Annotated[str, typer.Option(help="invoice, deposit, credit_note or debit_note.")] = "invoice",
    on: On = "",
    due: Due = "",
    terms: TermsText = "",
    currency: CurrencyCode = "",
    order: Order = "",
    note: Note = "",
    rate: Rate = "",
    line: Line = None,
    allowance: Allowance = None,
    charge: Charge = None,
    with_tax: WithTax = False,
    corrects: Corrects = None,
    goods: Goods = "",
    draw: Draws = None,
) -> Answer:
    """Write a draft: it takes no number and is not in the ledger."""
    from quittance.actions import drafts
    from quittance.rules.draft import Content

    content = Content(
        customer_number=customer,
        issued_on=desk.day_or_none(on, "on"),
        total=total,
        currency=currency,
        due_on=desk.day_or_none(due, "due"),
        terms=terms,
        purchase_order=order,
        note=note,
        rate=rate,
        lines=lines(line),
        charges=charges(allowance, charge),
        prices="with_tax" if with_tax else "",
        corrects=", ".join(corrects or ()),
        goods_on=desk.day_or_none(goods, "goods"),
        draws=draws(draw),
    )
    made = desk.do(drafts.save, drafts.SaveDraft(content, kind))
    return of_result(made, f"Draft {made.id}: {made.total} {made.currency} for {made.customer_number}.")


@does(draft, "edit", "drafts.edit")
def edit(
    desk: Desk,
    id: DraftId,
    customer: Annotated[str, typer.Option(help="Number of another customer.")] = "",
    total: Total = "",
    on: On = "",
    due: Due = "",
    terms: TermsText = "",
    order: Order = "",
    note: Note = "",
    line: Line = None,
    allowance: Allowance = None,
    charge: Charge = None,
    draw: Draws = None,
    corrects: Corrects = None,
) -> Answer:
    """Change a draft; what is left out stays, lines that are given replace all lines."""
    from quittance.actions import drafts
    from quittance.reports import drafts as reports

    card = reports.card(desk.books, id)
    given: dict[str, Any] = {
        "customer_number": customer,
        "total": total,
        "issued_on": desk.day_or_none(on, "on"),
        "due_on": desk.day_or_none(due, "due"),
        "terms": terms,
        "purchase_order": order,
        "note": note,
        "lines": lines(line),
        "charges": charges(allowance, charge),
        "draws": draws(draw),
        "corrects": ", ".join(corrects or ()),
    }
    content = changed(card.content, given)
    made = desk.do(drafts.edit, drafts.EditDraft(id, card.row.version, content))
    return of_result(made, f"Draft {made.id}: {made.total} {made.currency}, version {made.version}.")


@does(draft, "copy", "drafts.copy")
def copy(
    desk: Desk,
    number: Annotated[str, typer.Argument(help="Number of an invoice or credit note.")] = "",
    id: Annotated[int, typer.Option("--draft", help="Id of another draft, in place of a number.")] = 0,
) -> Answer:
    """Copy a document or another draft into a new draft."""
    from quittance.actions import drafts

    made = desk.do(drafts.copy, drafts.CopyDraft(number, id))
    return of_result(made, f"Draft {made.id}: {made.total} {made.currency} for {made.customer_number}.")


@does(draft, "remove", "drafts.remove")
def remove(desk: Desk, id: DraftId) -> Answer:
    """Throw a draft away."""
    from quittance.actions import drafts

    made = desk.do(drafts.remove, drafts.RemoveDraft(id))
    return of_result(made, f"The draft of {made.total} {made.currency} for {made.customer_number} is gone.")


@does(draft, "issue", "drafts.issue")
def issue(desk: Desk, id: DraftId) -> Answer:
    """Issue a draft: it takes the next number and is posted."""
    from quittance.actions import drafts

    made = desk.do(drafts.issue, drafts.IssueDraft(id))
    return of_result(made, f"Issued as {made.number}: {made.total} {made.currency}.")


@does(draft, "request", "drafts.request")
def request(desk: Desk, id: DraftId) -> Answer:
    """Ask for the approval of a draft."""
    from quittance.actions import approvals

    made = desk.do(approvals.request, approvals.RequestApproval(id))
    return of_result(made, f"Draft {made.id} waits for approval.")


@does(draft, "approve", "drafts.approve")
def approve(desk: Desk, id: DraftId) -> Answer:
    """Approve a draft that somebody else has written."""
    from quittance.actions import approvals

    return of_result(desk.do(approvals.approve, approvals.ApproveDraft(id)), f"Draft {id} is approved.")


@does(draft, "refuse", "drafts.refuse")
def refuse(desk: Desk, id: DraftId, reason: Annotated[str, typer.Argument(help="Why; it is kept.")]) -> Answer:
    """Refuse a draft that waits for approval, and say why."""
    from quittance.actions import approvals

    return of_result(desk.do(approvals.refuse, approvals.RefuseDraft(id, reason)), f"Draft {id} is refused.")


@asks(draft, "list")
def listed(
    desk: Desk,
    search: Annotated[str, typer.Argument(help="Part of a customer's name or number.")] = "",
    state: Annotated[str, typer.Option(help="draft, to-approve, approved or refused.")] = "",
    customer: Annotated[str, typer.Option(help="Only of this customer, by number.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="How many at most.")] = 200,
) -> Answer:
    """List the drafts that are not issued, the latest changed first."""
    return every(desk, search, customer, limit, state)


def every(desk: Desk, search: str, customer: str, limit: int, state: str = "") -> Answer:
    """Drafts that are not issued, as a list."""
    from quittance.reports import drafts
    from quittance.reports.page import Wanted

    def page(after: str, most: int) -> tuple[Sequence[DraftRow], str]:
        found = drafts.find(desk.books, Wanted(state, search, customer, "", after, most))
        return found.rows, found.after

    rows = (
        (
            *(str(one.id), one.kind, one.customer_number, one.customer_name, one.state, one.currency),
            *(Amount(one.total, one.currency), one.made_by, one.decided_by, moment(one.changed_at)),
        )
        for one in paged(page, limit)
    )
    return Answer(COLUMNS, rows, empty="No draft here. Write one: quittance draft add CUSTOMER --total AMOUNT")


@asks(draft, "show")
def show(desk: Desk, id: DraftId) -> Answer:
    """Show a draft with its lines."""
    from quittance.reports import drafts

    card = drafts.card(desk.books, id)
    row, content, whole = card.row, card.content, card.whole
    values = {
        "id": str(row.id),
        "version": row.version,
        "kind": row.kind,
        "state": row.state,
        "number": card.number,
        "customer": row.customer_number,
        "name": row.customer_name,
        "issued_on": content.issued_on,
        "due_on": content.due_on,
        "goods_on": content.goods_on,
        "terms": content.terms,
        "currency": row.currency,
        "net": Amount(whole.net, row.currency),
        "tax": Amount(whole.tax, row.currency),
        "total": Amount(row.total, row.currency),
        "purchase_order": content.purchase_order,
        "corrects": content.corrects,
        "note": content.note,
        "reason": row.reason,
        "made_by": row.made_by,
        "asked_by": row.asked_by,
        "decided_by": row.decided_by,
        "changed_at": moment(row.changed_at),
    }
    rows = [(name.replace("_", " "), value) for name, value in values.items()]
    document = {**values, "lines": content.lines, "charges": content.charges, "draws": content.draws}
    return Answer(CARD, rows, lambda: document, f"Draft {row.id}", said(content))
