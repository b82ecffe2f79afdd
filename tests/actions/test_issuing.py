"""The gate of issuing: within the limit alone, above it only what is approved, and nothing for other verbs."""

from __future__ import annotations

import pytest

from quittance.actions import command, entities, invoices, issuing
from quittance.actions.command import Context
from quittance.actions.invoices import DocumentRecorded, RecordInvoice
from quittance.actions.issuing import Gate, Warned
from quittance.books.lock import Locked
from quittance.rules.ledger import NewDocument
from quittance.rules.refusals import LimitExceeded
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def context() -> Context:
    """A company in which nobody issues anything alone."""
    context = factories.company()
    factories.customer(context, "C-1")
    entities.edit(context, entities.EditEntity(approval_limit="0"))
    return context


def test_what_is_approved_or_charged_by_rule_passes(context: Context) -> None:
    assert issued(context, issuing.unguarded).total == "5.00"


def test_a_gate_sees_the_document_with_its_number_before_it_is_written(context: Context) -> None:
    seen: list[NewDocument] = []

    def gate(context: Context, locked: Locked, document: NewDocument, told: str) -> tuple[Warned, ...]:
        seen.append(document)
        return issuing.alone(context, locked, document, told)

    with pytest.raises(LimitExceeded):
        issued(context, gate)
    assert [(one.number, one.total) for one in seen] == [("INV-2026-00001", 500)]


def issued(context: Context, gate: Gate) -> DocumentRecorded:
    """An invoice of 5.00 through a gate, as a verb issues it."""
    given = RecordInvoice("C-1", context.today, "5.00")
    return command.once(
        context, "invoices.record", given, DocumentRecorded, lambda here, data: invoices.posted(here, data, gate)
    )
