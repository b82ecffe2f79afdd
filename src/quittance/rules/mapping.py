"""Mappings: which column of a file is which field of the exchange format, and how days and amounts are written."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from quittance.rules import exchange
from quittance.rules.refusals import Invalid

LEDGER = "ledger"
"""A list of invoices that also says who the customers are and which invoices were paid, and when."""

KINDS = (*exchange.KINDS[:1], LEDGER, *exchange.KINDS[1:])
"""In the order in which they go into the books."""

FIELDS: dict[str, tuple[str, ...]] = {
    **exchange.COLUMNS,
    LEDGER: (
        "number",
        "customer_number",
        "customer_name",
        "kind",
        "issued_on",
        "due_on",
        "currency",
        "total",
        "terms",
        "paid_on",
        "paid_amount",
        "payment_reference",
        "purchase_order",
        "external_id",
        "email",
        "country",
    ),
}
NEEDED: dict[str, tuple[str, ...]] = {
    **exchange.NEEDED,
    LEDGER: ("number", "customer_number", "issued_on", "total"),
}
DAYS = frozenset(("issued_on", "due_on", "goods_on", "received_on", "effective_on", "paid_on"))
AMOUNTS = frozenset(("total", "amount", "credit_limit", "paid_amount", "quantity", "unit_price", "tax_rate"))

YMD, DMY, MDY = "ymd", "dmy", "mdy"
ORDERS = (YMD, DMY, MDY)
DECIMALS = (".", ",")
MOST_NAME_CHARACTERS = 200
MOST_HEADER_ROW = 200
DELIMITERS = ("", ",", ";", "\t", "|")


@dataclass(frozen=True, slots=True)
class Mapping:
    """`columns` pairs fields with headers, `fixed` pairs fields with a value for every row.

    `date_order` is that of days written in figures; ISO days are understood in any case. `header_row`
    counts as a spreadsheet does. `encoding`, `delimiter` and `sheet` "" are found out from the file.
    """

    kind: str
    columns: tuple[tuple[str, str], ...]
    fixed: tuple[tuple[str, str], ...] = ()
    date_order: str = YMD
    decimal: str = "."
    header_row: int = 1
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""

    def column(self, field: str) -> str:
        """The header of the column that gives a field, or ""."""
        return dict(self.columns).get(field, "")

    def missing(self) -> tuple[str, ...]:
        """Needed fields that neither a column nor a fixed value gives."""
        given = {field for field, _ in (*self.columns, *self.fixed)}
        return tuple(field for field in NEEDED[self.kind] if field not in given)


def check(mapping: Mapping) -> Mapping:
    """The mapping when it is sound in itself; raises `Invalid` saying what is wrong."""
    if mapping.kind not in KINDS:
        raise Invalid(f"{mapping.kind[:40]!r} is no kind of file. Choose {', '.join(KINDS)}.", field="kind")
    for field, named in (*mapping.columns, *mapping.fixed):
        if field not in FIELDS[mapping.kind]:
            raise Invalid(
                f"{mapping.kind.capitalize()} have no field {field[:40]!r}. "
                f"There are {', '.join(FIELDS[mapping.kind])}.",
                field="columns",
            )
        if len(named) > MOST_NAME_CHARACTERS:
            raise Invalid(f"The name for {field} is too long.", field="columns")
    fields = [field for field, _ in (*mapping.columns, *mapping.fixed)]
    twice = next((field for field in fields if fields.count(field) > 1), "")
    if twice:
        raise Invalid(f"{twice} is given twice. Choose one column for it.", field="columns")
    _check_writing(mapping)
    return mapping


def check_whole(mapping: Mapping) -> Mapping:
    """As `check`, and raises `Invalid` unless every needed field is given."""
    missing = check(mapping).missing()
    if missing:
        raise Invalid(
            f"No column is chosen for {', '.join(missing)} of the {mapping.kind}. Choose one for each.",
            field="columns",
        )
    return mapping


def headers(cells: Sequence[str]) -> tuple[str, ...]:
    """Names for the columns of a header row: each differs from the others, none is empty."""
    made: list[str] = []
    for at, cell in enumerate(cells, start=1):
        name = " ".join(cell.split())[:MOST_NAME_CHARACTERS] or f"column {at}"
        count, own = 1, name
        while own in made:
            count += 1
            own = f"{name} ({count})"
        made.append(own)
    return tuple(made)


def write(mapping: Mapping) -> str:
    """Canonical JSON; `read` gives the mapping back."""
    plain = asdict(mapping)
    return json.dumps(plain | {"columns": dict(mapping.columns), "fixed": dict(mapping.fixed)}, ensure_ascii=False)


def read(text: str) -> Mapping:
    """The mapping of JSON text; raises `Invalid` when it is none."""
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        raise Invalid("The mapping is not valid JSON.", field="mapping") from None
    return of_plain(given)


def of_plain(given: Any) -> Mapping:
    """The mapping of a JSON object; raises `Invalid` for unknown names and wrong types."""
    if not isinstance(given, dict) or not set(given) <= set(Mapping.__dataclass_fields__):
        raise Invalid("A mapping has kind, columns, fixed, date_order, decimal, header_row and so on.", field="mapping")
    pairs = {name: _pairs(given.get(name, {}), name) for name in ("columns", "fixed")}
    others = {name: value for name, value in given.items() if name not in pairs}
    for name, value in others.items():
        if not isinstance(value, int if name == "header_row" else str) or isinstance(value, bool):
            raise Invalid(f"{name} of a mapping has the wrong type.", field=name)
    return check(Mapping(**{"kind": "", **pairs, **others}))


def _pairs(given: Any, name: str) -> tuple[tuple[str, str], ...]:
    if not isinstance(given, dict) or not all(isinstance(one, str) for pair in given.items() for one in pair):
        raise Invalid(f"{name} of a mapping is an object of text.", field=name)
    return tuple((field, value) for field, value in given.items() if value)


def _check_writing(mapping: Mapping) -> None:
    if mapping.date_order not in ORDERS:
        raise Invalid(f"The order of a day is one of {', '.join(ORDERS)}.", field="date_order")
    if mapping.decimal not in DECIMALS:
        raise Invalid("The decimal sign is a point or a comma.", field="decimal")
    if not 1 <= mapping.header_row <= MOST_HEADER_ROW:
        raise Invalid(f"The header stands in one of the first {MOST_HEADER_ROW} rows.", field="header_row")
    if mapping.delimiter not in DELIMITERS:
        raise Invalid("The delimiter is a comma, semicolon, tab or vertical bar.", field="delimiter")
