"""One document with everything around it: lines, instalments, what met it, what it was spent on."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from quittance.books import sql
from quittance.reports import agreed, allocations, deposits, documents
from quittance.reports.allocations import Met
from quittance.reports.books import Books
from quittance.reports.deposits import NONE, Ties
from quittance.reports.documents import DocumentRow
from quittance.rules import money, tax, totals
from quittance.rules.deposits import less
from quittance.rules.refusals import NotFound
from quittance.rules.terms import Window


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One row: quantity and price in millionths, percentages in ten-thousandths of a percent, amounts in minor units.

    `amount` is what quantity and price come to less the `discount`, in the terms of the prices; `net` is without tax.
    """

    n: int
    description: str
    quantity_e6: int
    unit_price_e6: int
    tax_rate_e4: int
    net: int
    amount: int = 0
    tax_category: str = ""
    tax_reason: str = ""
    discount_e4: int = 0
    discount: int = 0
    item: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class DocumentCharge:
    """An allowance or charge on the whole: `amount` in the terms of the prices, `net` with its sign."""

    n: int
    kind: str
    reason: str
    percent_e4: int
    amount: int
    net: int
    tax_category: str
    tax_rate_e4: int
    tax_reason: str


@dataclass(frozen=True, slots=True)
class DocumentTax:
    """What is taxed in one category at one rate, and the tax on it."""

    category: str
    rate_e4: int
    net: int
    tax: int
    reason: str


@dataclass(frozen=True, slots=True)
class Instalment:
    """One part with its own due day; `open` of `amount` in minor units."""

    item_id: int
    n: int
    due_on: datetime.date
    amount: int
    open: int


@dataclass(frozen=True, slots=True)
class DocumentCard:
    """One document; `met` are the allocations in force, `reversal` the entry that took it back, if any.

    `windows` are its early-payment discounts, the first to close first. `ancillary` is a word of
    `rules.ledger.ANCILLARY` for an invoice over a fee or a cost, "" for goods and services.
    """

    row: DocumentRow
    net: int
    tax: int
    base_total: int
    terms: str
    external_id: str
    note: str
    entry_id: int
    recorded_at: int
    lines: tuple[DocumentLine, ...]
    instalments: tuple[Instalment, ...]
    met: tuple[Met, ...]
    reversal_entry_id: int | None
    reversed_on: datetime.date | None
    prices: str = "without_tax"
    charges: tuple[DocumentCharge, ...] = ()
    taxes: tuple[DocumentTax, ...] = ()
    goods_on: datetime.date | None = None
    windows: tuple[Window, ...] = ()
    ties: Ties = NONE
    base_currency: str = ""
    ancillary: str = ""

    @property
    def base_tax(self) -> int:
        """The tax in the currency of the books, as it was posted."""
        amounts = [one.amount for one in self.instalments]
        bases = money.split(self.base_total, amounts) if amounts else []
        return sum(base for _, base in totals.tax_parts(self.tax, amounts, bases))

    @property
    def parts(self) -> tuple[Instalment, ...]:
        """Its instalments as they were asked for at issue: less what was drawn on deposits, the first first."""
        left = less([one.amount for one in self.instalments], self.ties.drawn)
        return tuple(replace(one, amount=rest) for one, rest in zip(self.instalments, left, strict=True) if rest)

    @property
    def payable(self) -> int:
        """The total less what was drawn on deposits."""
        return self.row.total - self.ties.drawn

    def of_kind(self, *kinds: str) -> int:
        """The sum of what met it from the named kinds of items."""
        return sum(one.amount for one in self.met if one.kind in kinds)


