"""A bank file of 200 lines applied by keyboard alone, within the keys that the design allows."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser import teller
from tests.browser.conftest import Desk, press
from tests.browser.stage import PASSWORD

pytestmark = pytest.mark.browser

BUDGET = 3 + 20
"""Keys: two for the place, one chord for the safe lines, then two a line that is left."""


def test_a_file_of_200_lines_is_applied_by_keyboard_within_budget(stranger: Desk) -> None:
    page, keys = stranger.page, 0

    def tap(key: str) -> None:
        nonlocal keys
        keys += 1
        press(page, key)

    stranger.open("/account/login/")
    page.fill("input[name=login]", teller.EMAIL)
    page.fill("input[name=password]", PASSWORD)
    press(page, "Enter")
    page.wait_for_url(f"{stranger.base}/")
    tap("g")
    tap("a")
    expect(page.locator("h1")).to_have_text("Apply cash")
    tabs = page.locator(".split .tabs")
    expect(tabs).to_contain_text(f"To review {teller.ODD}")
    expect(tabs).to_contain_text(f"Safe {teller.LINES - teller.ODD}")
    tap("Shift+A")
    expect(page.locator(".toasts")).to_contain_text(f"{teller.LINES - teller.ODD} safe lines accepted", timeout=60_000)
    for left in range(teller.ODD, 0, -1):
        expect(tabs).to_contain_text(f"To review {left}")
        said = page.locator("#match").inner_text()
        if "FREIGHT" in said:
            tap("1")
            expect(page.locator("#match input[value=freight]")).to_be_checked()
            tap("Enter")
        else:
            tap("a")
        expect(tabs).to_contain_text(f"Applied {teller.LINES - left + 1}")
    expect(page.locator("main")).to_contain_text("No money waits")
    assert keys <= BUDGET, keys
    tap("Control+z")
    expect(tabs).to_contain_text("To review 1")
    assert not stranger.wrong, stranger.wrong


def test_sums_follow_what_is_typed_and_letters_lead_to_their_field(stranger: Desk) -> None:
    page = stranger.page
    stranger.open("/account/login/?next=/cash/")
    page.fill("input[name=login]", teller.EMAIL)
    page.fill("input[name=password]", PASSWORD)
    press(page, "Enter")
    page.wait_for_url(f"{stranger.base}/cash/")
    expect(page.locator("#match input[name=added]")).to_be_visible()
    press(page, "i")
    expect(page.locator("#match input[name=added]")).to_be_focused()
    page.keyboard.type("INV-9999")
    expect(page.locator("#match input[name=added]")).to_have_value("INV-9999")
    page.locator("#match input[name=added_amount]").fill("1.25")
    expect(page.locator("[data-applied]")).to_have_text(re.compile(r"1\.25$"))
    press(page, "Escape")
    page.locator("h1").click()
    press(page, "w")
    expect(page.locator("#match input[name=customer]")).to_be_focused()
    assert not stranger.wrong, stranger.wrong
