"""Bodies and query strings read strictly: one JSON object in UTF-8, each name once, no NaN, bounded depth."""

from __future__ import annotations

import json
import re
from typing import Any

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja.parser import Parser

from quittance.api.errors import Refused
from quittance.rules.refusals import Invalid

JSON = "application/json"
MOST_DEPTH = 32
"""Objects and lists within each other."""

_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"?', re.DOTALL)
_BRACKET = re.compile(r"[\[\]{}]")


class StrictParser(Parser):
    """How the framework reads requests."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body's JSON; raises `Refused` or `Invalid`."""
        charset = (request.content_params or {}).get("charset", "utf-8").lower()
        if request.content_type != JSON or charset not in ("utf-8", "utf8"):
            raise Refused("media_type", "Send the body as application/json in UTF-8.")
        return read(request.body)

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """Names with their values; raises `Invalid` when a name is given twice."""
        for name in data:
            if len(data.getlist(name)) != 1 and name not in list_fields:
                raise Invalid("This is given twice. Give it once.", field=name[:60])
        return {name: data.getlist(name) if name in list_fields else data[name] for name in data}


def read(body: bytes) -> Any:
    """The JSON value of a body; raises `Refused` ("malformed") or `Invalid` for a name given twice."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("malformed", "The body is not UTF-8.") from None
    if _depth(text) > MOST_DEPTH:
        raise Refused("malformed", f"The JSON is nested deeper than {MOST_DEPTH} levels.")
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except ValueError as fault:
        said = str(fault) if isinstance(fault, json.JSONDecodeError) else "a number has too many digits"
        raise Refused("malformed", f"The body is not JSON: {said[:120]}.") from None


def _depth(text: str) -> int:
    """The deepest nesting of brackets outside of text; the parser itself would give up at a thousand."""
    deepest = depth = 0
    for sign in _BRACKET.findall(_TEXT.sub("", text)):
        depth += 1 if sign in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name, value in pairs:
        if name in made:
            raise Invalid("This field is given twice. Give it once.", field=name[:60])
        made[name] = value
    return made


def _no_constant(name: str) -> Any:
    raise Refused("malformed", f"{name} is not JSON.")
