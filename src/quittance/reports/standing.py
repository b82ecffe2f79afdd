"""Open items as they stood: the pieces of SQL from which every question about open amounts is made.

Three ways that give the same amounts. «Now» reads what is stored, through an index that holds the open
items alone. A past day takes the items open now and those closed since, and gives back what was
allocated to them after the day. «As known at a moment» gives back every allocation that was not known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from quittance.books import sql
from quittance.books.ledger import NEVER


@dataclass(frozen=True, slots=True)
class Source:
    """Open items `i` of a FROM and a WHERE; `back` and `back_base` are added to what is open of them now.

    `with_customer` is the FROM with customer `c`, for statements that join them and name the tenant of both.
    """

    tables: str
    with_customer: str
    where: str
    back: str
    back_base: str

    @property
    def open(self) -> str:
        """What was open, in minor units of the item's currency."""
        return _plus("i.amount - i.allocated", self.back)

    @property
    def open_base(self) -> str:
        """What was open, in base minor units."""
        return _plus("i.base_amount - i.allocated_base", self.back_base)

    @property
    def not_zero(self) -> str:
        """A condition that leaves out what stood at zero; items that are open now never do."""
        return f"AND ({self.open} <> 0 OR {self.open_base} <> 0)" if self.back else ""


@dataclass(frozen=True, slots=True)
class Ground:
    """What every question needs first: whose items, in which currency; `moved_after`: entries come after the day."""

    entity: str
    base_currency: str
    moved_after: bool


def ground(params: dict[str, Any]) -> Ground:
    """The ground of a question; `moved_after` is one look at the end of the index entry_day."""
    found = sql.row(
        "SELECT e.name, e.base_currency, EXISTS (SELECT 1 FROM entry WHERE tenant_id = %(tenant)s "
        "AND entity_id = %(entity)s AND effective_on > %(day)s) FROM entity e "
        "WHERE e.tenant_id = %(tenant)s AND e.id = %(entity)s",
        params,
    )
    assert found is not None
    return Ground(found[0], found[1], bool(found[2]))


def sources(known_at: int | None, ground: Ground) -> tuple[Source, ...]:
    """Items of one entity that may have been open on the day, each in one of the sources; some stood at zero.

    Statements made of them take `params`: tenant, entity, day and known_at. The items come through
    the indexes open_item_now and open_item_closed, their allocations through allocation_debit and
    allocation_credit.
    """
    since = f"open_item i {sql.by_index('open_item_closed')}"
    return _sources(known_at, ground, Source(since, f"{since} CROSS JOIN {_CUSTOMER}", _CLOSED_SINCE, *_BACK))


def sources_of_customer(known_at: int | None, ground: Ground) -> tuple[Source, ...]:
    """As `sources`, for statements that name one customer; the closed items come through open_item_customer."""
    since = f"open_item i {sql.by_index('open_item_customer')}"
    return _sources(known_at, ground, Source(since, f"{_CUSTOMER} CROSS JOIN {since}", _CLOSED_SINCE, *_BACK))


def _sources(known_at: int | None, ground: Ground, since: Source) -> tuple[Source, ...]:
    if known_at is not None:
        joined = f"{_CUSTOMER} CROSS JOIN open_item i {sql.by_index('open_item_customer')}"
        return (Source("open_item i", joined, _RECORDED, *_BACK_UNKNOWN),)
    tables = f"open_item i {sql.by_index('open_item_now')}"
    joined = f"{_CUSTOMER} CROSS JOIN {tables}"
    if not ground.moved_after:
        return (Source(tables, joined, _OPEN, "", ""),)
    return Source(tables, joined, _OPEN, *_BACK), since


# A customer stands before the items where their index goes by customer: SQLite joins in the written order.
_CUSTOMER = "customer c"
_MINE = "i.tenant_id = %(tenant)s AND i.entity_id = %(entity)s AND i.effective_on <= %(day)s"
_OPEN = f"{_MINE} AND i.closed_on = '{NEVER.isoformat()}'"
_CLOSED_SINCE = f"{_MINE} AND i.closed_on > %(day)s AND i.closed_on < '{NEVER.isoformat()}'"


_RECORDED = f"{_MINE} AND i.recorded_at <= %(known_at)s"


def _given_back(debit: str, credit: str, since: str, when: str) -> str:
    """What was allocated to item `i` by allocations `a` that are `when`; none is unless the item is `since`."""
    sides = (
        f"(SELECT COALESCE(CAST(SUM(a.{column}) AS bigint), 0) FROM allocation a "
        f"WHERE a.tenant_id = %(tenant)s AND a.{side} = i.id AND {when})"
        for side, column in (("debit_item_id", debit), ("credit_item_id", credit))
    )
    return "CASE WHEN {} THEN CASE WHEN i.side = 'D' THEN {} ELSE {} END ELSE 0 END".format(since, *sides)


_LATER = ("i.touched_on > %(day)s", "a.effective_on > %(day)s")
_BACK = (_given_back("amount", "amount", *_LATER), _given_back("debit_base", "credit_base", *_LATER))
_UNKNOWN = ("i.touched_on IS NOT NULL", "NOT (a.effective_on <= %(day)s AND a.recorded_at <= %(known_at)s)")
_BACK_UNKNOWN = (_given_back("amount", "amount", *_UNKNOWN), _given_back("debit_base", "credit_base", *_UNKNOWN))


def _plus(open: str, back: str) -> str:
    return f"{open} + {back}" if back else open
