"""Every refusal is a problem: its code, its status, its field, whatever went wrong and wherever."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.db import OperationalError
from django.test import Client

from quittance.actions import customers
from quittance.api import errors
from quittance.rules import refusals
from quittance.rules.refusals import Refusal
from tests.api.client import HOME, Api, answer_of

DOCS = Path(__file__).resolve().parents[2] / "docs" / "api.md"


def every_refusal() -> list[type[Refusal]]:
    """Every kind of refusal there is."""
    found = [Refusal]
    for kind in found:
        found += kind.__subclasses__()
    return [kind for kind in found if kind.__module__ == refusals.__name__]


def test_every_kind_of_refusal_has_its_status() -> None:
    assert {kind.code for kind in every_refusal()} <= set(errors.CODES)
    assert all(400 <= known.status < 600 for known in errors.CODES.values())


def test_the_page_of_the_docs_lists_every_code() -> None:
    rows = re.findall(r"^\| (\d{3}) \| `(\w+)` \| (.+?) \| (.+?) \|$", DOCS.read_text(), re.MULTILINE)
    assert rows == [(str(known.status), code, known.title, known.remedy) for code, known in errors.CODES.items()]


@pytest.mark.parametrize("kind", every_refusal())
def test_a_refusal_leaves_as_a_problem(kind: type[Refusal]) -> None:
    found = answer_of(errors.of_refusal(kind("Do this.", field="amount")))
    assert found.headers["Content-Type"] == "application/problem+json"
    assert ("Retry-After" in found.headers) == (found.status == 503)
    assert found.body == {
        "type": f"urn:quittance:problem:{kind.code}",
        "title": errors.CODES[kind.code].title,
        "status": found.status,
        "code": kind.code,
        "detail": "Do this.",
        "field": "amount",
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/api", "/api/", "/api/v1", "/api/v1/", "/api/v1/nothing", "/api/v2/customers", "/api/%00"]
)
def test_an_unknown_address_is_a_problem_for_every_method(path: str) -> None:
    for method in ("GET", "POST", "DELETE", "PATCH"):
        found = answer_of(Client().generic(method, path))
        assert (found.status, found.code) in ((404, "unknown_route"),)
        assert found.headers["Content-Type"] == "application/problem+json"


@pytest.mark.django_db
def test_a_method_that_an_address_has_not_is_a_problem_with_those_it_has(api: Api) -> None:
    found = api.ask("DELETE", "/customers")
    assert (found.status, found.code) == (405, "method_not_allowed")
    assert set(found.headers["Allow"].split(", ")) == {"GET", "POST"}


@pytest.mark.django_db
def test_every_field_at_fault_is_named(api: Api) -> None:
    line = {"description": "Box", "unit_price": 1.5, "extra": 1}
    body = {"customer_number": "", "issued_on": "yesterday", "lines": [{"unit_price": "1.00"}, line]}
    found = api.post("/invoices", body)
    assert (found.status, found.code) == (422, "invalid")
    faults = {one["field"]: one["detail"] for one in found.body["errors"]}
    assert set(faults) == {"customer_number", "issued_on", "lines[1].unit_price", "lines[1].extra"}
    assert "JSON number" in faults["lines[1].unit_price"]
    assert (found.body["field"], found.body["detail"]) == next(iter(faults.items()))


@pytest.mark.django_db
def test_a_body_that_is_missing_or_no_object_is_named_body(api: Api) -> None:
    for body in ("", "[]", "null", '"text"', "5"):
        found = api.ask("POST", "/customers", body)
        assert (found.status, found.field) == (422, "body"), body


@pytest.mark.django_db
def test_what_fails_inside_is_told_by_a_reference_and_nothing_else(
    api: Api, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*given: object) -> None:
        raise RuntimeError("the password is hunter2")

    monkeypatch.setattr(customers, "create", broken)
    found = api.post("/customers", {"name": "Ada"})
    assert (found.status, found.code) == (500, "internal")
    assert "hunter2" not in found.text
    reference = re.search(r"knows it as (\w+)", found.body["detail"])
    assert reference is not None and reference[1] in caplog.text and "hunter2" in caplog.text


@pytest.mark.django_db
def test_a_busy_database_is_told_with_the_time_to_wait(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    said = iter(["database is locked", "no such column: name"])

    def busy(*given: object) -> None:
        raise OperationalError(next(said))

    monkeypatch.setattr(customers, "create", busy)
    found = api.post("/customers", {"name": "Ada"})
    assert (found.status, found.code, found.headers["Retry-After"]) == (503, "busy", "2")
    ours = api.post("/customers", {"name": "Ada"})
    assert (ours.status, ours.code) == (500, "internal"), "a fault of the program is not told as one of the moment"


@pytest.mark.django_db
def test_a_body_beyond_the_limit_is_refused_before_it_is_read(api: Api) -> None:
    found = api.ask("POST", "/customers", '{"name": "' + "x" * 3_000_000 + '"}')
    assert (found.status, found.code) == (413, "too_large")
    cut = Client().generic(
        "POST",
        f"{HOME}/customers",
        b"{}",
        content_type="application/json",
        CONTENT_LENGTH="100000000",
        headers={"Authorization": f"Bearer {api.secret}"},
    )
    assert answer_of(cut).code == "too_large"
