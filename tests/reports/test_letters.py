"""The log of registered post, by state and customer."""

from __future__ import annotations

import pytest

from quittance.reports import books, letters
from quittance.rules.refusals import Invalid
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_log_of_a_company_without_letters_is_empty() -> None:
    here = books.of(factories.company())
    assert letters.rows(here) == letters.rows(here, "under_way", "C-1") == ()
    assert letters.of_reminder(here, 5) is None
    with pytest.raises(Invalid):
        letters.rows(here, "lost")
