"""Requests that are too large are refused before they are read, files where files are sent excepted."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory

from quittance.web import limits

MB = 1024 * 1024


@pytest.mark.parametrize(
    ("path", "size", "status"),
    [
        ("/settings/", 3 * MB, 413),
        ("/account/login/", 3 * MB, 413),
        ("/import/", 65 * MB, 413),
        ("/nowhere/", 1, 404),
    ],
)
@pytest.mark.django_db
def test_a_request_is_refused_by_its_announced_length(path: str, size: int, status: int) -> None:
    response = Client().generic("POST", path, b"x", CONTENT_LENGTH=str(size))
    assert response.status_code == status
    assert "Content-Security-Policy" in response.headers
    if status == 413:
        assert "too_large" in response.content.decode()


def test_files_may_be_larger_where_files_are_sent() -> None:
    assert limits.limit("/import/") > 60 * MB > 2 * MB == limits.limit("/settings/")


@pytest.mark.parametrize(("given", "size"), [("12", 12), ("", 0), ("-5", 0), ("many", 0), ("٣", 0)])
def test_a_length_that_is_no_number_is_none(given: str, size: int) -> None:
    assert limits.length(RequestFactory().post("/", CONTENT_LENGTH=given)) == size
