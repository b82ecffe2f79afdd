"""The list of customers: filtered, ordered, paged both ways, added up, exported, chosen by name."""

from __future__ import annotations

import io

import pytest
from python_calamine import CalamineWorkbook

from quittance.actions import customers
from quittance.actions.command import Context
from tests import factories
from tests.web.browse import Person, body_of, text_of

pytestmark = pytest.mark.django_db


def test_the_list_shows_what_each_owes_in_the_companys_currency(clerk: Person) -> None:
    assert clerk.get("/customers/").status_code == 200
    said = text_of(clerk.last)
    assert "Brightwater Foods" in said and "1,250.50" in said and "−450.00" in said and "800.50" in said
    assert "Palmera &lt;Retail&gt;" in clerk.last


def test_states_and_a_search_narrow_it_and_an_empty_answer_says_why(clerk: Person) -> None:
    clerk.get("/customers/", state="overdue")
    assert "Brightwater" in clerk.last and "Palmera" not in clerk.last
    clerk.get("/customers/", q="palm")
    assert "Palmera" in clerk.last and "Brightwater" not in clerk.last
    clerk.get("/customers/", q="nobody")
    assert "No customer fits" in clerk.last and "Drop “nobody”" in clerk.last


def test_a_segment_narrows_it_and_its_files(clerk: Person, company: Context) -> None:
    assert "All segments" not in clerk.text("/customers/"), "nobody has one"
    customers.edit(company, customers.EditCustomer("C-2", segment="Key accounts"))
    clerk.get("/customers/", segment="Key accounts")
    assert "Palmera" in clerk.last and "Brightwater" not in clerk.last and "<option selected>Key accounts" in clerk.last
    text = body_of(clerk.get("/customers/", format="csv", segment="Key accounts")).decode("utf-8-sig")
    assert "Key accounts" in text and "Brightwater" not in text
    assert "Nobody belongs to “Small”" in clerk.text("/customers/?segment=Small")
    assert "segment=Key%20accounts" in str(clerk.get("/customers/C-2/").content)


def test_the_head_that_orders_says_so(clerk: Person) -> None:
    clerk.get("/customers/", order="-balance")
    assert 'aria-sort="descending"' in clerk.last
    assert clerk.last.index("Brightwater") < clerk.last.index("Palmera")
    clerk.get("/customers/", order="balance")
    assert clerk.last.index("Brightwater") > clerk.last.index("Palmera")
    assert clerk.get("/customers/", order="shoe size").status_code == 400


def test_pages_lead_forward_and_back(clerk: Person, company: Context) -> None:
    for n in range(120):
        factories.customer(company, f"N-{n:03}", name=f"Number {n:03}")
    clerk.get("/customers/", q="number")
    forward = _link(clerk.last, "next")
    clerk.get(f"/customers/{forward}")
    assert "Number 050" in clerk.last and "51 – 100" in clerk.last
    clerk.get(f"/customers/{_link(clerk.last, 'next')}")
    assert "101 – 120" in clerk.last and 'rel="next"' not in clerk.last
    clerk.get(f"/customers/{_link(clerk.last, 'prev')}")
    assert "Number 050" in clerk.last and "Number 099" in clerk.last and "Number 100" not in clerk.last
    clerk.get(f"/customers/{_link(clerk.last, 'prev')}")
    assert "Number 000" in clerk.last and "1 – 50" in clerk.last and 'rel="prev"' not in clerk.last


def test_the_script_gets_the_rows_alone_and_everybody_else_the_page(clerk: Person) -> None:
    rows = clerk.client.get("/customers/?q=bright", headers={"HX-Request": "true"})
    body = rows.content.decode()
    assert "<html" not in body and "Brightwater" in body and 'hx-swap-oob="true"' in body
    assert "HX-Request" in rows.headers["Vary"]


def test_totals_come_by_themselves_or_when_asked_for_by_hand(clerk: Person) -> None:
    clerk.get("/customers/", part="totals")
    assert "3 customers" in text_of(clerk.last) and "<html" not in clerk.last
    clerk.get("/customers/", totals="1")
    assert "3 customers" in text_of(clerk.last)


def test_a_file_has_the_filter_on_top_and_real_numbers(clerk: Person) -> None:
    sheet = CalamineWorkbook.from_filelike(
        io.BytesIO(body_of(clerk.get("/customers/", format="xlsx", state="overdue")))
    ).get_sheet_by_index(0)
    rows = sheet.to_python()
    assert rows[0][0] == "Alder & Reed: customers, state overdue"
    assert rows[2][:2] == ["number", "name"] and rows[3][:2] == ["C-1", "Brightwater Foods"] and rows[3][4] == 1250.5
    text = body_of(clerk.get("/customers/", format="csv")).decode("utf-8-sig")
    assert "C-1,Brightwater Foods" in text and "1250.50" in text


def test_ticked_customers_are_exported_alone(clerk: Person) -> None:
    response = clerk.client.get("/customers/?format=csv&sel=C-2")
    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert "C-2" in text and "C-1," not in text


def test_a_name_is_completed_to_its_number(clerk: Person) -> None:
    clerk.get("/choices/customers/", customer_number="bright")
    assert '<option value="C-1">Brightwater Foods</option>' in clerk.last
    clerk.get("/choices/customers/", customer_number="")
    assert "option" not in clerk.last


def _link(page: str, rel: str) -> str:
    """The address of the link with that relation, as it stands."""
    part = next(piece for piece in page.split("<a ")[1:] if f'rel="{rel}"' in piece)
    return part.split('href="')[1].split('"')[0].replace("&amp;", "&")
