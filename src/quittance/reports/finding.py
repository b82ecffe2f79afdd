"""Finding by text: pieces of SQL that the lists share, safe for what people type."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from quittance.books import sql
from quittance.reports.books import Books
from quittance.rules import currency as currencies
from quittance.rules import money, text

MOST_CHARACTERS = 200
MOST_CUSTOMERS = 50
"""Customers whose documents a search of documents looks at."""

MOST_NUMBERS = 500
"""Numbers that begin with the searched text, looked at in their order."""

_LAST = "\U0010ffff"
_AMOUNT = re.compile(r"(\d{1,3}(,\d{3})+|\d{1,15})(\.\d{1,4})?", re.ASCII)


def cleaned(search: str) -> str:
    """The trimmed search text; raises `Invalid` when it is too long or holds control characters."""
    return text.clean(search, "search", MOST_CHARACTERS)


def containing(search: str) -> str:
    """A LIKE pattern (ESCAPE '!') for text that holds `search`, against a case-folded column."""
    return f"%{_escaped(search.casefold())}%"


def starts(column: str, search: str, params: dict[str, Any]) -> str:
    """A condition that `column` begins with `search` as typed or in capitals, by its unique index.

    On PostgreSQL the index has varchar_pattern_ops, because a range follows the collation.
    """
    tests = []
    for n, value in enumerate(sorted({search, search.upper()})):
        if sql.on_postgresql():
            params[f"start{n}"] = f"{_escaped(value)}%"
            tests.append(f"{column} LIKE %(start{n})s ESCAPE '!'")
        else:
            params |= {f"start{n}": value, f"end{n}": value + _LAST}
            tests.append(f"({column} >= %(start{n})s AND {column} < %(end{n})s)")
    return f"({' OR '.join(tests)})"


def customers(books: Books, search: str) -> list[int]:
    """Ids of the first customers whose name or number holds the text."""
    found = sql.rows(
        "SELECT c.id FROM customer c WHERE c.tenant_id = %(tenant)s AND c.search LIKE %(search)s ESCAPE '!' "
        "ORDER BY c.search, c.id LIMIT %(most)s",
        {"tenant": books.tenant_id, "search": containing(search), "most": MOST_CUSTOMERS},
    )
    return [row[0] for row in found]


def customer_id(books: Books, number: str) -> int | None:
    """The id of the customer of exactly that number, or None."""
    found = sql.row("SELECT id FROM customer WHERE tenant_id = %s AND number = %s", [books.tenant_id, number])
    return None if found is None else int(found[0])


def documents(books: Books, search: str) -> list[int]:
    """Ids of the first documents whose number begins with the text, or whose total it is."""
    return _ids(books, "document", "number", "total", search)


def payments(books: Books, search: str) -> list[int]:
    """Ids of the first payments whose reference begins with the text, or whose amount it is."""
    return _ids(books, "payment", "reference", "amount", search)


def estimates(books: Books, search: str) -> list[int]:
    """Ids of the first estimates whose number begins with the text."""
    return _begun(books, "estimate", "number", search)


def amount(column: str, search: str, params: dict[str, Any]) -> str:
    """A condition that `column` is the amount typed, in the minor unit of the row's currency; "" for other text."""
    if not _AMOUNT.fullmatch(search):
        return ""
    plain = search.replace(",", "")
    odd = {places: _codes(codes) for places, codes in currencies.UNLIKE_HUNDREDTHS.items()}
    whose = {places: f"IN ({names})" for places, names in odd.items()} | {2: f"NOT IN ({', '.join(odd.values())})"}
    tests = []
    for places, which in whose.items():
        scaled = Decimal(plain).scaleb(places)
        if scaled == scaled.to_integral_value() and scaled <= money.MAX_MINOR:
            params[f"minor{places}"] = int(scaled)
            tests.append(f"({column} = %(minor{places})s AND currency {which})")
    return f"({' OR '.join(tests)})" if tests else ""


def _codes(codes: frozenset[str]) -> str:
    return ", ".join(f"'{code}'" for code in sorted(codes))


def _ids(books: Books, table: str, number: str, total: str, search: str) -> list[int]:
    """Two statements; the unique index of the number, and the indexes document_total and payment_amount."""
    found, params = _begun(books, table, number, search), _first(books)
    same = amount(total, search, params)
    if same:
        found += [row[0] for row in sql.rows(f"{_mine(table)} {same} ORDER BY id DESC LIMIT %(most)s", params)]
    return list(dict.fromkeys(found))


def _begun(books: Books, table: str, number: str, search: str) -> list[int]:
    params = _first(books)
    begins = starts(number, search, params)
    return [row[0] for row in sql.rows(f"{_mine(table)} {begins} ORDER BY {number} LIMIT %(most)s", params)]


def _mine(table: str) -> str:
    return f"SELECT id FROM {table} WHERE tenant_id = %(tenant)s AND entity_id = %(entity)s AND"


def _first(books: Books) -> dict[str, Any]:
    return {"tenant": books.tenant_id, "entity": books.entity_id, "most": MOST_NUMBERS}


def _escaped(given: str) -> str:
    return given.replace("!", "!!").replace("%", "!%").replace("_", "!_")
