"""Verbs' inputs and results as canonical JSON text and back: what idempotency compares and stores."""

from __future__ import annotations

import dataclasses
import datetime
import json
import types
import typing
from typing import Any, TypeVar

T = TypeVar("T")

SECRET = {"secret": True}  # nosec B105
"""Metadata of a field that is never written down: a password's hash has no place in commands and events."""


def encode(value: Any) -> str:
    """Canonical JSON of a frozen dataclass of text, whole numbers, days, truth values and tuples of such."""
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def decode(kind: type[T], text: str) -> T:
    """The dataclass that `encode` was given."""
    made: T = _made(kind, json.loads(text))
    return made


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return {field.name: _field(field, value) for field in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, datetime.date):
        return value.isoformat()
    if value is None or isinstance(value, str | bool | int):
        return value
    raise TypeError(f"{type(value).__name__} has no place in a command")


def _field(field: dataclasses.Field[Any], value: Any) -> Any:
    return "…" if field.metadata.get("secret") else _plain(getattr(value, field.name))


def _made(kind: Any, value: Any) -> Any:
    origin = typing.get_origin(kind)
    if origin is typing.Union or origin is types.UnionType:
        inner = [one for one in typing.get_args(kind) if one is not type(None)]
        return None if value is None else _made(inner[0], value)
    if origin is tuple:
        return tuple(_made(typing.get_args(kind)[0], one) for one in value)
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return kind(**{name: _made(hints[name], one) for name, one in value.items()})  # type: ignore[operator]
    return datetime.date.fromisoformat(value) if kind is datetime.date else value
