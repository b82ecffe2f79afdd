"""The preview: what a run would do, and the run does exactly that."""

from __future__ import annotations

import datetime

import pytest

from quittance.reports import books, dunning_preview
from tests import dunned, factories

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def test_the_run_does_what_the_preview_has_said() -> None:
    context = factories.company(country="NL")
    dunned.policy(context, "3 call friendly", "9 letter firm fee=4.00", "20 email firm")
    for n, days in enumerate((4, 10, 21), start=1):
        factories.customer(context, f"C-{n}", email=f"c{n}@customer.example", city="Delft")
        due = context.today - DAY * days
        factories.invoice(context, f"INV-{n}", "100.00", due - DAY * 30, due, customer=f"C-{n}")
    found = dunning_preview.now(books.of(context), context.today, context.now)
    assert found.sentence == "1 email, 1 call, 1 letter; 1 of them later: no mail server is set up; 0 held back."
    assert [(one.customer_number, one.fee, one.rule) for one in found.rows] == [
        ("C-1", 0, ""),
        ("C-2", 400, ""),
        ("C-3", 0, "mail"),
    ]
    told = dunning_preview.told(found, "EUR")
    assert told["rows"][1]["fee"] == "4.00" and told["later"] == {"mail": 1} and told["held"] == {}
    report = dunned.run(context)
    assert (report["email"], report["call"], report["letter"], report["held"]) == (0, 1, 1, {"mail": 1})
