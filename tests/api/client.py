"""A client of the API as the tests use it: a company, a key, and requests with what came back."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from quittance.actions import identity, users
from quittance.actions.command import Context
from quittance.rules import duties
from tests import factories, served

HOME = "/api/v1"
EVERYTHING = tuple(role.name for role in duties.ROLES)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: `body` is the JSON where there is any, `text` what was sent."""

    status: int
    body: Any
    text: str
    headers: dict[str, str]

    @property
    def code(self) -> str:
        """The code of the problem, "" where there is none."""
        return str(self.body.get("code", "")) if isinstance(self.body, dict) else ""

    @property
    def field(self) -> str:
        """The field at fault."""
        return str(self.body["field"])


@dataclass(slots=True)
class Api:
    """Requests under one key; `context` is the company's operator, for building states through the verbs."""

    context: Context
    secret: str
    client: Client = field(default_factory=served.client)

    def get(self, path: str, **query: Any) -> Answer:
        """A question."""
        return self.ask("GET", path, query=query)

    def post(self, path: str, body: Any = None, *, key: str = "", **query: Any) -> Answer:
        """A deed; `dry_run="true"` among the query writes nothing."""
        return self.ask("POST", path, body, key=key, query=query)

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        key: str = "",
        query: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """Any request; a body that is text is sent as it is."""
        given = {"Authorization": f"Bearer {self.secret}"} if self.secret else {}
        if key:
            given["Idempotency-Key"] = key
        data = body if isinstance(body, str | bytes) else "" if body is None else json.dumps(body)
        response = self.client.generic(
            method,
            f"{HOME}{path}",
            data,
            content_type="application/json",
            headers={**given, **(headers or {})},
            query_params={name: str(value) for name, value in (query or {}).items()},
        )
        return answer_of(response)


def answer_of(response: Any) -> Answer:
    """What a response of the test client holds, streamed or not."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    text = content.decode(errors="replace")
    kind = response.headers.get("Content-Type", "")
    return Answer(response.status_code, json.loads(text) if "json" in kind else None, text, dict(response.headers))


def company(*roles: str, name: str = "Practice Ltd") -> Api:
    """A fresh company with a key of these roles, of all when none is named."""
    context = factories.company(name)
    return Api(context, key_of(context, *(roles or EVERYTHING)))


def key_of(context: Context, *roles: str, name: str = "till") -> str:
    """The secret of a new key of the company."""
    secret = identity.new_secret(context.tenant_id)
    users.create_key(context, users.CreateKey(name, roles, secret.digest, secret.hint))
    return secret.text
