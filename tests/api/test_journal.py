"""The journal through the API: two-sided rows, two classic lines each, balances, and verify."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quittance.books import sql
from tests import factories
from tests.api.client import Api

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def history(api: Api) -> None:
    """An invoice in dollars, and a payment that meets part of it."""
    factories.customer(api.context, "C-1", currency="USD")
    factories.invoice(api.context, "INV-1", "100.00", rate="0.90")
    factories.payment(api.context, "PAY-1", "40.00", rate="0.95", allocate="oldest")


def test_every_posting_is_told_with_both_accounts(api: Api) -> None:
    found = api.get("/journal").body
    assert (found["since"], found["until"], found["currency"]) == ("2026-06-01", "2026-06-30", "EUR")
    told = [
        (row["kind"], row["debit_code"], row["credit_code"], row["amount"], row["base_amount"]) for row in found["rows"]
    ]
    assert ("invoice", "1300", "4000", "100.00", "90.00") in told
    assert ("payment", "1200", "1310", "40.00", "38.00") in told
    assert any({row["debit_code"], row["credit_code"]} & {"6950"} for row in found["rows"]), "the exchange difference"


def test_the_general_ledger_balances_and_agrees_with_the_accounts(api: Api) -> None:
    lines = api.get("/general-ledger").body["rows"]
    assert len(lines) == 2 * len(api.get("/journal").body["rows"])
    debit, credit = (sum(Decimal(line[side]) for line in lines) for side in ("debit", "credit"))
    assert debit == credit
    sums: dict[str, Decimal] = {}
    for line in lines:
        sums[line["account"]] = sums.get(line["account"], Decimal(0)) + Decimal(line["debit"]) - Decimal(line["credit"])
    balances = {row["code"]: Decimal(row["balance"]) for row in api.get("/accounts").body["rows"]}
    assert {code: balance for code, balance in balances.items() if balance} == {k: v for k, v in sums.items() if v}
    written = list(csv.DictReader(io.StringIO(api.get("/general-ledger", format="csv").text)))
    assert [{name: str(value) for name, value in line.items()} for line in lines] == written


def test_pieces_and_periods_of_the_journal(api: Api) -> None:
    every = api.get("/journal").body["rows"]
    assert api.get("/journal", limit=2, offset=1).body["rows"] == every[1:3]
    assert api.get("/journal", until="2026-06-29").body["rows"] == []
    assert api.get("/journal", customer_number="UNIDENTIFIED").body["rows"] == []
    assert len(list(csv.reader(io.StringIO(api.get("/journal", format="csv").text)))) == 1 + len(every)
    assert api.get("/journal", since="2026-07-01").field == "since"
    assert api.get("/general-ledger", since="2026-07-01", until="2026-06-30").field == "since"
    assert api.get("/accounts", as_of="2026-06-29").body["rows"][0]["balance"] == "0.00"


def test_statements_are_few_however_many_rows(api: Api) -> None:
    def count(path: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert api.get(path).status == 200
        return len(seen)

    before = [count(path) for path in ("/journal", "/general-ledger")]
    for n in range(40):
        factories.invoice(api.context, f"M-{n}", "1.00", rate="1")
    assert [count(path) for path in ("/journal", "/general-ledger")] == before
    assert max(before) <= 4


def test_verify_names_what_does_not_agree(api: Api) -> None:
    assert api.get("/verify").body["differences"] == []
    sql.execute("UPDATE open_item SET allocated = 1 WHERE tenant_id = %s AND side = 'D'", [api.context.tenant_id])
    found = api.get("/verify").body
    assert (found["clean"], found["differences"][0]["check"]) == (False, "open item: allocated")
    assert found["count"] >= len(found["differences"]) > 0
