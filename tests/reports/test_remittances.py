"""Remittances are listed by state, and shown beside what is applied to their line."""

from __future__ import annotations

import pytest

from quittance.actions.command import Context
from quittance.reports import books
from quittance.reports import remittances as reports
from quittance.rules.refusals import Invalid, NotFound
from tests import factories
from tests.actions.test_matching import context
from tests.actions.test_remittances import money, take

__all__ = ["context"]

pytestmark = pytest.mark.django_db


def test_the_list_tells_what_waits(context: Context) -> None:
    take(context)
    take(context, "INV-26-00103 417.77", name="other.txt")
    line_id = money(context)
    here = books.of(context)
    assert [(one.name, one.line_id) for one in reports.rows(here)] == [("other.txt", 0), ("mail.txt", line_id)]
    assert [one.name for one in reports.rows(here, "waiting")] == ["other.txt"]
    assert [one.line_amount for one in reports.rows(here, "attached")] == [210_245]
    with pytest.raises(Invalid):
        reports.rows(here, "lost")


def test_a_card_holds_the_source_and_no_other_company_sees_it(context: Context) -> None:
    (id,) = take(context).ids
    card = reports.card(books.of(context), id)
    assert ("line 3", "INV-26-00101  812.35") in card.fields
    assert (card.against, card.differences, card.row.documents) == ("", (), 210_245)
    with pytest.raises(NotFound):
        reports.card(books.of(factories.company("Other Ltd")), id)
