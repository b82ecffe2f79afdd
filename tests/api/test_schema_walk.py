"""The whole document walked with made-up requests, good and bad: nothing fails, and every answer is as documented.

Some cases for each address in every run, the same each time; QUITTANCE_SCHEMA_CASES sets how many in all. With more
than 500 they run on PostgreSQL, too.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.config import SchemathesisConfig

from quittance.api import described
from quittance.api.app import api as served
from tests import factories
from tests.api import client

CASES = int(os.environ.get("QUITTANCE_SCHEMA_CASES", "200"))
"""How many made-up requests in all, about."""

MANY = 500

ACCEPTED = ["2xx", "401", "403", "404", "409", "412", "413", "415", "422"]
"""What a well-formed request may meet: the document tells the form of a field, not what the rules say of it."""

FILES = ("/api/v1/bank-files", "/api/v1/company/logo", "/api/v1/imports")
"""Where a well-formed upload may be no file of a known kind."""

TEXTS = ("/api/v1/documents/{number}/attachments", "/api/v1/drafts/{draft_id}/attachments")
"""Where any upload is a text that may be kept, so that no made-up one is wrong."""

REJECTED = ["400", "401", "403", "404", "405", "409", "412", "413", "415", "422"]

config = SchemathesisConfig.from_dict(
    {
        "checks": {
            "positive_data_acceptance": {"expected-statuses": ACCEPTED},
            "negative_data_rejection": {"expected-statuses": REJECTED},
        },
        "phases": {"coverage": {"enabled": CASES > MANY}},
        "operations": [
            {"include-path": path, "checks": {"positive_data_acceptance": {"expected-statuses": [*ACCEPTED, "400"]}}}
            for path in FILES
        ]
        + [{"include-path": path, "checks": {"negative_data_rejection": {"enabled": False}}} for path in TEXTS],
        "seed": 1,
    }
)
schema = schemathesis.openapi.from_dict(described.document(served), config=config)
schema.app = get_wsgi_application()
OPERATIONS = sum(1 for _ in schema.get_all_operations())
KNOWN: dict[str, Any] = {
    "customer_number": "C-1",
    "invoice_number": "INV-1",
    "parent_number": "C-2",
    "reference": "PAY-1",
    "credit": "PAY-1",
    "currency": "EUR",
    "terms": "net 30",
    "amount": "1.00",
    "total": "30.00",
    "rate": "1.1",
    "unit_price": "10.00",
    "quantity": "3",
    "tax_rate": "21",
    "issued_on": "2026-06-30",
    "received_on": "2026-06-30",
    "effective_on": "2026-06-30",
    "due_on": "2026-07-31",
}
"""Values that exist or are sound, put into every other well-formed request: else hardly any would reach the books."""

PLACES = {"/documents/": "INV-1", "/payments/": "PAY-1", "/customers/": "C-1"}

pytestmark = [pytest.mark.django_db] if CASES > MANY else []
seen: list[int] = []


def known(value: Any) -> Any:
    """The value with what exists in place of made-up texts."""
    if isinstance(value, list):
        return [known(one) for one in value]
    if not isinstance(value, dict):
        return value
    return {name: KNOWN.get(name, one) if isinstance(one, str) else known(one) for name, one in value.items()}


def settle(case: Any) -> None:
    """Let every other well-formed request name what is there."""
    if case.meta is None or not case.meta.generation.mode.is_positive or len(repr(case.body)) % 2:
        return
    case.body = known(case.body)
    for place, number in PLACES.items():
        if place in case.path:
            case.path_parameters = dict.fromkeys(case.path_parameters, number)


@pytest.fixture
def secret(db: None) -> str:
    """The key of a company with some customers, invoices and a payment."""
    api = client.company()
    factories.customer(api.context, "C-1")
    factories.customer(api.context, "C-2")
    for n in range(1, 4):
        factories.invoice(api.context, f"INV-{n}", "100.00")
    factories.payment(api.context, "PAY-1", "50.00")
    return api.secret


@pytest.fixture(autouse=True)
def connected() -> Iterator[None]:
    """A request leaves the connection open: the test's transaction runs on it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@schema.parametrize()  # type: ignore[untyped-decorator]
@settings(
    derandomize=True,
    deadline=None,
    max_examples=max(1, CASES // OPERATIONS),
    suppress_health_check=list(HealthCheck),
)
def test_no_request_makes_the_api_fail_or_answer_otherwise_than_documented(case: Any, secret: str) -> None:
    settle(case)
    response = case.call_and_validate(headers={"Authorization": f"Bearer {secret}"})
    seen.append(response.status_code)
    assert response.status_code < 500
