"""An answer on its way out: a table for people, JSON or CSV for machines."""

from __future__ import annotations

import csv
import dataclasses
import datetime
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from quittance.rules import money

if TYPE_CHECKING:
    from rich.table import Table

FORMS = ("table", "json", "csv")
WIDTH_PIPED = 200
"""Columns of a table that is not printed on a terminal."""

LONG_TEXT = 20
"""Columns of a table that hold longer text give way on a narrow terminal; numbers and days never break."""

CARD = ("what", "value")
"""Columns of an answer about one thing, which people see as a card."""

WIDEST = 10_000
"""Columns of a table that cannot be narrower: the terminal breaks its lines then, and nothing is lost."""

_FORMULA = ("=", "+", "-", "@", "\t")


@dataclass(frozen=True, slots=True)
class Amount:
    """Minor units that people see with thousands separated and machines as plain decimal text."""

    minor: int
    currency: str

    def __str__(self) -> str:
        return money.write(self.minor, self.currency)

    def readable(self) -> str:
        """Such as 1,234.50."""
        whole, point, part = money.write(abs(self.minor), self.currency).partition(".")
        return f"{'-' if self.minor < 0 else ''}{int(whole):,}{point}{part}"


@dataclass(frozen=True, slots=True)
class Answer:
    """Columns and rows (also the CSV), what JSON prints, a title and lines around the table for people.

    `document` None lets JSON print the rows as objects named by the columns. Rows are consumed once.
    `empty` is said to people under a table without rows.
    """

    columns: tuple[str, ...]
    rows: Iterable[Sequence[Any]]
    document: Callable[[], Any] | None = None
    title: str = ""
    lines: tuple[str, ...] = ()
    foot: Sequence[Any] = ()
    code: int = 0
    empty: str = "Nothing to show."


def of_result(result: Any, sentence: str = "", rows: Sequence[str] = ()) -> Answer:
    """The answer of a verb: the fields of its frozen result, except those named in `rows`, one a line."""
    plain = plain_of(result)
    fields = [(name, value) for name, value in plain.items() if not isinstance(value, list) or not _nested(value)]
    nested = [
        f"{name.replace('_', ' ')}: " + ", ".join(f"{key} {part}" for key, part in one.items())
        for name, value in plain.items()
        if isinstance(value, list) and _nested(value) and name not in rows
        for one in value
    ]
    body = [
        (name.replace("_", " "), ", ".join(map(str, value)) if isinstance(value, list) else value)
        for name, value in fields
    ]
    return Answer(CARD, body, lambda: plain, sentence, tuple(nested))


def plain_of(value: Any, name: str = "") -> Any:
    """A frozen value as JSON knows it: days as ISO text, ids as text because they pass 2^53, amounts as text."""
    if dataclasses.is_dataclass(value) and not isinstance(value, Amount | type):
        return {field.name: plain_of(getattr(value, field.name), field.name) for field in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {key: plain_of(one, str(key)) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [plain_of(one, name) for one in value]
    if isinstance(value, datetime.date | Amount):
        return str(value)
    if isinstance(value, int) and not isinstance(value, bool) and _is_id(name):
        return str(value)
    return value


def moment(micros: int) -> str:
    """ISO 8601 in UTC, to the microsecond."""
    at = datetime.datetime.fromtimestamp(0, datetime.UTC) + datetime.timedelta(microseconds=micros)
    return at.isoformat().replace("+00:00", "Z")


def show(answer: Answer, form: str, dry_run: bool = False) -> None:
    """Print the answer on standard output."""
    {"json": _show_json, "csv": _show_csv}.get(form, _show_table)(answer, dry_run)


def _show_json(answer: Answer, dry_run: bool) -> None:
    document = plain_of(answer.document()) if answer.document else [_object(answer, row) for row in answer.rows]
    if dry_run and isinstance(document, dict):
        document = {**document, "dry_run": True}
    json.dump(document, sys.stdout, ensure_ascii=False, indent=2)
    print()


def _show_csv(answer: Answer, dry_run: bool) -> None:
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(answer.columns)
    for row in answer.rows:
        out.writerow([_safe(value) for value in row])


def _show_table(answer: Answer, dry_run: bool) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=WIDTH_PIPED)
    rows = [list(row) for row in answer.rows]
    if answer.title:
        console.print(Text(answer.title, style="bold"))
    if answer.columns != CARD:
        table = _table(answer, rows)
        least = Console(width=WIDEST).measure(table).minimum
        (console if least <= console.width else Console(highlight=False, width=least)).print(table)
        if not rows:
            console.print(Text(answer.empty))
    elif rows:
        console.print(_card(rows))
    for line in answer.lines:
        console.print(Text(line))
    if dry_run:
        console.print(Text("Dry run: nothing was written."))


def _card(rows: Sequence[Sequence[Any]]) -> Table:
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2))
    for row in (one for one in rows if one[1] not in ("", None)):
        grid.add_row(Text(str(row[0]), style="dim"), Text(_readable(row[1])))
    return grid


def _table(answer: Answer, rows: Sequence[Sequence[Any]]) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.cells import cell_len
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, show_footer=bool(answer.foot), pad_edge=False)
    shown = [[Text(_readable(value)) for value in row] for row in rows]
    kept = [n for n in range(len(answer.columns)) if not rows or any(row[n].plain for row in shown)]
    for n in kept:
        foot = Text(_readable(answer.foot[n])) if answer.foot else ""
        right = all(isinstance(row[n], Amount | int | None) or row[n] == "" for row in [*rows, answer.foot] if row)
        words = Text(answer.columns[n].replace("_", "\n" if right else " "))
        widest = max([row[n].cell_len for row in shown] + [cell_len(line) for line in words.plain.splitlines()])
        long = widest > LONG_TEXT
        table.add_column(
            words,
            justify="right" if right else "left",
            footer=foot,
            overflow="fold",
            no_wrap=not long,
            min_width=LONG_TEXT if long else max(widest, cell_len(str(foot))),
        )
    for row in shown:
        table.add_row(*(row[n] for n in kept))
    return table


def _object(answer: Answer, row: Sequence[Any]) -> dict[str, Any]:
    return {name: plain_of(value, name) for name, value in zip(answer.columns, row, strict=True)}


def _readable(value: Any) -> str:
    if isinstance(value, Amount):
        return value.readable()
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _safe(value: Any) -> str:
    """Text that a spreadsheet will not take for a formula, with lines ended as the file's are."""
    text = "" if value is None else str(value).replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text


def _is_id(name: str) -> bool:
    return name in ("id", "ids", "entry") or name.endswith(("_id", "_ids"))


def _nested(value: list[Any]) -> bool:
    return any(isinstance(one, dict) for one in value)
