"""One neutral record for every bank file: statements, their lines, the details of a line, and what does not add up."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from quittance.rules.refusals import Refusal

MOST_BYTES = 64 * 1024 * 1024
MOST_LINES = 500_000
"""Lines of one file."""

Fields = tuple[tuple[str, str], ...]
"""Names and values as the file has them, in the file's order, so that nothing of it is lost."""


class Malformed(Refusal):
    """A file that cannot be read as what it says it is; `location` tells where, such as «line 12»."""

    code = "malformed_file"

    def __init__(self, sentence: str, location: str) -> None:
        super().__init__(f"{location}: {sentence}", field="file")
        self.location = location


@dataclass(frozen=True, slots=True)
class Flag:
    """Something odd that does not stop the reading: where, and what."""

    location: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Control:
    """A total that the file states, beside the one computed from its lines (minor units, or a count)."""

    name: str
    stated: int
    computed: int

    @property
    def holds(self) -> bool:
        """Both are the same."""
        return self.stated == self.computed


@dataclass(frozen=True, slots=True)
class Detail:
    """One payment within a line; `amount` is signed like the line's and may be in another currency."""

    amount: int
    currency: str
    reference: str = ""
    end_to_end_id: str = ""
    payer_name: str = ""
    payer_account: str = ""
    text: str = ""
    return_code: str = ""
    fields: Fields = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One movement on the account: `amount` in minor units, above zero for money that came in.

    `reference` is a structured reference (creditor reference) when there is one, `bank_reference` the
    bank's own. `status` is booked, pending or information.
    """

    location: str
    amount: int
    currency: str
    booked_on: datetime.date | None = None
    value_on: datetime.date | None = None
    status: str = "booked"
    reversal: bool = False
    kind: str = ""
    reference: str = ""
    bank_reference: str = ""
    end_to_end_id: str = ""
    payer_name: str = ""
    payer_account: str = ""
    text: str = ""
    return_code: str = ""
    details: tuple[Detail, ...] = ()
    fields: Fields = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """Lines of one account over a time; balances in minor units, None where the file has none."""

    account: str
    currency: str
    number: str = ""
    opening: int | None = None
    closing: int | None = None
    opened_on: datetime.date | None = None
    closed_on: datetime.date | None = None
    lines: tuple[Line, ...] = ()
    controls: tuple[Control, ...] = ()
    fields: Fields = ()

    @property
    def credits(self) -> int:
        """Sum of the lines that bring money in."""
        return sum(line.amount for line in self.lines if line.amount > 0)

    @property
    def debits(self) -> int:
        """Sum of the lines that take money out, as a number of zero or more."""
        return -sum(line.amount for line in self.lines if line.amount < 0)

    @property
    def difference(self) -> int | None:
        """opening + credits - debits - closing: zero when the statement balances, None without both balances."""
        if self.opening is None or self.closing is None:
            return None
        return self.opening + self.credits - self.debits - self.closing

    @property
    def balances(self) -> bool:
        """The balances are absent or add up, and every stated total holds."""
        return not self.difference and all(control.holds for control in self.controls)


@dataclass(frozen=True, slots=True)
class BankFile:
    """What a file holds: its format and version, its statements, its own totals, and what was odd."""

    format: str
    version: str
    statements: tuple[Statement, ...]
    controls: tuple[Control, ...] = ()
    flags: tuple[Flag, ...] = ()

    @property
    def balances(self) -> bool:
        """Every statement and every total of the file adds up."""
        return all(one.balances for one in self.statements) and all(control.holds for control in self.controls)


def check_size(data: bytes) -> None:
    """Raise `Malformed` for an empty file or one beyond `MOST_BYTES`."""
    if not data.strip():
        raise Malformed("the file is empty.", "line 1")
    if len(data) > MOST_BYTES:
        raise Malformed(f"the file has {len(data):,} bytes; {MOST_BYTES:,} is the most.", "line 1")


def decoded(data: bytes) -> str:
    """Text of a file in UTF-8 or UTF-16 with a mark, else Windows-1252, else Latin-1: never a failure."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"", "utf-8-sig"), (b"", "cp1252")):
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
    return data.decode("latin-1")


def day6(text: str, location: str) -> datetime.date:
    """A day written YYMMDD; years 80 to 99 lie in the last century. Raises `Malformed`."""
    if len(text) != 6 or not (text.isascii() and text.isdigit()):
        raise Malformed(f"{text[:20]!r} is not a day written YYMMDD.", location)
    year = int(text[:2])
    try:
        return datetime.date(year + (1900 if year >= 80 else 2000), int(text[2:4]), int(text[4:]))
    except ValueError:
        raise Malformed(f"{text!r} is not a day of the calendar.", location) from None
