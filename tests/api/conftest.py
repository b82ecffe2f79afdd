"""The day on which every test of the API happens, a company to ask, and a bound on requests that is out of the way."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from quittance.api import rate
from tests import once
from tests.api import client
from tests.api.client import Api


@pytest.fixture(autouse=True)
def still() -> Iterator[None]:
    """Noon of the factories' day, and a memory without requests."""
    rate.forget()
    with once.noon():
        yield


@pytest.fixture
def api(db: None) -> Api:
    """A company whose key may do everything."""
    return client.company()
