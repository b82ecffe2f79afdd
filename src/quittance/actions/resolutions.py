"""How a deduction or a dispute is carried out: a credit note, a write-off, or nothing but the decision."""

from __future__ import annotations

from dataclasses import dataclass

from quittance.actions import command, credits, invoices, writeoffs
from quittance.actions.allocations import ShareInput
from quittance.actions.command import Context
from quittance.books import lock, sql
from quittance.reports import holding
from quittance.rules import deduction, disputes, money, tax, totals
from quittance.rules.refusals import Overallocated
from quittance.rules.totals import LineInput


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody says is not owed: `amount` of a document, for a `reason` in words; `line_n` 0 is no one line.

    `item_id` is the instalment that it is about, which what is posted meets first.
    """

    customer: str
    document_id: int
    document: str
    currency: str
    amount: int
    reason: str
    line_n: int = 0
    item_id: int = 0


@dataclass(frozen=True, slots=True)
class Carried:
    """The credit note's number and the entry of what was posted; "" and 0 where nothing was.

    `unapplied` is what of a credit note is left to use, because the customer had paid it: decimal text, "" for none.
    """

    number: str = ""
    entry_id: int = 0
    unapplied: str = ""


def carried_out(context: Context, claim: Claim, way: str, resolution: str) -> Carried:
    """Post what the way asks for; both rights are needed, to resolve and to post."""
    if way in (deduction.CREDIT, disputes.REBILL):
        command.check_allowed(context, "credits.record")
        lock.customers_by_number(context.tenant_id, context.entity_id, [claim.customer])
        _check_creditable(context, claim)
        made = credits.posted(context, _credit_note(context, claim, resolution))
        left = made.unapplied if money.read(made.unapplied, claim.currency) else ""
        return Carried(made.number, made.entry_id, left)
    if way == deduction.WRITE_OFF:
        command.check_allowed(context, "writeoffs.write_off")
        amount = money.write(claim.amount, claim.currency)
        given = writeoffs.posted(context, writeoffs.WriteOff(claim.document, resolution, amount), claim.item_id)
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
        prices=tax.WITH_TAX if lines else "",
    )
    return invoices.posted(context, given).number


def _check_creditable(context: Context, claim: Claim) -> None:
    """Raise `Overallocated` beyond what of the document was neither credited, given up nor reversed yet.

    What the customer has paid meanwhile may be credited: it has that to use then. Index open_item_document.
    """
    found = sql.row(
        "SELECT COALESCE(SUM(i.amount), 0) - COALESCE(SUM((SELECT SUM(a.amount) FROM allocation a "
        "JOIN open_item c ON c.tenant_id = a.tenant_id AND c.id = a.credit_item_id "
        f"AND c.kind NOT IN {holding.CASH} WHERE a.tenant_id = i.tenant_id AND a.debit_item_id = i.id)), 0) "
        "FROM open_item i WHERE i.tenant_id = %s AND i.document_id = %s AND i.side = 'D'",
        [context.tenant_id, claim.document_id],
    )
    left = int(found[0]) if found else 0
    if claim.amount > left:
        raise Overallocated(
            f"{money.write(left, claim.currency)} {claim.currency} of {claim.document} was not credited yet, less than "
            f"{money.write(claim.amount, claim.currency)}. Credit that, or call it settled.",
            field="amount",
        )


def _credit_note(context: Context, claim: Claim, resolution: str) -> credits.RecordCreditNote:
    """A credit note of the amount, with the tax of the invoice in it; it meets what is open of that."""
    words = f"{claim.reason}, {claim.document}: {resolution}"[:300]
    lines, total = _lines(context, claim, claim.amount, words)
    return credits.RecordCreditNote(
        claim.customer,
        context.today,
        total,
        claim.currency,
        note=words,
        lines=lines,
        allocate=(ShareInput(claim.document, item_id=claim.item_id),),
        corrects=(claim.document,),
        prices=tax.WITH_TAX if lines else "",
    )


def _lines(context: Context, claim: Claim, gross: int, words: str) -> tuple[tuple[LineInput, ...], str]:
    """A line for each tax of the document, priced with tax, which come to the amount together; and the total.

    No line where the document bears no tax and says nothing of it.
    """
    total = money.write(gross, claim.currency)
    borne = _taxes(context, claim)
    if not any(rate or category not in ("", tax.STANDARD, tax.ZERO) for category, rate, _, _ in borne):
        return (), total
    parts = money.split(gross, [weight for *_, weight in borne])
    return tuple(
        LineInput(words, "1", money.write(part, claim.currency), totals.written(rate, 4), category, reason)
        for (category, rate, reason, _), part in zip(borne, parts, strict=True)
        if part
    ), total


def _taxes(context: Context, claim: Claim) -> list[tuple[str, int, str, int]]:
    """Category, rate, reason and gross minor units of each tax of the line, or of the whole document.

    Allowances and charges on the whole count with their tax; a tax that comes to nothing or less is left out.
    """
    lines = "SELECT tax_category AS category, tax_rate_e4 AS rate, tax_reason AS reason, net FROM line"
    charges = "SELECT tax_category, tax_rate_e4, tax_reason, net FROM document_charge"
    scope = [context.tenant_id, claim.document_id]
    where = "WHERE tenant_id = %s AND document_id = %s"
    source, given = f"{lines} {where} AND n = %s", [*scope, claim.line_n]
    if not claim.line_n:
        source, given = f"{lines} {where} UNION ALL {charges} {where}", [*scope, *scope]
    found = sql.rows(
        f"SELECT category, rate, reason, SUM(net) FROM ({source}) AS t GROUP BY category, rate, reason "
        "ORDER BY rate DESC, category, reason",
        given,
    )
    made = [
        (category, rate, reason, int(net) + money.ratio(int(net), rate, tax.HUNDRED))
        for category, rate, reason, net in found
    ]
    return [one for one in made if one[3] > 0]
