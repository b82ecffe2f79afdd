"""What goes wrong, in one calm line on standard error with a code, and as an exit code."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer

OK = 0
DIFFERENCES = 1
USAGE = 2
REFUSED = 3
NOT_READY = 4
PORT_TAKEN = 5

CODES = {
    OK: "done",
    DIFFERENCES: "carried out, and it found differences (verify) or faults (import, einvoice check)",
    USAGE: "the command was not understood: an unknown option, a missing value, a day that is no day",
    REFUSED: "refused; the books are as they were, and the line on standard error says why",
    NOT_READY: "the books cannot be reached: not opened yet, of another version, or the database is away",
    PORT_TAKEN: "the address to serve on is in use",
}
"""Exit code -> what it means; docs/cli.md holds the same list."""

NOT_OPENED = "There are no books in {where} yet. Open them with: quittance init --entity NAME --currency EUR"


class NotReady(Exception):
    """The database cannot answer; `sentence` says what to do."""

    def __init__(self, sentence: str, code: str = "not_ready") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code


@contextmanager
def told(form: str) -> Iterator[None]:
    """Turn refusals and an unreachable database into one line and an exit code."""
    from django.db.utils import DatabaseError, InterfaceError

    from quittance.rules.refusals import Refusal

    try:
        yield
    except Refusal as refusal:
        _print(form, refusal.code, refusal.sentence, refusal.field)
        raise typer.Exit(REFUSED) from None
    except NotReady as fault:
        _print(form, fault.code, fault.sentence, "")
        raise typer.Exit(NOT_READY) from None
    except (DatabaseError, InterfaceError) as fault:
        _print(form, "not_ready", of_database(fault), "")
        raise typer.Exit(NOT_READY) from None


def of_database(fault: Exception) -> str:
    """A sentence for an error of the database, told by what it says."""
    said = str(fault).strip().splitlines()[0] if str(fault).strip() else type(fault).__name__
    lowered = said.lower()
    if "no such table" in lowered or ("relation" in lowered and "does not exist" in lowered):
        return NOT_OPENED.format(where=where())
    if "column" in lowered:
        return f"The database is of another version ({said}). Bring it up to date with: quittance migrate"
    if "database is locked" in lowered:
        return "The database was busy for twenty seconds. Try again."
    if "not a database" in lowered or "malformed" in lowered:
        return f"{where()} is not a database of Quittance. Restore it from a backup, or name another one."
    return f"The database {where()} does not answer: {said}"


def where() -> str:
    """The database in use, without its password."""
    from django.db import connection

    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return str(given["NAME"])
    return f"{given['NAME']} on {given['HOST'] or 'this machine'}"


def stop(form: str, exit_code: int, code: str, sentence: str) -> typer.Exit:
    """Print one line and give the exit to raise."""
    _print(form, code, sentence, "")
    return typer.Exit(exit_code)


def _print(form: str, code: str, sentence: str, field: str) -> None:
    if form == "json":
        said = {"code": code, "sentence": sentence, "field": field}
        print(json.dumps(said, ensure_ascii=False), file=sys.stderr)
    else:
        print(f"quittance: {sentence} [{code}]", file=sys.stderr)
