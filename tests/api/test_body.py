"""Bodies are read strictly: JSON in UTF-8, every name once, no NaN, no bottomless nesting, no runaway numbers."""

from __future__ import annotations

import pytest

from quittance.api import body
from quittance.api.errors import Refused
from quittance.rules.refusals import Invalid
from tests.api.client import Api

MALFORMED = {
    "nothing of JSON": b"hello",
    "cut short": b'{"name": "Ada"',
    "not UTF-8": b'{"name": "\xff"}',
    "UTF-16": '{"name": "Ada"}'.encode("utf-16"),
    "a byte order mark": b'\xef\xbb\xbf{"name": "Ada"}',
    "NaN": b'{"name": NaN}',
    "Infinity": b'{"name": -Infinity}',
    "a number of 10,000 digits": b'{"name": ' + b"9" * 10_000 + b"}",
    "nested a thousand deep": b'{"name": ' + b"[" * 1_000 + b"]" * 1_000 + b"}",
    "nested a million deep": b"[" * 1_000_000,
    "two values": b'{"name": "Ada"} {}',
    "a control character in text": b'{"name": "A\x00da"}',
}


@pytest.mark.parametrize("which", MALFORMED)
def test_what_is_not_plain_json_is_malformed(which: str) -> None:
    with pytest.raises(Refused) as refused:
        body.read(MALFORMED[which])
    assert refused.value.code == "malformed"


def test_a_name_given_twice_is_refused_by_name() -> None:
    with pytest.raises(Invalid) as refused:
        body.read(b'{"a": {"amount": "1.00", "amount": "2.00"}}')
    assert refused.value.field == "amount"


def test_brackets_in_text_are_no_nesting() -> None:
    assert body.read(b'{"name": "[[[[[\\"{{{{{"}' + b" " * 10) == {"name": '[[[[["{{{{{'}
    assert body.read(b"[" * body.MOST_DEPTH + b"]" * body.MOST_DEPTH) != []
    with pytest.raises(Refused):
        body.read(b"[" * (body.MOST_DEPTH + 1) + b"]" * (body.MOST_DEPTH + 1))


@pytest.mark.django_db
@pytest.mark.parametrize("which", MALFORMED)
def test_a_malformed_body_reaches_no_verb(api: Api, which: str) -> None:
    found = api.ask("POST", "/customers", MALFORMED[which])
    assert (found.status, found.code) == (400, "malformed")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "kind",
    ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin-1", "application/xml", ""],
)
def test_another_media_type_is_refused(api: Api, kind: str) -> None:
    found = api.ask("POST", "/customers", '{"name": "Ada"}', headers={"Content-Type": kind})
    assert (found.status, found.code) == (415, "media_type")


@pytest.mark.django_db
def test_a_parameter_given_twice_or_unknown_is_refused(api: Api) -> None:
    assert api.get("/customers?limit=1&limit=2").field == "limit"
    assert api.get("/customers?as-of=2026-01-01").field == "as-of"
    assert api.ask("POST", "/customers?dryrun=true", {"name": "Ada"}).field == "dryrun"
    assert len(api.get("/customers").body["rows"]) == 1
