"""Billing by keyboard alone, within the keys that the design allows: composer, batch, estimate by link, repeat."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Desk, press, sit
from tests.browser.test_desk import books, keeper
from tests.browser.test_journeys import TIDY

__all__ = ["books", "keeper"]

pytestmark = pytest.mark.browser
NUMBER = re.compile(r"^INV-\d{4}-\d{5}$")


def tap(desk: Desk, *keys: str) -> int:
    """Press keys, and say how many."""
    for key in keys:
        press(desk.page, key)
    return len(keys)


def test_an_invoice_of_three_lines_costs_four_keys_and_the_ways_between_its_fields(books: Desk) -> None:
    page = books.page
    books.open("/")
    spent = tap(books, "n", "i")
    expect(page.locator("#f-customer_number")).to_be_focused()
    page.keyboard.type("C-5")
    page.locator("[id='f-lines[1].description']").focus()
    for n, (text, quantity, price) in enumerate((("Boxes", "3", "12.50"), ("Tape", "10", "2"), ("Film", "1", "8")), 1):
        expect(page.locator(f"[id='f-lines[{n}].description']")).to_be_focused()
        page.keyboard.type(text)
        tap(books, "Tab")
        page.keyboard.type(quantity)
        tap(books, "Tab")
        page.keyboard.type(price)
        tap(books, "Tab", "Tab")
        page.keyboard.type("21")
        tap(books, "Tab")
    expect(page.locator("#sums")).to_contain_text("79.26")
    spent += tap(books, "Control+Enter")
    expect(page.locator("h1")).to_have_text(NUMBER)
    expect(page.locator(".toast")).to_contain_text("is recorded, €79.26")
    assert spent <= 4


def test_many_drafts_are_issued_at_once_and_a_failure_is_named(books: Desk) -> None:
    page = books.page
    for customer, currency in (("C-6", ""), ("C-2", "KES")):
        books.open(f"/new/invoice/?customer={customer}")
        page.fill("#f-currency", currency)
        page.fill("[id='f-lines[1].description']", "Boxes")
        page.fill("[id='f-lines[1].unit_price']", "100")
        tap(books, "Control+s")
        expect(page.locator("h1")).to_have_text("Invoice, draft")
    books.open("/drafts/")
    tap(books, "j", "x", "j", "x")
    expect(page.locator("input[name=draft]:checked")).to_have_count(2)
    page.click("#batch-form button[value=issue]")
    expect(page.locator("h1")).to_have_text("Issue 2")
    tap(books, "Control+Enter")
    expect(page.locator("#batch")).to_contain_text("Done")
    expect(page.locator("#batch tbody tr")).to_have_count(2)
    expect(page.locator("#batch .pill.bad")).to_have_count(1)
    expect(page.locator("#batch")).to_contain_text("1 failed, named below with what to do")
    expect(page.locator("#batch tbody tr").first).to_contain_text("Birchwood Toys")
    expect(page.locator("#batch tbody tr").nth(1)).to_contain_text("INV-")
    assert page.evaluate(TIDY) == []


def test_an_estimate_is_accepted_by_name_over_its_link_and_becomes_an_invoice(books: Desk, chromium: Browser) -> None:
    page = books.page
    books.open("/new/estimate/?customer=C-4")
    page.fill("[id='f-lines[1].description']", "Displays")
    page.fill("[id='f-lines[1].unit_price']", "250")
    tap(books, "Control+Enter")
    expect(page.locator("h1")).to_have_text(re.compile(r"^EST-"))
    number = page.locator("h1").inner_text()
    books.open(f"/estimates/{number}/links/")
    page.click("button:has-text('Make a link')")
    address = page.locator("input[readonly]").first.input_value()
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    buyer = sit(context, books.base)
    buyer.open(re.sub(r"^https?://[^/]+", "", address))
    expect(buyer.page.locator("h1")).to_have_text("€250.00 offered")
    assert buyer.page.evaluate("document.documentElement.scrollWidth") <= 390
    buyer.page.click("a:has-text('Accept')")
    expect(buyer.page.locator("#f-name")).to_be_focused()
    buyer.page.keyboard.type("Ada Visser")
    tap(buyer, "Enter")
    expect(buyer.page.locator("main")).to_contain_text("Ada Visser")
    context.close()
    assert buyer.wrong == []
    books.open(f"/estimates/{number}/")
    assert tap(books, "i") <= 2
    expect(page.locator(".toast")).to_contain_text("Issued as INV-")
    page.click("dl.facts a:has-text('INV-')")
    expect(page.locator("h1")).to_have_text(NUMBER)
    expect(page.locator("main")).to_contain_text("Displays")


def test_an_invoice_is_repeated_every_month(books: Desk) -> None:
    page = books.page
    books.open("/new/recurring/?invoice=INV-61")
    expect(page.locator("h1")).to_have_text("Repeat an invoice")
    page.fill("#f-times", "3")
    expect(page.locator("#days li, #days tr, #days dt")).not_to_have_count(0)
    page.check("input[name=mode][value=issue]")
    page.evaluate("document.activeElement.blur()")
    tap(books, "Control+Enter")
    expect(page.locator("main")).to_contain_text("Fern Kitchens")
    books.open("/recurring/")
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody")).to_contain_text("Fern Kitchens")
