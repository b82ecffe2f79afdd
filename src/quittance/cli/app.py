"""The command line's tree: every command by its group."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from quittance import __version__
from quittance.cli import (
    aging,
    attachments,
    bank_layouts,
    batches,
    bounces,
    cash_verbs,
    catalogue,
    closing,
    company,
    customers,
    database,
    desk,
    disputes,
    dossiers,
    drafts,
    dunning_runs,
    einvoices,
    estimates,
    imports,
    inbox,
    insolvencies,
    interest,
    journal,
    letters,
    links,
    mail,
    mailbox,
    owners,
    papers,
    payments,
    people,
    preflight,
    printed,
    promises,
    recurring,
    remittances,
    reviews,
    statements,
    statements_sent,
    subscriptions,
    terms,
    views,
    webhooks,
)
from quittance.cli import server as serving

app = typer.Typer(
    name="quittance",
    help="Accounts receivable: who owes what, since when, and every cent that settled it.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)

for module in (database, serving, imports, aging, statements, journal, payments, mail, closing):
    app.add_typer(module.top)
for group in (
    customers.customer,
    customers.contact,
    papers.invoice,
    papers.credit,
    drafts.draft,
    estimates.estimate,
    recurring.recurring,
    printed.document,
    attachments.attachment,
    links.link,
    statements_sent.statements,
    batches.batch,
    bounces.bounce,
    inbox.inbox,
    mailbox.mail,
    papers.payment,
    bank_layouts.bank,
    cash_verbs.cash,
    cash_verbs.deduction,
    remittances.remittance,
    owners.worklist,
    promises.promise,
    promises.plan,
    promises.hold,
    disputes.dispute,
    dossiers.dossier,
    insolvencies.insolvency,
    reviews.review,
    letters.letter,
    interest.interest,
    terms.terms,
    dunning_runs.dunning,
    subscriptions.subscription,
    subscriptions.notifications,
):
    app.add_typer(group, rich_help_panel=desk.RECORD)
app.add_typer(catalogue.catalogue, rich_help_panel=desk.KEEP)
app.add_typer(preflight.preflight, rich_help_panel=desk.ASK)
app.add_typer(einvoices.einvoice, rich_help_panel=desk.ASK)
for group in (company.entity, people.user, people.role, people.key, imports.mapping, views.view, webhooks.webhook):
    app.add_typer(group, rich_help_panel=desk.KEEP)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"quittance {__version__}")
        raise typer.Exit()


@app.callback()
def start(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Accounts receivable: who owes what, since when, and every cent that settled it."""


def run() -> None:
    """Run the command line; a closed pipe ends it quietly."""
    try:
        app()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
