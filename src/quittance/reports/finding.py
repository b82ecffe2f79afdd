"""Finding by text: pieces of SQL that the lists share, safe for what people type."""

from __future__ import annotations

from typing import Any

from quittance.books import sql
from quittance.reports.books import Books
from quittance.rules import text

MOST_CHARACTERS = 200
MOST_CUSTOMERS = 50
"""Customers whose documents a search of documents looks at."""

MOST_NUMBERS = 500
"""Numbers that begin with the searched text, looked at in their order."""

_LAST = "\U0010ffff"


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


def _escaped(given: str) -> str:
    return given.replace("!", "!!").replace("%", "!%").replace("_", "!_")
