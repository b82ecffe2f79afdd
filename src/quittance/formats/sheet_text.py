"""Tables as text: which encoding and which delimiter, told from the bytes, and the rows one by one."""

from __future__ import annotations

import codecs
import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from quittance.formats.sheet_limits import Bounded
from quittance.rules.refusals import Invalid

DELIMITERS = (",", ";", "\t", "|")
ENCODINGS = (
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp437",
    "cp850",
    "cp852",
    "iso8859-1",
    "iso8859-2",
    "iso8859-9",
    "iso8859-15",
    "mac-roman",
    "koi8-r",
    "shift_jis",
    "gb18030",
    "big5",
    "euc-kr",
)
CHUNK_BYTES = 2**20
SAMPLE_BYTES = 2**17
SAMPLE_ROWS = 60
AS_EVEN = 0.8
FEWEST_COLUMNS = 3
"""Columns of a table in which a quote that never ends can be told."""
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DOS = re.compile(rb"[\x81\x8d\x8f\x90\x9d]|[A-Za-z][\x82-\x85\x87-\x89\x8b\x93-\x95\x97][a-z]")
"""What Windows-1252 has no sign for, or only quotes and dashes between two letters, and DOS tables have letters."""


@dataclass(frozen=True, slots=True)
class Found:
    """The encoding and delimiter of a text, about how many rows it has, and whether quotes enclose cells."""

    encoding: str
    delimiter: str
    rows: int
    quoted: bool = True


def look(stream: Bounded, encoding: str, delimiter: str) -> Found:
    """Read all of the stream once to tell how it is written; raises `Invalid` when it is no text."""
    sample = stream.read(SAMPLE_BYTES)
    chosen = checked_encoding(encoding) if encoding else _told_by(sample)
    rows, is_utf8, is_dos = _survey(stream, sample, telling=not chosen)
    if not chosen:
        chosen = "utf-8-sig" if is_utf8 else "cp850" if is_dos else "cp1252"
    text = codecs.getincrementaldecoder(chosen)(errors="replace").decode(sample)
    if "\0" in text:
        raise Invalid("This is not a text file. Export the table as CSV or XLSX.", field="file")
    cut = delimiter or delimiter_of(text)
    return Found(chosen, cut, rows, not _is_broken(text, cut))


def read(stream: Bounded, found: Found) -> Iterator[tuple[int, list[str]]]:
    """(row, cells); raises `Invalid` naming the row at which a quote never ends or a byte does not fit."""
    n = 0
    try:
        with io.TextIOWrapper(stream, encoding=found.encoding, newline="") as text:
            for n, (cells, swallows) in enumerate(_rows(text, found.delimiter, found.quoted), start=1):
                if swallows:
                    raise Invalid(
                        f"In row {n} a quote opens that never ends: rows below it come as one cell. "
                        "Take the quote away, or write it twice.",
                        field="file",
                    )
                if n == 1 and cells and cells[0].startswith("sep=") and len(cells) <= 2:
                    continue
                yield n, cells if found.quoted else [_unquoted(cell) for cell in cells]
    except UnicodeDecodeError as fault:
        raise Invalid(
            f"After row {n} the file is not {found.encoding}: byte {fault.object[fault.start]:#04x} has no meaning "
            "in it. Save it as UTF-8, or name its encoding.",
            field="file",
        ) from None
    except csv.Error:
        raise Invalid(
            f"After row {n} comes a cell of more than {csv.field_size_limit():,} characters: a quote that opens there "
            "never ends, or this is no table.",
            field="file",
        ) from None


def _reader(lines: Iterable[str], delimiter: str, quoted: bool = True) -> Any:
    if quoted:
        return csv.reader(lines, delimiter=delimiter, skipinitialspace=True)
    return csv.reader(lines, delimiter=delimiter, skipinitialspace=True, quoting=csv.QUOTE_NONE)


