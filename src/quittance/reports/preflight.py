"""Preflight: the facts of an invoice before it leaves, and what of them would delay its payment."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from quittance.books import sql
from quittance.books.series import Asked
from quittance.reports import catalogue, customers
from quittance.reports import document as documents
from quittance.reports.books import Books, Scoped
from quittance.reports.catalogue import Buyer
from quittance.reports.document import DocumentCard, DocumentLine
from quittance.reports.drafts import DraftCard
from quittance.rules import catalogue as items
from quittance.rules import preflight as rules
from quittance.rules import tax
from quittance.rules.einvoice_findings import FATAL
from quittance.rules.einvoice_issue import Wanted
from quittance.rules.ledger import INVOICE, NewDocument, NewLine
from quittance.rules.preflight import Facts, Finding, Odd
from quittance.rules.refusals import Refusal

MOST_DEMANDING = 100
MOST_LOOKED = 200
"""Invoices of the same customer, the latest first, among which an earlier one that says the same is looked for."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What tells an invoice from an earlier one; `id` 0 while it has none, `issued` once it is out."""

    customer_id: int
    issued_on: datetime.date
    currency: str
    total: int
    purchase_order: str
    id: int = 0
    issued: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """An invoice as far as preflight looks at it."""

    sought: Sought
    tax: int
    prices: str
    lines: Sequence[NewLine | DocumentLine]


def policy(books: Scoped) -> dict[str, str]:
    """How the company takes each check."""
    found = sql.rows(
        "SELECT check_name, level FROM preflight_level WHERE tenant_id = %s AND entity_id = %s",
        [books.tenant_id, books.entity_id],
    )
    return {**rules.DEFAULTS, **dict(found)}


def demanding(books: Scoped) -> list[tuple[str, str]]:
    """Number and name of customers that pay nothing without their order number, by name; at most `MOST_DEMANDING`."""
    found = sql.rows(
        "SELECT number, name FROM customer WHERE tenant_id = %s AND order_required ORDER BY name, number LIMIT %s",
        [books.tenant_id, MOST_DEMANDING],
    )
    return [(number, name) for number, name in found]


def asked(books: Scoped, sought: Sought) -> Asked:
    """The SELECT of one text that holds the parties, the policy, the accounts and an earlier invoice."""
    days = datetime.timedelta(days=rules.DUPLICATE_DAYS)
    until = sought.issued_on if sought.issued else sought.issued_on + days
    looked = [sought.issued_on - days, until, books.entity_id, MOST_LOOKED]
    same = [sought.total, sought.currency, sought.purchase_order, sought.id]
    whose = [books.entity_id, books.tenant_id, sought.customer_id]
    return Asked(f"SELECT {sql.as_list(_parts())} {_FROM}", (*looked, *same, *whose))


def of_new(books: Scoped, one: NewDocument, told: str) -> tuple[Finding, ...]:
    """What would delay the payment of an invoice that is about to be issued; nothing for other documents.

    `told` is the answer to `asked`, "" where it is still to be asked.
    """
    if one.kind != INVOICE:
        return ()
    sought = Sought(one.customer_id, one.issued_on, one.currency, one.total, one.purchase_order, one.id)
    facts, levels = _facts(books, Paper(sought, one.tax, one.prices, one.lines), told)
    return rules.look(facts, levels)


def of_paper(books: Scoped, paper: Paper, broken: tuple[str, ...] = (), email: str = "") -> tuple[Finding, ...]:
    """What would delay the payment of an invoice; `email` is where it is to go, where that is known."""
    facts, levels = _facts(books, paper, "")
    return rules.look(replace(facts, broken=broken, email=email or facts.email), levels)


def of_number(books: Books, number: str, today: datetime.date, email: str = "") -> tuple[Finding, ...]:
    """What would delay the payment of an issued invoice, its e-invoice looked at too; raises `NotFound`."""
    card = documents.card(books, number, today)
    if card.row.kind != INVOICE:
        return ()
    return of_card(books, card, customers.id_of(books, card.row.customer_number), today, email)


def of_card(
    books: Books, card: DocumentCard, customer_id: int, today: datetime.date, email: str = ""
) -> tuple[Finding, ...]:
    """The same of an invoice that was read already."""
    row = card.row
    sought = Sought(customer_id, row.issued_on, row.currency, row.total, row.purchase_order, row.id, issued=True)
    looked = policy(books)["einvoice"] != rules.OFF
    broken = _broken(books, row.number, today) if looked else ()
    return of_paper(books, Paper(sought, card.tax, card.prices, card.lines), broken, email)


