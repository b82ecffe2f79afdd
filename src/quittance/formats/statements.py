"""A bank file in whichever format it comes: told by its content, never by its name."""

from __future__ import annotations

from typing import Protocol

from quittance.formats import bai2, camt, mt940, nacha, ofx
from quittance.formats.bank import BankFile, Malformed, check_size


class Reader(Protocol):
    """A module that reads one format."""

    def looks_like(self, data: bytes) -> bool:
        """The content has the shape of the format."""

    def read(self, data: bytes) -> BankFile:
        """The statements of a file."""


KNOWN = "CAMT.052, .053 or .054, MT940 or MT942, BAI2, OFX, QFX, NACHA, CSV or XLSX"

_READERS: tuple[Reader, ...] = (camt, ofx, bai2, nacha, mt940)
"""In the order in which they are asked; MT940 last, because its tags may stand in other texts."""


def looks_like(data: bytes) -> bool:
    """One of the readers knows it."""
    return any(reader.looks_like(data) for reader in _READERS)


def read(data: bytes) -> BankFile:
    """The statements of a file; raises `Malformed` with a location, also when no format fits."""
    check_size(data)
    for reader in _READERS:
        if reader.looks_like(data):
            return reader.read(data)
    raise Malformed(f"this is no bank file that is known here. Send {KNOWN}.", "line 1")
