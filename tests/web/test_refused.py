"""Refusals as pages: the right status, a code, what to do; also where there is nobody to draw the shell for."""

from __future__ import annotations

import pytest
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.test import Client, RequestFactory

from quittance.rules import refusals
from quittance.web import refused
from tests.web.browse import Person


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (refusals.Invalid, 400),
        (refusals.NotFound, 404),
        (refusals.NotAllowed, 403),
        (refusals.SignInNeeded, 403),
        (refusals.Conflict, 409),
        (refusals.Overallocated, 409),
        (refusals.PeriodLocked, 409),
    ],
)
def test_every_refusal_has_its_status(kind: type[refusals.Refusal], status: int) -> None:
    assert refused.status_of(kind("No.")) == status


@pytest.mark.django_db
def test_an_address_that_leads_nowhere_stays_in_the_shell(clerk: Person) -> None:
    assert clerk.get("/nowhere/").status_code == 404
    assert "There is nothing here" in clerk.last and "404 · not_found" in clerk.last and "Find or do" in clerk.last


@pytest.mark.django_db
def test_a_stranger_sees_the_same_without_the_shell() -> None:
    response = Client().get("/nowhere/")
    assert response.status_code == 404
    assert "Find or do" not in response.content.decode()


@pytest.mark.django_db
def test_a_request_larger_than_the_limit_is_told_so(clerk: Person, settings: object) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000  # type: ignore[attr-defined]
    response = clerk.client.post("/settings/", {"name": "x" * 5000})
    assert response.status_code == 413
    assert "too_large" in response.content.decode()


def test_a_malformed_request_is_told_apart_from_a_large_one() -> None:
    request = RequestFactory().get("/")
    assert refused.bad_request(request, SuspiciousOperation("odd")).status_code == 400
    assert refused.bad_request(request, RequestDataTooBig("big")).status_code == 413


def test_a_failure_needs_neither_database_nor_shell() -> None:
    response = refused.failed(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "What was saved before is safe" in response.content.decode()


def test_who_is_forbidden_is_told_whom_to_ask() -> None:
    response = refused.forbidden(RequestFactory().get("/"), PermissionError())
    assert response.status_code == 403 and "Ask an administrator" in response.content.decode()
