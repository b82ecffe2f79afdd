"""Saved views at the terminal: saved, listed, replaced and removed."""

from __future__ import annotations

import pytest

from tests import factories
from tests.cli.terminal import done, quittance

pytestmark = pytest.mark.django_db


def test_a_view_is_saved_listed_and_removed() -> None:
    factories.company()
    assert "No view of that page." in quittance("view", "list", "customers").out
    id = done("view", "save", "customers", "Late", "state=overdue", "--shared")["id"]
    assert done("view", "save", "customers", "Late", "state=overdue&sort=-open", "--shared")["id"] == id
    assert done("view", "list", "customers") == [
        {"id": id, "name": "Late", "query": "state=overdue&sort=-open", "shared": True}
    ]
    assert "Removed: Late." in quittance("view", "remove", id).out
    assert done("view", "list", "customers") == []
    assert quittance("view", "remove", id, "--format", "json").refusal == ("not_found", "id")
    assert quittance("view", "save", "journal", "X", "a=1", "--format", "json").refusal == ("invalid", "page")
