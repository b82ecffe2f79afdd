"""NACHA files of the American ACH network: payments, returns and notifications of change.

Record layouts: Nacha Operating Rules, appendix three (ACH record format specifications).
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field

from quittance.formats.bank import (
    MOST_LINES,
    BankFile,
    Control,
    Detail,
    Flag,
    Line,
    Malformed,
    Statement,
    check_size,
    day6,
    decoded,
)

WIDTH = 94
RETURN, CHANGE = "99", "98"
_RETURN_CODE = re.compile(r"R\d\d")
_CHANGE_CODE = re.compile(r"C(0[1-9]|1[0-4]|6[1-9])")
_CLASSES = frozenset(
    "ACK ADV ARC ATX BOC CCD CIE COR CTX DNE ENR IAT MTE POP POS PPD RCK SHR TEL TRC TRX WEB XCK".split()
)
_AGAINST = {"220": "56789", "225": "01234"}
"""Service class (credits only, debits only) -> last digits of the transaction codes it does not hold."""

_IAT_ADDENDA = ("10", "11", "12", "13", "14", "15", "16")


@dataclass(slots=True)
class _Entry:
    """An entry (6) with its addenda (7)."""

    location: str
    record: str
    addenda: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Batch:
    """A batch: its header (5), entries and control (8)."""

    location: str
    header: str
    entries: list[_Entry] = field(default_factory=list)
    control: str = ""

    @property
    def entry_class(self) -> str:
        """PPD, CCD, CTX, IAT …"""
        return self.header[50:53]


def looks_like(data: bytes) -> bool:
    """A file header of 94 characters that states that width, or records of that shape."""
    first = data.lstrip()[:200].splitlines()[0] if data.strip() else b""
    return bool(re.match(rb"101.{31}094", first)) or bool(re.match(rb"5(200|220|225|280)", first) and len(first) >= 80)


def read(data: bytes) -> BankFile:
    """One statement a batch; raises `Malformed` with the line of the fault."""
    check_size(data)
    records = _records(data)
    header = _check_header(records[0][1], records[0][0])
    flags: list[Flag] = []
    batches: list[_Batch] = []
    control: tuple[str, str] | None = None
    for location, record in records[1:]:
        if control is not None:
            if set(record.strip()) != {"9"}:
                raise Malformed("a record follows the file control.", location)
            continue
        kind = record[0]
        if kind == "9":
            control = (location, record)
        else:
            _take(batches, kind, location, record)
    if control is None:
        raise Malformed("the file control (9) is missing; the file may be cut off.", records[-1][0])
    if batches and not batches[-1].control:
        raise Malformed("the batch control (8) is missing.", batches[-1].location)
    statements = tuple(_statement(batch, header, flags) for batch in batches)
    return BankFile("nacha", "", statements, tuple(_file_controls(control, batches, flags)), tuple(flags))


def _records(data: bytes) -> list[tuple[str, str]]:
    """Location and the record padded to its width; a file without line ends is cut into records."""
    lines = decoded(data).splitlines()
    if len(lines) == 1 and len(lines[0]) > WIDTH:
        whole = lines[0]
        lines = [whole[at : at + WIDTH] for at in range(0, len(whole), WIDTH)]
    found = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        if len(line.rstrip()) > WIDTH:
            raise Malformed(f"the record has {len(line.rstrip())} characters; {WIDTH} is its width.", f"line {number}")
        if line[0] not in "156789":
            raise Malformed(f"{line[:10]!r} is no record type of an ACH file.", f"line {number}")
        found.append((f"line {number}", line.rstrip("\r").ljust(WIDTH)))
    if not found:
        raise Malformed("the file is empty.", "line 1")
    if len(found) > MOST_LINES:
        raise Malformed(f"the file has more than {MOST_LINES:,} records.", "line 1")
    return found


def _check_header(record: str, location: str) -> str:
    if record[:3] != "101":
        raise Malformed("an ACH file begins with a file header (101).", location)
    if record[34:37] != "094" or record[37:39] != "10" or record[39] != "1":
        raise Malformed("the header must state record size 094, blocking factor 10 and format code 1.", location)
    return record


def _take(batches: list[_Batch], kind: str, location: str, record: str) -> None:
    """Put a record of a batch where it belongs."""
    open_batch = batches[-1] if batches and not batches[-1].control else None
    if kind == "5":
        batches.append(_opened(open_batch, location, record))
    elif open_batch is None:
        raise Malformed(f"a record {kind} stands outside a batch.", location)
    elif kind == "6":
        open_batch.entries.append(_Entry(location, record))
    elif kind == "7":
        if not open_batch.entries:
            raise Malformed("an addenda (7) follows no entry.", location)
        open_batch.entries[-1].addenda.append((location, record))
    elif kind == "8":
        open_batch.control = record
    else:
        raise Malformed(f"a record {kind} does not belong into a batch.", location)


def _opened(before: _Batch | None, location: str, record: str) -> _Batch:
    if before is not None:
        raise Malformed("the batch before has no control (8).", location)
    if record[50:53] not in _CLASSES:
        raise Malformed(f"{record[50:53]!r} is no standard entry class.", location)
    return _Batch(location, record)


def _statement(batch: _Batch, header: str, flags: list[Flag]) -> Statement:
    settled = batch.header[69:75].strip()
    on = day6(settled, batch.location) if settled.isdigit() and settled != "000000" and len(settled) == 6 else None
    if batch.entry_class == "ADV":
        lines = tuple(_advice(entry, on) for entry in batch.entries)
    else:
        lines = tuple(_line(entry, batch, on, flags) for entry in batch.entries)
    return Statement(
        account=batch.header[40:50].strip() or batch.header[4:20].strip(),
        currency="USD",
        number=f"{header[23:29]}-{batch.header[87:94].strip()}",
        opened_on=on,
        closed_on=on,
        lines=lines,
        controls=tuple(_batch_controls(batch, lines, flags)),
        fields=(("class", batch.entry_class), ("header", batch.header.rstrip()), ("control", batch.control.rstrip())),
    )


def _line(entry: _Entry, batch: _Batch, on: datetime.date | None, flags: list[Flag]) -> Line:
    record, international = entry.record, batch.entry_class == "IAT"
    amount = _number(record[29:39], entry.location, "amount")
    _check_entry(entry, batch, flags)
    sign = 1 if record[2] in "01234" else -1
    name = record[54:76].strip()
    if batch.entry_class in ("CTX", "ATX", "TRX"):
        name = record[58:74].strip()
    if international:
        name = next((text[46:81].strip() for _, text in entry.addenda if text[1:3] == "10"), "")
    back = next((text for _, text in entry.addenda if text[1:3] == RETURN), "")
    change = next((text for _, text in entry.addenda if text[1:3] == CHANGE), "")
    notes = [text[3:83].strip() for _, text in entry.addenda if text[1:3] in ("05", "17")]
    text = " ".join(part for part in (batch.header[53:63].strip(), *notes) if part)
    return Line(
        location=entry.location,
        amount=sign * amount,
        currency="USD",
        booked_on=on,
        value_on=on,
        kind=f"{batch.entry_class} {record[1:3]}",
        reversal="REVERSAL" in batch.header[53:63].upper(),
        bank_reference=record[79:94].strip(),
        end_to_end_id="" if international else record[39:54].strip(),
        payer_name=name,
        payer_account=record[12:29].strip(),
        text=text,
        return_code=back[3:6] or change[3:6],
        details=_details(entry, sign * amount, notes),
        fields=(("entry", record.rstrip()), *(("addenda", text.rstrip()) for _, text in entry.addenda)),
    )


def _advice(entry: _Entry, on: datetime.date | None) -> Line:
    """An accounting advice (ADV) tells of other entries and moves no money: kept for information."""
    kept = (("entry", entry.record.rstrip()), *(("addenda", text.rstrip()) for _, text in entry.addenda))
    return Line(entry.location, 0, "USD", on, on, "information", kind="ADV", fields=kept)


def _details(entry: _Entry, amount: int, notes: list[str]) -> tuple[Detail, ...]:
    """The remittance lines of an entry, as one detail when there are any."""
    if not notes:
        return ()
    return (Detail(amount, "USD", text="".join(notes), fields=tuple(("addenda", note) for note in notes)),)


def _check_entry(entry: _Entry, batch: _Batch, flags: list[Flag]) -> None:
    """The entry's own rules: its indicator, what its class demands, the code of a return or change."""
    record, location = entry.record, entry.location
    _number(record[3:12], location, "routing number")
    returned = any(text[1:3] in (RETURN, CHANGE) for _, text in entry.addenda)
    if record[78] not in "01" or (record[78] == "1") != bool(entry.addenda):
        flags.append(Flag(location, "The addenda indicator does not agree with the addenda that follow."))
    if not record[79:94].strip().isdigit():
        flags.append(Flag(location, f"{record[79:94].strip()!r} is not a trace number."))
    if batch.entry_class == "TEL" and set(record[54:76].strip()) <= {"0"}:
        flags.append(Flag(location, "A TEL entry needs the receiver's name."))
    if batch.entry_class == "IAT" and not returned:
        kinds = tuple(text[1:3] for _, text in entry.addenda)
        if kinds[: len(_IAT_ADDENDA)] != _IAT_ADDENDA:
            missing = next((kind for kind in _IAT_ADDENDA if kind not in kinds), "in order")
            flags.append(Flag(location, f"An IAT entry needs the addenda 10 to 16; {missing} is missing."))
    if record[2] in _AGAINST.get(batch.header[1:4], ""):
        flags.append(
            Flag(location, f"The batch is of service class {batch.header[1:4]}, and the entry goes against it.")
        )
    for where, text in entry.addenda:
        _check_addenda(where, text, record[87:94], flags)


