"""Long answers on their way out: JSON and CSV row by row, from one moment of the books, in flat memory."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from json.encoder import encode_basestring
from typing import Any

from django.http import StreamingHttpResponse

from quittance.api import plain
from quittance.reports import snapshot

CHUNK_CHARACTERS = 65_536
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""First characters of text that a spreadsheet takes for a formula."""

Row = Sequence[Any]
"""Texts, whole numbers, truth values, lists of texts or None, in the order of the columns."""

_WRITTEN: dict[type, Callable[[Any], str]] = {
    str: encode_basestring,
    int: str,
    bool: plain.text,
    list: plain.text,
    type(None): plain.text,
}


def as_json(head: Mapping[str, Any], columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """The members of `head`, and behind them `rows` as objects. A row takes a few microseconds."""
    opened = plain.text(plain.of(dict(head)))[:-1]
    yield f'{opened}{", " if head else ""}"rows": ['
    shape = "{" + ", ".join(f"{encode_basestring(name)}: %s" for name in columns) + "}"
    between = ""
    for row in rows:
        yield between + shape % tuple([_WRITTEN[type(value)](value) for value in row])
        between = ",\n"
    yield "]}\n"


def as_csv(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """A head and a line a row; text that begins like a formula gets an apostrophe."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_safe(value) for value in row])
        if held.tell() > CHUNK_CHARACTERS:
            yield held.getvalue()
            held.seek(0)
            held.truncate()
    yield held.getvalue()


def respond(pieces: Iterator[str], form: str) -> StreamingHttpResponse:
    """The pieces as they come; the first is made at once, so that a refusal is a problem and not half an answer."""
    held = _Held(_chunks(pieces))
    kind = "text/csv; charset=utf-8" if form == "csv" else "application/json"
    return StreamingHttpResponse(held, content_type=kind)


class _Held:
    """Chunks of which the first is there already; closing it lets go of the books."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self.chunks = chunks
        self.first: bytes | None = next(chunks, b"")

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if self.first is not None:
            given, self.first = self.first, None
            return given
        return next(self.chunks)

    def close(self) -> None:
        """Called by the framework when the answer is out, or when nobody waits for it any more."""
        close = getattr(self.chunks, "close", None)
        if close is not None:
            close()


def _chunks(pieces: Iterator[str]) -> Iterator[bytes]:
    with snapshot.held():
        kept: list[str] = []
        size = 0
        for piece in pieces:
            kept.append(piece)
            size += len(piece)
            if size > CHUNK_CHARACTERS:
                yield "".join(kept).encode()
                kept, size = [], 0
        yield "".join(kept).encode()


def _safe(value: Any) -> Any:
    if type(value) is str and value.startswith(FORMULA) and not _amount(value):
        return f"'{value}"
    return value


def _amount(value: str) -> bool:
    """A negative amount is no formula."""
    return value[1:].replace(".", "", 1).isdigit() and value[0] == "-"
