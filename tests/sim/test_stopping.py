"""A run that is stopped while workers send it: what has gone has gone once, and the next run takes the rest."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sim import apart
from tests.sim.stopping import CUSTOMERS, SENT_BEFORE

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module")
def raced(own_database: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What came of the race."""
    found: dict[str, Any] = apart.run("tests.sim.stopping.every", own_database, tmp_path_factory.mktemp("stopping"))
    return found


def test_what_has_gone_has_gone_and_the_rest_stays_unsent_and_uncharged(raced: dict[str, Any]) -> None:
    found = raced["stopped"]
    sent, held = found["states"]["sent"], found["states"]["held stopped"]
    assert sent >= SENT_BEFORE and held > 0 and sent + held == CUSTOMERS, found["states"]
    assert found["written"] == [1] * sent and found["fees"] == sent and found["asked"] == {"sent": sent}
    assert found["held"] == {"stopped True": held} and found["unsent"] == [held] and found["differences"] == []
    assert raced["stops"] == sorted([str(held), "The run is stopped already."])


def test_the_next_run_takes_the_step_of_what_stayed_and_nothing_goes_twice(raced: dict[str, Any]) -> None:
    found, held = raced["after"], raced["stopped"]["states"]["held stopped"]
    assert found["states"] == {"sent": CUSTOMERS, "held stopped": held}
    assert found["written"] == [1] * CUSTOMERS and found["fees"] == CUSTOMERS and found["unsent"] == [held, 0]
    assert found["asked"] == {"sent": CUSTOMERS} and found["differences"] == []
