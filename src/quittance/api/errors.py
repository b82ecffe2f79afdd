"""Refusals on the wire: problem+json (RFC 9457) with a stable code, a sentence and the field at fault."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from quittance.api import plain
from quittance.rules.refusals import Refusal

MEDIA_TYPE = "application/problem+json"
TYPE = "urn:quittance:problem:{code}"
MOST_FAULTS = 20
"""Faults of one request that are listed; the first is also the problem's own."""

BUSY_SECONDS = 2

HEADERS = {
    "sign_in_needed": {"WWW-Authenticate": 'Bearer realm="quittance"'},
    "busy": {"Retry-After": str(BUSY_SECONDS)},
}
"""Code -> headers that go with it."""

logger = logging.getLogger("quittance.api")


class Code(NamedTuple):
    """What a code means: its HTTP status, a title that never changes, and what a client does about it."""

    status: int
    title: str
    remedy: str


CODES: dict[str, Code] = {
    "malformed": Code(400, "The request cannot be read", "Send one JSON object in UTF-8, each field once."),
    "sign_in_needed": Code(401, "No valid identity", "Send `Authorization: Bearer qk_…` with a key that is in force."),
    "not_allowed": Code(403, "Not permitted", "Ask an administrator for a role that may."),
    "token_missing": Code(403, "CSRF token missing", "Send `X-CSRFToken` from a signed-in browser, or use a key."),
    "not_found": Code(404, "Nothing there", "Check the number or id; other companies' are never found."),
    "unknown_route": Code(404, "No such address", "Look the address up in `openapi.json`."),
    "method_not_allowed": Code(405, "Method not allowed", "Use one of the methods in `Allow`."),
    "conflict": Code(409, "The books have moved on", "Read again, then decide. `field` key: use a new key."),
    "duplicate": Code(409, "Taken already", "Use another number, reference or name."),
    "overallocated": Code(409, "More than is open", "Ask for at most what is open on both sides."),
    "period_locked": Code(409, "The period is locked", "Use a later day, or have the period unlocked."),
    "already_reversed": Code(409, "Taken back before", "Nothing is left to do."),
    "limit_exceeded": Code(409, "Beyond the limit", "Ask for less, or have the limit raised."),
    "rules_broken": Code(409, "Rules would be broken", "Mend what the sentence names, by the ids of the rules."),
    "rate_missing": Code(409, "No exchange rate", "Set a rate for the day, or give `rate`."),
    "length_required": Code(411, "Length unknown", "Send `Content-Length`; a body in chunks is not taken."),
    "changed": Code(412, "Changed meanwhile", "Read it again and repeat with the new `ETag`."),
    "too_large": Code(413, "Too large", "Send less in one request."),
    "media_type": Code(415, "Media type not supported", "Send `Content-Type: application/json`."),
    "invalid": Code(422, "The input breaks a rule", "Correct the named field."),
    "malformed_file": Code(422, "The file cannot be read", "Correct the file at the named place, or ask the bank."),
    "undrawable": Code(422, "The paper cannot be drawn", "Ask for a shorter one, or replace the logo."),
    "refused": Code(422, "Refused", "Read the sentence."),
    "too_many_requests": Code(429, "Too many requests", "Wait as many seconds as `Retry-After` says."),
    "internal": Code(500, "Something went wrong here", "Repeat with the same idempotency key; report the reference."),
    "busy": Code(503, "The database is busy", "Repeat with the same key after `Retry-After` seconds."),
}
"""Every code there is; docs/api.md holds the same list, and a test compares them."""


class Refused(Exception):
    """A refusal of the boundary itself, before any verb: `code` is one of `CODES`."""

    def __init__(self, code: str, sentence: str, *, field: str = "", headers: Mapping[str, str] | None = None) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
        self.field = field
        self.headers = headers or {}


