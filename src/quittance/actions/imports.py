"""Imports: files in any layout, guessed, checked without writing, and taken into the books."""

from __future__ import annotations

import functools
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import BinaryIO

from quittance.actions import command, imports_portion, imports_run, imports_source, sharing
from quittance.actions.command import Context
from quittance.actions.imports_facts import Facts
from quittance.actions.imports_foreseen import Foreseen
from quittance.actions.imports_run import Progress, Report
from quittance.formats.sheet import Look
from quittance.formats.sheet_limits import UPLOAD, Limits
from quittance.rules import mapping_guess
from quittance.rules.mapping import Mapping
from quittance.rules.mapping_guess import Guess
from quittance.rules.refusals import Invalid

SHOWN_ROWS = 8
"""Rows of a file that a person sees beside its mapping."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to take in: its bytes, how it is laid out, and where its rows at fault are written."""

    name: str
    content: BinaryIO
    mapping: Mapping
    errors: BinaryIO = field(default_factory=io.BytesIO)


@dataclass(frozen=True, slots=True)
class Guessed:
    """What a file seems to be: how it is read, the guess, and its first rows as `Row.cells`."""

    name: str
    seen: Look
    guess: Guess
    sample: tuple[tuple[str, ...], ...]

    @property
    def mapping(self) -> Mapping:
        """The guessed mapping."""
        return self.guess.mapping


def _silent(done: int, total: int) -> None:
    """Nobody is watching."""


def guess(
    name: str, content: BinaryIO, *, kind: str = "", given: Mapping | None = None, limits: Limits = UPLOAD
) -> Guessed:
    """Look at a file and propose a mapping; raises `Invalid` when it is no table.

    `kind` and what `given` says of encoding, delimiter, sheet and header row are not guessed.
    """
    with _named(name):
        found = imports_source.sample(content, limits, given=given)
    head = given.header_row if given else 0
    made = mapping_guess.guess([(row.n, row.cells) for row in found.rows], name, kind, head)
    shown = [tuple(row.cells) for row in found.rows if row.n > made.mapping.header_row]
    return Guessed(name, found.seen, made, tuple(shown[:SHOWN_ROWS]))


def check(context: Context, files: Sequence[File], *, limits: Limits = UPLOAD, progress: Progress = _silent) -> Report:
    """What `run` would come to: counts and every fault, with nothing written to the books."""
    command.check_allowed(context, "imports.run")
    foreseen = Foreseen(Facts(context.tenant_id, context.entity_id))
    try:
        take = functools.partial(imports_portion.foresee, foreseen=foreseen)
        return imports_run.run(context, _sources(files, limits), progress, take, dry_run=True)
    finally:
        foreseen.close()


def run(context: Context, files: Sequence[File], *, limits: Limits = UPLOAD, progress: Progress = _silent) -> Report:
    """Take files in, in the order of their kinds; faulty rows go to each file's `errors`, all others into the books.

    Each portion is a command of its own. After a crash the same files under the same key go on where
    they stopped; what is in the books already is left as it is. A dry run is a `check`.
    """
    if context.dry_run:
        return check(context, files, limits=limits, progress=progress)
    report = imports_run.run(context, _sources(files, limits), progress)
    sharing.ask(context)
    return report


def _sources(files: Sequence[File], limits: Limits) -> list[imports_source.Source]:
    made = []
    for one in files:
        with _named(one.name):
            made.append(imports_source.Source(one.name, one.content, one.mapping, limits, one.errors))
    return made


@contextmanager
def _named(name: str) -> Iterator[None]:
    """A refusal of one file says which it is."""
    try:
        yield
    except Invalid as refusal:
        raise Invalid(f"{name}: {refusal.sentence}", field=refusal.field) from None