def of_draft(books: Books, card: DraftCard, today: datetime.date) -> tuple[Finding, ...]:
    """What would delay the payment of a draft that is issued as it stands."""
    row, content = card.row, card.content
    if row.kind != INVOICE:
        return ()
    customer_id = customers.id_of(books, row.customer_number)
    on = content.issued_on or today
    sought = Sought(customer_id, on, row.currency, row.total, content.purchase_order)
    return of_paper(books, Paper(sought, card.whole.tax, content.prices or tax.WITHOUT_TAX, card.whole.lines))


def _broken(books: Books, number: str, today: datetime.date) -> tuple[str, ...]:
    """The ids of the rules that the e-invoice would break, each once."""
    from quittance.reports import einvoices  # heavy, and the command line asks it of few invoices

    try:
        judged = einvoices.judged(books, number, today, Wanted())
    except Refusal as refusal:
        return (refusal.sentence,)
    return tuple(dict.fromkeys(one.rule for one in judged.findings if one.severity == FATAL))


# The earlier invoice by the index document_customer, no more than MOST_LOOKED of them.
_DUPLICATE = """(SELECT d.number FROM
    (SELECT n.number, n.kind, n.total, n.currency, n.purchase_order, n.id, n.tenant_id, n.entry_id FROM document n
     WHERE n.tenant_id = c.tenant_id AND n.customer_id = c.id AND n.issued_on BETWEEN %s AND %s AND n.entity_id = %s
     ORDER BY n.issued_on DESC LIMIT %s) d
    WHERE d.kind = 'invoice' AND d.total = %s AND d.currency = %s AND d.purchase_order = %s AND d.id <> %s
    AND NOT EXISTS (SELECT 1 FROM entry r WHERE r.tenant_id = d.tenant_id AND r.reverses = d.entry_id)
    LIMIT 1)"""
_FROM = "FROM customer c JOIN entity e ON e.tenant_id = c.tenant_id AND e.id = %s WHERE c.tenant_id = %s AND c.id = %s"


_PARTIES = """c.order_required, c.vat_id, e.iban, e.vat_id, e.registration || e.tax_number,
    COALESCE((SELECT MIN(p.email) FROM contact p
    WHERE p.tenant_id = c.tenant_id AND p.customer_id = c.id AND p.main AND p.email <> ''), c.email)"""


def _parts() -> str:
    levels = sql.joined("l.check_name || '=' || l.level")
    accounts = sql.joined("REPLACE(b.number, ' ', '')")
    return f"""{_PARTIES}, {_DUPLICATE},
        (SELECT {levels} FROM preflight_level l WHERE l.tenant_id = e.tenant_id AND l.entity_id = e.id),
        (SELECT {accounts} FROM bank_account b WHERE b.tenant_id = e.tenant_id AND b.entity_id = e.id)"""


def _facts(books: Scoped, paper: Paper, told: str) -> tuple[Facts, dict[str, str]]:
    sought = paper.sought
    if not told:
        question = asked(books, sought)
        found = sql.row(question.select, question.params)
        assert found is not None
        told = found[0]
    required, theirs, iban, ours, register, email, duplicate, levels, accounts = json.loads(told)
    prices, stock = _odd(books, paper)
    facts = Facts(
        purchase_order=sought.purchase_order,
        order_required=bool(required),
        email=email,
        iban=iban,
        accounts=tuple((accounts or "").split()),
        vat_id=ours,
        customer_vat_id=theirs,
        registered=bool(register),
        taxed=paper.tax != 0,
        categories=frozenset(tax.of(line.tax_category, line.tax_rate_e4) for line in paper.lines),
        duplicate=duplicate or "",
        prices=prices,
        stock=() if sought.issued else stock,
    )
    return facts, dict(one.split("=") for one in (levels or "").split())


def _odd(books: Scoped, paper: Paper) -> tuple[tuple[Odd, ...], tuple[Odd, ...]]:
    """Lines whose price is not the item's, and items of which more is sold than there is."""
    sought = paper.sought
    named = sorted({line.item for line in paper.lines if line.item})
    if not named:
        return (), ()
    held = catalogue.priced(books, named, Buyer(sought.customer_id, sought.issued_on, sought.currency))
    prices, sold = [], dict.fromkeys(named, 0)
    for line in paper.lines:
        if line.item not in held:
            continue
        sold[line.item] += line.quantity_e6
        price = items.price_of(held[line.item].prices, held[line.item].whose, sought.issued_on, abs(line.quantity_e6))
        listed = price.price_e6 if price is not None else None
        if listed not in (None, line.unit_price_e6) and paper.prices == tax.WITHOUT_TAX:
            prices.append(Odd(line.n, line.item, items.written(line.unit_price_e6), items.written(listed)))
    short = [
        Odd(0, item, items.written(sold[item]), items.written(one.row.on_hand_e6))
        for item, one in held.items()
        if one.row.stocked and sold[item] > one.row.on_hand_e6
    ]
    return tuple(prices), tuple(short)
