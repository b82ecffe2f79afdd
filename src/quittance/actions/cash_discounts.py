"""Early-payment discounts taken with a payment: what was earned by the terms, and the tax in it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from quittance.actions.command import Context
from quittance.books import sql
from quittance.reports import agreed
from quittance.rules import chart, discount, money
from quittance.rules.discount import Claim
from quittance.rules.ledger import Item, NewPosting


@dataclass(frozen=True, slots=True)
class Given:
    """What was paid on an invoice, what stays open beside the discount, on which value day, with what grace."""

    document_id: int
    cash: int
    left: int
    paid_on: datetime.date
    grace_days: int


def earned(context: Context, given: Given) -> int:
    """How much of the invoice may be taken off, by the terms, the payment's day and the company's policy."""
    found = sql.row(
        "SELECT terms, issued_on, goods_on, total FROM document WHERE tenant_id = %s AND id = %s",
        [context.tenant_id, given.document_id],
    )
    if found is None:
        return 0
    windows = agreed.windows(context, found[0], sql.day(found[1]), sql.day_or_none(found[2]))
    percent = discount.percent_on(windows, given.paid_on, given.grace_days)
    if not percent:
        return 0
    credited, taken = _met(context, given.document_id)
    claim = Claim(int(found[3]) - credited, taken, given.cash, given.left, given.paid_on)
    return discount.earned(claim, percent, agreed.discount_policy(context).policy)


def rows(context: Context, item: Item) -> tuple[NewPosting, ...]:
    """The postings of a discount: to its account, less the tax in it where the law takes that back."""
    found = sql.row(
        "SELECT tax, total FROM document WHERE tenant_id = %s AND id = %s", [context.tenant_id, item.document_id]
    )
    whole = NewPosting(
        chart.DISCOUNT, chart.UNAPPLIED, item.customer_id, item.id, item.currency, item.amount, item.base_amount
    )
    if found is None or found[0] <= 0 or not agreed.discount_policy(context).adjusts:
        return (whole,)
    tax = discount.tax_in(item.amount, int(found[0]), int(found[1]))
    base = money.ratio(item.base_amount, tax, item.amount)
    if not tax:
        return (whole,)
    back = whole._replace(debit=chart.TAX, amount=tax, base_amount=base)
    return (whole._replace(amount=whole.amount - tax, base_amount=whole.base_amount - base), back)


def _met(context: Context, document_id: int) -> tuple[int, int]:
    """What credit notes, deposits and earlier discounts have taken off an invoice. Index open_item_document."""
    found = sql.row(
        "SELECT COALESCE(SUM(CASE WHEN k.kind IN ('credit_note', 'deposit') THEN a.amount ELSE 0 END), 0), "
        "COALESCE(SUM(CASE WHEN k.kind = 'adjustment' AND e.note = 'discount' THEN a.amount ELSE 0 END), 0) "
        "FROM open_item i JOIN allocation a ON a.tenant_id = i.tenant_id AND a.debit_item_id = i.id "
        "JOIN open_item k ON k.tenant_id = a.tenant_id AND k.id = a.credit_item_id "
        "JOIN entry e ON e.tenant_id = k.tenant_id AND e.id = k.entry_id "
        "WHERE i.tenant_id = %s AND i.document_id = %s AND i.side = 'D'",
        [context.tenant_id, document_id],
    )
    assert found is not None
    return int(found[0]), int(found[1])
