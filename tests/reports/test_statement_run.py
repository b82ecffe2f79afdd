"""Statement runs: everybody with open items once, each in a file of its own, and a failure stops nobody else."""

from __future__ import annotations

import pytest

from quittance.formats import paper
from quittance.reports import statement_run
from quittance.reports.books import of
from tests import factories

pytestmark = pytest.mark.django_db


def test_everybody_with_open_items_gets_a_statement() -> None:
    context = factories.company()
    for number in ("C/1", "C_1", "c_1", "C-2", "C-3"):
        factories.customer(context, number)
    for n, number in enumerate(("C/1", "C_1", "c_1", "C-2"), start=1):
        factories.invoice(context, f"INV-{n}", "10.00", customer=number)
    factories.payment(context, "PAY-1", "10.00", customer="C-2", allocate="oldest")
    mine, today = of(context), context.today
    numbers = statement_run.customers(mine, today)
    assert sorted(numbers) == ["C/1", "C_1", "c_1"]
    made = list(statement_run.draw(mine, numbers, today))
    assert len({one.name.casefold() for one in made}) == 3 and all(one.content.startswith(b"%PDF") for one in made)
    assert [one.customer_number for one in made] == list(numbers)


def test_what_cannot_be_drawn_is_named_and_the_rest_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    context = factories.company()
    for number in ("C-1", "C-2"):
        factories.customer(context, number)
    factories.invoice(context, "INV-1", "10.00", customer="C-1")
    factories.invoice(context, "INV-2", "10.00", customer="C-2")
    factories.invoice(context, "INV-3", "10.00", customer="C-2")
    monkeypatch.setattr(paper, "MOST_ROWS", 1)
    made = {one.customer_number: one for one in statement_run.draw(of(context), ("C-2", "C-1"), context.today)}
    assert "rows" in made["C-2"].fault and not made["C-2"].content
    assert made["C-1"].content and not made["C-1"].fault