def card(books: Books, number: str, today: datetime.date) -> DocumentCard:
    """The document of that number; raises `NotFound`. A fixed number of statements."""
    found = sql.row(
        "SELECT d.id, d.net, d.tax, d.base_total, d.terms, d.external_id, d.note, d.entry_id, d.recorded_at, "
        f"r.id, r.effective_on, d.prices, d.goods_on, {deposits.TIED}, n.base_currency, d.ancillary FROM document d "
        "JOIN entity n ON n.tenant_id = d.tenant_id AND n.id = d.entity_id "
        "LEFT JOIN entry r ON r.tenant_id = d.tenant_id AND r.reverses = d.entry_id "
        "WHERE d.tenant_id = %s AND d.entity_id = %s AND d.number = %s",
        [books.tenant_id, books.entity_id, number],
    )
    if found is None:
        raise NotFound(f"There is no invoice or credit note {number[:60]!r}.", field="number")
    row = documents.of_ids(books, [found[0]], today)[0]
    parts = _instalments(books, row)
    ids = [part.item_id for part in parts]
    credit, goods_on = row.kind == "credit_note", sql.day_or_none(found[12])
    lines = _lines(books, row)
    return DocumentCard(
        row=row,
        net=int(found[1]),
        tax=int(found[2]),
        base_total=int(found[3]),
        terms=found[4],
        external_id=found[5],
        note=found[6],
        entry_id=found[7],
        recorded_at=found[8],
        lines=lines,
        instalments=parts,
        met=allocations.of_credits(books, ids) if credit else allocations.of_debits(books, ids),
        reversal_entry_id=found[9],
        reversed_on=sql.day_or_none(found[10]),
        prices=found[11],
        charges=_charges(books, row.id),
        taxes=_taxes(books, row.id) or derived(lines, int(found[1]), int(found[2])),
        goods_on=goods_on,
        windows=() if credit else agreed.windows(books, found[4], row.issued_on, goods_on),
        ties=deposits.ties(books, row.id, row.number) if found[13] else NONE,
        base_currency=found[14],
        ancillary=found[15],
    )


def derived(lines: Sequence[DocumentLine], net: int, tax_due: int) -> tuple[DocumentTax, ...]:
    """The tax by rate where the lines alone tell it; () unless it adds up to what stands."""
    by_rate: dict[int, int] = {}
    for line in lines:
        by_rate[line.tax_rate_e4] = by_rate.get(line.tax_rate_e4, 0) + line.net
    made = tuple(
        DocumentTax(tax.of("", rate), rate, summed, money.ratio(summed, rate, totals.MILLION), "")
        for rate, summed in sorted(by_rate.items())
    )
    return made if (sum(one.net for one in made), sum(one.tax for one in made)) == (net, tax_due) else ()


def _lines(books: Books, row: DocumentRow) -> tuple[DocumentLine, ...]:
    """Index line_n."""
    found = sql.rows(
        "SELECT n, description, quantity_e6, unit_price_e6, tax_rate_e4, net, tax_category, tax_reason, "
        "discount_e4, discount, item, unit FROM line WHERE tenant_id = %s AND document_id = %s ORDER BY n",
        [books.tenant_id, row.id],
    )
    made = []
    for n, text, quantity, price, rate, net, category, *rest in found:
        amount = totals.amount_of(quantity, price, row.currency) - rest[2]
        made.append(DocumentLine(n, text, quantity, price, rate, net, amount, tax.of(category, rate), *rest))
    return tuple(made)


def _charges(books: Books, document_id: int) -> tuple[DocumentCharge, ...]:
    """Index document_charge_n."""
    found = sql.rows(
        "SELECT n, kind, reason, percent_e4, amount, net, tax_category, tax_rate_e4, tax_reason FROM document_charge "
        "WHERE tenant_id = %s AND document_id = %s ORDER BY n",
        [books.tenant_id, document_id],
    )
    return tuple(DocumentCharge(*one) for one in found)


def _taxes(books: Books, document_id: int) -> tuple[DocumentTax, ...]:
    """Index document_tax_n."""
    found = sql.rows(
        "SELECT category, rate_e4, net, tax, reason FROM document_tax "
        "WHERE tenant_id = %s AND document_id = %s ORDER BY n",
        [books.tenant_id, document_id],
    )
    return tuple(DocumentTax(*one) for one in found)


def _instalments(books: Books, row: DocumentRow) -> tuple[Instalment, ...]:
    """Index open_item_document."""
    found = sql.rows(
        "SELECT id, instalment, due_on, amount, amount - allocated FROM open_item "
        "WHERE tenant_id = %s AND document_id = %s AND kind = %s ORDER BY instalment, id",
        [books.tenant_id, row.id, row.kind],
    )
    return tuple(Instalment(one[0], one[1], sql.day(one[2]), int(one[3]), int(one[4])) for one in found)
