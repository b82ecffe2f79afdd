"""The document: the committed one is the served one, and it tells what the framework cannot know."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from quittance.api import described
from quittance.api.app import api as served
from quittance.api.errors import CODES
from tests.api import openapi
from tests.api.client import HOME, answer_of

KEPT = Path(__file__).resolve().parents[2] / "docs" / "openapi.json"


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    """Path, method and description of every operation."""
    paths = json.loads(openapi.document())["paths"]
    return [(path, method, one) for path, methods in paths.items() for method, one in methods.items()]


@pytest.mark.django_db
def test_the_kept_document_is_the_served_one() -> None:
    found = answer_of(Client().get(f"{HOME}/openapi.json"))
    assert (found.status, found.body["openapi"]) == (200, "3.1.0")
    assert found.text.encode() == openapi.document() == described.served(served)
    assert KEPT.read_text() == found.text, "run: make openapi"


@pytest.mark.django_db
def test_the_document_is_read_and_not_written() -> None:
    found = answer_of(Client().post(f"{HOME}/openapi.json"))
    assert (found.status, found.headers["Allow"]) == (405, "GET, HEAD")


def test_every_operation_is_said_in_words_and_has_a_name_of_its_own() -> None:
    names = [one["operationId"] for _, _, one in operations()]
    assert len(set(names)) == len(names)
    for path, method, one in operations():
        assert one["summary"] and not one["summary"].endswith("."), (path, method)
        assert one["security"] == [{"ApiKey": []}, {"Session": []}]


def test_every_operation_lists_the_problems_it_may_answer() -> None:
    known = {str(code.status) for code in CODES.values()}
    for path, method, one in operations():
        said = set(one["responses"])
        problems = {"401", "403", "404", "422", "429", "500", "503"}
        if method != "get":
            problems |= {"400", "409", "411", "413", "415"}
        assert problems <= said <= known | {"200", "201", "202"}, (path, method)
    assert set(json.loads(openapi.document())["components"]["responses"]) == known


STEPS = (
    ("/api/v1/imports/files/{file_id}/mapping", "put"),
    ("/api/v1/imports/files/{file_id}/guess", "post"),
    ("/api/v1/imports/{import_id}/check", "post"),
    ("/api/v1/imports/{import_id}", "delete"),
    ("/api/v1/bank-layouts", "post"),
    ("/api/v1/mailbox/test", "post"),
    ("/api/v1/mailbox/fetch", "post"),
)
"""What prepares a deed and leaves the books as they are: done again, it comes to the same."""


def test_every_write_takes_a_dry_run_and_a_key() -> None:
    for path, method, one in operations():
        if (path, method) in STEPS:
            continue
        names = {(part["in"], part["name"]) for part in one["parameters"]}
        wanted = {("query", "dry_run"), ("header", "Idempotency-Key")}
        assert (wanted <= names) == (method != "get"), (path, method)


def bounded(schema: dict[str, Any]) -> bool:
    """A text that has an end, a number between two others."""
    if schema["type"] == "integer":
        return {"minimum", "maximum"} <= set(schema)
    endless = re.search(r"[*+]|[0-9],}", schema.get("pattern", "*"))
    return schema["type"] == "boolean" or bool({"enum", "maxLength", "format"} & set(schema)) or endless is None


def test_no_parameter_is_without_bounds_and_no_amount_is_a_number() -> None:
    parameters = [(path, part) for path, _, one in operations() for part in one["parameters"]]
    assert [(path, part["name"]) for path, part in parameters if not bounded(part["schema"])] == []
    assert "anyOf" not in json.dumps(parameters)
    assert not re.search(r'"type": "number"', openapi.document().decode())


def test_bodies_refuse_fields_they_do_not_know() -> None:
    schemas = json.loads(openapi.document())["components"]["schemas"]
    for path, method, one in operations():
        content = one.get("requestBody", {}).get("content", {})
        for kind, body in content.items():
            if kind == "application/json":
                assert schemas[body["schema"]["$ref"].rsplit("/", 1)[1]]["additionalProperties"] is False, (
                    path,
                    method,
                )


def test_every_shape_has_a_name_of_its_own_and_is_used() -> None:
    text = openapi.document().decode()
    schemas = json.loads(text)["components"]["schemas"]
    assert [name for name in schemas if "__" in name or "-" in name] == [], "two models share a name"
    used = set(re.findall(r'"#/components/schemas/([^"]+)"', text))
    assert used == set(schemas)


def test_every_answer_is_described() -> None:
    for path, method, one in operations():
        for status, answer in one["responses"].items():
            if status < "300":
                assert answer["content"], (path, method)
