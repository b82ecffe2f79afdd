"""One verb, one transaction, one key: what every write goes through, whichever face asks."""

from __future__ import annotations

import datetime
import functools
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, TypeVar

from django.db import DatabaseError, transaction

from quittance.actions import wire
from quittance.books import sql
from quittance.books.keys import MAX_ID, new_id
from quittance.books.lock import EntityFacts
from quittance.books.post import Stamp
from quittance.rules.duties import VERBS as WORDS
from quittance.rules.refusals import Busy, Conflict, Duplicate, Invalid, NotAllowed, Refusal

MOST_KEY_CHARACTERS = 200
ATTEMPTS = 3
"""How often a command is tried when two processes drew the same new id, or wait for each other."""

MOST_NOTED_CHARACTERS = 10_000
"""How much of a refused input its event keeps."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a person (user), an API key, a job or the operator at the machine, with what they may do."""

    kind: str
    id: int
    name: str
    permissions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Context:
    """Where, by whom, when and under which key; `now` is microseconds since 1970, UTC.

    `today` is the day in the entity's time zone. `key` "" gives the command a key of its own.
    `command_id` is set while a verb runs.
    """

    tenant_id: int
    entity_id: int
    actor: Actor
    face: str
    today: datetime.date
    now: int
    key: str = ""
    dry_run: bool = False
    command_id: int = 0

    def stamp(self, entity: EntityFacts) -> Stamp:
        """The stamp that the books put on every row of this command."""
        return Stamp(self.tenant_id, entity, self.command_id, self.now)


class Subject(NamedTuple):
    """What an event is about."""

    kind: str
    id: int | None
    customer_id: int | None = None


In = TypeVar("In")
Out = TypeVar("Out")
Verb = Callable[[Context, In], Out]

VERBS: dict[str, str] = {}
"""Verb name -> the permission it needs, filled as the modules of `actions` are imported."""


class _RolledBack(Exception):
    def __init__(self, result: Any) -> None:
        super().__init__()
        self.result = result


def verb(name: str, result: type[Out]) -> Callable[[Verb[In, Out]], Verb[In, Out]]:
    """Make a function a verb: permission, one transaction, idempotency, events of refusals, dry run."""
    assert name in WORDS, name
    VERBS[name] = name

    def decorate(work: Verb[In, Out]) -> Verb[In, Out]:
        @functools.wraps(work)
        def run(context: Context, data: In) -> Out:
            return once(context, name, data, result, work)

        return run

    return decorate


def once(context: Context, name: str, data: In, result: type[Out], work: Verb[In, Out]) -> Out:
    """Carry `work` out once for the context's key and return its result, stored or fresh.

    The same key with the same input gives the stored result, with another input `Conflict`.
    A refusal leaves the books untouched and is recorded as an event. A dry run does everything
    and rolls it back.
    """
    try:
        check_allowed(context, name)
        _check_key(context.key)
        return _attempts(context, name, data, result, work)
    except Refusal as refusal:
        if not context.dry_run and not isinstance(refusal, Busy):
            note_refusal(context, name, data, refusal)
        raise


def within(context: Context, what: str) -> Context:
    """The context for a verb that another one carries out inside its transaction, under a key of its own."""
    return replace(context, key=f"within:{context.command_id}:{what}")


def note(context: Context, name: str, subject: Subject, data: dict[str, Any]) -> None:
    """Write the event of what a verb did, inside its transaction."""
    notes(context, name, [(subject, data)])


def notes(context: Context, name: str, events: list[tuple[Subject, dict[str, Any]]]) -> None:
    """As `note`, for several subjects in one statement."""
    sql.insert("event", EVENT_COLUMNS, [event_row(context, name, subject, data) for subject, data in events])


def note_refusal(context: Context, name: str, data: object, refusal: Refusal) -> None:
    """Write the event of a refusal, in a transaction of its own."""
    said = {"code": refusal.code, "sentence": refusal.sentence, "input": wire.described(data, MOST_NOTED_CHARACTERS)}
    row = event_row(context, name, Subject("", None), said, refusal.code)
    with transaction.atomic():
        sql.insert("event", EVENT_COLUMNS, [row])


_JSON = json.JSONEncoder(ensure_ascii=False, default=str)

EVENT_COLUMNS = [
    "tenant_id",
    "id",
    "entity_id",
    "command_id",
    "recorded_at",
    "verb",
    "outcome",
    "subject_kind",
    "subject_id",
    "customer_id",
    "actor_kind",
    "actor_id",
    "actor_name",
    "face",
    "data",
]


