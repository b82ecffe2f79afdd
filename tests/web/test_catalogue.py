"""The catalogue on screen, and an item on a line of the composer."""

from __future__ import annotations

import json

from django.core.files.uploadedfile import SimpleUploadedFile

from quittance.actions import catalogue
from quittance.actions.catalogue import AddItem
from quittance.actions.command import Context
from tests.web import browse
from tests.web.browse import Person

ROPE = {"number": "ROPE", "name": "Rope, 50 m", "price": "3.50", "unit": "roll", "tax": "21", "stocked": "yes"}


def test_an_item_is_added_priced_stocked_and_changed(company: Context) -> None:
    person = browse.person(company, "controller")
    assert "No item yet" in person.text("/catalogue/")
    assert person.post("/new/item/", **ROPE | {"price": "free"}).status_code == 422
    person.follow("/new/item/", **ROPE, low_at="3")
    assert "ROPE is in the catalogue." in browse.text_of(person.last) and "low in stock" in browse.text_of(person.last)
    person.follow("/catalogue/ROPE/receive/", quantity="12", note="From the mill")
    assert "12 of ROPE are on hand." in browse.text_of(person.last) and "From the mill" in person.last
    person.follow("/catalogue/ROPE/price/", price="3.10", customer_number="Brightwater", from_quantity="10")
    assert "Brightwater Foods" in person.last and "3.10 EUR" in person.last
    assert person.post("/catalogue/ROPE/price/", price="").status_code == 422
    assert person.post("/catalogue/ROPE/count/", counted="11", why="").status_code == 422
    person.follow("/catalogue/ROPE/count/", counted="11", why="One was wet")
    person.follow("/catalogue/ROPE/", **ROPE | {"name": "Rope, 60 m"}, low_at="20", retired="no", version="1")
    assert "Rope, 60 m" in person.last
    assert person.post("/catalogue/ROPE/", **ROPE, version="1").status_code == 409
    assert "Rope, 60 m" in person.text("/catalogue/?state=low") and "Rope" in person.text("/catalogue/?q=60+m")


def test_an_item_fills_a_line_while_it_is_typed(company: Context, clerk: Person) -> None:
    catalogue.add(company, AddItem("ROPE", "Rope, 50 m", "3.50", "roll", "21"))
    assert 'value="ROPE"' in clerk.get("/choices/items/", q="rop").content.decode()
    for asked in ("ROPE", "rope, 50 M"):
        found = json.loads(clerk.get("/choices/item/", item=asked, customer="C-1", quantity="3").content)
        assert (found["item"], found["unit_price"], found["tax"]) == ("ROPE", "3.5", "21")
    assert clerk.get("/choices/item/", item="nothing").content == b"{}"
    fields = {"customer_number": "C-1", "issued_on": "today", "description": "", "quantity": "12", "item": "ROPE"}
    clerk.post("/new/invoice/", **fields, do="totals")
    assert "50.82" in clerk.last
    clerk.follow("/new/invoice/", **fields)
    said = browse.text_of(clerk.last)
    assert "Rope, 50 m" in said and "12 roll" in said


def test_a_unit_may_stand_behind_a_quantity(company: Context, clerk: Person) -> None:
    fields = {"customer_number": "C-1", "issued_on": "today", "description": "Advice", "quantity": "2.5 h"}
    clerk.follow("/new/invoice/", **fields, unit_price="80")
    assert "2.5 h" in browse.text_of(clerk.last) and "200.00" in clerk.last
    assert clerk.post("/new/invoice/", **fields | {"quantity": "2 furlongs"}, unit_price="80").status_code == 422


def test_items_are_imported_and_rows_at_fault_named(company: Context, controller: Person, clerk: Person) -> None:
    file = SimpleUploadedFile("items.csv", b"number,name,price\nA,Anchor,12.00\n,Nameless,1\n")
    controller.post("/catalogue/import/", file=file)
    assert "Row 3:" in controller.last and "Anchor" in controller.last
    assert controller.post("/catalogue/import/").status_code == 422
    assert clerk.post("/catalogue/import/").status_code == 403
