"""A person at a browser: signed in, asking for pages and sending forms as a browser would."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.test import Client

from quittance.actions.command import Context
from quittance.books.people import Member
from tests import factories, served

BACKEND = "django.contrib.auth.backends.ModelBackend"
ROLES = ("clerk", "collector", "credit_manager", "controller", "sales", "auditor", "administrator")


@dataclass
class Person:
    """A member of a company with a session; `last` is the page that was shown last."""

    context: Context
    client: Client = field(default_factory=served.client)
    last: str = ""

    def get(self, path: str, **query: str) -> HttpResponse:
        """A page."""
        return self._kept(self.client.get(path, query))

    def text(self, path: str) -> str:
        """What a page says."""
        self.get(path)
        return text_of(self.last)

    def part(self, path: str) -> str:
        """What the part of a page says that its script asks for."""
        self._kept(self.client.get(path, headers={"HX-Request": "true"}))
        return text_of(self.last)

    def post(self, path: str, **fields: Any) -> HttpResponse:
        """A form, sent with what it holds; without `key` a fresh one is made by the server."""
        return self._kept(self.client.post(path, fields))

    def follow(self, path: str, **fields: Any) -> HttpResponse:
        """A form, and the page it leads to."""
        return self._kept(self.client.post(path, fields, follow=True))

    def _kept(self, response: Any) -> HttpResponse:
        self.last = "" if response.streaming else response.content.decode(errors="replace")
        assert isinstance(response, HttpResponse) or response.streaming
        made: HttpResponse = response
        return made


def person(company: Context, *roles: str) -> Person:
    """Somebody new in the company who holds these roles, signed in."""
    context = factories.member(company, *roles)
    return Person(context, sign_in(context))


def sign_in(context: Context) -> Client:
    """A client with a session of the member, written as signing in leaves it."""
    member = Member.objects.get(tenant_id=context.tenant_id, id=context.actor.id)
    user = get_user_model().objects.get(pk=member.user_id)
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    client = served.client()
    client.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)
    return client


def text_of(page: str) -> str:
    """What a page says, without markup, spaces as one."""
    plain = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", plain))).strip()


def body_of(response: Any) -> bytes:
    """All bytes of an answer, streamed or not."""
    return b"".join(response.streaming_content) if response.streaming else response.content
