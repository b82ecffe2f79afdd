"""The aging report as a file: the columns of the screen, the question on top, the same totals."""

from __future__ import annotations

import io
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from quittance.actions.command import Context
from tests import factories
from tests.web.browse import Person, body_of

pytestmark = pytest.mark.django_db
HERE = "/insights/aging/"


def sheet(person: Person, **query: str) -> list[list[Any]]:
    body = body_of(person.get(HERE, format="xlsx", **query))
    rows: list[list[Any]] = CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0).to_python()
    return rows


def test_by_customer_it_holds_what_the_screen_shows(clerk: Person) -> None:
    rows = sheet(clerk)
    assert rows[0][0] == "Alder & Reed: aging on 2026-06-30 by due date, in EUR"
    names = rows[2]
    assert names[:4] == ["customer", "name", "Not due", "1 – 30 days"] and names[-4:-2] == ["unapplied", "balance"]
    first = dict(zip(names, rows[3], strict=True))
    assert first["customer"] == "C-1" and first["31 – 60 days"] == 1000.0 and first["balance"] == 800.5
    assert first["oldest days"] == 40 and first["overdue"] == 1000.0


def test_the_question_is_written_on_top(clerk: Person) -> None:
    rows = sheet(clerk, as_of="2026-06-20", known="2026-06-30T12:30", q="bright", currency="EUR")
    assert rows[0][0].replace("\u00a0", " ") == (
        "Alder & Reed: aging on 2026-06-20 by due date, as known at 30 Jun 2026 12:30, in EUR, holding “bright”"
    )
    rows = sheet(clerk, by="invoice", bucket="2", customer="C-1")
    assert rows[0][0].endswith("in EUR, customer C-1, 31 – 60 days") and [row[0] for row in rows[3:4]] == ["INV-1"]
    assert sheet(clerk, by="invoice", bucket="-1")[0][0].endswith("unapplied credit")


def test_by_invoice_both_currencies_are_given(clerk: Person) -> None:
    rows = sheet(clerk, by="invoice")
    found = {row[0]: dict(zip(rows[2], row, strict=True)) for row in rows[3:8]}
    assert found["INV-3"]["balance"] == 720.0 and found["INV-3"]["in its currency"] == 800.0
    assert found["PAY-1"]["unapplied"] == -400.0 and found["INV-1"]["days late"] == 40


def test_names_that_look_like_formulas_stay_text(clerk: Person, company: Context) -> None:
    factories.customer(company, "C-7", name='=HYPERLINK("http://e.example")')
    factories.invoice(company, "INV-9", "9.00", customer="C-7")
    text = body_of(clerk.get(HERE, format="csv")).decode("utf-8-sig")
    assert "C-7,\"'=HYPERLINK" in text
    assert any(row[1] == '=HYPERLINK("http://e.example")' for row in sheet(clerk)[3:])


def test_a_wrong_question_gives_no_file(clerk: Person) -> None:
    assert clerk.get(HERE, format="xlsx", buckets="x").status_code == 422
