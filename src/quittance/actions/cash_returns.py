"""What a returned payment takes back: every entry of its line, its deductions, and the fee that the customer bears."""

from __future__ import annotations

import json
from dataclasses import dataclass

from quittance.actions import deductions, invoices, reversals
from quittance.actions.cash_parts import BankMovement
from quittance.actions.cash_policy import policy_of
from quittance.actions.command import Context
from quittance.actions.entities import UNIDENTIFIED
from quittance.actions.postings import Allocated
from quittance.books import lock, sql
from quittance.formats import ancillary_words
from quittance.reports import paper_parties
from quittance.reports.books import of as books_of
from quittance.rules import money
from quittance.rules.ledger import RETURN_FEE
from quittance.rules.refusals import Invalid, NotFound


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The payment with its customer, the reversals, what is open again, and the invoice of the fee ("" for none)."""

    payment_id: int
    customer_id: int
    entries: tuple[int, ...]
    reopened: tuple[Allocated, ...]
    bank_fee: str
    fee_number: str


@dataclass(frozen=True, slots=True)
class _Payment:
    id: int
    currency: str
    amount: int
    customer_id: int
    customer: str
    line_id: int
    whole: int
    entries: tuple[int, ...]


def take_back(context: Context, line: BankMovement, reference: str, reason: str) -> TakenBack:
    """Reverse a payment and what was closed with it; raises `Invalid` unless the line is about its whole amount."""
    paid = _payment(context, reference)
    policy = policy_of(context)
    excess = -line.amount - paid.whole
    if line.currency != paid.currency or not 0 <= excess <= policy.charge_limit:
        raise Invalid(
            f"The line is about {money.write(-line.amount, line.currency)} {line.currency}, the payment about "
            f"{money.write(paid.whole, paid.currency)} {paid.currency}. Only the whole of a payment is returned, "
            "with at most the bank's own fee.",
            field="reference",
        )
    on = max(line.booked_on, context.today)
    given = [reversals.Reverse(reason, entry_id=id, effective_on=on) for id in paid.entries]
    taken = [reversals.mirrored(context, one) for one in given or [reversals.Reverse(reason, reference, 0, on)]]
    if paid.line_id:
        deductions.withdrawn(context, paid.line_id, reason)
    return TakenBack(
        paid.id,
        paid.customer_id,
        tuple(one.entry_id for one in taken),
        tuple(each for one in taken for each in one.reopened),
        money.write(excess, line.currency) if excess else "",
        _charge(context, paid, policy.return_fee, reference),
    )


def _payment(context: Context, reference: str) -> _Payment:
    """The payment, and everything that its bank line has become, in the order in which it falls."""
    found = sql.row(
        "SELECT p.id, p.currency, p.amount, p.customer_id, c.number FROM payment p "
        "JOIN customer c ON c.tenant_id = p.tenant_id AND c.id = p.customer_id "
        "WHERE p.tenant_id = %s AND p.entity_id = %s AND p.reference = %s",
        [context.tenant_id, context.entity_id, reference],
    )
    if found is None:
        raise NotFound(f"There is no payment {reference[:60]!r}.", field="reference")
    id, currency, amount, customer_id, customer = found
    line = sql.row(
        "SELECT l.id, l.amount, m.entries FROM bank_line l JOIN cash_match m ON m.tenant_id = l.tenant_id "
        "AND m.bank_line_id = l.id AND m.decision IN ('posted', 'accepted', 'changed') "
        "WHERE l.tenant_id = %s AND l.payment_id = %s AND l.amount > 0 AND l.state = 'applied' "
        "AND l.currency = %s ORDER BY m.id DESC LIMIT 1",
        [context.tenant_id, id, currency],
    )
    if line is None or not json.loads(line[2]):
        return _Payment(id, currency, amount, customer_id, customer, 0, amount, ())
    entries = tuple(int(entry) for entry in json.loads(line[2]))
    return _Payment(id, currency, amount, customer_id, customer, line[0], line[1], entries)


def _charge(context: Context, paid: _Payment, fee: int, reference: str) -> str:
    """The number of the invoice that charges the customer the company's fee, "" where the policy has none."""
    base = lock.entity(context.tenant_id, context.entity_id).base_currency
    if not fee or paid.currency != base or paid.customer == UNIDENTIFIED:
        return ""
    language = paper_parties.of(books_of(context), paid.customer).figures.language
    given = invoices.RecordInvoice(
        *(paid.customer, context.today, money.write(fee, base), base),
        note=ancillary_words.of(language, RETURN_FEE).format(reference=reference),
        ancillary=RETURN_FEE,
    )
    return invoices.posted(context, given).number
