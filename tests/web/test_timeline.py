"""Events in words: every verb that leaves one is told as a sentence with its amount and its way."""

from __future__ import annotations

from typing import Any

import pytest

from quittance.actions import customers as verbs
from quittance.actions.command import Context
from quittance.actions.customers import EditCustomer
from quittance.reports.audit import AuditRow, Filter
from quittance.rules.refusals import Invalid
from quittance.web import timeline
from quittance.web.visit import Visit
from tests import factories


def event(verb: str, data: dict[str, Any], kind: str = "document", face: str = "web") -> AuditRow:
    return AuditRow(1, 0, verb, "do something", "done", kind, 7, 7, "C-1", "user", "Tess", face, data)


def said(verb: str, data: dict[str, Any], kind: str = "document") -> tuple[str, str, str]:
    made = timeline.told(event(verb, data, kind), "EUR")
    return made.title.replace("\u00a0", " "), made.text.replace("\u00a0", " "), made.url


MONEY = {"amount": "1234.50", "currency": "EUR"}


@pytest.mark.parametrize(
    ("verb", "data", "kind", "told"),
    [
        ("invoices.record", {"number": "A/1", "total": "5.00", "currency": "USD"}, "document",
         ("Invoice A/1 recorded, USD 5.00", "", "/invoices/A/1/")),
        ("credits.record", {"number": "CN-1", "total": "5.00", "currency": "EUR"}, "document",
         ("Credit note CN-1 recorded, €5.00", "", "/invoices/CN-1/")),
        ("payments.record", {**MONEY, "reference": "P-1", "allocated": [["INV-1", "5.00"]]}, "payment",
         ("Payment P-1 recorded, €1,234.50", "€5.00 on INV-1", "/payments/P-1/")),
        ("payments.move", {**MONEY, "reference": "P-1", "from": "C-1", "to": "C-2"}, "payment",
         ("€1,234.50 of P-1 moved", "From C-1 to C-2", "/payments/P-1/")),
        ("payments.refund", {**MONEY, "reference": "P-1"}, "payment",
         ("€1,234.50 of P-1 paid back", "", "/payments/P-1/")),
        ("allocations.allocate", {**MONEY, "credit": "P-1", "document": "INV-1"}, "document",
         ("P-1 met INV-1, €1,234.50", "", "/invoices/INV-1/")),
        ("allocations.unallocate", {**MONEY, "credit": "P-1", "document": "INV-1"}, "document",
         ("P-1 taken off INV-1, €1,234.50", "It is open again.", "/invoices/INV-1/")),
        ("writeoffs.write_off", {**MONEY, "number": "P-1", "reason": "small"}, "payment",
         ("€1,234.50 written off on P-1", "small", "/payments/P-1/")),
        ("reversals.reverse", {"number": "CN-1", "kind": "credit_note", "reason": "twice"}, "document",
         ("Credit note CN-1 reversed", "twice", "/invoices/CN-1/")),
        ("customers.create", {"number": "C-1"}, "customer", ("Customer C-1 created", "", "")),
        ("customers.edit", {"terms": "net 60", "iban": ""}, "customer",
         ("Changed: terms, IBAN", "terms net 60", "")),
        ("customers.edit", {}, "customer", ("Looked at and left as it was", "", "")),
        ("contacts.add", {"name": "Sanne"}, "contact", ("Contact Sanne added", "", "")),
        ("contacts.edit", {"name": "Sanne"}, "contact", ("Contact Sanne changed", "", "")),
        ("contacts.edit", {"removed": "Sanne"}, "contact", ("Contact Sanne removed", "", "")),
        ("something.else", {}, "entity", ("Do something", "", "")),
        ("payments.refund", {"reference": "P-1", "amount": "much"}, "payment",
         ("much of P-1 paid back", "", "/payments/P-1/")),
    ],
)  # fmt: skip
def test_each_verb_is_a_sentence(verb: str, data: dict[str, Any], kind: str, told: tuple[str, str, str]) -> None:
    assert said(verb, data, kind) == told


def test_who_did_it_and_through_what_is_told() -> None:
    assert timeline.told(event("customers.create", {}), "EUR").who == "Tess"
    assert timeline.told(event("customers.create", {}, face="api"), "EUR").who == "Tess, through the API"


@pytest.mark.django_db
def test_a_page_continues_behind_its_last_event(company: Context) -> None:
    visit = Visit(object(), company)  # type: ignore[arg-type]
    kept = factories.customer(company, "C-7")
    for n in range(timeline.ROWS + 3):
        verbs.edit(company, EditCustomer("C-7", name=f"Name {n}"))
    first = timeline.of(visit, Filter(customer_id=kept.id), "")
    second = timeline.of(visit, Filter(customer_id=kept.id), first.after)
    assert len(first.rows) == timeline.ROWS and len(second.rows) == 4 and second.after == ""
    assert first.rows[0].text == f"name Name {timeline.ROWS + 2}" and second.rows[-1].title == "Customer C-7 created"
    with pytest.raises(Invalid):
        timeline.of(visit, Filter(), "nonsense")
