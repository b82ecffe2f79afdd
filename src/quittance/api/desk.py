"""The desk a request sits at: who asks, under which key; and how routes are declared, for questions and for verbs."""

from __future__ import annotations

import datetime
import functools
import inspect
import typing
import zoneinfo
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import Header, Query, Router
from ninja.params.models import Param
from pydantic import BaseModel, Field, create_model

from quittance.actions import reading
from quittance.actions.command import MOST_KEY_CHARACTERS, Context
from quittance.api import plain
from quittance.api.kinds import Flag
from quittance.reports import books as companies
from quittance.reports.books import Books
from quittance.rules.duties import READ
from quittance.rules.refusals import Invalid

VERBS: dict[str, str] = {}
"""Verb -> method and address of the route that carries it out; a test holds it complete."""

Key = Annotated[
    str | None,
    Field(
        min_length=1,
        max_length=MOST_KEY_CHARACTERS,
        pattern=r"^[\x20-\x7e]*$",
        description="Text of your own, new for each deed. The same key with the same input never does it twice.",
    ),
    Header(None, alias="Idempotency-Key"),
]
Work = Callable[..., Any]
Shape = type[BaseModel] | Callable[[], type[BaseModel]]
"""The documented shape of an answer, or what makes it."""

SHAPES: dict[str, dict[int, Shape]] = {}
"""Name of an operation -> status -> the shape of what it then answers; what it refuses is the same everywhere."""

MEDIA: dict[str, tuple[str, ...]] = {}
"""Name of an operation -> media types it answers with beside JSON, or with nothing else."""


@dataclass(frozen=True, slots=True)
class Desk:
    """An identity at a company, ready to ask questions and to carry out verbs."""

    request: HttpRequest
    context: Context

    @property
    def books(self) -> Books:
        """The books that questions are about; permission was checked before."""
        return companies.of(self.context)

    @property
    def today(self) -> datetime.date:
        """The day in the company's time zone."""
        return self.context.today

    @property
    def currency(self) -> str:
        """The company's currency; one statement."""
        return companies.entity(self.books).base_currency

    def moment(self, text: str | None, field: str) -> int | None:
        """Microseconds UTC of ISO 8601 text; a bare day means its end, both in the company's time zone."""
        if text is None:
            return None
        zone = zoneinfo.ZoneInfo(companies.entity(self.books).timezone)
        try:
            at = datetime.datetime.fromisoformat(text)
            if len(text) == len("2026-03-31"):
                at += datetime.timedelta(days=1, microseconds=-1)
            at = at if at.tzinfo else at.replace(tzinfo=zone)
            return (at - datetime.datetime.fromtimestamp(0, datetime.UTC)) // datetime.timedelta(microseconds=1)
        except (ValueError, OverflowError):
            raise Invalid("That is not a moment. Write it as 2026-03-31T17:00:00Z.", field=field) from None


def asks(
    router: Router, path: str, answer: Shape | None, *, permission: str = READ, media: tuple[str, ...] = ()
) -> Callable[[Work], Work]:
    """Declare a GET route, for identities with `permission` ("" is for all).

    The work takes the desk and its parameters; plain values or a response come back.
    """

    def declare(work: Work) -> Work:
        def run(request: HttpRequest, **given: Any) -> HttpResponseBase:
            _check_names(request, run)
            context: Context = request.auth  # type: ignore[attr-defined]
            if permission:
                reading.check(context, permission)
            made = work(Desk(request, context), **given)
            return made if isinstance(made, HttpResponseBase) else respond(made)

        _sign(run, work, {})
        _declare(router, ("GET", path), {} if answer is None else {200: answer}, work, run)
        if media:
            MEDIA[_name(work)] = media
        return work

    return declare


def does(
    router: Router, method: str, path: str, verb: str, result: Shape, *, status: int = 200
) -> Callable[[Work], Work]:
    """Declare a route that carries out one verb, with `dry_run` and an idempotency key.

    `status` is that of a deed done; a dry run answers 200 with the same shape.
    """
    VERBS.setdefault(verb, f"{method} {path}")

    def declare(work: Work) -> Work:
        def run(request: HttpRequest, *, dry_run: bool, idempotency_key: str | None, **given: Any) -> HttpResponse:
            _check_names(request, run)
            context = replace(request.auth, key=idempotency_key or "", dry_run=dry_run)  # type: ignore[attr-defined]
            made = work(Desk(request, context), **given)
            return respond({**plain.of(made), "dry_run": dry_run}, 200 if dry_run else status)

        more = {"dry_run": (Annotated[Flag, Field(description="Show what would happen and write nothing.")], False)}
        _sign(run, work, {**more, "idempotency_key": (Key, None)})
        _declare(router, (method, path), dict.fromkeys((200, status), result), work, run)
        return work

    return declare


