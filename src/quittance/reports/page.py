"""One page of a list: the rows that follow where the last page ended, in the order of an index."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, Protocol, TypeVar

from quittance.books import sql
from quittance.reports import cursor, finding
from quittance.reports.books import Books
from quittance.rules.refusals import Invalid

MOST_ROWS = 200


class Identified(Protocol):
    """A row with the id of what it shows."""

    @property
    def id(self) -> int: ...


Row = TypeVar("Row", bound=Identified)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows of a list, and where the last page ended; empty fields do not restrict.

    `search` is part of a customer's name or number; where the rows have numbers, the beginning of one too.
    """

    state: str = ""
    search: str = ""
    customer_number: str = ""
    order: str = ""
    after: str = ""
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Rows in order; `after` continues behind the last one, "" when there are no more.

    `before` is the place of the first one: the opposite order continues from it towards the beginning.
    """

    rows: tuple[Row, ...] = ()
    after: str = ""
    before: str = ""


@dataclass(slots=True)
class Source:
    """Where a list's rows come from: tables, conditions and their values.

    `key` and `key_id` are the columns it is in order by, `kind` what the first holds (str, int, date or
    `cursor.Amount`), `id` the column of the row's own id.
    """

    tables: str
    tests: list[str]
    params: dict[str, Any]
    key: str
    key_id: str
    kind: type
    id: str


@dataclass(frozen=True, slots=True)
class Keys:
    """Ids in order. `after` continues behind the last one, "" when there are no more.

    `before` is the place of the first one: the opposite order continues from it towards the beginning.
    """

    ids: tuple[int, ...]
    after: str
    before: str


def keys(source: Source, order: str, after: str, limit: int) -> Keys:
    """Up to `limit` ids behind the cursor `after`; `order` falls when it begins with "-".

    The lone comparison of the key bounds the index scan.
    """
    compare, way = ("<", "DESC") if order.startswith("-") else (">", "ASC")
    params, tests = {**source.params, "limit": limit}, list(source.tests)
    if after:
        params["at"], params["at_id"] = cursor.decode(after, (source.kind, int))
        tests += [
            f"{source.key} {compare}= %(at)s",
            f"({source.key}, {source.key_id}) {compare} (%(at)s, %(at_id)s)",
        ]
    found = sql.rows(
        f"SELECT {source.key}, {source.key_id}, {source.id} FROM {source.tables} WHERE {' AND '.join(tests)} "
        f"ORDER BY {source.key} {way}, {source.key_id} {way} LIMIT %(limit)s + 1",
        params,
    )
    shown = found[:limit]
    places = [_place(source, row) for row in (shown[:1] + shown[-1:] if shown else [])]
    after = places[1] if len(found) > limit else ""
    return Keys(tuple(row[2] for row in shown), after, places[0] if places else "")


def checked(wanted: Wanted, states: Sequence[str], orders: Sequence[str]) -> Wanted:
    """What is wanted, in the usual order where none is named; raises `Invalid` for an unknown state or order."""
    check_state(wanted.state, states)
    return replace(wanted, order=check_order(wanted.order, orders))


def chosen(
    books: Books, source: Source, wanted: Wanted, whose: str, found: Callable[[str], Sequence[int]] | None = None
) -> Keys:
    """Keys of the checked `wanted`: rows whose customer is it, and whose customer or own id the search finds."""
    if not of_customer(books, source, whose, wanted.customer_number):
        return Keys((), "", "")
    if search := finding.cleaned(wanted.search):
        named = found(search) if found else ()
        if not matching(source, source.id, named, whose, finding.customers(books, search)):
            return Keys((), "", "")
    return keys(source, wanted.order, wanted.after, max(1, min(wanted.limit, MOST_ROWS)))


def in_order(rows: Iterable[Row], ids: Sequence[int]) -> tuple[Row, ...]:
    """Rows in the order of their ids; an id without a row is left out."""
    made = {row.id: row for row in rows}
    return tuple(made[id] for id in ids if id in made)


def matching(source: Source, column: str, found: Sequence[int], whose: str, customers: Sequence[int]) -> bool:
    """Restrict to rows whose `column` is among `found` or whose customer is among `customers`; False for none."""
    tests = []
    for name, where, values in (("f", column, found), ("w", whose, customers)):
        named = {f"{name}{n}": value for n, value in enumerate(values)}
        if named:
            source.params |= named
            tests.append(f"{where} IN ({', '.join(f'%({one})s' for one in named)})")
    source.tests.append(f"({' OR '.join(tests)})")
    return bool(tests)


def between(source: Source, column: str, since: datetime.date | None, until: datetime.date | None) -> None:
    """Restrict a column of days to those from `since` to `until`, both included; None is without end."""
    for name, day, compare in (("since", since, ">="), ("until", until, "<=")):
        if day is not None:
            source.tests.append(f"{column} {compare} %({name})s")
            source.params[name] = day


def exactly(source: Source, column: str, given: str) -> None:
    """Restrict a column to the given text, unless that is empty."""
    if value := finding.cleaned(given):
        name = column.replace(".", "_")
        source.tests.append(f"{column} = %({name})s")
        source.params[name] = value


def of_customer(books: Books, source: Source, column: str, number: str) -> bool:
    """Restrict a column to the customer of that number, unless it is empty; False when there is none."""
    if not (value := finding.cleaned(number)):
        return True
    source.params["customer_id"] = finding.customer_id(books, value)
    source.tests.append(f"{column} = %(customer_id)s")
    return source.params["customer_id"] is not None


def check_state(state: str, known: Sequence[str]) -> None:
    """Raise `Invalid` for a state that there is not; "" is any."""
    if state not in ("", *known):
        raise Invalid(f"The state is one of {', '.join(known)}.", field="state")


def check_order(order: str, known: Sequence[str]) -> str:
    """The order, or the first known one for ""; raises `Invalid` for one that no index gives."""
    if order not in ("", *known):
        raise Invalid(f"Order by one of {', '.join(known)}.", field="order")
    return order or known[0]


def _place(source: Source, row: Sequence[Any]) -> str:
    key = row[0]
    if source.kind is datetime.date:
        key = sql.day(key)
    elif source.kind is cursor.Amount:
        key = int(key)
    return cursor.encode(key, row[1])
