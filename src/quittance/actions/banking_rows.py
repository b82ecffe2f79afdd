"""Lines of a bank statement as rows of the books: batches split, texts bounded, each with its checksum."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from quittance.formats.bank import Detail, Line, Malformed, Statement
from quittance.rules.bankline import OPEN, Seen, splits

LINE_COLUMNS = (
    "tenant_id id entity_id bank_statement_id bank_account_id n part location booked_on value_on currency amount kind "
    "reference bank_reference end_to_end_id payer_name payer_account text return_code fields state checksum"
).split()


@dataclass(frozen=True, slots=True)
class Row:
    """The values of `LINE_COLUMNS` between the keys and the checksum, and what tells the movement."""

    values: tuple[Any, ...]
    seen: Seen


def rows_of(statement: Statement) -> tuple[list[Row], int]:
    """Rows of the booked movements, and how many movements wait to be booked or only inform.

    Raises `Malformed` for a movement without a day.
    """
    kept: list[Row] = []
    waiting = 0
    for n, line in enumerate(statement.lines, start=1):
        if line.status == "pending" or line.amount == 0:
            waiting += 1
            continue
        for part, one in enumerate(_parts(line), start=0):
            values = _values(statement, n, part, line, one)
            kept.append(Row(values, _seen(values, part)))
    return kept, waiting


def _parts(line: Line) -> tuple[Line | Detail, ...]:
    """The payments of a batch where they add up to it, else the movement itself."""
    if splits(line.amount, line.currency, [(one.amount, one.currency) for one in line.details]):
        return line.details
    return (line,)


def _values(statement: Statement, n: int, part: int, line: Line, one: Line | Detail) -> tuple[Any, ...]:
    booked_on = line.booked_on or line.value_on or statement.closed_on or statement.opened_on
    if booked_on is None:
        raise Malformed("the movement has no day, and neither has its statement.", line.location)
    fields = [*line.fields, *one.fields] if isinstance(one, Detail) else list(line.fields)
    if one is line:
        fields += [pair for detail in line.details for pair in detail.fields]
    return (
        n,
        part,
        line.location[:64],
        booked_on,
        line.value_on or booked_on,
        line.currency,
        one.amount,
        line.kind[:64],
        one.reference[:140],
        line.bank_reference[:140],
        one.end_to_end_id[:140],
        one.payer_name[:300],
        one.payer_account[:64],
        (one.text or line.text)[:4000],
        (one.return_code or line.return_code)[:16],
        json.dumps(fields, ensure_ascii=False),
        OPEN,
    )


def _seen(values: tuple[Any, ...], part: int) -> Seen:
    _, _, _, booked_on, _, currency, amount, _, _, bank_reference, ends, name, account, text = values[:14]
    return Seen(booked_on, amount, currency, bank_reference, ends, account, name, text, part)
