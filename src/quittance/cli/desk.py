"""The desk a command sits at: who asks, at which company, under which key; and how commands are declared."""

from __future__ import annotations

import datetime
import functools
import inspect
import os
import typing
import zoneinfo
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Concatenate, ParamSpec, TypeVar

import typer

from quittance.cli import answer as answers
from quittance.cli import faults
from quittance.cli.answer import Answer

if TYPE_CHECKING:
    from quittance.actions.command import Context
    from quittance.reports.books import Books

P = ParamSpec("P")
In = TypeVar("In")
Out = TypeVar("Out")

COMMANDS: dict[str, str] = {}
"""Verb -> the command that carries it out; a test holds it complete."""

START, ASK, RECORD, KEEP = "Start", "Ask", "Record", "Keep"
PANELS = {
    **dict.fromkeys(("aging", "items", "statement", "journal", "audit", "verify", "rates"), ASK),
    **dict.fromkeys(("pay", "allocate", "unallocate", "move", "refund", "writeoff", "reverse", "send"), RECORD),
    **dict.fromkeys(("lock", "unlock", "rate", "mail-test"), KEEP),
}
"""Command -> the heading it stands under in the help."""

ENTITY = "QUITTANCE_ENTITY"
ACTOR = "QUITTANCE_AS"


@dataclass(frozen=True, slots=True)
class Asked:
    """The options that every command has."""

    form: str = "table"
    entity: str = ""
    actor: str = ""
    key: str = ""
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Desk:
    """An identity at a company, ready to carry out verbs and to ask questions."""

    asked: Asked
    context: Context

    @property
    def books(self) -> Books:
        """The books that questions are about; raises `NotAllowed` for an identity that may not see them."""
        from quittance.reports import books
        from quittance.rules.duties import READ

        self.check(READ)
        return books.of(self.context)

    def check(self, permission: str) -> None:
        """Raise `NotAllowed` unless the identity holds a permission to read."""
        from quittance.rules.duties import PERMISSIONS
        from quittance.rules.refusals import NotAllowed

        if permission not in self.context.actor.permissions:
            raise NotAllowed(f"You may not {PERMISSIONS[permission]}. Ask an administrator for a role that may.")

    @property
    def currency(self) -> str:
        """The company's currency."""
        from quittance.reports import books

        return books.entity(books.of(self.context)).base_currency

    def do(self, verb: Callable[[Context, In], Out], data: In) -> Out:
        """Carry out a verb."""
        return verb(self.context, data)

    def day(self, text: str, option: str) -> datetime.date:
        """A day from ISO text, "today" or "yesterday"; raises a usage error naming the option."""
        if text in ("", "today"):
            return self.context.today
        if text == "yesterday":
            return self.context.today - datetime.timedelta(days=1)
        try:
            return datetime.date.fromisoformat(text)
        except ValueError:
            raise typer.BadParameter(
                f"{text!r} is not a day. Write it as 2026-03-31.", param_hint=f"--{option}"
            ) from None

    def day_or_none(self, text: str, option: str) -> datetime.date | None:
        """As `day`, with nothing for nothing."""
        return self.day(text, option) if text else None

    def moment(self, text: str, option: str) -> int | None:
        """Microseconds UTC of ISO 8601 text; a bare day means its end, both in the company's time zone."""
        if not text:
            return None
        from quittance.reports import books

        zone = zoneinfo.ZoneInfo(books.entity(books.of(self.context)).timezone)
        try:
            at = datetime.datetime.fromisoformat(text)
        except ValueError:
            raise typer.BadParameter(
                f"{text!r} is not a moment. Write it as 2026-03-31T17:00.", param_hint=f"--{option}"
            ) from None
        if len(text) <= len("2026-03-31"):
            at += datetime.timedelta(days=1, microseconds=-1)
        at = at if at.tzinfo else at.replace(tzinfo=zone)
        return (at - datetime.datetime.fromtimestamp(0, datetime.UTC)) // datetime.timedelta(microseconds=1)


