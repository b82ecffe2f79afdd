"""Kinds of values that cross the boundary: texts, amounts, days, ids and flags, each strict and bounded."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

MOST_ID = 2**63 - 1
MOST_OFFSET = 10_000_000
MOST_LINES = 5_000
MOST_SHARES = 2_000
MOST_ROLES = 50
MOST_PERMISSIONS = 200

PLAIN = r"^[^\x00-\x1f\x7f]*$"
LONG = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"
DECIMAL = r"^[0-9]{1,16}(\.[0-9]{1,6})?$"
DECIMAL_OR_NOTHING = r"^([0-9]{1,16}(\.[0-9]{1,6})?)?$"
SIGNED = r"^-?[0-9]{1,12}(\.[0-9]{1,6})?$"
AMOUNT_SHOWN = r"^-?[0-9]+(\.[0-9]+)?$"
ID = r"^[1-9][0-9]{0,18}$"

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ID = re.compile(ID)
_WHOLE = re.compile(r"(0|[1-9][0-9]{0,9})")


class Given(BaseModel):
    """A request body: fields that are not named are refused, and nothing is converted silently."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    def fields(self, *left_out: str) -> dict[str, Any]:
        """What was given, without what is null, so that the verb's own defaults stand for the rest."""
        return {
            name: getattr(self, name)
            for name in self.model_fields_set
            if name not in left_out and getattr(self, name) is not None
        }


class Shown(BaseModel):
    """An answer as the document describes it; answers themselves are plain values, so it is built only for that."""

    model_config = ConfigDict(defer_build=True)


def _decimal(value: object) -> object:
    if isinstance(value, str):
        return value
    raise PydanticCustomError("decimal", 'Write it as text, such as "1234.50": a JSON number cannot hold cents.')


def _day(value: object) -> datetime.date:
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("day", "Write the day as text, such as 2026-03-31.")


def _id(value: object) -> int:
    if isinstance(value, str) and _ID.fullmatch(value) and int(value) <= MOST_ID:
        return int(value)
    raise PydanticCustomError("id", "An id is text of digits, as an answer of this API gave it.")


def _whole(value: object) -> int:
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        return int(value)
    raise PydanticCustomError("whole", "Give a whole number in digits.")


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if value in ("true", "false"):
        return value == "true"
    raise PydanticCustomError("flag", "Say true or false.")


Code = Annotated[str, Field(max_length=3, pattern=r"^[A-Za-z]{3}$", description="ISO 4217 code, such as EUR.")]
Country = Annotated[str, Field(pattern=r"^([A-Za-z]{2})?$", description="ISO 3166-1 alpha-2, such as NL.")]
Number = Annotated[str, Field(min_length=1, max_length=64, pattern=PLAIN)]
Reference = Annotated[str, Field(min_length=1, max_length=128, pattern=PLAIN)]
Name = Annotated[str, Field(min_length=1, max_length=300, pattern=PLAIN)]
Text = Annotated[str, Field(max_length=300, pattern=PLAIN)]
LongText = Annotated[str, Field(max_length=2_000, pattern=LONG)]
Street = Annotated[str, Field(max_length=300, pattern=LONG, description="One to four lines.")]
Reason = Annotated[str, Field(min_length=1, max_length=300, pattern=LONG, description="Why; it is kept.")]
Email = Annotated[str, Field(max_length=254, pattern=PLAIN)]

Decimal = Annotated[
    str, Field(pattern=DECIMAL, description="Decimal text, such as 1234.50."), BeforeValidator(_decimal)
]
DecimalOrNothing = Annotated[
    str,
    Field(pattern=DECIMAL_OR_NOTHING, description="Decimal text; empty text takes it away."),
    BeforeValidator(_decimal),
]
SignedDecimal = Annotated[str, Field(pattern=SIGNED), BeforeValidator(_decimal)]
Day = Annotated[datetime.date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Id = Annotated[int, BeforeValidator(_id), WithJsonSchema({"type": "string", "pattern": ID})]
Flag = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"type": "boolean"})]
Limit = Annotated[int, Field(ge=1, le=200, description="Rows of a page."), BeforeValidator(_whole)]
WideLimit = Annotated[int, Field(ge=1, le=1_000, description="Rows of a page."), BeforeValidator(_whole)]
Year = Annotated[int, Field(ge=1970, le=2199), BeforeValidator(_whole)]
Offset = Annotated[int, Field(ge=0, le=MOST_OFFSET, description="Rows to leave out."), BeforeValidator(_whole)]
Search = Annotated[str, Field(max_length=200, pattern=PLAIN)]
Cursor = Annotated[
    str, Field(max_length=3_000, pattern=r"^[A-Za-z0-9_-]*$", description="`next` of the page before; opaque.")
]
Moment = Annotated[
    str,
    Field(
        min_length=10,
        max_length=40,
        pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[0-9T:.+Z-]*$",
        description="ISO 8601. A bare day means its end, a moment without offset the company's time zone.",
    ),
]
Edges = Annotated[
    str,
    Field(max_length=200, pattern=r"^[0-9]{1,5}(,[0-9]{1,5})*$", description="Days past due at which buckets end."),
]
Form = Literal["json", "csv"]

AmountShown = Annotated[str, Field(pattern=AMOUNT_SHOWN, description="Decimal text.")]
IdShown = Annotated[str, Field(pattern=ID)]
DayShown = Annotated[str, WithJsonSchema({"type": "string", "format": "date"})]
MomentShown = Annotated[str, WithJsonSchema({"type": "string", "format": "date-time"})]
