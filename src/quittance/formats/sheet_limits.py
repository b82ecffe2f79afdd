"""How large a file may be, and a stream that stops at its bound."""

from __future__ import annotations

import gzip
import io
from dataclasses import dataclass
from typing import IO

from quittance.rules.refusals import Invalid

MEGABYTE = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one file: bytes as it comes and unpacked, rows, columns, characters in a cell."""

    file_bytes: int
    unpacked_bytes: int
    rows: int
    columns: int = 512
    cell_characters: int = 10_000


UPLOAD = Limits(64 * MEGABYTE, 1024 * MEGABYTE, 2_000_000)
"""What comes in through the web."""

LOCAL = Limits(8192 * MEGABYTE, 32_768 * MEGABYTE, 50_000_000)
"""What the operator reads from a disk of this machine."""


class Bounded(io.BufferedReader):
    """A buffered stream that raises `Invalid` beyond `most` bytes: a packed file may be far larger than it looks."""

    def __init__(self, source: IO[bytes] | gzip.GzipFile, most: int) -> None:
        super().__init__(_Counted(source, most), MEGABYTE)

    def close(self) -> None:
        """Let go of the stream, not of the file below it."""
        if not self.closed:
            self.raw.close()


class _Counted(io.RawIOBase):
    def __init__(self, source: IO[bytes] | gzip.GzipFile, most: int) -> None:
        self._source = source
        self._left = most
        self._most = most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        chunk = self._source.read(len(buffer))
        self._left -= len(chunk)
        if self._left < 0:
            raise Invalid(f"The file unpacks to more than {self._most // MEGABYTE:,} MB. Split it.", field="file")
        buffer[: len(chunk)] = chunk
        return len(chunk)
