"""Who is asking: people, API keys, jobs and the operator, each with the permissions of their roles."""

from __future__ import annotations

import datetime
import hashlib
import json
import secrets
import time
import zoneinfo
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from quittance.actions.command import Actor, Context
from quittance.books import sql
from quittance.rules.duties import PERMISSIONS
from quittance.rules.refusals import SignInNeeded

KEY_PREFIX = "qk"
_MEMBER = (
    "SELECT m.id, m.name, m.roles, e.id, e.timezone, r.name, r.permissions FROM member m "
    "JOIN entity e ON e.tenant_id = m.tenant_id JOIN role r ON r.tenant_id = m.tenant_id "
    "WHERE m.tenant_id = %s AND m.active AND {condition} ORDER BY e.id"
)
_KEY = (
    "SELECT k.id, k.name, k.roles, e.id, e.timezone, r.name, r.permissions FROM api_key k "
    "JOIN entity e ON e.tenant_id = k.tenant_id AND e.id = k.entity_id JOIN role r ON r.tenant_id = k.tenant_id "
    "WHERE k.tenant_id = %s AND k.revoked_at IS NULL AND {condition}"
)


@dataclass(frozen=True, slots=True)
class Secret:
    """A new API key: the text to show once, its digest and a hint to keep."""

    text: str
    digest: str
    hint: str


def now_micros() -> int:
    """This moment in microseconds since 1970, UTC."""
    return time.time_ns() // 1000


def today_in(timezone: str, now: int) -> datetime.date:
    """The business day in an IANA time zone at a moment."""
    return datetime.datetime.fromtimestamp(now / 1e6, zoneinfo.ZoneInfo(timezone)).date()


def operator(tenant_id: int, entity_id: int, face: str = "cli", name: str = "operator") -> Context:
    """The person at the machine, who holds the database file and so may do everything."""
    actor = Actor("operator", 0, name, frozenset(PERMISSIONS))
    return _context(tenant_id, entity_id, actor, face, _zone(tenant_id, entity_id))


def of_user(user_id: int, face: str = "web") -> Context:
    """A signed-in person at the first company they may enter; raises `SignInNeeded` when there is none."""
    seat = sql.row("SELECT tenant_id FROM seat WHERE user_id = %s ORDER BY tenant_id LIMIT 1", [user_id])
    if seat is None:
        raise SignInNeeded("This account has no access to a company. Ask an administrator.")
    return _of_rows(seat[0], sql.rows(_MEMBER.format(condition="m.user_id = %s"), [seat[0], user_id]), "user", face)


def of_member(tenant_id: int, email: str, face: str = "cli") -> Context:
    """A person of a company by email, for the command line; raises `SignInNeeded` when unknown or inactive."""
    found = sql.rows(_MEMBER.format(condition="m.email = %s"), [tenant_id, email.strip().lower()])
    return _of_rows(tenant_id, found, "user", face)


def of_job(context: Context, permissions: Iterable[str]) -> Context:
    """A job that acts for `context`, with the named permissions as far as its person holds them."""
    held = context.actor.permissions & frozenset(permissions)
    actor = Actor("job", context.actor.id, context.actor.name, held)
    return _context(context.tenant_id, context.entity_id, actor, "jobs", _zone(context.tenant_id, context.entity_id))


def of_actor(tenant_id: int, entity_id: int, kind: str, id: int, name: str) -> Context:
    """The identity that asked for a job, with what it may do now; raises `SignInNeeded` when it is gone.

    `id` is a member's or an API key's; the operator has none. A job that another job asked for acts for whoever
    asked first: ids are never the same in two tables.
    """
    found = [] if kind == "key" else sql.rows(_MEMBER.format(condition="m.id = %s"), [tenant_id, id])
    if kind == "operator" or (kind == "job" and not id):
        context = operator(tenant_id, entity_id, "jobs", name)
    elif kind == "key" or (kind == "job" and not found):
        context = _of_rows(tenant_id, sql.rows(_KEY.format(condition="k.id = %s"), [tenant_id, id]), "key", "jobs")
    else:
        context = _of_rows(tenant_id, found, "user", "jobs")
    return of_job(replace(context, entity_id=entity_id), context.actor.permissions)


def guest(tenant_id: int, entity_id: int, actor: Actor, face: str) -> Context:
    """Somebody without a sign-in, who may do no more than the actor says; raises `SignInNeeded` without a company."""
    return _context(tenant_id, entity_id, actor, face, _zone(tenant_id, entity_id))


def of_key(secret: str, face: str = "api") -> Context:
    """The identity of an API key; raises `SignInNeeded` when it is unknown or revoked. One statement."""
    prefix, _, rest = secret.partition("_")
    tenant_text, _, _ = rest.partition("_")
    if prefix != KEY_PREFIX or not (tenant_text.isascii() and tenant_text.isdigit() and len(tenant_text) < 20):
        raise SignInNeeded("This API key is not valid.")
    tenant_id = int(tenant_text)
    if tenant_id >= 2**63:
        raise SignInNeeded("This API key is not valid.")
    return _of_rows(
        tenant_id, sql.rows(_KEY.format(condition="k.digest = %s"), [tenant_id, digest_of(secret)]), "key", face
    )


def new_secret(tenant_id: int) -> Secret:
    """A fresh API key of a tenant; only its digest may be stored."""
    text = f"{KEY_PREFIX}_{tenant_id}_{secrets.token_urlsafe(32)}"
    return Secret(text, digest_of(text), f"…{text[-4:]}")


def digest_of(secret: str) -> str:
    """SHA-256 of a key in hexadecimal; keys hold 256 random bits, so no slow hash is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def permissions_of(names: Iterable[str], roles: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The union of what the named roles allow; `roles` are pairs of name and JSON list."""
    wanted = set(names)
    allowed: set[str] = set()
    for name, permissions in roles:
        if name in wanted:
            allowed |= set(json.loads(permissions))
    return frozenset(allowed)


def _of_rows(tenant_id: int, found: list[tuple[Any, ...]], kind: str, face: str) -> Context:
    if not found:
        raise SignInNeeded("This identity is unknown or no longer active.")
    id, name, roles, entity_id, zone = found[0][:5]
    allowed = permissions_of(json.loads(roles), [(row[5], row[6]) for row in found if row[3] == entity_id])
    return _context(tenant_id, entity_id, Actor(kind, id, name, allowed), face, zone)


def _zone(tenant_id: int, entity_id: int) -> str:
    found = sql.row("SELECT timezone FROM entity WHERE tenant_id = %s AND id = %s", [tenant_id, entity_id])
    if found is None:
        raise SignInNeeded("There is no such company.")
    return str(found[0])


def _context(tenant_id: int, entity_id: int, actor: Actor, face: str, zone: str) -> Context:
    now = now_micros()
    return Context(tenant_id, entity_id, actor, face, today_in(zone, now), now)
