"""A rehearsal: a verb carried out to its last posting, shown, and rolled back whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from django.db import transaction

from quittance.actions.command import Context
from quittance.books import sql
from quittance.books.keys import new_id
from quittance.reports import books, journal
from quittance.reports.journal import JournalRow

In = TypeVar("In")
Out = TypeVar("Out")


@dataclass(frozen=True, slots=True)
class Rehearsed(Generic[Out]):
    """What the verb would answer, and the postings it would leave."""

    result: Out
    postings: tuple[JournalRow, ...]


class _Over(Exception):
    def __init__(self, made: Any) -> None:
        super().__init__()
        self.made = made


def rehearse(context: Context, verb: Callable[[Context, In], Out], data: In) -> Rehearsed[Out]:
    """As a dry run, with the postings; raises the verb's refusals, which leave no event.

    Ids and numbers in the answer are those of the rehearsal: the next free ones, not promised ones.
    """
    key = f"rehearsal:{new_id()}"
    try:
        with transaction.atomic():
            result = verb(replace(context, key=key, dry_run=False), data)
            raise _Over(Rehearsed(result, _postings(context, key)))
    except _Over as over:
        made: Rehearsed[Out] = over.made
        return made


def _postings(context: Context, key: str) -> tuple[JournalRow, ...]:
    found = sql.row("SELECT id FROM command WHERE tenant_id = %s AND key = %s", [context.tenant_id, key])
    assert found is not None
    return journal.of_command(books.of(context), found[0])