def _rows(lines: Iterable[str], delimiter: str, quoted: bool = True) -> Iterator[tuple[list[str], bool]]:
    """The cells of each row, and whether one of them swallows rows as wide as those before."""
    reader = _reader(lines, delimiter, quoted)
    last = widest = 0
    for cells in reader:
        yield cells, reader.line_num - last > 1 and _swallows(cells, delimiter, widest)
        last, widest = reader.line_num, max(widest, len(cells))


def _unquoted(cell: str) -> str:
    return cell[1:-1].replace('""', '"') if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell


def _swallows(cells: list[str], delimiter: str, width: int) -> bool:
    """A cell of several lines holds rows as wide as those before: its quote was never meant to open."""
    inside = [line for cell in cells for line in cell.splitlines()[1:-1]]
    return width >= FEWEST_COLUMNS and any(line.count(delimiter) == width - 1 for line in inside)


def _is_broken(sample: str, delimiter: str) -> bool:
    """Quotes of the sample swallow rows, and it is cut about as evenly when quotes mean nothing."""
    rows = itertools.islice(_rows(io.StringIO(sample, newline=""), delimiter), SAMPLE_ROWS)
    try:
        broken = any(swallows for _, swallows in rows)
    except csv.Error:
        return False
    return broken and _evenness(sample, delimiter, quoted=False) >= AS_EVEN * _evenness(sample, delimiter)


def delimiter_of(sample: str) -> str:
    """The delimiter that cuts the sample into rows of most even width; a comma when none does."""
    first = sample.partition("\n")[0].strip().strip('"')
    if first.lower().startswith("sep=") and len(first) == len("sep=;"):
        return first[-1]
    scores = {one: _evenness(sample, one) for one in DELIMITERS}
    best = max(DELIMITERS, key=lambda one: scores[one])
    return best if scores[best] > 0 else ","


def checked_encoding(name: str) -> str:
    """The encoding in the form that Python knows; raises `Invalid` for one that is not offered."""
    try:
        found = codecs.lookup(name.strip().lower()).name
    except LookupError:
        found = ""
    found = "utf-8-sig" if found == "utf-8" else found
    if found not in ENCODINGS:
        raise Invalid(f"{name[:40]!r} is no encoding that is known here. Save the file as UTF-8.", field="encoding")
    return found


def _told_by(sample: bytes) -> str:
    """The encoding that a byte order mark or the zeros of UTF-16 give away; "" for none."""
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return encoding
    pairs = max(len(sample) // 2, 1)
    even, odd = sample[0::2].count(0) / pairs, sample[1::2].count(0) / pairs
    if odd > 0.4 and even < 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 and odd < 0.1 else ""


def _survey(stream: Bounded, sample: bytes, *, telling: bool) -> tuple[int, bool, bool]:
    """Rows, whether all of it is UTF-8, whether some of it is a DOS table; the stream is read to its end."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    rows, is_utf8, is_dos, chunk = 0, True, False, sample
    while chunk:
        rows += chunk.count(b"\n") or chunk.count(b"\r")
        if telling:
            is_utf8 = is_utf8 and _fits(decoder, chunk)
            is_dos = is_dos or _DOS.search(chunk) is not None
        last, chunk = chunk, stream.read(CHUNK_BYTES)
        if not chunk:
            rows += not last.endswith((b"\n", b"\n\0", b"\r"))
            is_utf8 = is_utf8 and _fits(decoder, b"", final=True)
    return rows, is_utf8, is_dos


def _fits(decoder: codecs.IncrementalDecoder, chunk: bytes, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _evenness(sample: str, delimiter: str, quoted: bool = True) -> float:
    """How well a delimiter cuts: the share of rows of the commonest width above one, the wider the better."""
    reader = _reader(io.StringIO(sample, newline=""), delimiter, quoted)
    widths: list[int] = []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                widths.append(len(cells))
            if len(widths) == SAMPLE_ROWS:
                break
    except csv.Error:
        return 0.0
    counted = Counter(width for width in widths if width > 1)
    if not counted:
        return 0.0
    width, times = max(counted.items(), key=lambda pair: (pair[1], pair[0]))
    share = (times + (widths[0] == width)) / (len(widths) + 1)
    return share**2 * (1 + min(width, 40) / 40)
