"""Verbs' inputs and results as canonical JSON text and back: what idempotency compares and stores."""

from __future__ import annotations

import dataclasses
import datetime
import json
import re
import types
import typing
from typing import Any, TypeVar

from quittance.rules.refusals import Invalid

T = TypeVar("T")

_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")

SECRET = {"secret": True}
"""Metadata of a field that is never written down: a password's hash has no place in commands and events."""

CARRIED = {"secret": True, "carried": True}
"""Metadata of a field that goes along and is not written down: a file's bytes, and what was read from them."""


def encode(value: Any) -> str:
    """Canonical JSON of a frozen dataclass of text, whole numbers, days, truth values and tuples of such."""
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def decode(kind: type[T], text: str) -> T:
    """The dataclass that `encode` was given."""
    made: T = _made(kind, json.loads(text))
    return made


def check(value: Any, field: str = "") -> None:
    """Raise `Invalid` for a float, another stranger, or text that no database takes (NUL, half a character)."""
    if dataclasses.is_dataclass(value):
        for one in dataclasses.fields(value):
            if not one.metadata.get("carried"):
                check(getattr(value, one.name), f"{field}.{one.name}" if field else one.name)
    elif isinstance(value, tuple | list):
        for n, inner in enumerate(value, start=1):
            check(inner, f"{field}[{n}]")
    else:
        _check_one(value, field)


def _check_one(value: Any, field: str) -> None:
    if isinstance(value, str) and _UNWRITABLE.search(value):
        raise Invalid("This holds characters that cannot be kept. Remove them.", field=field)
    if isinstance(value, float):
        raise Invalid('Write the amount as text, such as "1234.50": a float cannot hold cents.', field=field)
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        raise Invalid("This number is too large.", field=field)
    if not (value is None or isinstance(value, str | int) or type(value) is datetime.date):
        raise Invalid(f"{type(value).__name__} has no place here. Give text, a whole number or a day.", field=field)


def described(value: Any, most: int) -> Any:
    """Whatever was given, as far as JSON can say it, and at most so many characters of it."""
    said = json.dumps(_plain(value, lenient=True), ensure_ascii=True)
    return json.loads(said) if len(said) <= most else {"characters": len(said), "begins": said[:most]}


def _plain(value: Any, lenient: bool = False) -> Any:
    if dataclasses.is_dataclass(value):
        return {one.name: _field(one, value, lenient) for one in dataclasses.fields(value) if not _unsaid(one, value)}
    if isinstance(value, tuple | list):
        return [_plain(one, lenient) for one in value]
    if isinstance(value, datetime.date):
        return value.isoformat()
    if lenient and isinstance(value, str):
        return _UNWRITABLE.sub("\ufffd", value)
    if value is None or isinstance(value, str | bool | int):
        return value
    if lenient:
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in a command")


def _unsaid(field: dataclasses.Field[Any], value: Any) -> bool:
    """A field younger than its verb, at its default: keys that were used before it came still fit."""
    return bool(field.metadata.get("later")) and getattr(value, field.name) == field.default


def _field(field: dataclasses.Field[Any], value: Any, lenient: bool) -> Any:
    return "…" if field.metadata.get("secret") else _plain(getattr(value, field.name), lenient)


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