def steps(router: Router, method: str, path: str, answer: Shape, *, status: int = 200) -> Callable[[Work], Work]:
    """Declare a route that prepares a deed and leaves the books as they are: a file laid out, a job asked for.

    It has neither dry run nor key, because doing it again comes to the same.
    """

    def declare(work: Work) -> Work:
        def run(request: HttpRequest, **given: Any) -> HttpResponse:
            _check_names(request, run)
            return respond(work(Desk(request, request.auth), **given), status)  # type: ignore[attr-defined]

        _sign(run, work, {})
        _declare(router, (method, path), {status: answer}, work, run)
        return work

    return declare


def respond(value: Any, status: int = 200, headers: dict[str, str] | None = None) -> HttpResponse:
    """Plain values as a JSON response."""
    return HttpResponse(plain.text(plain.of(value)), status=status, content_type="application/json", headers=headers)


def result_of(kind: type) -> Shape:
    """The documented shape of a verb's result, made when the document is."""
    return functools.partial(_result, kind)


@functools.cache
def _result(kind: type) -> type[BaseModel]:
    said = Annotated[bool, Field(description="True when nothing was written.")]
    return create_model(kind.__name__, __base__=plain.model_of(kind), __doc__=kind.__doc__, dry_run=(said, ...))


def _declare(
    router: Router, where: tuple[str, str], shapes: dict[int, Shape], work: Work, run: Callable[..., Any]
) -> None:
    """Tell the framework of a route; shapes are kept for the document, for answers are plain values."""
    sentence, _, rest = inspect.cleandoc(work.__doc__ or "").partition("\n")
    SHAPES[_name(work)] = shapes
    router.api_operation(
        [where[0]],
        where[1],
        response=None,
        operation_id=_name(work),
        summary=sentence.rstrip("."),
        description=rest.strip() or None,
        tags=[_name(work).partition(".")[0]],
    )(run)


def _name(work: Work) -> str:
    return f"{work.__module__.rpartition('.')[2]}.{work.__name__}"


def _sign(run: Callable[..., Any], work: Work, more: dict[str, tuple[Any, Any]]) -> None:
    """Give `run` the parameters of `work` after its desk, behind the request, and those in `more`."""
    hints = typing.get_type_hints(work, include_extras=True)
    own = list(inspect.signature(work).parameters.values())[1:]
    made = [inspect.Parameter("request", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=HttpRequest)]
    made += [_parameter(one.name, hints[one.name], one.default) for one in own]
    made += [_parameter(name, kind, default) for name, (kind, default) in more.items()]
    run.__name__, run.__module__ = work.__name__, work.__module__
    run.__signature__ = inspect.Signature(made)  # type: ignore[attr-defined]
    run.__annotations__ = {one.name: one.annotation for one in made}


def _parameter(name: str, kind: Any, default: Any) -> inspect.Parameter:
    """A parameter as the framework wants it: the description of its kind stands with the default."""
    parts: tuple[Any, ...] = getattr(kind, "__metadata__", ())
    said = next((one.description for one in parts if getattr(one, "description", None)), None)
    if said and default is not inspect.Parameter.empty and not isinstance(parts[-1], Param):
        default = Query(default, description=said)  # type: ignore[type-arg]
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=kind, default=default)


def _check_names(request: HttpRequest, run: Callable[..., Any]) -> None:
    """Raise `Invalid` for a query parameter that the route does not have."""
    known: set[str] = set()
    for model in run._ninja_operation.models:  # type: ignore[attr-defined]
        if model.__ninja_param_source__ == "query":
            known |= set(model.__ninja_flatten_map__)
    unknown = sorted(set(request.GET) - known)
    if unknown:
        raise Invalid("There is no such parameter. Leave it out.", field=unknown[0][:60])
