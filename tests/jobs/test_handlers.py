"""Handlers: each name once, each with a sentence about what it does."""

from __future__ import annotations

import pytest

from quittance.actions.jobs import Work
from quittance.jobs.handlers import ENDINGS, HANDLERS, RECORDLESS, handler


def test_a_name_is_taken_once() -> None:
    def work(given: Work) -> None:
        """Do nothing."""

    handler("tests.twice")(work)
    try:
        with pytest.raises(AssertionError):
            handler("tests.twice")(work)
    finally:
        del HANDLERS["tests.twice"]


def test_every_handler_says_what_it_does() -> None:
    assert all(work.__doc__ for work in HANDLERS.values())


def test_every_job_ends_its_record_when_it_is_given_up_or_has_none() -> None:
    assert {*ENDINGS, *RECORDLESS} == set(HANDLERS)
    assert not RECORDLESS & set(ENDINGS)
    assert all(ending.__doc__ for ending in ENDINGS.values())
