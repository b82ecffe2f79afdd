"""Links at the terminal: made, listed, noted as seen, revoked."""

from __future__ import annotations

import pytest

from tests import factories
from tests.cli.terminal import done, quittance

pytestmark = pytest.mark.django_db


def test_a_link_is_made_listed_seen_and_revoked() -> None:
    context = factories.company()
    factories.customer(context, "C-1")
    factories.invoice(context, "INV-1", "10.00")
    assert "quittance link make INV-1" in quittance("link", "list", "INV-1").out
    made = done("link", "make", "INV-1", "--days", "10")
    assert made["url"].startswith("/p/")
    assert done("link", "viewed", str(made["id"]))["number"] == "INV-1"
    done("link", "revoke", str(made["id"]))
    (row,) = done("link", "list", "INV-1")
    assert row["url"] == made["url"] and row["viewed_at"] and row["revoked_at"]
    assert quittance("link", "make", "INV-9", "--format", "json").refusal == ("not_found", "number")
