"""Payment plans as they are listed."""

from __future__ import annotations

import pytest

from quittance.actions import plans
from quittance.reports import books
from quittance.reports import plans as reports
from quittance.rules.refusals import Invalid, NotFound
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_plan_is_listed_with_its_parts_in_order() -> None:
    context = factories.company()
    factories.customer(context, "C-1")
    factories.invoice(context, "INV-1", "90.00")
    plans.agree(context, plans.AgreePlan("C-1", ("INV-1",), count=3, said_by="Ada"))
    (row,) = reports.rows(books.of(context))
    assert [one.amount for one in row.instalments] == [3_000] * 3
    assert (row.documents, row.said_by, row.settled, row.made_by) == (("INV-1",), "Ada", 0, "operator:0")
    assert reports.rows(books.of(context), "broken") == () and reports.rows(books.of(context), "", "C-2") == ()
    with pytest.raises(Invalid):
        reports.rows(books.of(context), "odd")
    with pytest.raises(NotFound):
        reports.of_number(books.of(context), "PLN-0007")