def problem(
    code: str,
    sentence: str,
    *,
    field: str = "",
    faults: Sequence[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """A response that says what was refused."""
    known = CODES[code]
    body: dict[str, Any] = {
        "type": TYPE.format(code=code),
        "title": known.title,
        "status": known.status,
        "code": code,
        "detail": sentence,
        "field": field,
    }
    if faults:
        body["errors"] = [dict(one) for one in faults[:MOST_FAULTS]]
    kept = {"Cache-Control": "no-store", **(headers or {})}
    return HttpResponse(plain.text(body), status=known.status, content_type=MEDIA_TYPE, headers=kept)


def of_refusal(refusal: Refusal) -> HttpResponse:
    """The response for a refusal of a rule or verb."""
    headers = HEADERS.get(refusal.code)
    code = refusal.code if refusal.code in CODES else "refused"
    return problem(code, refusal.sentence, field=refusal.field, headers=headers)


def unknown_route(request: HttpRequest) -> HttpResponse:
    """Any address under /api that is none of ours."""
    return problem("unknown_route", f"There is no {request.path[:200]!r} here. The addresses are in openapi.json.")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler400 under /api: what no address was asked for, such as a host that is not ours."""
    return problem("malformed", "The request cannot be read. Check the host name and the headers.")


def failed(request: HttpRequest) -> HttpResponse:
    """Django's handler500 under /api: a fault outside of every route."""
    return problem("internal", "Something went wrong before the request was read. Repeat it.")


def register(api: NinjaAPI) -> None:
    """Let every exception leave as a problem."""
    answers: list[tuple[type[Exception], Callable[[HttpRequest, Any], HttpResponse]]] = [
        (Refusal, lambda request, fault: of_refusal(fault)),
        (Refused, lambda request, fault: _of_refused(fault)),
        (ValidationError, lambda request, fault: _of_faults(fault)),
        (AuthenticationError, lambda request, fault: _no_identity()),
        (HttpError, lambda request, fault: _of_http(fault)),
        (UnreadablePostError, lambda request, fault: _of_http(fault)),
        (Http404, lambda request, fault: unknown_route(request)),
        (RequestDataTooBig, lambda request, fault: _too_large()),
        (OperationalError, _busy),
        (InterfaceError, _busy),
        (Exception, _internal),
    ]
    for kind, answer in answers:
        api.add_exception_handler(kind, answer)


def _of_refused(refused: Refused) -> HttpResponse:
    return problem(refused.code, refused.sentence, field=refused.field, headers=refused.headers)


def _no_identity() -> HttpResponse:
    said = "Send an API key as `Authorization: Bearer qk_…`, or sign in."
    return problem("sign_in_needed", said, headers=HEADERS["sign_in_needed"])


def _of_http(fault: Exception) -> HttpResponse:
    """What the framework raises while it reads a request; ours is the cause when there is one."""
    cause = fault.__cause__
    if isinstance(cause, Refused):
        return _of_refused(cause)
    if isinstance(cause, Refusal):
        return of_refusal(cause)
    return problem("malformed", "The request cannot be read. Send it again.")


def _too_large() -> HttpResponse:
    return problem("too_large", "The request carries more than one may. Send it in parts.")


def _of_faults(fault: ValidationError) -> HttpResponse:
    faults = [{"field": _place(one["loc"]), "detail": _sentence(one)} for one in fault.errors[:MOST_FAULTS]]
    first = faults[0]
    return problem("invalid", first["detail"], field=first["field"], faults=faults)


def _place(loc: Sequence[str | int]) -> str:
    """Such as lines[2].quantity; the body itself is "body"."""
    inner = [part for part in (loc[2:] if loc[0] == "body" else loc[1:]) if part != "[key]"]
    made = ""
    for part in inner:
        made += f"[{part}]" if isinstance(part, int) else f".{part}" if made else str(part)
    return made[:200] or "body"


_SENTENCES = {
    "extra_forbidden": "There is no such field. Leave it out.",
    "missing": "This is missing.",
    "string_type": "Write it as text.",
    "string_unicode": "This text is not valid Unicode.",
    "bool_type": "Say true or false.",
    "list_type": "Give a list.",
    "model_type": "Give a JSON object.",
    "model_attributes_type": "Give a JSON object.",
}


def _sentence(one: Mapping[str, Any]) -> str:
    """What is wrong with a field and what to do; what the framework says in its own words is made a sentence."""
    context = one.get("ctx", {})
    kind = one["type"]
    if kind == "string_pattern_mismatch":
        control = "\\x00" in str(context.get("pattern", ""))
        return "This holds control characters. Remove them." if control else "This is not written as it must be."
    if kind == "string_too_long":
        return f"At most {context['max_length']} characters."
    if kind == "string_too_short":
        return "Enter something here."
    said = str(one["msg"])
    return _SENTENCES.get(kind) or f"{said[:1].upper()}{said[1:].rstrip('.')}."


def _busy(request: HttpRequest, fault: Exception) -> HttpResponse:
    """The database is locked, away or overrun; a statement that names what is not there is our own fault."""
    if "no such" in str(fault):
        return _internal(request, fault)
    logger.warning("database busy at %s: %s", request.path, fault)
    sentence = "The database could not take this just now. Repeat it with the same Idempotency-Key."
    return problem("busy", sentence, headers=HEADERS["busy"])


def _internal(request: HttpRequest, fault: Exception) -> HttpResponse:
    reference = secrets.token_hex(4)
    logger.error("request %s at %s %s failed", reference, request.method, request.path, exc_info=fault)
    said = "It was carried out as a whole or not at all: repeat it with the same Idempotency-Key."
    return problem("internal", f"{said} The log knows it as {reference}.")
