"""Dossiers at the terminal: proposed, released by a second person, recalled or closed, what they cost, the ZIP."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from quittance.cli.answer import Amount, Answer, of_result, plain_of
from quittance.cli.desk import Desk, asks, does

dossier = typer.Typer(name="dossier", help="Debts handed to an agency or a lawyer.", no_args_is_help=True)

Number = Annotated[str, typer.Argument(help="Number of the dossier.")]
Why = Annotated[str, typer.Argument(help="Why; it is kept.")]
Collected = Annotated[
    str, typer.Option(help="Last day of interest that they collected; none when left out.", metavar="DAY")
]


@does(dossier, "propose", "dossiers.propose")
def propose(
    desk: Desk,
    customer: Annotated[str, typer.Argument(help="Number of the customer.")],
    kind: Annotated[str, typer.Argument(help="agency or lawyer.")],
    receiver: Annotated[str, typer.Argument(help="Its name.")],
    documents: Annotated[
        list[str] | None, typer.Option("--for", help="Number of a late invoice; all that is late when left out.")
    ] = None,
    currency: Annotated[str, typer.Option(help="The customer's when left out.")] = "",
    reference: Annotated[str, typer.Option(help="The receiver's own number for the case.")] = "",
    note: Annotated[str, typer.Option(help="A note for the cover.")] = "",
) -> Answer:
    """Propose debts for an agency or a lawyer; nothing is handed over before a second person releases it."""
    from quittance.actions import dossiers as verbs

    data = verbs.ProposeDossier(customer, kind, receiver, tuple(documents or ()), currency.upper(), reference, note)
    made = desk.do(verbs.propose, data)
    return of_result(
        made, f"{made.number}: {made.total} {made.currency} for {made.receiver}, waits for a second person."
    )


@does(dossier, "release", "dossiers.release")
def release(desk: Desk, number: Number) -> Answer:
    """Hand a dossier over that somebody else proposed; the account is held until it is recalled."""
    from quittance.actions import dossiers as verbs

    made = desk.do(verbs.release, verbs.ReleaseDossier(number))
    return of_result(made, f"{made.number} is with {made.receiver}: {made.total} {made.currency}.")


@does(dossier, "drop", "dossiers.drop")
def drop(desk: Desk, number: Number, reason: Why) -> Answer:
    """Drop a dossier that waits."""
    from quittance.actions import dossiers as verbs

    return of_result(desk.do(verbs.drop, verbs.DropDossier(number, reason)), f"{number} is dropped.")


@does(dossier, "recall", "dossiers.recall")
def recall(desk: Desk, number: Number, reason: Why, collected: Collected = "") -> Answer:
    """Take a dossier back; the account is reminded again, and interest is charged again where it stopped."""
    from quittance.actions import dossiers as verbs

    data = verbs.RecallDossier(number, reason, desk.day_or_none(collected, "collected_through"))
    return of_result(desk.do(verbs.recall, data), f"{number} is recalled.")


@does(dossier, "close", "dossiers.close")
def close(desk: Desk, number: Number, reason: Why, collected: Collected = "") -> Answer:
    """Close a dossier that its receiver is done with; what they collected of interest is never charged here."""
    from quittance.actions import dossiers as verbs

    data = verbs.CloseDossier(number, reason, desk.day_or_none(collected, "collected_through"))
    return of_result(desk.do(verbs.close, data), f"{number} is closed.")


@does(dossier, "cost", "costs.add")
def cost(
    desk: Desk,
    number: Number,
    kind: Annotated[str, typer.Argument(help="agency, lawyer, court, bailiff, enquiry or other.")],
    amount: Annotated[str, typer.Argument(help="How much.")],
    on: Annotated[str, typer.Option(help="When it came up; today when left out.", metavar="DAY")] = "",
    note: Annotated[str, typer.Option(help="A note.")] = "",
    charge: Annotated[bool, typer.Option("--charge", help="Charge it to the customer by an invoice.")] = False,
    currency: Annotated[str, typer.Option(help="That of the dossier when left out; another is our own cost.")] = "",
) -> Answer:
    """Record what pursuing a dossier has cost: our own, or charged to the customer."""
    from quittance.actions import costs as verbs

    data = verbs.AddCost(number, kind, amount, desk.day_or_none(on, "on"), note, charge, currency)
    made = desk.do(verbs.add, data)
    who = f"charged by {made.document}" if made.document else "our own"
    return of_result(made, f"{made.amount} {made.currency} is recorded, {who}.")


@does(dossier, "uncost", "costs.remove")
def uncost(
    desk: Desk, number: Number, id: Annotated[int, typer.Argument(help="As `dossier show` tells it.", min=1)]
) -> Answer:
    """Take a cost back that was recorded by mistake."""
    from quittance.actions import costs as verbs

    return of_result(desk.do(verbs.remove, verbs.RemoveCost(number, id)), "The cost is taken back.")


@asks(dossier, "list")
def listed(
    desk: Desk,
    state: Annotated[
        str, typer.Option(help="live, proposed, released, recalled, closed, dropped or all.", metavar="STATE")
    ] = "live",
    customer: Annotated[str, typer.Option(help="Of this customer alone.", metavar="NUMBER")] = "",
) -> Answer:
    """List dossiers, the latest first."""
    from quittance.reports import dossiers as reports

    found = reports.rows(desk.books, "" if state == "all" else state, customer)
    rows = [
        (
            *(one.number, one.customer_number, one.customer_name, one.receiver_kind, one.receiver, one.state),
            *(Amount(one.total, one.currency), Amount(one.left, one.currency), one.currency),
            *(one.proposed_on, one.proposer, one.released_on, one.releaser),
        )
        for one in found
    ]
    columns = (
        "number customer name kind receiver state claim left currency proposed_on proposer released_on releaser"
    ).split()
    return Answer(tuple(columns), rows, title="Dossiers", empty="No such dossier.")


@asks(dossier, "show")
def show(desk: Desk, number: Number) -> Answer:
    """Show what a dossier claims, document by document, what it has cost, and what came in since it was handed over."""
    from quittance.reports import dossiers as reports
    from quittance.rules import dossiers as rules

    found = reports.card(desk.books, number, desk.context.today)
    row, code = found.row, found.row.currency
    rows = [
        (
            *(one.document, one.issued_on, one.due_on, Amount(one.open, code), Amount(one.disputed, code)),
            *(Amount(one.interest, code), Amount(one.compensation, code), Amount(one.total, code), code),
        )
        for one in found.claims
    ]
    lines = tuple(
        f"{one.id}: {one.incurred_on} {rules.COSTS[one.kind]} {Amount(one.amount, one.currency).readable()} "
        f"{one.currency}, {_borne(one.document, Amount(one.recovered, one.currency))}"
        for one in found.costs
    )
    lines += tuple(
        f"{one.document}: {Amount(one.amount, code).readable()} {code} by "
        f"{one.kind.replace('_', ' ')} {one.reference}, {one.on}"
        for one in found.came
    )
    if found.waiting:
        lines += (f"{Amount(found.waiting, code).readable()} {code} of credit waits to be allocated.",)
    return Answer(
        tuple("document issued_on due_on open disputed interest compensation claim currency".split()),
        rows,
        lambda: {
            **plain_of(reports.told(row)),
            "claims": [plain_of(reports.claim_told(one, code)) for one in found.claims],
            **plain_of(reports.money_told(found)),
        },
        title=f"{row.number}, {row.customer_name}: {rules.STATES[row.state]}, {row.receiver}",
        lines=lines,
    )


def _borne(document: str, recovered: Amount) -> str:
    return f"charged by {document}, {recovered.readable()} of it recovered" if document else "our own"


@asks(dossier, "save")
def save(desk: Desk, number: Number, to: Annotated[Path, typer.Argument(help="Where the ZIP goes.")]) -> Answer:
    """Write the ZIP of a dossier: cover, invoices, deliveries, letters, timeline, statement, and an index."""
    from quittance.actions import dossiers as verbs

    content = verbs.kept(desk.context, number)
    to.write_bytes(content)
    return Answer(("file", "bytes"), [(str(to), len(content))], title="", lines=())