def _check_addenda(location: str, text: str, sequence: str, flags: list[Flag]) -> None:
    kind, code = text[1:3], text[3:6]
    if kind in _IAT_ADDENDA and text[87:94] != sequence:
        flags.append(Flag(location, f"The addenda names the entry {text[87:94].strip()!r}, and follows {sequence}."))
    if kind in ("13", "14") and text[38:40] not in ("01", "02", "03"):
        flags.append(Flag(location, f"{text[38:40]!r} is no qualifier of a bank's number."))
    if not kind.isdigit():
        raise Malformed(f"{kind!r} is no type of addenda.", location)
    if kind == CHANGE and not _CHANGE_CODE.fullmatch(code):
        flags.append(Flag(location, f"{code!r} is no code of a notification of change."))
    if kind == RETURN and not _RETURN_CODE.fullmatch(code):
        flags.append(Flag(location, f"{code!r} is no return reason code."))


def _batch_controls(batch: _Batch, lines: tuple[Line, ...], flags: list[Flag]) -> list[Control]:
    """Entry count, entry hash and both totals of record 8 beside ours; a batch of ADV states other columns."""
    if batch.entry_class == "ADV":
        return []
    control = batch.control
    count = len(batch.entries) + sum(len(entry.addenda) for entry in batch.entries)
    routing = sum(int(entry.record[3:11]) for entry in batch.entries if entry.record[3:11].isdigit()) % 10**10
    location = batch.location
    made = [
        Control("entries and addenda", _number(control[4:10], location, "entry count"), count),
        Control("entry hash", _number(control[10:20], location, "entry hash"), routing),
        Control("debits", _number(control[20:32], location, "total"), -sum(x.amount for x in lines if x.amount < 0)),
        Control("credits", _number(control[32:44], location, "total"), sum(x.amount for x in lines if x.amount > 0)),
    ]
    flags += [_told(location, one) for one in made if not one.holds]
    if control[79:94] != batch.header[79:94]:
        flags.append(Flag(location, "The batch control names another originator or batch number than its header."))
    return made


