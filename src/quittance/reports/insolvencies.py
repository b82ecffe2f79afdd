"""Insolvencies: the list, what was owed when proceedings were opened, and what is marked for a provision."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from quittance.books import sql
from quittance.books.ledger import NEVER
from quittance.reports import interest, open_items
from quittance.reports.books import Books
from quittance.rules import dossiers, insolvency, interest_packs, money
from quittance.rules.dossiers import COST, Claim, Sums
from quittance.rules.interest import NOTHING
from quittance.rules.refusals import Invalid, NotFound

MOST_ROWS = 500
RUNNING, ENDED = "running", "ended"
STATES = (RUNNING, ENDED)


@dataclass(frozen=True, slots=True)
class InsolvencyRow:
    """Proceedings over a customer; `percent_e4`, ten-thousandths of a percent, of the debt is marked for provision."""

    id: int
    number: str
    customer_id: int
    customer_number: str
    customer_name: str
    opened_on: datetime.date
    court: str
    reference: str
    administrator: str
    file_by: datetime.date | None
    percent_e4: int
    hold_id: int
    filed_on: datetime.date | None
    filer: str
    digest: str
    ended_on: datetime.date | None
    reason: str
    actor_name: str
    base_open: int

    @property
    def marked(self) -> int:
        """What is marked for a specific provision of what is owed now, in base minor units; nothing once it ended."""
        return 0 if self.ended_on else insolvency.marked(self.base_open, self.percent_e4)

    @property
    def last_day(self) -> datetime.date:
        """The last day of interest, and the one of which the claims are."""
        return insolvency.last_day(self.opened_on)


@dataclass(frozen=True, slots=True)
class Section:
    """What is claimed in one currency."""

    currency: str
    claims: tuple[Claim, ...]
    sums: Sums


@dataclass(frozen=True, slots=True)
class InsolvencyCard:
    """Proceedings with what is claimed in them, as it was open when they were opened.

    `dossiers` of the customer that are out, by number and receiver: two would claim the same.
    """

    row: InsolvencyRow
    sections: tuple[Section, ...]
    dossiers: tuple[tuple[str, str], ...] = ()


def rows(books: Books, state: str = RUNNING, customer_number: str = "") -> tuple[InsolvencyRow, ...]:
    """Insolvencies that run or have ended ("" for all), the nearest deadline first; raises `Invalid`."""
    if state not in ("", *STATES):
        raise Invalid(f"The state is one of {', '.join(STATES)}.", field="state")
    only = {RUNNING: "AND n.ended_on IS NULL ", ENDED: "AND n.ended_on IS NOT NULL "}.get(state, "")
    only += "AND c.number = %(customer)s " if customer_number else ""
    return _rows(books, only, {"customer": customer_number})


def of_number(books: Books, number: str) -> InsolvencyRow:
    """One insolvency; raises `NotFound`."""
    found = _rows(books, "AND n.number = %(number)s ", {"number": number})
    if not found:
        raise NotFound(f"There is no insolvency {number[:60]!r}.", field="number")
    return found[0]


def running(books: Books, customer_id: int) -> InsolvencyRow | None:
    """The proceedings over a customer that run, if any. Index insolvency_now."""
    found = _rows(books, "AND n.customer_id = %(id)s AND n.ended_on IS NULL ", {"id": customer_id})
    return found[0] if found else None


def card(books: Books, number: str) -> InsolvencyCard:
    """One insolvency with its claims; raises `NotFound`, or `Invalid` for days before the first known rate."""
    row = of_number(books, number)
    eve = row.last_day
    found = open_items.of_customer(books, row.customer_number, eve)
    earned = {one.item_id: one.accrued for one in interest.account(books, row.customer_number, eve).items}
    charged = _charged(books, row.customer_id)
    by_currency: dict[str, list[Claim]] = {}
    credit: dict[str, int] = {}
    for one in found.rows:
        if one.open < 0:
            credit[one.currency] = credit.get(one.currency, 0) - one.open
            continue
        accrued = earned.get(one.item_id, NOTHING)
        kind = COST if one.number in charged else one.kind
        by_currency.setdefault(one.currency, []).append(
            Claim(
                *(one.item_id, one.number, kind, one.issued_on, one.due_on, one.open, one.open, 0),
                *(accrued.interest, accrued.compensation, accrued.spans),
            )
        )
    sections = tuple(
        Section(code, tuple(claims), dossiers.sums(claims, credit.get(code, 0)))
        for code, claims in sorted(by_currency.items())
    )
    return InsolvencyCard(row, sections, _handed(books, row.customer_id))


def _handed(books: Books, customer_id: int) -> tuple[tuple[str, str], ...]:
    """Number and receiver of a customer's dossiers that are handed over. Index dossier_customer."""
    found = sql.rows(
        "SELECT number, receiver FROM dossier WHERE tenant_id = %s AND entity_id = %s AND customer_id = %s "
        f"AND state = '{dossiers.RELEASED}' ORDER BY id",
        [books.tenant_id, books.entity_id, customer_id],
    )
    return tuple((number, receiver) for number, receiver in found)


