"""The bound on requests: a burst is let through, then as many as the rate, and each identity has its own."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from pytest_django.fixtures import Settings

from quittance.actions.pace import SECONDS_OF_BURST
from quittance.api import rate
from quittance.api.errors import Refused
from tests.api import client
from tests.api.client import Api

ONE, TWO = (1, "key", 1), (1, "key", 2)


def test_a_bucket_empties_and_fills_with_time(settings: Settings) -> None:
    settings.API_REQUESTS_PER_SECOND = 2
    for _ in range(2 * SECONDS_OF_BURST):
        rate.check(ONE, 0.0)
    with pytest.raises(Refused) as refused:
        rate.check(ONE, 0.0)
    assert (refused.value.code, refused.value.headers) == ("too_many_requests", {"Retry-After": "1"})
    rate.check(TWO, 0.0)
    rate.check(ONE, 0.5)
    with pytest.raises(Refused):
        rate.check(ONE, 0.6)


@pytest.mark.django_db
def test_too_many_requests_are_refused_with_the_time_to_wait(
    api: Api, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.API_REQUESTS_PER_SECOND = 1
    monkeypatch.setattr("quittance.api.authentication.time", SimpleNamespace(monotonic=lambda: 100.0))
    answers = [api.get("/me") for _ in range(SECONDS_OF_BURST + 1)]
    assert {one.status for one in answers[:-1]} == {200}
    assert (answers[-1].status, answers[-1].code, answers[-1].headers["Retry-After"]) == (429, "too_many_requests", "1")
    assert client.company().get("/me").status == 200
