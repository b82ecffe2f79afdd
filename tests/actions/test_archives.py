"""ZIPs that are kept: made again and again until they are final, and once from then on."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import archives, insolvencies
from quittance.reports import books
from quittance.reports import insolvencies as reports
from tests import factories

pytestmark = pytest.mark.django_db


def test_what_is_final_is_made_once() -> None:
    context = factories.company()
    factories.customer(context, "C-1")
    opened = factories.TODAY - datetime.timedelta(days=1)
    insolvencies.open_insolvency(context, insolvencies.OpenInsolvency("C-1", opened, "Court", "F.1"))
    id = reports.of_number(books.of(context), "INS-0001").id
    made = iter((b"one", b"two", b"three"))
    assert archives.kept(context, "insolvency", id, lambda: next(made), final=False) == b"one"
    assert archives.kept(context, "insolvency", id, lambda: next(made), final=True) == b"two"
    assert archives.kept(context, "insolvency", id, lambda: next(made), final=True) == b"two"
    assert next(made) == b"three"
