"""How a deduction or a dispute is carried out: a credit note, a write-off, or nothing but the decision."""

from __future__ import annotations

from dataclasses import dataclass

from quittance.actions import command, credits, invoices, writeoffs
from quittance.actions.allocations import ShareInput
from quittance.actions.command import Context
from quittance.books import sql
from quittance.rules import deduction, disputes, money
from quittance.rules.refusals import Invalid
from quittance.rules.totals import LineInput


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody says is not owed: `amount` of a document, for a `reason` in words; `line_n` 0 is no one line."""

    customer: str
    document_id: int
    document: str
    currency: str
    amount: int
    reason: str
    line_n: int = 0


@dataclass(frozen=True, slots=True)
class Carried:
    """The credit note's number and the entry of what was posted; "" and 0 where nothing was."""

    number: str = ""
    entry_id: int = 0


def carried_out(context: Context, claim: Claim, way: str, resolution: str) -> Carried:
    """Post what the way asks for; both rights are needed, to resolve and to post."""
    if way in (deduction.CREDIT, disputes.REBILL):
        command.check_allowed(context, "credits.record")
        made = credits.posted(context, _credit_note(context, claim, resolution))
        return Carried(made.number, made.entry_id)
    if way == deduction.WRITE_OFF:
        command.check_allowed(context, "writeoffs.write_off")
        amount = money.write(claim.amount, claim.currency)
        given = writeoffs.posted(context, writeoffs.WriteOff(claim.document, resolution, amount))
        return Carried("", given.entry_id)
    return Carried()


def invoiced_anew(context: Context, claim: Claim, amount: int, purchase_order: str) -> str:
    """The number of the invoice that takes the place of what was credited; its tax is that of the first."""
    command.check_allowed(context, "invoices.record")
    lines, total = _lines(context, claim, amount, f"In place of {claim.document}: {claim.reason}")
    given = invoices.RecordInvoice(
        claim.customer,
        context.today,
        total,
        claim.currency,
        purchase_order=purchase_order,
        note=f"Replaces {money.write(claim.amount, claim.currency)} of {claim.document}.",
        lines=lines,
    )
    return invoices.posted(context, given).number


def _credit_note(context: Context, claim: Claim, resolution: str) -> credits.RecordCreditNote:
    """A credit note of the amount, with the tax of the invoice in it."""
    words = f"{claim.reason}, {claim.document}: {resolution}"[:300]
    share = (ShareInput(claim.document, money.write(claim.amount, claim.currency)),)
    lines, total = _lines(context, claim, claim.amount, words)
    return credits.RecordCreditNote(
        claim.customer, context.today, total, claim.currency, note=words, lines=lines, allocate=share
    )


def _lines(context: Context, claim: Claim, gross: int, words: str) -> tuple[tuple[LineInput, ...], str]:
    """A line whose gross is the amount, where the document bears tax, and the total."""
    total = money.write(gross, claim.currency)
    rate = _rate(context, claim)
    if not rate:
        return (), total
    net = deduction.net_of(gross, rate)
    if net is None:
        raise Invalid(
            f"No net amount with {deduction.percent(rate)} percent comes to {total}. Record the credit note by "
            "hand, then resolve it as settled.",
            field="way",
        )
    return (LineInput(words, "1", money.write(net, claim.currency), deduction.percent(rate)),), total


def _rate(context: Context, claim: Claim) -> int:
    """The tax rate of the line, or of all lines; raises `Invalid` where they differ."""
    only = "AND n = %s" if claim.line_n else ""
    found = sql.rows(
        f"SELECT DISTINCT tax_rate_e4 FROM line WHERE tenant_id = %s AND document_id = %s {only}",
        [context.tenant_id, claim.document_id, *([claim.line_n] if claim.line_n else [])],
    )
    if len(found) > 1:
        raise Invalid(
            f"{claim.document} has lines with different taxes. Record the credit note with its lines, then resolve "
            "it as settled.",
            field="way",
        )
    return int(found[0][0]) if found else 0