def event_row(
    context: Context, name: str, subject: Subject, data: dict[str, Any], outcome: str = "done", *, id: int = 0
) -> list[Any]:
    """Values in the order of `EVENT_COLUMNS`."""
    actor = context.actor
    return [
        context.tenant_id,
        id or new_id(),
        context.entity_id,
        context.command_id or None,
        context.now,
        name,
        outcome,
        subject.kind,
        subject.id,
        subject.customer_id,
        actor.kind,
        actor.id,
        actor.name,
        context.face,
        _JSON.encode(data),
    ]


def _attempts(context: Context, name: str, data: In, result: type[Out], work: Verb[In, Out]) -> Out:
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with transaction.atomic():
                return _inside(context, name, data, result, work)
        except _RolledBack as done:
            answer: Out = done.result
            return answer
        except DatabaseError as fault:
            if attempt < ATTEMPTS and (_is_own_id(fault) or sql.is_deadlock(fault)):
                continue
            told = _told(fault)
            if told is None:
                raise
            raise told from fault
    raise AssertionError("unreachable")


TAKEN = {
    ("document_number", "document.entity_id, document.number"): ("document of that number", "number"),
    ("document_external", "document.entity_id, document.external_id"): ("document of that external id", "external_id"),
    ("payment_reference", "payment.entity_id, payment.reference"): ("payment of that reference", "reference"),
}
"""A unique name as PostgreSQL and as SQLite call it -> what is there already, and the field that named it."""


def _told(fault: DatabaseError) -> Refusal | None:
    """What a fault of the database means to who asked; None when it means nothing to them."""
    if sql.is_taken(fault):
        for names, (what, field) in TAKEN.items():
            if any(name in str(fault) for name in names):
                return Duplicate(f"There is a {what} already. Use another.", field=field)
        return Conflict("Someone else has just written the same. Look again and repeat.")
    if sql.is_busy(fault):
        return Busy("Too many write at once. Nothing was written; repeat it with the same key.")
    return None


def _is_own_id(fault: DatabaseError) -> bool:
    """Two processes drew the same id: the primary key is taken, not a number or a name."""
    said = str(fault)
    return sql.is_taken(fault) and ("pkey" in said or (".tenant_id, " in said and said.endswith(".id")))


def _inside(context: Context, name: str, data: In, result: type[Out], work: Verb[In, Out]) -> Out:
    wire.check(data)
    command_id = new_id()
    key = context.key or f"own:{command_id}"
    given = wire.encode(data)
    digest = hashlib.sha256(f"{name} {given}".encode()).hexdigest()
    actor = context.actor
    inserted = sql.execute(
        "INSERT INTO command (tenant_id, id, key, input_hash, verb, actor_kind, actor_id, actor_name, face, "
        "recorded_at, input, result) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, '') "
        "ON CONFLICT (tenant_id, key) DO NOTHING",
        [
            context.tenant_id,
            command_id,
            key,
            digest,
            name,
            actor.kind,
            actor.id,
            actor.name,
            context.face,
            context.now,
            given,
        ],
    )
    if not inserted:
        return _stored(context, key, digest, result)
    answer = work(replace(context, key=key, command_id=command_id), data)
    if context.dry_run:
        raise _RolledBack(answer)
    sql.execute(
        "UPDATE command SET result = %s WHERE tenant_id = %s AND id = %s",
        [wire.encode(answer), context.tenant_id, command_id],
    )
    return answer


def _stored(context: Context, key: str, digest: str, result: type[Out]) -> Out:
    found = sql.row(
        "SELECT input_hash, result FROM command WHERE tenant_id = %s AND key = %s", [context.tenant_id, key]
    )
    if found is None or found[0] != digest:
        raise Conflict("This idempotency key was used for another input. Use a new key.", field="key")
    return wire.decode(result, found[1])


def check_allowed(context: Context, name: str) -> None:
    """Raise `NotAllowed` unless the identity may use the verb."""
    if name not in context.actor.permissions:
        raise NotAllowed(f"You may not {WORDS[name]}. Ask an administrator for a role that may.")


def _check_key(key: str) -> None:
    if len(key) > MOST_KEY_CHARACTERS or not key.isprintable():
        raise Invalid(f"An idempotency key has at most {MOST_KEY_CHARACTERS} printable characters.", field="key")


def check_id(value: int) -> int:
    """An id that fits the books; raises `Invalid` otherwise."""
    if not 0 < value <= MAX_ID:
        raise Invalid("That is not an id of these books.", field="id")
    return value
