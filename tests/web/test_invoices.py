"""The lists of invoices and credit notes: every state, search, order, totals and files."""

from __future__ import annotations

import io

import pytest
from python_calamine import CalamineWorkbook

from quittance.actions import reversals
from quittance.actions.command import Context
from tests import factories
from tests.web.browse import Person, body_of, text_of

pytestmark = pytest.mark.django_db


def test_each_state_shows_its_own(clerk: Person, company: Context) -> None:
    factories.allocate(company, "PAY-1", ("INV-2", "250.50"))
    reversals.reverse(company, reversals.Reverse("twice", number="INV-3"))
    held = {"": ("INV-1", "INV-2", "INV-3"), "open": ("INV-1",), "overdue": ("INV-1",), "paid": ("INV-2",)}
    for state, shown in {**held, "reversed": ("INV-3",), "part-paid": ()}.items():
        assert clerk.get("/invoices/", state=state).status_code == 200
        assert tuple(n for n in ("INV-1", "INV-2", "INV-3") if n in clerk.last) == shown, state


def test_a_row_says_how_late_it_is_and_in_which_currency(clerk: Person) -> None:
    clerk.get("/invoices/")
    said = text_of(clerk.last)
    assert "Overdue 40 days" in said and "USD 800.00" in said


def test_a_search_finds_by_number_customer_and_amount(clerk: Person) -> None:
    for q, number in (("inv-2", "INV-2"), ("palmera", "INV-3"), ("1,000.00", "INV-1")):
        clerk.get("/invoices/", q=q)
        assert [n for n in ("INV-1", "INV-2", "INV-3") if f">{n}<" in clerk.last] == [number]
    clerk.get("/invoices/", q="nothing like it")
    assert "None of the invoices fits" in text_of(clerk.last)


def test_orders_belong_to_their_state(clerk: Person) -> None:
    clerk.get("/invoices/", order="number")
    assert clerk.last.index("INV-1") < clerk.last.index("INV-3") and 'aria-sort="ascending"' in clerk.last
    clerk.get("/invoices/", state="open", order="-due")
    assert clerk.last.index(">INV-2<") < clerk.last.index(">INV-1<")
    assert clerk.get("/invoices/", state="open", order="number").status_code == 400


def test_credit_notes_are_a_page_of_their_own(clerk: Person) -> None:
    clerk.get("/credit-notes/")
    assert "CN-1" in clerk.last and "INV-1" not in clerk.last and "To be used" in clerk.last
    clerk.get("/credit-notes/", part="totals")
    assert "1 in this filter" in text_of(clerk.last) and 'colspan="5"' in clerk.last


def test_a_customers_filter_can_be_dropped(clerk: Person) -> None:
    clerk.get("/invoices/", customer="C-2")
    assert "INV-3" in clerk.last and "INV-1" not in clerk.last and "Drop the filter Customer C-2" in clerk.last
    assert clerk.get("/invoices/", since="never").status_code == 400


def test_totals_are_those_of_the_filter(clerk: Person) -> None:
    clerk.get("/invoices/", part="totals", state="overdue")
    assert "1 in this filter" in text_of(clerk.last) and "1,000.00" in clerk.last
    clerk.get("/invoices/", totals="1")
    assert "3 in this filter" in text_of(clerk.last) and "1,970.50" in clerk.last


def test_files_hold_the_columns_of_the_screen(clerk: Person) -> None:
    response = clerk.get("/credit-notes/", format="xlsx")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(body_of(response))).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "Alder & Reed: credit notes" and rows[2][0] == "number"
    assert rows[3][0] == "CN-1" and rows[3][8] == -50.0
    text = body_of(clerk.get("/invoices/", format="csv", state="overdue")).decode("utf-8-sig")
    assert "INV-1" in text and "INV-2" not in text and ",40," in text


def test_the_script_gets_the_rows_alone(clerk: Person) -> None:
    rows = clerk.client.get("/invoices/?q=inv-1", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in rows and "INV-1" in rows


def test_a_stage_is_chosen_kept_in_the_address_and_leaves_no_deed_for_all(clerk: Person) -> None:
    assert 'name="stage"' in clerk.get("/invoices/").content.decode() and "All that match" in clerk.last
    clerk.get("/invoices/", stage="not-sent")
    assert "INV-1" in clerk.last and 'value="not-sent" selected' in clerk.last and "All that match" not in clerk.last
    clerk.get("/invoices/", stage="viewed")
    assert "INV-1" not in text_of(clerk.last)
    assert clerk.get("/invoices/", stage="lost").status_code in (400, 422)
    assert 'name="stage"' not in clerk.get("/credit-notes/").content.decode()


def test_what_is_drafted_is_a_list_of_its_own(clerk: Person) -> None:
    assert clerk.get("/invoices/?stage=drafted").headers["Location"] == "/drafts/"
    part = clerk.client.get("/invoices/?stage=drafted", headers={"HX-Request": "true"})
    assert (part.status_code, part.headers["HX-Redirect"]) == (204, "/drafts/")
