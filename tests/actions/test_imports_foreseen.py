"""What a dry run foresees: the same answers as the books would give after the same rows, and nothing in them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

import pytest

from quittance.actions import imports
from quittance.actions.command import Context
from quittance.actions.imports_facts import Facts
from quittance.actions.imports_foreseen import Foreseen
from quittance.actions.imports_portion import foresee, take_in
from tests import factories, imported
from tests.imported import customer, invoice, line, pair, payment, portion

pytestmark = pytest.mark.django_db

STEPS: list[dict[str, list[dict[str, Any]]]] = [
    {
        "customers": [
            customer("C-1", external_id="E", credit_limit="9"),
            customer("C-2", parent_number="C-1", terms="net 7"),
        ]
    },
    {
        "invoices": [
            invoice("I-1", "30.00", external_id="X", goods_on="2026-02-27"),
            invoice("I-2", customer="C-2"),
            invoice("N-1", "2", kind="credit_note"),
        ],
        "lines": [line("I-2", "2", "5")],
    },
    {
        "payments": [payment("P-1", "25.00", payer_name="ONE"), payment("P-2", "5.00", "")],
        "allocations": [pair("P-1", "I-1", "7.00")],
    },
    {"allocations": [pair("P-1", "I-2", "10.00"), pair("N-1", "I-1"), pair("P-1", "I-1", "99")]},
]
NAMES = ["C-1", "C-2", "I-1", "I-2", "N-1", "P-1", "P-2", "E", "X"]


@pytest.fixture
def context() -> Context:
    """The operator of a fresh company."""
    return factories.company()


@pytest.fixture
def foreseen(context: Context) -> Iterator[Foreseen]:
    """A dry run that has just begun."""
    made = Foreseen(Facts(context.tenant_id, context.entity_id))
    yield made
    made.close()


def answers(facts: Facts | Foreseen) -> list[Any]:
    """All answers about all names, without ids."""
    debts = facts.debts(NAMES)
    ids = facts.ids_of_customers(NAMES)
    numbers = {id: number for number, id in ids.items()}
    papers = facts.documents(NAMES)
    lines = facts.lines([paper.id for paper in papers.values()])
    return [
        facts.customers(NAMES),
        facts.customers_by_external(NAMES),
        {numbers[id]: above and numbers[above] for id, above in facts.parents(ids.values()).items()},
        {number: (paper.customer_number, paper.due_on, paper.total) for number, paper in papers.items()},
        {number: lines.get(paper.id) for number, paper in papers.items()},
        facts.documents_by_external(NAMES),
        facts.payments(NAMES),
        [(item.label, item.open, item.touched_on, item.due_on) for item in debts],
        sorted((item.label, item.open, item.effective_on) for item in facts.credits(NAMES)),
        facts.met(debts),
        len(facts.owners(NAMES, NAMES)),
    ]


def test_after_each_portion_the_answers_are_those_of_the_books(context: Context, foreseen: Foreseen) -> None:
    other = factories.company("Other")
    facts = Facts(other.tenant_id, other.entity_id)
    for step in STEPS:
        assert foresee(context, portion(**step), foreseen) == take_in(other, portion(**step))
        assert answers(foreseen) == answers(facts)
    assert answers(Facts(context.tenant_id, context.entity_id))[0] == {}, "the books themselves hold nothing"


def test_what_the_books_hold_counts_as_well(context: Context, foreseen: Foreseen) -> None:
    for step in STEPS[:2]:
        take_in(context, portion(**step))
    made = foresee(context, portion(**STEPS[2]), foreseen)
    assert not made.faults
    again = foresee(context, portion(**STEPS[2]), foreseen)
    assert [(one.kind, one.taken, one.unchanged) for one in again.counts] == [("allocations", 0, 1), ("payments", 0, 2)]
    assert [fault.code for fault in foresee(context, portion(**STEPS[3]), foreseen).faults] == ["overallocated"]


def test_a_dry_run_sees_over_the_borders_of_portions_and_files(context: Context) -> None:
    count = 450
    files = [
        imported.file("customers", customer("C-1")),
        imported.file("invoices", *(invoice(f"I-{n}", "1.00") for n in range(count))),
        imported.file("payments", payment("P-1", f"{count - 1}.00")),
        imported.file("allocations", *(pair("P-1", f"I-{n}", on="2026-04-01") for n in range(count))),
    ]
    report = imports.check(context, files)
    assert imported.faults(report) == [("allocations", count + 1, "amount", "overallocated")]
    assert imported.counts(report)["allocations"] == (count - 1, 0)
    assert datetime.date(2026, 4, 1) and imported.counts(imported.take(context, *files)) == imported.counts(report)
