"""Journeys of the working screens: a payment by keyboard, its undoing, aging, lists, growing lines, no script."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, StorageState, expect

from tests.browser import bookkeeper
from tests.browser.conftest import Desk, press, sit
from tests.browser.stage import PASSWORD
from tests.browser.test_journeys import TIDY

pytestmark = pytest.mark.browser
PAGES = (
    "/customers/C-1/",
    "/customers/C-1/edit/",
    "/customers/C-1/contacts/new/",
    "/customers/C-1/statement/",
    "/invoices/INV-11/",
    "/invoices/INV-11/reverse/",
    "/payments/PAY-1/",
    "/payments/PAY-1/move/",
    "/new/payment/?customer=C-1&amount=50",
    "/new/invoice/?customer=C-1",
    "/new/credit-note/?invoice=INV-11",
    "/new/allocation/?credit=PAY-1",
    "/insights/aging/?by=invoice",
    "/invoices/",
    "/estimates/",
)


@pytest.fixture(scope="module")
def keeper(chromium: Browser, served: str) -> StorageState:
    """The cookies of who keeps the books of the third company."""
    context = chromium.new_context()
    one = sit(context, served)
    enter(one)
    kept = context.storage_state()
    context.close()
    return kept


@pytest.fixture
def books(chromium: Browser, served: str, keeper: StorageState) -> Iterator[Desk]:
    """Their window; nothing may have gone wrong in it by the end."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, storage_state=keeper)
    made = sit(context, served)
    yield made
    context.close()
    assert made.wrong == []


def enter(desk: Desk) -> None:
    """Sign in as who keeps the books."""
    desk.open("/account/login/")
    desk.page.fill("input[name=login]", bookkeeper.EMAIL)
    desk.page.fill("input[name=password]", PASSWORD)
    press(desk.page, "Enter")
    desk.page.wait_for_url(f"{desk.base}/")


def test_a_payment_is_recorded_by_keyboard_and_its_invoice_is_paid_and_taken_back(books: Desk) -> None:
    page = books.page
    books.open("/customers/")
    press(page, "f")
    page.keyboard.type("acorn")
    expect(page.locator("tbody tr")).to_have_count(1)
    page.locator("#f-q").blur()
    press(page, "j")
    page.evaluate("htmx.ajax('GET', '/customers/?q=acorn', {target: '#list'})")  # an answer that comes after the key
    expect(page.locator("tbody tr[aria-selected=true]")).to_be_focused()
    press(page, "Enter")
    expect(page.locator("h1")).to_have_text("Acorn Paper")
    press(page, "r")
    expect(page.locator("#f-amount")).to_be_focused()
    page.keyboard.type("150.50")
    press(page, "Tab")
    apply = page.locator("input[name=apply]")
    expect(apply.first).to_have_value("100.50")
    expect(apply.nth(1)).to_have_value("50.00")
    expect(page.locator("[data-left]")).to_have_text("0.00 left")
    apply.nth(1).fill("20")
    expect(page.locator("[data-left]")).to_have_text("30.00 left")
    expect(page.locator("[data-said]")).to_have_text("120.50 applied, 30.00 left")
    press(page, "Control+Enter")
    expect(page.locator(".toast")).to_contain_text("It met INV-11, INV-12.")
    page.click("#met a:has-text('INV-11')")
    expect(page.locator(".top .pill")).to_have_text("Paid")
    page.click("#met button:has-text('Take back')")
    expect(page.locator(".top .pill")).to_contain_text("Overdue 100 days")
    press(page, "Control+z")
    expect(page.locator(".top .pill")).to_have_text("Paid")


