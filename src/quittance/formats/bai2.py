"""BAI2 cash management reports (BAI, Cash Management Balance Reporting Specifications, version 2)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from quittance.formats.bank import (
    MOST_LINES,
    BankFile,
    Control,
    Flag,
    Line,
    Malformed,
    Statement,
    check_size,
    day6,
    decoded,
)
from quittance.rules import currency as currencies
from quittance.rules.refusals import Refusal

_WHOLE = re.compile(r"[+-]?\d{1,18}", re.ASCII)
_OPENING, _CLOSING = "010", "015"
_NEXT = re.compile(
    r"(?<=/)[ \t]+(?=(?:16,\d{3},\d+,|49,[+-]?\d*,\d+/|98,[+-]?\d*,\d+,|99,[+-]?\d*,\d+,|0[23],[^/]*/|88,[^/]*/))",
    re.ASCII,
)
"""Between two records of one line."""
_CODES = frozenset(["01", "02", "03", "16", "49", "88", "98", "99"])


@dataclass(slots=True)
class _Record:
    """A logical record: its fields, with continuations (88) joined."""

    code: str
    location: str
    text: str
    count: int = 1


@dataclass(slots=True)
class _Account:
    """An account while its records are read."""

    location: str
    number: str
    currency: str
    on: datetime.date | None
    summaries: list[tuple[str, int]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    fields: list[tuple[str, str]] = field(default_factory=list)
    records: int = 1
    controls: list[Control] = field(default_factory=list)


def looks_like(data: bytes) -> bool:
    """It begins with a file header of type 01."""
    return bool(re.match(rb"\s*01,[^,\n]*,[^,\n]*,\d{6}", data[:200]))


def read(data: bytes) -> BankFile:
    """One statement an account; raises `Malformed` with the line of the fault."""
    check_size(data)
    reader = _Reader()
    records = _records(decoded(data), reader.flags)
    if records[0].code != "01":
        raise Malformed("a BAI2 file begins with a file header (01).", records[0].location)
    if records[-1].code != "99":
        raise Malformed("the file trailer (99) is missing; the file may be cut off.", records[-1].location)
    for record in records:
        reader.take(record)
    return BankFile("bai2", "2", tuple(reader.statements), tuple(reader.controls), tuple(reader.flags))


def _records(text: str, flags: list[Flag]) -> list[_Record]:
    """Logical records. A line that begins with no code goes on with the text of a movement, and is flagged."""
    found: list[_Record] = []
    for number, line in _parted(text):
        code = line[:2]
        if code not in _CODES or (len(line) > 2 and line[2] not in ",/"):
            if not found or found[-1].code != "16" or re.match(r"\d\d,", line):
                raise Malformed(f"{line[:20]!r} is no record of a BAI2 file.", f"line {number}")
            flags.append(Flag(f"line {number}", f"{line[:20]!r} begins with no code; it was read as more of the text."))
            found[-1].text = f"{found[-1].text.rstrip('/')} {line}"
        elif code == "88":
            if not found:
                raise Malformed("a continuation (88) follows no record.", "line 1")
            found[-1].text = f"{found[-1].text.rstrip('/')}\x1f{line[3:]}"
            found[-1].count += 1
        else:
            found.append(_Record(code, f"line {number}", line))
    if len(found) > MOST_LINES:
        raise Malformed(f"the file has more than {MOST_LINES:,} records.", "line 1")
    return found


def _parted(text: str) -> Iterator[tuple[int, str]]:
    """Line number and record; some banks write several records in one line, each ended by a slash."""
    for number, raw in enumerate(text.splitlines(), start=1):
        for part in _NEXT.split(raw):
            if record := part.strip("\x1a \t"):
                yield number, record


class _Reader:
    """Where the reading stands: file, group, account."""

    def __init__(self) -> None:
        self.statements: list[Statement] = []
        self.controls: list[Control] = []
        self.flags: list[Flag] = []
        self.account: _Account | None = None
        self.on: datetime.date | None = None
        self.currency = "USD"
        self.group_total = self.file_total = self.groups = self.accounts = self.group_records = self.records = 0

    def take(self, record: _Record) -> None:
        """Read one record."""
        self.records += record.count
        self.group_records += record.count
        steps = {"02": self._group, "03": self._open, "16": self._move, "49": self._close, "98": self._end_group}
        if record.code in steps:
            steps[record.code](record)
        elif record.code == "99":
            said = _fields(record)
            self._check("file total", said, 1, self.file_total)
            self._check("file groups", said, 2, self.groups)
            self._check("file records", said, 3, self.records)

    def _group(self, record: _Record) -> None:
        said = _fields(record)
        self.group_records, self.group_total, self.accounts = record.count, 0, 0
        self.on = day6(said[4], record.location) if len(said) > 4 and said[4] else None
        self.currency = said[6] if len(said) > 6 and said[6] else "USD"

    def _open(self, record: _Record) -> None:
        said = _fields(record)
        currency = said[2] if len(said) > 2 and said[2] else self.currency
        try:
            currencies.check(currency, former=True)
        except Refusal as refusal:
            raise Malformed(refusal.sentence, record.location) from None
        number = said[1] if len(said) > 1 else ""
        account = self.account = _Account(record.location, number, currency, self.on, records=record.count)
        rest = said[3:]
        while rest:
            code, amount, rest = _summary(rest)
            if code and amount:
                account.summaries.append((code, _whole(amount, record.location)))
                account.fields.append((code, amount))

    def _move(self, record: _Record) -> None:
        account = self._here(record)
        account.records += record.count
        line = _line(record, account)
        if line.amount == 0 and _fields(record)[2] not in ("", "0"):
            self.flags.append(Flag(record.location, f"Type {line.kind} is neither a credit nor a debit."))
        account.lines.append(line)

    def _close(self, record: _Record) -> None:
        account = self._here(record)
        account.records += record.count
        said = _fields(record)
        moved = sum(abs(_whole(dict(line.fields)["amount"], record.location)) for line in account.lines)
        total = sum(amount for _, amount in account.summaries) + moved
        stated = _whole(said[1] or "0", record.location) if len(said) > 1 else 0
        self._check("account total", said, 1, total, account.controls)
        self._check("account records", said, 2, account.records, account.controls)
        self.group_total += stated
        self.accounts += 1
        self.statements.append(_statement(account))
        self.account = None

    def _end_group(self, record: _Record) -> None:
        said = _fields(record)
        if self.account is not None:
            raise Malformed("the account trailer (49) is missing.", self.account.location)
        self._check("group total", said, 1, self.group_total)
        self._check("group accounts", said, 2, self.accounts)
        self._check("group records", said, 3, self.group_records)
        self.file_total += _whole(said[1] or "0", record.location) if len(said) > 1 else 0
        self.groups += 1

    def _here(self, record: _Record) -> _Account:
        if self.account is None:
            raise Malformed(f"a record {record.code} stands outside an account.", record.location)
        return self.account

    def _check(
        self, name: str, said: Sequence[str], index: int, computed: int, into: list[Control] | None = None
    ) -> None:
        if len(said) > index and _WHOLE.fullmatch(said[index]):
            (self.controls if into is None else into).append(Control(name, int(said[index]), computed))


def _fields(record: _Record) -> list[str]:
    head = record.text.split("\x1f") if record.code != "16" else [record.text.replace("\x1f", ",")]
    joined = ",".join(part.strip().rstrip("/").rstrip(",") if n else part.rstrip("/") for n, part in enumerate(head))
    return [part.strip() for part in joined.split(",")]


def _summary(rest: list[str]) -> tuple[str, str, list[str]]:
    """Type code, amount, and what is left: a summary is code, amount, item count, funds type (with its own fields)."""
    if not re.fullmatch(r"\d{3}", rest[0]):
        return "", "", rest[1:]
    code, amount = rest[0], rest[1] if len(rest) > 1 else ""
    return code, amount, _after_funds(rest[3:])


def _after_funds(rest: list[str]) -> list[str]:
    """Skip a funds type and the fields that belong to it."""
    kind = rest[0] if rest else ""
    if kind == "V":
        return rest[3:]
    if kind == "S":
        return rest[4:]
    if kind == "D":
        count = int(rest[1]) if len(rest) > 1 and rest[1].isdigit() and len(rest[1]) < 4 else 0
        return rest[2 + 2 * count :]
    return rest if re.fullmatch(r"\d{3}", kind) else rest[1:]


def _line(record: _Record, account: _Account) -> Line:
    """A movement: types 100 to 399 bring money in, 400 to 699 take it out."""
    said = _fields(record)
    if len(said) < 3:
        raise Malformed("a movement (16) needs a type and an amount.", record.location)
    kind = said[1]
    amount = abs(_whole(said[2] or "0", record.location))
    code = int(kind) if re.fullmatch(r"\d{3}", kind) else 0
    sign = 1 if 100 <= code < 400 else -1 if 400 <= code < 700 else 0
    rest = _after_funds(said[3:])
    text = ",".join(rest[2:]).strip(" ,/")
    value_on = day6(said[4], record.location) if len(said) > 4 and said[3] == "V" and said[4] else None
    return Line(
        location=record.location,
        amount=sign * amount,
        currency=account.currency,
        booked_on=account.on,
        value_on=value_on or account.on,
        kind=kind,
        bank_reference=rest[0] if rest else "",
        end_to_end_id=rest[1] if len(rest) > 1 else "",
        text=" ".join(text.split()),
        fields=(("amount", said[2] or "0"), ("record", record.text.replace("\x1f", " "))),
    )


def _statement(account: _Account) -> Statement:
    known = dict(account.summaries)
    opening, closing = known.get(_OPENING), known.get(_CLOSING)
    return Statement(
        account=account.number,
        currency=account.currency,
        number=account.on.isoformat() if account.on else "",
        opening=opening,
        closing=closing if opening is not None else None,
        opened_on=account.on,
        closed_on=account.on,
        lines=tuple(account.lines),
        controls=tuple(account.controls),
        fields=tuple(account.fields),
    )


def _whole(said: str, location: str) -> int:
    if not _WHOLE.fullmatch(said):
        raise Malformed(f"{said[:30]!r} is not a whole number of minor units.", location)
    return int(said)
