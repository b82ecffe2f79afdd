"""The OpenAPI 3.1 document: what the framework derives, with the problems, bounds and forms it cannot know."""

from __future__ import annotations

import functools
from typing import Any

from ninja import NinjaAPI
from pydantic import BaseModel, Field

from quittance.api import plain
from quittance.api.errors import CODES, MEDIA_TYPE

PREFIX = "/api/v1/"
_READ = (401, 403, 404, 422, 429, 500, 503)
_WRITE = (400, 401, 403, 404, 409, 411, 413, 415, 422, 429, 500, 503)


class Fault(BaseModel):
    """One field at fault and what to do about it."""

    field: str
    detail: str


class Problem(BaseModel):
    """What was refused and why (RFC 9457); `code` is stable, `field` names the input at fault or is empty."""

    type: str
    title: str
    status: int
    code: str = Field(json_schema_extra={"enum": [*sorted(CODES)]})
    detail: str
    field: str
    errors: list[Fault] = Field(default=[], description="All fields at fault, when several are.")


@functools.cache
def document(api: NinjaAPI) -> dict[str, Any]:
    """The document as plain JSON values; made once a process."""
    made: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=PREFIX))
    made.pop("servers", None)
    components = made["components"]
    components["schemas"] |= _problem_schemas()
    components["schemas"] = dict(sorted(components["schemas"].items()))
    components["responses"] = {str(status): _response(status) for status in sorted({c.status for c in CODES.values()})}
    _untitled(components)
    for path, methods in made["paths"].items():
        for method, operation in methods.items():
            _finish(path, method, operation)
    return made


@functools.cache
def served(api: NinjaAPI) -> bytes:
    """The document as it is served and as docs/openapi.json holds it."""
    return plain.pretty(document(api)).encode()


def _problem_schemas() -> dict[str, Any]:
    made = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    inner: dict[str, Any] = made.pop("$defs")
    return {**inner, "Problem": made}


def _response(status: int) -> dict[str, Any]:
    codes = [code for code, known in CODES.items() if known.status == status]
    schema = {"$ref": "#/components/schemas/Problem"}
    made: dict[str, Any] = {
        "description": "; ".join(f"{code}: {CODES[code].title}" for code in codes),
        "content": {MEDIA_TYPE: {"schema": schema}},
    }
    if status in (429, 503):
        made["headers"] = {"Retry-After": {"schema": {"type": "string", "pattern": "^[0-9]+$"}}}
    return made


def _finish(path: str, method: str, operation: dict[str, Any]) -> None:
    responses = operation["responses"]
    if operation.pop("x-csv", False):
        responses[200].setdefault("content", {})["text/csv"] = {"schema": {"type": "string"}}
    statuses = set(_READ if method == "get" else _WRITE)
    if any(one["name"] == "If-Match" for one in operation["parameters"]):
        statuses.add(412)
    for status in sorted(statuses):
        responses[status] = {"$ref": f"#/components/responses/{status}"}
    operation["responses"] = {str(status): responses[status] for status in sorted(responses)}
    for parameter in operation["parameters"]:
        _without_null(parameter)


def _untitled(value: Any) -> None:
    """Take away the titles that only repeat a field's name."""
    if isinstance(value, dict):
        if isinstance(value.get("title"), str):
            del value["title"]
        for one in value.values():
            _untitled(one)
    elif isinstance(value, list):
        for one in value:
            _untitled(one)


def _without_null(parameter: dict[str, Any]) -> None:
    """A parameter that is left out is not null: there is no null in an address or a header."""
    schema = parameter["schema"]
    parts = [one for one in schema.get("anyOf", ()) if one.get("type") != "null"]
    if len(parts) == 1:
        del schema["anyOf"]
        schema.update(parts[0])
    if schema.get("default", "") is None:
        del schema["default"]
    schema.pop("title", None)
    described = schema.pop("description", None)
    if described:
        parameter["description"] = described
