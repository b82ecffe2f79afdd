"""The print batch: every letter to post in one PDF."""

from __future__ import annotations

import datetime

import pytest

from quittance.formats import pdf
from quittance.reports import books, dunning_batch
from quittance.rules.refusals import NotFound
from tests import dunned, factories

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def test_letters_are_printed_one_after_another() -> None:
    context = factories.company("Delft Tiles", country="NL")
    dunned.policy(context, "3 letter formal")
    with pytest.raises(NotFound):
        dunning_batch.printed(books.of(context))
    for n in (1, 2):
        factories.customer(context, f"C-{n}", name=f"Customer {n}", city="Delft")
        due = context.today - DAY * 4
        factories.invoice(context, f"INV-{n}", "100.00", due - DAY * 30, due, customer=f"C-{n}")
    dunned.run(context)
    made = dunning_batch.printed(books.of(context))
    said = pdf.text(made.content)
    assert made.count == 2 and said.index("INV-1") < said.index("INV-2") and "Formal notice" in said
