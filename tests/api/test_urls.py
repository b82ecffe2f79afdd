"""What holds for every address under /api: bounds before anything is read, problems whatever goes wrong."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory

from quittance import urls
from tests.api.client import HOME, Api, answer_of


@pytest.mark.django_db
def test_a_host_that_is_not_ours_is_a_problem_here_and_a_page_elsewhere() -> None:
    found = answer_of(Client().get(f"{HOME}/customers", headers={"Host": "evil.example"}))
    assert (found.status, found.code) == (400, "malformed")
    page = Client().get("/", headers={"Host": "evil.example"})
    assert (page.status_code, page.headers["Content-Type"].split(";")[0]) == (400, "text/html")


@pytest.mark.django_db
def test_a_fault_outside_of_every_route_is_a_problem_here_and_a_page_elsewhere() -> None:
    made = RequestFactory()
    found = answer_of(urls.handler500(made.get(f"{HOME}/customers")))
    assert (found.status, found.code) == (500, "internal")
    assert urls.handler500(made.get("/")).headers["Content-Type"].startswith("text/html")


@pytest.mark.django_db
def test_a_body_of_unknown_length_is_refused(api: Api) -> None:
    headers = {"Authorization": f"Bearer {api.secret}", "Transfer-Encoding": "chunked"}
    found = answer_of(Client().generic("POST", f"{HOME}/customers", "", headers=headers))
    assert (found.status, found.code) == (411, "length_required")


@pytest.mark.django_db
def test_nothing_is_kept_by_caches_between(api: Api) -> None:
    for found in (api.get("/customers"), api.get("/aging"), api.get("/nothing"), api.get("/customers/none")):
        assert found.headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_an_upload_beyond_the_limit_is_refused_before_it_is_read(api: Api) -> None:
    found = Client().generic(
        "POST",
        f"{HOME}/bank-files",
        b"",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(100 * 1024 * 1024),
        headers={"Authorization": f"Bearer {api.secret}"},
    )
    assert (found.status_code, answer_of(found).code) == (413, "too_large")
