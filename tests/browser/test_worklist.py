"""The worklist by keyboard: a call, the promise that was given in it, and its undoing, within the keys it may cost."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Desk, press

pytestmark = pytest.mark.browser


def test_a_call_and_its_promise_cost_three_keys_and_one_takes_the_promise_back(desk: Desk) -> None:
    page = desk.page
    desk.open("/collect/")
    expect(page.locator("tr[aria-selected=true]")).to_be_focused()
    expect(page.locator("#account h2.big")).to_have_text("Brightwater Foods")
    press(page, "c")
    expect(page.locator("#call")).to_be_visible()
    press(page, "p")
    expect(page.locator("#f-promised_on")).to_be_focused()
    press(page, "Enter")
    expect(page.locator(".toast")).to_contain_text(re.compile(r"Promise saved: [\d,]+\.00\sEUR by"))
    press(page, "Control+z")
    expect(page.locator(".toast")).to_contain_text(re.compile(r"PRM-\d+ is withdrawn"))


def test_a_filter_is_chosen_kept_as_a_view_and_found_again_by_keyboard(desk: Desk) -> None:
    page = desk.page
    desk.open("/collect/")
    press(page, "f")
    expect(page.locator("#filter #f-q")).to_be_focused()
    page.keyboard.type("bright")
    press(page, "Enter")
    page.wait_for_url(re.compile(r"/collect/\?tab=(mine|team)&q=bright$"))
    expect(page.locator(".tools .chip", has_text="Find bright")).to_be_visible()
    press(page, "s")
    expect(page.locator("#view-name")).to_be_focused()
    page.keyboard.type("The bright ones")
    press(page, "Enter")
    expect(page.locator("#all-tabs [aria-current]")).to_have_text("The bright ones")
    press(page, "g")
    press(page, "w")
    page.wait_for_url("**/collect/")
    press(page, "v")
    press(page, "1")
    page.wait_for_url(re.compile(r"/collect/\?tab=(mine|team)&q=bright$"))
    page.locator("#all-tabs button", has_text="Remove view").click()
    expect(page.locator(".toast")).to_contain_text("The view The bright ones is gone")
    expect(page.locator("#all-tabs")).not_to_contain_text("The bright ones")


def test_a_call_that_met_nobody_costs_three_keys_and_one_brings_the_account_back(desk: Desk) -> None:
    page = desk.page
    desk.open("/collect/?at=C-1")
    expect(page.locator("#account h2.big")).to_have_text("Brightwater Foods")
    press(page, "c")
    expect(page.locator("#call")).to_be_visible()
    press(page, "2")
    expect(page.locator("#call input:checked")).to_have_value("no_answer")
    press(page, "Control+Enter")
    expect(page.locator(".toast")).to_contain_text("Call logged: no answer")
    press(page, "Control+z")
    expect(page.locator(".toast")).to_contain_text("Taken back")
