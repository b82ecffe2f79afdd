"""Aging and open items through the API: the command line's document to the letter, any day, any moment, streamed."""

from __future__ import annotations

import csv
import datetime
import io
import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from typer.testing import CliRunner

from quittance.cli.app import app
from tests import factories
from tests.api.client import Api
from tests.factories import at

pytestmark = pytest.mark.django_db

MAY = datetime.date(2026, 5, 1)


@pytest.fixture(autouse=True)
def history(api: Api) -> None:
    """Two customers, two currencies, a part paid in June and a credit left over."""
    context = at(api.context, MAY)
    factories.customer(context, "C-1", name="Ada & Zoë")
    factories.customer(context, "C-2", name="=Bob")
    factories.invoice(context, "INV-1", "100.00", MAY, MAY)
    factories.invoice(context, "INV-2", "40.00", MAY, datetime.date(2026, 7, 31))
    factories.invoice(context, "INV-3", "50.00", MAY, MAY, customer="C-2", currency="USD", rate="0.90")
    june = at(api.context, datetime.date(2026, 6, 10))
    factories.payment(june, "PAY-1", "30.00", allocate="oldest")
    factories.payment(june, "PAY-2", "5.00", customer="C-2")


def printed(*words: str) -> Any:
    """What the command line prints as JSON."""
    done = CliRunner().invoke(app, [*words, "--format", "json"])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


QUESTIONS: list[dict[str, str]] = [
    {},
    {"by": "invoice"},
    {"as_of": "2026-06-09"},
    {"as_of": "2026-06-09", "by": "invoice", "buckets": "15,45"},
    {"known_at": "2026-06-09"},
    {"known_at": "2026-06-10T12:00:00Z", "as_of": "2026-06-30", "by": "invoice"},
    {"currency": "USD"},
    {"currency": "usd", "by": "invoice"},
    {"as_of": "2026-01-01"},
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_document_is_the_one_that_the_command_line_prints(api: Api, question: dict[str, str]) -> None:
    words = [part for name, value in question.items() for part in (f"--{name.replace('_', '-')}", value)]
    assert api.get("/aging", **question).body == printed("aging", *words)


def test_open_items_are_those_of_the_command_line(api: Api) -> None:
    mine = api.get("/open-items").body
    assert [{k: v for k, v in row.items() if k != "item_id"} for row in mine["rows"]] == printed("items")
    one = api.get("/open-items", customer_number="C-2", as_of="2026-06-09").body["rows"]
    assert [(row["number"], row["currency"], row["open"]) for row in one] == [("INV-3", "USD", "50.00")]


def test_the_buckets_and_the_unapplied_sum_to_the_receivable(api: Api) -> None:
    found = api.get("/aging").body
    assert {one["name"]: one["amount"] for one in found["buckets"]} == {
        "Not due": "40.00",
        "1-30": "0.00",
        "31-60": "115.00",
        "61-90": "0.00",
        "Over 90": "0.00",
    }
    assert (found["unapplied"], found["receivable"]) == ("-5.00", "150.00")
    assert api.get("/aging", as_of="2026-06-09").body["receivable"] == "185.00"
    assert api.get("/aging", known_at="2026-06-09").body["receivable"] == "185.00"


def test_a_piece_of_the_rows_and_the_same_rows_for_a_spreadsheet(api: Api) -> None:
    every = api.get("/aging", by="invoice").body["rows"]
    assert api.get("/aging", by="invoice", offset=1, limit=2).body["rows"] == every[1:3]
    assert [row["customer"] for row in api.get("/aging", limit=1).body["rows"]] == ["C-1"]
    for query in ({"by": "invoice"}, {}):
        found = api.get("/aging", format="csv", **query)
        assert found.headers["Content-Type"] == "text/csv; charset=utf-8"
        lines = list(csv.reader(io.StringIO(found.text)))
        assert len(lines) == 1 + len(api.get("/aging", **query).body["rows"])
        assert "'=Bob" in {line[1] for line in lines}, "a name that begins like a formula is made text"
    items = list(csv.reader(io.StringIO(api.get("/open-items", format="csv").text)))
    assert items[0][0] == "customer" and len(items) == 5


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"by": "day"}, "by"),
        ({"as_of": "31-03-2026"}, "as_of"),
        ({"as_of": "2026-02-30"}, "as_of"),
        ({"buckets": "60,30"}, "buckets"),
        ({"buckets": "0"}, "buckets"),
        ({"buckets": "30,60," * 30 + "90"}, "buckets"),
        ({"known_at": "yesterday"}, "known_at"),
        ({"currency": "XXX"}, "currency"),
        ({"limit": "1001"}, "limit"),
        ({"offset": "-1"}, "offset"),
        ({"format": "xml"}, "format"),
        ({"search": "x"}, "search"),
    ],
)
def test_what_is_no_question_is_refused_before_anything_is_sent(api: Api, query: dict[str, str], field: str) -> None:
    found = api.get("/aging", **query)
    assert (found.status, found.code, found.field) == (422, "invalid", field)
    assert found.headers["Content-Type"] == "application/problem+json"


def test_the_first_and_the_last_day_there_are_can_be_asked_about(api: Api) -> None:
    assert api.get("/aging", as_of="0001-01-01").body["rows"] == []
    for last in ("9998-12-31", "9999-12-31"):
        assert api.get("/aging", as_of=last).body["receivable"] == "150.00"
        assert len(api.get("/open-items", as_of=last).body["rows"]) == 4


def test_statements_are_few_however_many_rows(api: Api) -> None:
    def count(**query: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            api.get("/aging", **query)
        return len(seen)

    before = [count(**question) for question in QUESTIONS]
    for n in range(60):
        factories.customer(api.context, f"M-{n}")
        factories.invoice(api.context, f"M-{n}", "1.00", customer=f"M-{n}")
    assert [count(**question) for question in QUESTIONS] == before
    assert max(before) <= 8


def test_an_unknown_customer_is_not_found(api: Api) -> None:
    assert api.get("/open-items", customer_number="C-9").code == "not_found"
