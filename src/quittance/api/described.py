"""The OpenAPI 3.1 document: what the framework derives, with the problems, bounds and forms it cannot know."""

from __future__ import annotations

import functools
import http.client
from typing import Any

from ninja import NinjaAPI
from pydantic import BaseModel, Field
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from quittance.api import plain
from quittance.api.desk import MEDIA, SHAPES, Shape
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
    shown, schemas = _shapes()
    components["schemas"] = dict(sorted({**components["schemas"], **schemas}.items()))
    components["responses"] = {str(status): _response(status) for status in sorted({c.status for c in CODES.values()})}
    _untitled(components)
    for methods in made["paths"].values():
        for method, operation in methods.items():
            operation["responses"] = _answers(operation["operationId"], shown) | _problems(method, operation)
            for parameter in operation["parameters"]:
                _without_null(parameter)
    return made


@functools.cache
def served(api: NinjaAPI) -> bytes:
    """The document as it is served and as docs/openapi.json holds it."""
    return plain.pretty(document(api)).encode()


def _shapes() -> tuple[dict[type[BaseModel], dict[str, Any]], dict[str, Any]]:
    """A reference to each shape of an answer, and the definitions behind them."""
    models = {_made(shape): None for shapes in SHAPES.values() for shape in shapes.values()} | {Problem: None}
    asked: list[tuple[type[BaseModel], JsonSchemaMode]] = [(model, "serialization") for model in models]
    keys, schema = models_json_schema(asked, ref_template="#/components/schemas/{model}")
    return {model: keys[model, "serialization"] for model in models}, schema["$defs"]


def _made(shape: Shape) -> type[BaseModel]:
    return shape if isinstance(shape, type) else shape()


def _answers(name: str, shown: dict[type[BaseModel], dict[str, Any]]) -> dict[str, Any]:
    """What an operation answers when it refuses nothing."""
    made: dict[str, Any] = {}
    for status, shape in sorted(SHAPES[name].items()):
        content = {"application/json": {"schema": shown[_made(shape)]}}
        made[str(status)] = {"description": http.client.responses[status], "content": content}
    for kind in MEDIA.get(name, ()):
        empty: dict[str, Any] = {"description": "OK", "content": {}}
        text = {"schema": {"type": "string"}} if kind.startswith("text/") else {}
        made.setdefault("200", empty)["content"][kind] = text
    return made


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


def _problems(method: str, operation: dict[str, Any]) -> dict[str, Any]:
    """What an operation may refuse."""
    statuses = set(_READ if method == "get" else _WRITE)
    if any(one["name"] == "If-Match" for one in operation["parameters"]):
        statuses.add(412)
    return {str(status): {"$ref": f"#/components/responses/{status}"} for status in sorted(statuses)}


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