def _file_controls(found: tuple[str, str], batches: list[_Batch], flags: list[Flag]) -> list[Control]:
    """The file control (9) beside the sums of the batch controls."""
    location, record = found
    made = [Control("batches", _number(record[1:7], location, "batch count"), len(batches))]
    if all(batch.entry_class != "ADV" for batch in batches):
        sums = [sum(_number(batch.control[a:b], location, "total") for batch in batches) for a, b in _SUMS]
        stated = (record[13:21], record[21:31], record[31:43], record[43:55])
        names = ("entries and addenda", "entry hash", "debits", "credits")
        for name, said, computed in zip(names, stated, sums, strict=True):
            limit = 10**10 if name == "entry hash" else 10**15
            made.append(Control(name, _number(said, location, name), computed % limit))
    else:
        counts = sum(_number(batch.control[4:10], location, "entry count") for batch in batches)
        made.append(Control("entries and addenda", _number(record[13:21], location, "count"), counts))
    flags += [_told(location, one) for one in made if not one.holds]
    return made


_SUMS = ((4, 10), (10, 20), (20, 32), (32, 44))


def _told(location: str, control: Control) -> Flag:
    return Flag(location, f"The {control.name} are stated as {control.stated} and come to {control.computed}.")


def _number(said: str, location: str, what: str) -> int:
    plain = said.strip() or "0"
    if not (plain.isascii() and plain.isdigit()):
        raise Malformed(f"{said!r} is not a number ({what}).", location)
    return int(plain)
