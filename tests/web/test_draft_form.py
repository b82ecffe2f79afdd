"""A draft as fields of the composer, and the composer's fields as a draft: nothing is lost on the way."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.http import QueryDict
from django.test import RequestFactory

from quittance.actions.command import Context
from quittance.rules.draft import Content
from quittance.rules.totals import ChargeInput
from quittance.web import draft_form
from quittance.web.form import Form
from quittance.web.visit import Visit
from tests.factories import line

pytestmark = pytest.mark.django_db


def through_the_form(company: Context, content: Content) -> Content:
    """What comes back when the fields are sent as they were shown."""
    fields: dict[str, Any] = draft_form.fields(content)
    request = RequestFactory().post("/", {name: list(v) if isinstance(v, tuple) else v for name, v in fields.items()})
    assert isinstance(request.POST, QueryDict)
    visit = Visit(request, company)
    return draft_form.content(visit, Form(visit))


def test_a_draft_shown_and_sent_back_is_the_same(company: Context) -> None:
    content = Content(
        "C-1",
        issued_on=datetime.date(2026, 6, 1),
        due_on=datetime.date(2026, 7, 1),
        currency="EUR",
        terms="net 30",
        purchase_order="PO 7",
        note="Thanks\nagain",
        lines=(
            line("Boxes", "12", "3.5", "21", discount="10%"),
            line("Course", "1", "80", "0", tax_category="exempt", tax_reason="Art. 132"),
            line("Fish", "1", "9", "7", tax_category="igic"),
        ),
        charges=(ChargeInput("allowance", "Loyal", "5%", "21"), ChargeInput("charge", "Freight", "12.50", "21")),
        prices="with_tax",
    )
    assert through_the_form(company, content) == content


def test_what_has_no_day_is_dated_when_it_is_issued(company: Context) -> None:
    content = Content("C-1", total="12.50", corrects="INV-1")
    assert draft_form.fields(content)["issued_on"] == "today"
    assert through_the_form(company, content) == content