def test_aging_ties_to_the_ledger_and_drills_to_the_invoice(books: Desk) -> None:
    page = books.page
    books.open("/")
    press(page, "g")
    press(page, "r")
    expect(page.locator("h1")).to_have_text("Aging")
    expect(page.locator("#tie")).to_have_text("ties to ledger 1300 and 1310")
    page.click("tr:has-text('Canal House') a:has-text('600.50')")
    expect(page.locator("tbody tr")).to_have_count(1)
    page.click("tbody a:has-text('INV-32')")
    expect(page.locator("h1")).to_have_text("INV-32")
    page.go_back()
    page.go_back()
    page.fill("#f-buckets", "50")
    press(page, "Tab")
    expect(page.locator("thead")).to_contain_text("Over 50")
    assert "buckets=50" in page.url
    with page.expect_download() as waiting:
        page.locator("h1").click()
        press(page, "Control+e")
    assert re.fullmatch(r"aging-\d{4}-\d\d-\d\d\.xlsx", waiting.value.suggested_filename)


def test_the_list_of_customers_answers_to_the_keyboard(books: Desk) -> None:
    page = books.page
    books.open("/customers/")
    for key in ("j", "j", "x", "j", "x", "k"):
        press(page, key)
    expect(page.locator("tr[aria-selected=true]")).to_contain_text("Birchwood Toys")
    expect(page.locator(".bulk")).to_contain_text("2 selected, EUR 2,928.00")
    press(page, "o")
    expect(page.locator("h1")).to_have_text("Birchwood Toys")
    page.go_back()
    press(page, "f")
    page.keyboard.type("elm")
    expect(page.locator("tbody tr")).to_have_count(1)
    assert "q=elm" in page.url
    expect(page.locator("#totals")).to_contain_text("1 customer")
    page.go_back()
    expect(page.locator("tbody tr")).to_have_count(7)
    page.click("thead a:has-text('Balance')")
    expect(page.locator("th[aria-sort=descending]")).to_contain_text("Balance")
    expect(page.locator("tbody tr").first).to_contain_text("Fern Kitchens")


def test_lines_grow_with_tab_and_the_total_with_them(books: Desk) -> None:
    page = books.page
    books.open("/new/invoice/?customer=C-4")
    page.fill("[id='f-lines[1].description']", "Boxes")
    page.fill("[id='f-lines[1].unit_price']", "12.50")
    page.fill("[id='f-lines[3].quantity']", "4")
    page.fill("[id='f-lines[3].unit_price']", "2.25")
    page.locator("[id='f-lines[3].tax_rate']").focus()
    press(page, "Tab")
    expect(page.locator("[id='f-lines[4].description']")).to_be_focused()
    page.keyboard.type("Tape")
    expect(page.locator("#sums")).to_contain_text("21.50")
    expect(page.locator("#line-1")).to_have_text("12.50")
    page.fill("#f-terms", "net 10")
    expect(page.locator("#sums")).to_contain_text("in 10 days")
    press(page, "Control+Enter")
    expect(page.locator("h1")).to_have_text(re.compile(r"^INV-\d{4}-\d{5}$"))
    expect(page.locator(".toast")).to_contain_text("is recorded, €21.50")


def test_a_payment_can_be_recorded_without_script(without_script: Desk) -> None:
    page = without_script.page
    enter(without_script)
    without_script.open("/new/payment/")
    page.fill("#f-customer_number", "fern")
    page.fill("#f-amount", "700")
    page.click("button:has-text('Find open items')")
    page.click("button:has-text('Oldest first')")
    expect(page.locator("input[name=apply]").first).to_have_value("600.50")
    page.click("button:has-text('Preview')")
    expect(page.locator("#rehearsed")).to_contain_text("1300 Trade receivables")
    page.click("button:has-text('Record the payment')")
    expect(page.locator("#met")).to_contain_text("INV-62")
    without_script.open("/customers/?totals=1&state=overdue")
    expect(page.locator("#totals")).to_contain_text("customers")


def test_every_working_page_is_tidy_and_fits_a_phone(books: Desk) -> None:
    for path in PAGES:
        books.page.set_viewport_size({"width": 1440, "height": 900})
        books.open(path)
        assert books.page.evaluate(TIDY) == [], path
        books.page.set_viewport_size({"width": 390, "height": 844})
        assert books.page.evaluate("document.documentElement.scrollWidth") <= 390, path