def _charged(books: Books, customer_id: int) -> frozenset[str]:
    """Documents over fees and collection costs of a customer. Index document_customer."""
    found = sql.rows(
        "SELECT number FROM document WHERE tenant_id = %s AND entity_id = %s AND customer_id = %s AND ancillary <> ''",
        [books.tenant_id, books.entity_id, customer_id],
    )
    return frozenset(row[0] for row in found)


# What is owed now, credit taken off. Index open_item_customer.
_OWED = (
    "COALESCE((SELECT SUM(CASE WHEN i.side = 'D' THEN i.base_amount - i.allocated_base "
    "ELSE i.allocated_base - i.base_amount END) FROM open_item i WHERE i.tenant_id = n.tenant_id "
    "AND i.entity_id = n.entity_id AND i.customer_id = n.customer_id AND i.closed_on = %(never)s), 0)"
)


def _rows(books: Books, only: str, given: dict[str, Any]) -> tuple[InsolvencyRow, ...]:
    found = sql.rows(
        "SELECT n.id, n.number, c.id, c.number, c.name, n.opened_on, n.court, n.reference, n.administrator, n.file_by, "
        "n.percent_e4, n.hold_id, n.filed_on, n.filer, n.digest, n.ended_on, n.reason, n.actor_name, "
        f"{_OWED} FROM insolvency n JOIN customer c ON c.tenant_id = n.tenant_id AND c.id = n.customer_id "
        f"WHERE n.tenant_id = %(tenant)s AND n.entity_id = %(entity)s {only}"
        "ORDER BY CASE WHEN n.filed_on IS NULL THEN n.file_by END, n.id DESC LIMIT %(most)s",
        given | {"tenant": books.tenant_id, "entity": books.entity_id, "most": MOST_ROWS, "never": NEVER},
    )
    made = []
    for row in found:
        named = dict(zip(InsolvencyRow.__slots__, row, strict=True))
        days = {name: sql.day_or_none(named[name]) for name in ("file_by", "filed_on", "ended_on")}
        made.append(
            InsolvencyRow(**named | days | {"opened_on": sql.day(named["opened_on"]), "base_open": int(row[-1])})
        )
    return tuple(made)


def told(one: InsolvencyRow, base: str) -> dict[str, Any]:
    """An insolvency as plain values: what every machine is told. `marked` is in the company's currency."""
    left_out = ("id", "customer_id", "hold_id", "percent_e4", "base_open")
    made = {name: getattr(one, name) for name in InsolvencyRow.__slots__ if name not in left_out}
    return made | {"percent": interest_packs.percent(one.percent_e4), "marked": money.write(one.marked, base)}
