"""A visit: who asks for a page, at which company, and how a view answers; every view is declared through it."""

from __future__ import annotations

import functools
import zoneinfo
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control

from quittance.actions import identity
from quittance.actions.command import Context
from quittance.reports import books as companies
from quittance.reports.books import Books, EntityCard
from quittance.rules.duties import PERMISSIONS, READ
from quittance.rules.refusals import NotAllowed, Refusal
from quittance.web import refused

P = ParamSpec("P")
In = TypeVar("In")
Out = TypeVar("Out")


class Visit:
    """One request of a signed-in person; `context` says who, where and when."""

    def __init__(self, request: HttpRequest, context: Context) -> None:
        self.request = request
        self.context = context

    @property
    def books(self) -> Books:
        """The books that questions are about."""
        return companies.of(self.context)

    @functools.cached_property
    def company(self) -> EntityCard:
        """The company's card; one statement, once a request."""
        return companies.entity(self.books)

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The company's time zone, which decides the day."""
        return zoneinfo.ZoneInfo(self.company.timezone)

    @property
    def wants_part(self) -> bool:
        """True when a script asks for a part of the page it is on: neither a whole page, nor one of the history."""
        asked = getattr(self.request, "htmx", None)
        return asked is not None and bool(asked) and not asked.boosted and not asked.history_restore_request

    def may(self, permission: str) -> bool:
        """True when the person holds the permission; verbs check it again."""
        return permission in self.context.actor.permissions

    def check(self, *permissions: str) -> None:
        """Raise `NotAllowed` unless the person holds one of the permissions."""
        if not any(self.may(one) for one in permissions):
            raise NotAllowed(f"You may not {PERMISSIONS[permissions[0]]}. Ask an administrator for a role that may.")

    def do(self, verb: Callable[[Context, In], Out], data: In, key: str) -> Out:
        """Carry out a verb under the form's idempotency key."""
        return verb(replace(self.context, key=key), data)

    def preview(self, verb: Callable[[Context, In], Out], data: In) -> Out:
        """What a verb would do: carried out and rolled back."""
        return verb(replace(self.context, dry_run=True), data)

    def show(self, template: str, values: dict[str, Any] | None = None, *, status: int = 200) -> HttpResponse:
        """A page; templates also get `visit`, `company`, `today` and the menu from the shell."""
        return render(self.request, template, values or {}, status=status)

    @property
    def identity(self) -> str:
        """Who acts, as it is kept with what a second person must decide."""
        return f"{self.context.actor.kind}:{self.context.actor.id}"

    def go(self, to: str, sentence: str = "", *, undo: str = "", **kwargs: Any) -> HttpResponse:
        """Redirect to a URL name or address after a deed, with a toast; `undo` is an address that takes POST."""
        if sentence:
            messages.success(self.request, sentence, extra_tags=undo)
        answer: HttpResponse = redirect(to, **kwargs)
        return answer


View = Callable[Concatenate[Visit, P], HttpResponseBase]


def page(*permissions: str) -> Callable[[View[P]], Callable[..., HttpResponseBase]]:
    """Declare a view that only shows: GET and HEAD, for people who hold one of `permissions`, by default to read."""
    return lambda view: _declare(view, permissions or (READ,), ("GET", "HEAD"))


def form(*permissions: str) -> Callable[[View[P]], Callable[..., HttpResponseBase]]:
    """Declare a view with a form: GET shows it, POST carries it out."""
    return lambda view: _declare(view, permissions or (READ,), ("GET", "HEAD", "POST"))


def deed(*permissions: str) -> Callable[[View[P]], Callable[..., HttpResponseBase]]:
    """Declare a view that only carries out: POST, behind a button on another page."""
    return lambda view: _declare(view, permissions or (READ,), ("POST",))


def of(request: HttpRequest) -> Visit:
    """The visit of a signed-in person, made once a request; raises `SignInNeeded` without a company to enter."""
    made = getattr(request, "visit", None)
    if made is None:
        assert request.user.pk is not None
        made = Visit(request, identity.of_user(request.user.pk))
        request.visit = made  # type: ignore[attr-defined]
    assert isinstance(made, Visit)
    return made


def _declare(view: View[P], permissions: tuple[str, ...], methods: tuple[str, ...]) -> Callable[..., HttpResponseBase]:
    @functools.wraps(view)
    def run(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method not in methods:
            return refused.wrong_method(request, methods)
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        try:
            visit = of(request)
            visit.check(*permissions)
            response = view(visit, *args, **kwargs)
        except Refusal as refusal:
            response = refused.page(request, refusal)
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)
        return response

    return run
