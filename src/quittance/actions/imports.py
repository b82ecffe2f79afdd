"""Imports: files in any layout, looked at, checked without writing, and taken into the books."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from quittance.actions import imports_run, imports_source
from quittance.actions.command import Context
from quittance.actions.imports_run import Progress, Report
from quittance.formats.sheet_limits import UPLOAD, Limits
from quittance.rules.mapping import Mapping


@dataclass(frozen=True, slots=True)
class File:
    """A file to take in: its bytes, how it is laid out, and where its rows at fault are written."""

    name: str
    content: BinaryIO
    mapping: Mapping
    errors: BinaryIO = field(default_factory=io.BytesIO)


def _silent(done: int, total: int) -> None:
    """Nobody is watching."""


def run(context: Context, files: Sequence[File], *, limits: Limits = UPLOAD, progress: Progress = _silent) -> Report:
    """Take files in, in the order of their kinds; faulty rows go to each file's `errors`, all others into the books."""
    return imports_run.run(context, _sources(files, limits), progress)


def _sources(files: Sequence[File], limits: Limits) -> list[imports_source.Source]:
    return [imports_source.Source(one.name, one.content, one.mapping, limits, one.errors) for one in files]
