"""Whose the overdue accounts are, by the command line."""

from __future__ import annotations

import datetime

import pytest

from tests.cli.terminal import done
from tests.cli.test_worklist import today

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


__all__ = ["today"]


def test_accounts_are_shared_out_and_stand_ins_have_them(today: datetime.date) -> None:
    assert done("worklist", "share-out") == {"count": 0, "people": 0, "left": 1}
    for name in ("ada", "bo"):
        email, secret = f"{name}@company.example", "correct horse battery"
        done("user", "add", email, "--name", name.title(), "--role", "collector", QUITTANCE_PASSWORD=secret)
    assert done("worklist", "share-out")["count"] == 1
    (row,) = done("worklist", "owners")
    assert (row["email"], row["accounts"], row["overdue"]) == ("ada@company.example", 1, "1000.00")
    until = (today + DAY).isoformat()
    made = done("worklist", "away", "ada@company.example", "bo@company.example", until)
    assert done("worklist", "show")[0]["owner"] == "Bo"
    assert [one["stand-in"] for one in done("worklist", "absences")] == ["Bo"]
    assert done("worklist", "back", str(made["id"]))["person"] == "ada@company.example"
    assert done("worklist", "show")[0]["owner"] == "Ada"
