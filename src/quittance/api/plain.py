"""Frozen values as JSON: ids and amounts as text, because both pass what a JSON number keeps exactly."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import json
import typing
from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import BaseModel, create_model

from quittance.api.kinds import AmountShown, DayShown, IdShown
from quittance.rules import currency as currencies
from quittance.rules import money

T = TypeVar("T")

AMOUNTS = frozenset({"amount", "total", "open", "unapplied"})
"""Fields of results that hold decimal text."""


def of(value: Any, name: str = "") -> Any:
    """A frozen value as plain JSON values; whole numbers under the name of an id become text."""
    if dataclasses.is_dataclass(value):
        return {field.name: of(getattr(value, field.name), field.name) for field in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {key: of(one, str(key)) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [of(one, name) for one in value]
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool) and is_id(name):
        return str(value)
    return value


def text(value: Any) -> str:
    """JSON text of plain values; NaN has none."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def pretty(value: Any) -> str:
    """As `text`, on lines, for people who compare versions."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def amount(minor: int, currency: str) -> str:
    """Decimal text of minor units."""
    return money.write(minor, currency)


def amounts(currency: str) -> Callable[[int], str]:
    """`amount` for many amounts of one currency, at a third of its time."""
    places = currencies.exponent(currency)
    if places == 0:
        return str
    unit, shape = 10**places, f"%d.%0{places}d"

    def write(minor: int) -> str:
        text: str = shape % divmod(abs(minor), unit)
        return text if minor >= 0 else f"-{text}"

    return write


class Days(dict[datetime.date, str]):
    """ISO text of days, each written once: `days[day]`."""

    def __missing__(self, day: datetime.date) -> str:
        written = self[day] = day.isoformat()
        return written


def moment(micros: int) -> str:
    """ISO 8601 in UTC of microseconds since 1970, to the microsecond."""
    at = datetime.datetime.fromtimestamp(0, datetime.UTC) + datetime.timedelta(microseconds=micros)
    return at.isoformat().replace("+00:00", "Z")


def is_id(name: str) -> bool:
    """True for names of fields that hold ids."""
    return name in ("id", "ids", "entry") or name.endswith(("_id", "_ids"))


@functools.cache
def model_of(kind: type) -> type[BaseModel]:
    """The documented shape of a frozen dataclass as `of` writes it."""
    hints = typing.get_type_hints(kind)
    fields = {field.name: (_shape(hints[field.name], field.name), ...) for field in dataclasses.fields(kind)}
    return create_model(kind.__name__, __doc__=kind.__doc__, **fields)  # type: ignore[call-overload, no-any-return]


def _shape(kind: Any, name: str) -> Any:
    origin, inside = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple:
        return list[_shape(inside[0], name)]  # type: ignore[misc]
    if type(None) in inside:
        held = next(one for one in inside if one is not type(None))
        return _shape(held, name) | None
    if dataclasses.is_dataclass(kind):
        return model_of(typing.cast(type, kind))
    if kind is datetime.date:
        return DayShown
    if kind is int and is_id(name):
        return IdShown
    return AmountShown if kind is str and name in AMOUNTS else kind
