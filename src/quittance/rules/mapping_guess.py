"""A first mapping for a file: its kind and the column of each field, told from headers and values, with reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quittance.rules import mapping_values
from quittance.rules.exchange import ALLOCATIONS, COLUMNS, CUSTOMERS, INVOICES, LINES, PAYMENTS
from quittance.rules.mapping import AMOUNTS, DAYS, FIELDS, KINDS, LEDGER, NEEDED, Mapping, headers
from quittance.rules.mapping_columns import Column
from quittance.rules.mapping_words import NOT_THE_TOTAL, PHRASES, folded

MOST_TITLE_ROWS = 30
"""Rows above the header at most: titles, addresses, blank rows."""

OWN = ("fault row", "fault column", "what to do")
"""Columns that an error file adds; they are nobody's."""

SURE, NAMED, LIKELY, PERHAPS = 100, 95, 75, 50
LEAST = 40
MOSTLY = 0.6
"""Share of values that must fit: real files hold faults, and a short one may hold many."""

_MISSING = 3.0
_HINT = 1.5

_PLAIN_NUMBERS = frozenset("number no nr num nummer numero id ref reference code #".split())
"""Headers that say no more than that a row is numbered."""

# Fields that are called otherwise than their name in the exchange format, by kind.
CALLED: dict[str, dict[str, str]] = {
    CUSTOMERS: {"number": "customer_number", "name": "customer_name"},
    INVOICES: {"number": "invoice_number"},
    LEDGER: {"number": "invoice_number"},
    PAYMENTS: {"reference": "payment_reference", "received_on": "paid_on"},
}
_HINTS: dict[str, str] = {
    CUSTOMERS: "customer kunden client klant debtor debitor stammdaten cliente",
    LEDGER: "ledger op aging open offene posten openstaand invoice rechnung facture factuur factura fattura",
    INVOICES: "invoice rechnung facture factuur factura fattura credit",
    LINES: "line position zeilen lignes regels",
    PAYMENTS: "payment zahlung paiement betaling pago receipt pagament cash",
    ALLOCATIONS: "allocation application zuordnung lettrage",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """The column chosen for a field, how sure that is from 0 to 100, and why."""

    field: str
    column: str
    confidence: int
    reason: str


@dataclass(frozen=True, slots=True)
class Guess:
    """A mapping with the reason for each column, all headers of the file, and notes on how values are read."""

    mapping: Mapping
    choices: tuple[Choice, ...]
    header: tuple[str, ...]
    notes: tuple[str, ...]


def guess(rows: Sequence[tuple[int, Sequence[str]]], name: str = "", kind: str = "", head: int = 0) -> Guess:
    """The best mapping for the rows from the top of a file; a given `kind` and header row are not guessed.

    Needed fields may be missing from it: `Mapping.missing` tells.
    """
    given = next((at for at, (row, _) in enumerate(rows) if row == head), -1)
    at = given if given >= 0 else header_row(rows)
    header = headers(rows[at][1]) if rows else ()
    below = [cells for _, cells in rows[at + 1 :]]
    columns = [
        Column(n, title, folded(title), [row[n].strip() for row in below if n < len(row) and row[n].strip()])
        for n, title in enumerate(header)
    ]
    columns = [column for column in columns if column.folded not in OWN]
    chosen = {one: choose(columns, one) for one in ((kind,) if kind else KINDS)}
    best = kind or max(KINDS, key=lambda one: _score(one, chosen[one], name, columns))
    return _made(best, chosen[best], columns, header, rows[at][0] if rows else 1)


def header_row(rows: Sequence[tuple[int, Sequence[str]]]) -> int:
    """Index of the row that holds the headers: the one with the most words that headers are made of."""
    best, most = 0, 0
    for at, (_, cells) in enumerate(rows[:MOST_TITLE_ROWS]):
        known = sum(1 for cell in cells if cell.strip() and folded(cell) in _ALL)
        if known > most and known >= 2:
            best, most = at, known
    if most:
        return best
    widths = [sum(1 for cell in cells if cell.strip()) for _, cells in rows[:MOST_TITLE_ROWS]]
    return next((at for at, width in enumerate(widths) if width == max(widths)), 0)


def choose(columns: Sequence[Column], kind: str) -> dict[str, tuple[Column, int, str]]:
    """Field -> column, confidence and reason: the surest pairs first, each column for one field.

    Where all headers are the exchange format's own, the values do not matter: bad ones are faults of their rows.
    """
    if _is_exchange(columns, kind):
        by_name = {column.folded.replace(" ", "_"): column for column in columns}
        reason = "the header is the field's own name"
        return {field: (by_name[field], SURE, reason) for field in FIELDS[kind] if field in by_name}
    offers = []
    for order, field in enumerate(FIELDS[kind]):
        for column in columns:
            confidence, reason = _fit(column, kind, field)
            if confidence >= LEAST:
                needed = field in NEEDED[kind]
                offers.append((-confidence, not needed, column.at, order, field, column, reason))
    found: dict[str, tuple[Column, int, str]] = {}
    taken: set[int] = set()
    for minus, _, at, _, field, column, reason in sorted(offers, key=lambda offer: offer[:4]):
        if field not in found and at not in taken:
            found[field] = (column, -minus, reason)
            taken.add(at)
    return found


def _is_exchange(columns: Sequence[Column], kind: str) -> bool:
    titles = {column.folded.replace(" ", "_") for column in columns}
    return kind in COLUMNS and set(NEEDED[kind]) <= titles <= set(COLUMNS[kind])


def _fit(column: Column, kind: str, field: str) -> tuple[int, str]:
    """How well a column fits a field, and why; 0 when its values speak against it."""
    called = CALLED.get(kind, {}).get(field, field)
    confidence, reason = _by_header(column, field, called)
    if not confidence and field == FIELDS[kind][0] and column.folded in _PLAIN_NUMBERS:
        confidence, reason = _as_number(column)
    if not confidence:
        return _by_values(column, field)
    return _by_content(column, field, confidence, reason)


def _by_header(column: Column, field: str, called: str) -> tuple[int, str]:
    plain, phrases = column.folded, PHRASES[called]
    if plain == field.replace("_", " "):
        return SURE, "the header is the field's own name"
    if plain in phrases:
        place = phrases.index(plain)
        return NAMED - min(place // 12, 8), f"{column.title!r} is a name for it"
    words = set(plain.split())
    inside = [phrase for phrase in phrases if len(phrase) > 2 and set(phrase.split()) <= words]
    if not inside:
        return 0, ""
    longest = max(inside, key=lambda phrase: len(phrase.split()))
    spare = len(words) - len(set(longest.split()))
    return max(LIKELY - 8 * spare + 5 * len(longest.split()), LEAST), f"{column.title!r} speaks of {longest!r}"


def _as_number(column: Column) -> tuple[int, str]:
    """A column called no more than «number» is that of the rows themselves when no value stands twice."""
    if len(set(column.values)) == len(column.values):
        return LIKELY - 3, f"{column.title!r} is different in every row"
    return LEAST, f"{column.title!r} is some number"


def _by_content(column: Column, field: str, confidence: int, reason: str) -> tuple[int, str]:
    """The confidence after a look at the values."""
    if field in ("total", "amount") and set(column.folded.split()) & NOT_THE_TOTAL:
        confidence -= 30
    if not column.values:
        return max(confidence - 25, 0), f"{reason}; it is empty here"
    shown = column.share_of(field)
    if shown is None:
        return confidence, reason
    if shown < MOSTLY:
        return 0, ""
    if field in DAYS or field in AMOUNTS:
        what = "days" if field in DAYS else "numbers"
        return confidence, f"{reason}, and its values are {what}"
    return confidence, reason


def _by_values(column: Column, field: str) -> tuple[int, str]:
    """What the values alone tell: addresses, account numbers and currency codes."""
    if field not in ("email", "iban", "currency") or not column.values:
        return 0, ""
    shown = column.share_of(field)
    return (PERHAPS + 10, "its values look like it") if shown is not None and shown > 0.95 else (0, "")


def _score(
    kind: str, chosen: dict[str, tuple[Column, int, str]], name: str, columns: Sequence[Column]
) -> tuple[float, bool, int]:
    exact = 10.0 if _is_exchange(columns, kind) else 0.0
    missing = sum(1 for field in NEEDED[kind] if field not in chosen)
    hint = _HINT if any(word in folded(name) for word in _HINTS[kind].split()) else 0.0
    gained = sum(confidence / 100 for _, confidence, _ in chosen.values())
    extra = 0.5 if kind == LEDGER and {"paid_on", "paid_amount", "customer_name"} & set(chosen) else 0.0
    return exact + hint + gained + extra - _MISSING * missing, kind != LEDGER, -KINDS.index(kind)


def _made(
    kind: str,
    chosen: dict[str, tuple[Column, int, str]],
    columns: Sequence[Column],
    header: tuple[str, ...],
    row: int,
) -> Guess:
    days = [value for field, (column, _, _) in chosen.items() if field in DAYS for value in column.values]
    numbers = [value for field, (column, _, _) in chosen.items() if field in AMOUNTS for value in column.values]
    order, order_reason = mapping_values.order_of(days)
    decimal, decimal_reason = mapping_values.decimal_of(numbers)
    pairs = tuple((field, chosen[field][0].title) for field in FIELDS[kind] if field in chosen)
    choices = tuple(Choice(field, *_told(chosen[field])) for field in FIELDS[kind] if field in chosen)
    notes = [f"Days: {order_reason}."] if days else []
    notes += [f"Decimal sign {decimal!r}: {decimal_reason}."] if numbers else []
    if "currency" in FIELDS[kind] and "currency" not in chosen:
        notes.append("No column gives the currency: each row takes its customer's, a new customer the company's.")
    unused = [column.title for column in columns if column.title not in dict(pairs).values()]
    if unused:
        notes.append(f"Not used: {', '.join(unused)[:300]}.")
    mapping = Mapping(kind, pairs, date_order=order, decimal=decimal, header_row=row)
    return Guess(mapping, choices, header, tuple(notes))


def _told(found: tuple[Column, int, str]) -> tuple[str, int, str]:
    column, confidence, reason = found
    return column.title, confidence, reason


_ALL = frozenset(phrase for phrases in PHRASES.values() for phrase in phrases) | frozenset(
    field.replace("_", " ") for fields in FIELDS.values() for field in fields
)
