"""Bank statements as tables, CSV or XLSX, read by a layout into the one record that every bank file becomes."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from quittance.formats import bank_balance, sheet
from quittance.formats.bank import MOST_LINES, BankFile, Flag, Line, Malformed, Statement
from quittance.formats.sheet_limits import MEGABYTE, Limits
from quittance.rules import bank_layout, bank_proof, columns, mapping_values, money
from quittance.rules import currency as currencies
from quittance.rules.bank_layout import Layout
from quittance.rules.columns import Rows
from quittance.rules.mapping import headers
from quittance.rules.mapping_rows import SIGNS
from quittance.rules.mapping_words import folded
from quittance.rules.refusals import Refusal

LIMITS = Limits(64 * MEGABYTE, 512 * MEGABYTE, MOST_LINES, 200, 8_000)
MOST_FLAGS = 200
MOST_LOOKED_AT = 500
"""Rows from which a layout is guessed."""

_OUT = frozenset(
    "d dr debit dbit debet soll s belastung af outflow out minus dare debe debito uscita kiadas - afschrijving".split()
)
_IN = frozenset(
    "c cr credit crdt haben h gutschrift bij inflow in plus avere haber credito entrata bevetel + bijschrijving".split()
)
_PENDING = frozenset("pending vorgemerkt en attente in behandeling pendiente in sospeso".split())


@dataclass(slots=True)
class _Read:
    """Lines of one account and currency, with the balance behind each where the table gives it."""

    lines: list[Line] = field(default_factory=list)
    balances: list[int | None] = field(default_factory=list)


def is_table(data: bytes) -> bool:
    """Text parted into columns in most rows, or a workbook."""
    try:
        seen = rows(data, MOST_LOOKED_AT)
    except Refusal:
        return False
    wide = sum(1 for _, cells in seen if sum(1 for cell in cells if cell.strip()) >= 3)
    return wide >= 1 and (2 * wide >= len(seen) or columns.header_row(seen, bank_layout.WANTED) >= 0)


def rows(data: bytes, most: int = MOST_LINES) -> Rows:
    """The rows of a table that are not blank; raises `Invalid` when it cannot be read."""
    file = io.BytesIO(data)
    seen = sheet.look(file, LIMITS)
    made = []
    for row in sheet.read(file, seen, LIMITS):
        made.append((row.n, row.cells))
        if len(made) >= most:
            break
    return made


def header(listed: Rows, header_row: int) -> tuple[str, ...]:
    """Names of the columns of a table whose header stands in that row; raises `Malformed` when it has no such row."""
    if header_row == 0:
        return tuple(f"column {n + 1}" for n in range(max((len(cells) for _, cells in listed), default=0)))
    cells = next((cells for n, cells in listed if n == header_row), None)
    if cells is None:
        raise Malformed("the row of headers is empty here.", f"row {header_row}")
    return headers(cells)


def read(data: bytes, layout: Layout) -> BankFile:
    """The statements of a table, one for each account and currency; raises `Malformed` with the row of the fault."""
    try:
        listed = rows(data)
    except Refusal as refusal:
        raise Malformed(refusal.sentence, "row 1") from None
    names = header(listed, layout.header_row)
    above = [row for row in listed if row[0] < layout.header_row]
    below = [row for row in listed if row[0] > layout.header_row]
    table = _Table(bank_layout.of_table(layout, above), names, below)
    for n, cells in below:
        table.take(n, cells)
    if not table.found:
        raise Malformed("no row holds a day and an amount.", f"row {layout.header_row or 1}")
    fields = tuple((f"row {n}", " | ".join(cells)) for n, cells in above)
    statements = []
    for (account, currency), one in table.found.items():
        statement, flags = _statement(account, currency, one)
        statements.append(replace(statement, fields=fields))
        table.flags += flags
    form = "xlsx" if data.startswith(b"PK\x03\x04") else "csv"
    return BankFile(form, "", tuple(statements), (), tuple(table.flags[:MOST_FLAGS]))


class _Table:
    """Rows on their way to lines."""

    def __init__(self, layout: Layout, names: tuple[str, ...], below: Rows) -> None:
        places = {name.casefold(): at for at, name in reversed(list(enumerate(names)))}
        self.layout, self.names = layout, names
        self.places: dict[str, int] = {}
        for given, name in layout.columns:
            if name.casefold() not in places:
                there = ", ".join(names)[:300]
                raise Malformed(f"there is no column {name[:60]!r} for {given}. There are {there}.", "row 1")
            self.places[given] = places[name.casefold()]
        self.texts = self._texts()
        self.signs = {name: self._sign(below, name) for name in ("credit", "debit")}
        self.found: dict[tuple[str, str], _Read] = {}
        self.flags: list[Flag] = []
        self.last: _Read | None = None
        self.account = ""

    def take(self, n: int, cells: Sequence[str]) -> None:
        """A movement, or more text of the one before; what is neither is flagged."""
        on, pending = self._day(cells, "booked_on"), self._is_pending(cells)
        given = self._cell(cells, "booked_on")
        said = any(self._cell(cells, name) for name in ("amount", "credit", "debit"))
        if said and not given:
            on = self._day(cells, "value_on")
        if said and (on is not None or pending):
            self._line(n, cells, on, pending)
        elif said and any(sign.isdigit() for sign in given):
            raise Malformed(f"{given[:30]!r} is no day in the order {self.layout.date_order}.", f"row {n}")
        elif said and given:
            self._flag(n, f"holds an amount and {given[:30]!r} where others have a day; it is left out.")
        elif on is None and self.last is not None and self._text(cells):
            line = self.last.lines[-1]
            more = tuple((f"row {n}, {name}", cell) for name, cell in self._named(cells))
            joined = f"{line.text} {self._text(cells)}".strip()
            self.last.lines[-1] = replace(line, text=joined, fields=line.fields + more)
        else:
            self._flag(n, "holds no movement; it is left out.")

    def _flag(self, n: int, sentence: str) -> None:
        if len(self.flags) < MOST_FLAGS:
            self.flags.append(Flag(f"row {n}", sentence))

    def _line(self, n: int, cells: Sequence[str], on: datetime.date | None, pending: bool) -> None:
        said = self._cell(cells, "currency")
        code = _code(said, n) if said else self.layout.currency
        account = self._cell(cells, "account").replace(" ", "") or self.layout.account or self.account
        self.account = account
        if not account:
            raise Malformed("nothing says which account this is. Give its number with the profile.", f"row {n}")
        held = self.found.setdefault((account, code), _Read())
        line = Line(
            location=f"row {n}",
            amount=self._amount(n, cells, code),
            currency=code,
            booked_on=on,
            value_on=self._day(cells, "value_on"),
            status="pending" if pending else "booked",
            reference=self._cell(cells, "reference"),
            bank_reference=self._cell(cells, "bank_reference"),
            end_to_end_id=self._cell(cells, "end_to_end_id"),
            payer_name=self._cell(cells, "payer_name"),
            payer_account=self._cell(cells, "payer_account").replace(" ", ""),
            text=self._text(cells),
            fields=tuple(self._named(cells)),
        )
        held.lines.append(line)
        balance = self._minor(n, cells, "balance", code)
        held.balances.append(None if pending else balance)
        self.last = held

    def _amount(self, n: int, cells: Sequence[str], code: str) -> int:
        amount = self._minor(n, cells, "amount", code)
        if amount is None:
            credit, debit = self._minor(n, cells, "credit", code), self._minor(n, cells, "debit", code)
            if credit and debit:
                raise Malformed("the row holds both a credit and a debit.", f"row {n}")
            return self.signs["credit"] * (credit or 0) - self.signs["debit"] * (debit or 0)
        way = set(folded(self._cell(cells, "direction")).split()) or {self._cell(cells, "direction").strip()}
        if way & _OUT:
            return -abs(amount)
        if way & _IN:
            return abs(amount)
        return -amount if self.layout.turned else amount

    def _sign(self, below: Rows, name: str) -> int:
        said = (mapping_values.amount(self._cell(cells, name), self.layout.decimal) for _, cells in below)
        return bank_proof.usual_sign(Decimal(one) for one in said if one)

    def _minor(self, n: int, cells: Sequence[str], name: str, code: str) -> int | None:
        said = self._cell(cells, name)
        if not said:
            return None
        plain = mapping_values.amount(said, self.layout.decimal)
        try:
            return money.read(plain or said, code)
        except Refusal as refusal:
            raise Malformed(f"column {self.names[self.places[name]]!r}: {refusal.sentence}", f"row {n}") from None

    def _day(self, cells: Sequence[str], name: str) -> datetime.date | None:
        iso = mapping_values.day(self._cell(cells, name), self.layout.date_order)
        return datetime.date.fromisoformat(iso) if iso else None

    def _is_pending(self, cells: Sequence[str]) -> bool:
        return self._cell(cells, "booked_on").casefold() in _PENDING

    def _cell(self, cells: Sequence[str], name: str) -> str:
        at = self.places.get(name, len(cells))
        return cells[at].strip() if at < len(cells) else ""

    def _texts(self) -> list[int]:
        """Places of the columns of text; «Description 1» brings «Description 2» and so on with it."""
        found: dict[int, None] = {}
        free = set(range(len(self.names))) - set(self.places.values()) if self.layout.header_row else set()
        for at in (self.places[name] for name in ("text", "details") if name in self.places):
            stem = _stem(self.names[at])
            found |= dict.fromkeys([at, *(other for other in sorted(free) if _stem(self.names[other]) == stem)])
        return list(found)

    def _text(self, cells: Sequence[str]) -> str:
        parts = [cells[at].strip() for at in self.texts if at < len(cells)]
        return " ".join(" ".join(part.split()) for part in dict.fromkeys(parts) if part)

    def _named(self, cells: Sequence[str]) -> list[tuple[str, str]]:
        return [(name, cell) for name, cell in zip(self.names, cells, strict=False) if cell.strip()]


def _statement(account: str, currency: str, found: _Read) -> tuple[Statement, list[Flag]]:
    """The lines in the order of time, with the balances that the table shows or implies."""
    days = [line.booked_on for line in found.lines if line.booked_on is not None]
    steps = [
        bank_balance.Step(line.location, line.amount, balance)
        for line, balance in zip(found.lines, found.balances, strict=True)
        if line.status == "booked"
    ]
    checked = bank_balance.check(steps, backwards=bool(days) and days[0] > days[-1], same_day=len(set(days)) < 2)
    lines = tuple(reversed(found.lines)) if checked.backwards else tuple(found.lines)
    booked = tuple(line for line in lines if line.status == "booked")
    rest = tuple(line for line in lines if line.status != "booked")
    flags = [Flag(place, sentence) for place, sentence in checked.faults]
    statement = Statement(
        account=account,
        currency=currency,
        opening=checked.opening,
        closing=checked.closing,
        opened_on=min(days, default=None),
        closed_on=max(days, default=None),
        lines=(*booked, *rest),
    )
    return statement, flags


def _stem(title: str) -> str:
    return re.sub(r"\s*\d$", "", title.strip()).casefold()


def _code(said: str, n: int) -> str:
    plain = said.upper()
    try:
        return currencies.check(SIGNS.get(plain, plain), former=True)
    except Refusal as refusal:
        raise Malformed(refusal.sentence, f"row {n}") from None
