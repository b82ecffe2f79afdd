"""A preview leaves nothing behind, and a refusal stays on its form."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from quittance.actions import payments
from quittance.actions.command import Context
from quittance.actions.payments import RecordPayment
from quittance.reports import books
from quittance.reports import payments as listed
from quittance.web import preview
from quittance.web.form import Form
from quittance.web.visit import Visit
from tests.factories import TODAY

pytestmark = pytest.mark.django_db


def test_what_would_be_posted_is_shown_and_nothing_is(company: Context) -> None:
    form = Form(Visit(RequestFactory().post("/"), company))
    made = preview.of(form, payments.record, lambda: RecordPayment(TODAY, "10.00", "C-1", reference="PAY-7"))
    assert made is not None and [row.amount for row in made.postings] == [1000]
    assert listed.find(books.of(company), listed.Wanted(search="PAY-7")).rows == ()


def test_a_refusal_is_the_forms(company: Context) -> None:
    form = Form(Visit(RequestFactory().post("/"), company))
    assert preview.of(form, payments.record, lambda: RecordPayment(TODAY, "0", "C-1")) is None
    assert form.fault("amount") and form.status == 422