def prepare() -> None:
    """Set Django up; raises `NotReady` when the settings cannot be used."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quittance.settings")
    import django

    try:
        django.setup()
    except (ValueError, OSError) as fault:
        raise faults.NotReady(str(fault), "settings") from None


def check_there() -> None:
    """Raise `NotReady` when the embedded database's file is missing: connecting would make an empty one."""
    from django.db import connection

    name = str(connection.settings_dict["NAME"])
    plain = connection.vendor == "sqlite" and not name.startswith(("file:", ":memory:"))
    if plain and not Path(name).exists():
        raise faults.NotReady(faults.NOT_OPENED.format(where=name))


def sit(asked: Asked) -> Desk:
    """The desk for the options given: a member with --as, else the operator."""
    prepare()
    check_there()
    from quittance.actions import entities, identity

    opened = entities.named(asked.entity) if asked.entity else entities.only()
    if asked.actor:
        context = identity.of_member(opened.tenant_id, asked.actor, "cli")
        context = replace(context, entity_id=opened.entity_id)
    else:
        context = identity.operator(opened.tenant_id, opened.entity_id)
    return Desk(asked, replace(context, key=asked.key, dry_run=asked.dry_run))


Form = Annotated[str, typer.Option("--format", help="table, json or csv.", metavar="FORM")]
Entity = Annotated[str, typer.Option("--entity", envvar=ENTITY, help="The company, where there are several.")]
As = Annotated[str, typer.Option("--as", envvar=ACTOR, help="Email of the person to act as.", metavar="EMAIL")]
Key = Annotated[str, typer.Option("--key", help="Idempotency key: the same key never does it twice.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would happen and write nothing.")]

_ALWAYS: dict[str, tuple[Any, Any]] = {"format": (Form, "table"), "entity": (Entity, ""), "as_": (As, "")}
_WRITING: dict[str, tuple[Any, Any]] = {"key": (Key, ""), "dry_run": (DryRun, False)}


def asks(app: typer.Typer, name: str) -> Callable[[Callable[Concatenate[Desk, P], Answer]], Callable[..., None]]:
    """Declare a command that asks a question."""
    return lambda work: _declare(app, name, work, _ALWAYS)


def does(
    app: typer.Typer, name: str, *verbs: str
) -> Callable[[Callable[Concatenate[Desk, P], Answer]], Callable[..., None]]:
    """Declare a command that carries out one of `verbs`."""
    group = f"{app.info.name} " if isinstance(app.info.name, str) else ""
    COMMANDS.update(dict.fromkeys(verbs, f"{group}{name}"))
    return lambda work: _declare(app, name, work, {**_ALWAYS, **_WRITING})


def check_form(form: str) -> str:
    """One of the forms an answer can take; raises a usage error otherwise."""
    if form not in answers.FORMS:
        raise typer.BadParameter(f"{form!r} is none of {', '.join(answers.FORMS)}.", param_hint="--format")
    return form


def _declare(
    app: typer.Typer, name: str, work: Callable[..., Answer], extra: dict[str, tuple[Any, Any]]
) -> Callable[..., None]:
    @functools.wraps(work)
    def run(**given: Any) -> None:
        shared = {option: given.pop(option) for option in extra}
        asked = Asked(
            check_form(shared["format"]),
            shared["entity"],
            shared["as_"],
            shared.get("key", ""),
            shared.get("dry_run", False),
        )
        with faults.told(asked.form):
            made = work(sit(asked), **given)
            answers.show(made, asked.form, asked.dry_run)
        raise typer.Exit(made.code)

    _sign(run, work, extra)
    app.command(name, rich_help_panel=PANELS.get(name))(run)
    return run


def _sign(run: Callable[..., None], work: Callable[..., Answer], extra: dict[str, tuple[Any, Any]]) -> None:
    """Give `run` the parameters of `work` after its desk, and the shared options."""
    hints = typing.get_type_hints(work, localns={"Context": object, "Books": object}, include_extras=True)
    own = list(inspect.signature(work).parameters.values())[1:]
    parameters = [one.replace(annotation=hints[one.name], kind=inspect.Parameter.KEYWORD_ONLY) for one in own]
    parameters += [
        inspect.Parameter(option, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)
        for option, (kind, default) in extra.items()
    ]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {one.name: one.annotation for one in parameters}
    del run.__wrapped__  # type: ignore[attr-defined]
