"""Exchange rates: what holds today, where it comes from, and setting one."""

from __future__ import annotations

import pytest

from tests.web import browse
from tests.web.browse import Person


@pytest.mark.django_db
def test_a_currency_in_use_shows_whose_rate_holds(clerk: Person) -> None:
    clerk.get("/settings/rates/")
    said = browse.text_of(clerk.last)
    assert "USD" in said and "European Central Bank, reference rate" in said
    clerk.follow("/settings/rates/", currency="usd", rate="0.9215", on="2026-06-01")
    said = browse.text_of(clerk.last)
    assert "From 2026-06-01, 1 USD costs 0.9215 EUR." in said and "USD 0.9215 set here" in said


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"currency": "XXL", "rate": "1", "on": "today"}, "currency"),
        ({"currency": "EUR", "rate": "1", "on": "today"}, "currency"),
        ({"currency": "USD", "rate": "nought", "on": "today"}, "rate"),
        ({"currency": "USD", "rate": "0.9", "on": "whenever"}, "on"),
    ],
)
def test_a_rate_that_cannot_be_is_refused_at_its_field(clerk: Person, fields: dict[str, str], field: str) -> None:
    assert clerk.post("/settings/rates/", **fields).status_code == 422
    assert f'href="#f-{field}"' in clerk.last


@pytest.mark.django_db
def test_who_may_not_set_a_rate_is_refused(auditor: Person) -> None:
    auditor.get("/settings/rates/")
    assert "Set a rate" not in auditor.last
    assert auditor.post("/settings/rates/", currency="USD", rate="0.9", on="today").status_code == 403
