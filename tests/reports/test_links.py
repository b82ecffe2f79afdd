"""What a link opens is found by its number or its key, within its company."""

from __future__ import annotations

import pytest

from quittance.actions import links
from quittance.actions.links import MakeLink
from quittance.reports import books
from quittance.reports import links as reports
from quittance.rules.refusals import NotFound
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_link_is_found_with_what_it_opens() -> None:
    context, other = factories.company(), factories.company("Other")
    factories.customer(context, "C-1", name="Brightwater")
    factories.invoice(context, "INV-1", "10.00")
    made = links.make(context, MakeLink("INV-1"))
    held = reports.held(books.of(context), made.id)
    assert (held.target.kind, held.target.number, held.target.customer_name) == ("document", "INV-1", "Brightwater")
    assert held.target == reports.target(books.of(context), "INV-1")
    for nowhere in (lambda: reports.held(books.of(other), made.id), lambda: reports.target(books.of(other), "INV-1")):
        with pytest.raises(NotFound):
            nowhere()
    factories.reverse(context, "INV-1")
    assert reports.held(books.of(context), made.id).target.state == "reversed"
