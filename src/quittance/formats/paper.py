"""A paper before it is drawn: every word and figure in its place, as a frozen value and as the template reads it."""

from __future__ import annotations

import dataclasses
import json
import re
from dataclasses import dataclass

MOST_ROWS = 6_000
"""Rows of all tables of one paper."""

UNBROKEN = 22
"""Signs without a blank that stand in a line as they are; longer runs may be broken."""

_LONG = re.compile(rf"\S{{{UNBROKEN + 1},}}")
_ZERO_WIDTH = "\u200b"


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what it says; `strong` ones are sums."""

    label: str
    value: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column; `right` ones hold figures."""

    title: str
    right: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Cells of one row; `below` stands in small letters under the first, `running` is the sum up to here."""

    cells: tuple[str, ...]
    below: str = ""
    running: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with their head, and the sums below them; `title` "" for none."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    sums: tuple[Fact, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of the aging bar: `shade` 0 to 4, `share` in tenths of a percent (0 draws nothing)."""

    label: str
    value: str
    shade: int
    share: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text that begins with strong words; either may be empty."""

    strong: str
    text: str


@dataclass(frozen=True, slots=True)
class Slip:
    """A Swiss QR-bill at the foot of the last page: receipt and payment part, every block a label with its lines.

    `code` is an SVG; `debtor` is empty where it is to be written by hand.
    """

    receipt: str
    payment: str
    account: Fact
    reference: Fact
    message: Fact
    debtor: Fact
    blank: str
    currency: Fact
    amount: Fact
    acceptance: str
    cut: str
    code: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One paper. Everything is text that is drawn as it stands; nothing in it is ever read as code.

    `language` and `region` as in BCP 47; `size` is a4 or us-letter. `boxes` are the figures that matter most,
    `code` an SVG to scan or "". `page` holds {page} and {pages}.
    `letter` stands before the figures, its lines as they were written; the first strong words are its subject.
    """

    language: str
    region: str
    size: str
    title: str
    number: str
    author: str
    issuer: tuple[str, ...]
    to_label: str
    to: tuple[str, ...]
    facts: tuple[Fact, ...]
    boxes: tuple[Fact, ...]
    tables: tuple[Table, ...]
    notes: tuple[Paragraph, ...]
    age_label: str
    age: tuple[Slice, ...]
    code: str
    pay_label: str
    pay: tuple[Paragraph, ...]
    ask_label: str
    ask: tuple[str, ...]
    footer: tuple[str, ...]
    page: str
    carried: str
    slip: Slip | None = None
    letter: tuple[Paragraph, ...] = ()

    @property
    def length(self) -> int:
        """Rows of all tables."""
        return sum(len(table.rows) for table in self.tables)


def encode(sheet: Sheet, logo: str = "") -> bytes:
    """The sheet as the template reads it; `logo` names the file of the picture, "" for none."""
    made = {**dataclasses.asdict(sheet), "logo": logo}
    code, slip = made.pop("code"), made.pop("slip")
    whole = {**_breakable(made), "code": code, "slip": slip}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def _breakable(value: object) -> dict[str, object]:
    made = _inside(value)
    assert isinstance(made, dict)
    return made


def _inside(value: object) -> object:
    if isinstance(value, str):
        return _LONG.sub(_broken, value)
    if isinstance(value, dict):
        return {key: _inside(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [_inside(one) for one in value]
    return value


def _broken(found: re.Match[str]) -> str:
    text = found.group()
    return _ZERO_WIDTH.join(text[n : n + UNBROKEN] for n in range(0, len(text), UNBROKEN))
