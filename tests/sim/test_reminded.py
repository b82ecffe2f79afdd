"""Send decisions over random histories: the product decides as the slow model, on every hour and day."""

from __future__ import annotations

import pytest
from pytest_django.fixtures import Settings

from tests.sim import reminded

pytestmark = pytest.mark.django_db


def test_no_decision_differs_from_the_model_and_each_suppressed_one_is_logged(settings: Settings) -> None:
    settings.MAIL, settings.MESSAGES = "smtp://127.0.0.1:9", "folder:unused"
    told = reminded.run(1_200, seed=21, customers=200)
    assert {name: told[name] for name in reminded.BAD if told[name]} == {}
    assert told["held: seven"] > 0, "the guardrail of consumers was met, and held"
    assert told["held: no_postal_address"] > 5, "letters to nowhere were met, and held"
    assert told["held: answer"] > 0, "customers whose mail waits to be read were met, and left alone"
    assert told["held: grade"] > 20, "steps for other payers were met, and left out"
    assert told["held: nobody"] > 0 and told["held: given"] > 0 and told["brought in"] > 0, (
        "accounts were given inside, where anybody was there"
    )
    assert told["sent"] > 20 and sum(name.startswith("held: ") for name in told) > 12
