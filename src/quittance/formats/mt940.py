"""SWIFT MT940 statements and MT942 interim reports, with the banks' dialects of tag 86."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
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
from quittance.formats.mt940_text import Told, told
from quittance.rules import currency as currencies
from quittance.rules import money
from quittance.rules.refusals import Refusal

_TAG = re.compile(r":(\d{2}[A-Z]?|NS):(.*)", re.ASCII | re.DOTALL)
_BALANCE = re.compile(r"([CD])(\d{6})([A-Z]{3})(\d{1,24},\d{0,4}|\d{1,24})", re.ASCII)
_MOVE = re.compile(
    r"(?P<value>\d{6})(?:(?P<entry>\d{4})| {1,4})?(?P<sign>R?[CD])(?P<funds>[A-Z])?(?P<amount>\d{1,15}(?:,\d{0,4})?)"
    r"(?P<kind>[A-Z][A-Z0-9]{3})?(?P<customer>[^/\n]*(?:/(?!/)[^/\n]*)*)(?://(?P<bank>[^\n]*))?(?:\n(?P<more>.*))?",
    re.ASCII | re.DOTALL,
)
_SUM = re.compile(r"(\d{1,5})([A-Z]{3})(\d{1,15}(?:,\d{0,4})?)", re.ASCII)
_FLOOR = re.compile(r"([A-Z]{3})[CD]?\d", re.ASCII)
_MESSAGE = re.compile(r"\{2:[IO](\d{3})", re.ASCII)
_STATEMENTS = ("940", "941", "942", "950")
"""Messages of SWIFT that tell of an account."""
_HEAD = re.compile(r"\s*(?:\{[^\n]*)?:\d{2}[A-Z]?:", re.ASCII)


@dataclass(slots=True)
class _Draft:
    """A statement while its tags are read."""

    account: str = ""
    currency: str = ""
    number: str = ""
    opening: int | None = None
    closing: int | None = None
    opened_on: datetime.date | None = None
    closed_on: datetime.date | None = None
    lines: list[_Move] = field(default_factory=list)
    stated: list[tuple[str, int, int]] = field(default_factory=list)
    fields: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Move:
    """A tag 61 with the tags 86 behind it."""

    location: str
    raw: str
    notes: list[str] = field(default_factory=list)


def looks_like(data: bytes) -> bool:
    """A tag stands at the start of one of the first lines."""
    lines = decoded(data[:4096]).splitlines()[:40]
    return any(re.match(r"(?:\{.*)?:(20|25|28C?|60[FM]|61|62[FM]|86|64):", line) for line in lines)


def read(data: bytes) -> BankFile:
    """Statements of a file; raises `Malformed` with the line of the fault."""
    check_size(data)
    flags: list[Flag] = []
    drafts: list[_Draft] = []
    closed = True
    text = decoded(data)
    for number, line in enumerate(text.splitlines(), start=1):
        message = _MESSAGE.search(line) if line.startswith("{") else None
        if message and message[1] not in _STATEMENTS:
            raise Malformed(f"this is a message MT{message[1]}, not a statement (MT940 or MT942).", f"line {number}")
    for number, tag, value in _tags(text):
        if tag == "20" or not drafts or (closed and tag in ("25", "28", "28C", "60F", "60M")):
            drafts.append(_Draft())
            closed = False
        _take(drafts[-1], f"line {number}", tag, value, flags)
        closed = closed or tag in ("62F", "62M")
    if not drafts:
        raise Malformed("there is no tag such as :20: or :61: in it.", "line 1")
    if sum(len(one.lines) for one in drafts) > MOST_LINES:
        raise Malformed(f"the file has more than {MOST_LINES:,} movements.", "line 1")
    return BankFile("mt940", "", tuple(_statement(one, flags) for one in drafts), (), tuple(flags))


def _tags(text: str) -> Iterator[tuple[int, str, str]]:
    """Line number, tag and value; a value goes on over the lines that start with no tag."""
    tag, value, began = "", "", 0
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        start = re.sub(r"^\{.*?(?=:\d{2}[A-Z]?:)", "", line) if line.startswith("{") else line
        found = _TAG.fullmatch(start)
        if found:
            if tag:
                yield began, tag, value
            tag, value, began = found[1], found[2], number
        elif line.strip() in ("-", "-}") or (line.startswith("{") and tag):
            if tag:
                yield began, tag, value
            tag = ""
        elif tag:
            value = f"{value}\n{line}"
    if tag:
        yield began, tag, value


def _take(draft: _Draft, location: str, tag: str, value: str, flags: list[Flag]) -> None:
    """Put one tag into the statement it belongs to."""
    plain = value.strip()
    if tag == "61":
        draft.lines.append(_Move(location, value))
    elif tag == "86" and draft.lines and draft.closing is None:
        draft.lines[-1].notes.append(value)
    else:
        draft.fields.append((tag, plain))
        _take_head(draft, location, tag, plain, flags)


def _take_head(draft: _Draft, location: str, tag: str, plain: str, flags: list[Flag]) -> None:
    if tag == "25":
        draft.account = plain.split("\n", maxsplit=1)[0].strip()
    elif tag in ("28", "28C"):
        draft.number = plain.split("\n", maxsplit=1)[0]
    elif tag in ("60F", "60M"):
        draft.opening, draft.opened_on = _balance(draft, location, plain)
    elif tag in ("62F", "62M"):
        draft.closing, draft.closed_on = _balance(draft, location, plain)
    elif tag == "34F":
        floor = _FLOOR.match(plain)
        draft.currency = draft.currency or (floor[1] if floor else "")
    elif tag in ("90C", "90D"):
        total = _SUM.fullmatch(plain)
        if total:
            draft.currency = draft.currency or total[2]
            draft.stated.append((tag, int(total[1]), _minor(total[3], total[2], location)))
        else:
            flags.append(Flag(location, f"{plain[:40]!r} is not a count and a sum."))


def _balance(draft: _Draft, location: str, plain: str) -> tuple[int, datetime.date]:
    """Signed minor units and the day of a balance such as C240131EUR1234,56."""
    found = _BALANCE.fullmatch(plain.partition("\n")[0].strip())
    if not found:
        raise Malformed(f"{plain[:40]!r} is not a balance.", location)
    draft.currency = found[3]
    amount = _minor(found[4], found[3], location)
    return (amount if found[1] == "C" else -amount), day6(found[2], location)


def _statement(draft: _Draft, flags: list[Flag]) -> Statement:
    currency = draft.currency or _currency_of_account(draft.account)
    lines = tuple(_line(move, currency or "EUR", flags) for move in draft.lines)
    if lines and not currency:
        flags.append(Flag(draft.lines[0].location, "The statement names no currency; EUR was taken."))
    controls = []
    for tag, count, total in draft.stated:
        chosen = [line.amount for line in lines if (line.amount > 0) == (tag == "90C")]
        controls.append(Control(f"{tag} count", count, len(chosen)))
        controls.append(Control(f"{tag} sum", total, abs(sum(chosen))))
    return Statement(
        account=draft.account,
        currency=currency or ("EUR" if lines else ""),
        number=draft.number,
        opening=draft.opening,
        closing=draft.closing,
        opened_on=draft.opened_on,
        closed_on=draft.closed_on,
        lines=lines,
        controls=tuple(controls),
        fields=tuple(draft.fields),
    )


def _line(move: _Move, currency: str, flags: list[Flag]) -> Line:
    """A movement. C and RD bring money in, D and RC take it out (a reversed credit leaves again)."""
    found = _MOVE.fullmatch(move.raw.strip())
    if not found:
        raise Malformed(f"{move.raw.strip()[:60]!r} is not a movement (tag 61).", move.location)
    notes = told("\n".join(move.notes))
    sign = 1 if found["sign"] in ("C", "RD") else -1
    value_on = _value_day(found["value"], move.location, flags)
    customer = (found["customer"] or "").strip()
    amount = _minor(found["amount"], currency, move.location)
    if amount == 0:
        flags.append(Flag(move.location, "The movement has no amount."))
    return Line(
        location=move.location,
        amount=sign * amount,
        currency=currency,
        booked_on=_entry_day(value_on, found["entry"], move.location),
        value_on=value_on,
        reversal=found["sign"].startswith("R"),
        kind=found["kind"] or "",
        reference=notes.reference,
        bank_reference=(found["bank"] or "").strip(),
        end_to_end_id=notes.end_to_end_id or ("" if customer in ("NONREF", "NOTPROVIDED") else customer),
        payer_name=notes.name,
        payer_account=notes.account,
        text=_joined(notes, (found["more"] or "").strip()),
        return_code=notes.return_code,
        fields=(("61", move.raw.strip()), *((("86", note.strip())) for note in move.notes)),
    )


def _joined(notes: Told, more: str) -> str:
    return " ".join(part for part in (notes.text, more.replace("\n", " ")) if part)


def _value_day(said: str, location: str, flags: list[Flag]) -> datetime.date:
    """A value day; 30 February, where interest counts months of 30 days, is the end of the month."""
    if said[2:4] == "02" and said[4:] in ("29", "30"):
        try:
            return day6(said, location)
        except Malformed:
            flags.append(Flag(location, f"The value day {said} was read as the end of February."))
            return day6(f"{said[:4]}28", location)
    return day6(said, location)


def _entry_day(value_on: datetime.date, entry: str | None, location: str) -> datetime.date:
    """The booking day MMDD, in the year that brings it nearest to the value day."""
    if not entry:
        return value_on
    days = []
    for year in (value_on.year - 1, value_on.year, value_on.year + 1):
        day = "28" if entry in ("0229", "0230") and year % 4 else entry[2:]
        try:
            days.append(datetime.date(year, int(entry[:2]), int(day)))
        except ValueError:
            continue
    if not days:
        raise Malformed(f"{entry!r} is not a day of the calendar.", location)
    return min(days, key=lambda day: abs((day - value_on).days))


def _minor(said: str, currency: str, location: str) -> int:
    try:
        currencies.check(currency, former=True)
        return money.read(said.rstrip(",").replace(",", "."), currency)
    except Refusal as refusal:
        raise Malformed(refusal.sentence, location) from None


def _currency_of_account(account: str) -> str:
    """Some banks append the currency to the account."""
    tail = account[-3:]
    try:
        return currencies.check(tail) if tail.isalpha() and tail.isupper() else ""
    except Refusal:
        return ""
