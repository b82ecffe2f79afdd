"""Tables as text: which encoding and which delimiter, told from the bytes, and the rows one by one."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

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
    """The encoding and delimiter of a text, and about how many rows it has."""

    encoding: str
    delimiter: str
    rows: int


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
    return Found(chosen, delimiter or delimiter_of(text), rows)


def read(stream: Bounded, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """(row, cells); raises `Invalid` naming the row at which a quote never ends or a byte does not fit."""
    n = 0
    try:
        with io.TextIOWrapper(stream, encoding=encoding, newline="") as text:
            for n, cells in enumerate(csv.reader(text, delimiter=delimiter, skipinitialspace=True), start=1):
                if n == 1 and cells and cells[0].startswith("sep=") and len(cells) <= 2:
                    continue
                yield n, cells
    except UnicodeDecodeError as fault:
        raise Invalid(
            f"After row {n} the file is not {encoding}: byte {fault.object[fault.start]:#04x} has no meaning in it. "
            "Save it as UTF-8, or name its encoding.",
            field="file",
        ) from None
    except csv.Error:
        raise Invalid(
            f"After row {n} comes a cell of more than {csv.field_size_limit():,} characters: a quote that opens there "
            "never ends, or this is no table.",
            field="file",
        ) from None


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


def _evenness(sample: str, delimiter: str) -> float:
    """How well a delimiter cuts: the share of rows of the commonest width above one, the wider the better."""
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter, skipinitialspace=True)
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
