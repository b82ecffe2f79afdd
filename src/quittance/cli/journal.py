"""The journal, the audit trail and the recomputation of every cached number."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from quittance.cli import faults
from quittance.cli.answer import Amount, Answer, moment, plain_of
from quittance.cli.desk import Desk, asks

if TYPE_CHECKING:
    from quittance.reports import journal as journals

top = typer.Typer()

JOURNAL_COLUMNS = tuple(
    "entry_id effective_on recorded_at kind debit credit customer document currency amount base_amount note".split()
)
LEDGER_COLUMNS = tuple("entry_id effective_on account account_name debit credit currency currency_amount text".split())


@asks(top, "journal")
def journal(
    desk: Desk,
    since: Annotated[str, typer.Option(help="First day; the first of this month when left out.")] = "",
    until: Annotated[str, typer.Option(help="Last day; today when left out.")] = "",
    customer: Annotated[str, typer.Option(help="Only postings of this customer.")] = "",
    general_ledger: Annotated[
        bool, typer.Option("--general-ledger", help="Two classic lines per posting, to export.")
    ] = False,
) -> Answer:
    """Print the journal from day to day, or export it to a general ledger."""
    from quittance.reports import journal as journals

    last = desk.day(until, "until")
    first = desk.day(since, "since") if since else last.replace(day=1)
    base = desk.currency
    title = f"Journal from {first} to {last}, in {base}"
    empty = "Nothing was posted on these days."
    if general_ledger:
        if customer:
            raise typer.BadParameter("a general ledger takes every customer.", param_hint="--customer")
        lines = (_ledger_line(one, base) for one in journals.general_ledger(desk.books, first, last))
        return Answer(LEDGER_COLUMNS, lines, title=title, empty=empty)
    found = journals.rows(desk.books, first, last, customer_number=customer)
    return Answer(JOURNAL_COLUMNS, (_posting(one, base) for one in found), title=title, empty=empty)


@asks(top, "audit")
def audit(
    desk: Desk,
    limit: Annotated[int, typer.Option(min=1, max=500, help="How many events.")] = 50,
    verb: Annotated[str, typer.Option(help="Only this verb, such as payments.record.")] = "",
    actor: Annotated[str, typer.Option(help="Only what this person, key or job did, by name.")] = "",
    outcome: Annotated[str, typer.Option(help="done, refused, or the code of a refusal.")] = "",
) -> Answer:
    """Show who did what, when and through which face, newest first."""
    from quittance.reports import audit as audits
    from quittance.rules.duties import AUDIT

    desk.check(AUDIT)
    rows = audits.trail(desk.books, audits.Filter(actor=actor, verb=verb, outcome=outcome, limit=limit))
    columns = ("recorded_at", "actor", "face", "verb", "outcome", "customer", "data")
    return Answer(
        columns,
        (
            (
                moment(one.recorded_at),
                one.actor_name,
                one.face,
                one.verb,
                one.outcome,
                one.customer_number,
                json.dumps(one.data, ensure_ascii=False),
            )
            for one in rows
        ),
        lambda: [{**plain_of(one), "recorded_at": moment(one.recorded_at)} for one in rows],
        empty="Nothing of the kind has happened.",
    )


@asks(top, "verify")
def verify(desk: Desk) -> Answer:
    """Recompute every cached number from history; exit code 1 when any differs."""
    from quittance.reports import verify as verifies

    found = verifies.run(desk.books)
    if found.clean:
        lines = (f"Clean: {len(found.checked)} checks, no difference.",)
        rows: list[tuple[object, ...]] = [(name, count, "agrees") for name, count in found.checked]
        columns: tuple[str, ...] = ("check", "rows", "result")
    else:
        lines = (f"{found.count} differences. Keep the database as it is and restore a copy to compare.",)
        columns = ("check", "subject", "stands", "computed")
        rows = [(one.check, one.subject, one.stands, one.computed) for one in found.differences]
    document = {
        "clean": found.clean,
        "count": found.count,
        "checked": [{"check": name, "rows": count} for name, count in found.checked],
        "differences": plain_of(found.differences),
    }
    return Answer(columns, rows, lambda: document, "", lines, (), faults.OK if found.clean else faults.DIFFERENCES)


def _posting(one: journals.JournalRow, base: str) -> tuple[Any, ...]:
    return (
        one.entry_id,
        one.effective_on,
        moment(one.recorded_at),
        one.kind,
        f"{one.debit_code} {one.debit_name}",
        f"{one.credit_code} {one.credit_name}",
        one.customer_number,
        one.document,
        one.currency,
        Amount(one.amount, one.currency),
        Amount(one.base_amount, base),
        one.note,
    )


def _ledger_line(one: journals.LedgerLine, base: str) -> tuple[Any, ...]:
    return (
        one.entry_id,
        one.effective_on,
        one.account_code,
        one.account_name,
        Amount(one.debit, base),
        Amount(one.credit, base),
        one.currency,
        Amount(one.currency_amount, one.currency),
        one.text,
    )
