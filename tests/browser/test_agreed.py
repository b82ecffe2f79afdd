"""What is agreed and disputed, from the worklist to its end: a broken promise, a credit note, a plan of two."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.browser import keeper
from tests.browser.conftest import ROOT, Desk
from tests.browser.test_collecting import at, seated

pytestmark = pytest.mark.browser


def test_a_promise_of_three_keys_is_broken_by_the_night_after_its_day(stranger: Desk, env: dict[str, str]) -> None:
    page, keys, tap = seated(stranger, keeper.COLLECTOR)
    at(stranger, "L-1", "Lock Pumps")
    keys.clear()
    tap("c", "p")
    expect(page.locator("#f-promised_on")).to_be_focused()
    tap("Enter")
    expect(page.locator(".toast").last).to_contain_text(re.compile(r"Promise saved: 100\.00\sEUR by"))
    assert len(keys) == 3
    stranger.open("/collect/promises/")
    expect(page.locator("tr", has_text="Lock Pumps")).to_contain_text("Open")
    night = [sys.executable, "-m", "tests.browser.night", "30"]
    said = subprocess.run(night, cwd=ROOT, env=env, check=True, capture_output=True, text=True)
    assert said.stdout == "1\n"
    stranger.open("/collect/promises/?state=broken")
    keys.clear()
    tap("j")
    row = page.locator("tr[aria-selected=true]")
    expect(row).to_contain_text("Lock Pumps")
    expect(row).to_contain_text("Broken")
    tap("Enter")
    expect(page.locator("h1")).to_have_text("Lock Pumps")
    expect(page.locator(".top")).to_contain_text("Promise broken")
    at(stranger, "L-1", "Lock Pumps")
    expect(page.locator("#account")).to_contain_text("Promise broken")


def test_a_dispute_ends_in_a_credit_note_within_four_keys_of_who_decides(stranger: Desk) -> None:
    page, keys, tap = seated(stranger, keeper.COLLECTOR)
    at(stranger, "L-2", "Mill Bakery")
    keys.clear()
    tap("d")
    expect(page.locator("#dispute")).to_be_visible()
    tap("3")
    expect(page.locator("#dispute input:checked")).to_have_count(1)
    tap("Enter")
    expect(page.locator(".toast").last).to_contain_text(re.compile(r"DSP-\d+: 200\.00\sEUR of LI-2"))
    assert len(keys) == 3
    page.context.clear_cookies()
    page, keys, tap = seated(stranger, keeper.CONTROLLER)
    stranger.open("/collect/disputes/")
    expect(page.locator(".board")).to_contain_text("Mill Bakery")
    keys.clear()
    tap("j")
    expect(page.locator("#picked")).to_contain_text("200.00 EUR of LI-2")
    expect(page.locator("input[value=reject]")).to_be_focused()
    tap("1")
    expect(page.locator("input[value=credit]")).to_be_checked()
    tap("Tab")
    expect(page.locator("#f-resolution")).to_be_focused()
    page.keyboard.type("Half a pallet was wet")
    tap("Control+Enter")
    expect(page.locator(".toast").last).to_contain_text(re.compile(r"DSP-\d+"))
    assert len(keys) == 4
    expect(page.locator(".board section").last).to_contain_text("Mill Bakery")
    stranger.open("/invoices/LI-2/")
    expect(page.locator("main")).to_contain_text(re.compile(r"CN-[\d-]+"))
    expect(page.locator("main")).to_contain_text("Half a pallet was wet")


def test_a_long_plan_waits_for_a_second_person_who_needs_one_key(stranger: Desk) -> None:
    page, keys, tap = seated(stranger, keeper.COLLECTOR)
    at(stranger, "L-3", "North Quay Cafe")
    keys.clear()
    tap("l")
    expect(page.locator("#f-count")).to_be_focused()
    page.keyboard.type("12")
    tap("Enter")
    expect(page.locator(".toast").last).to_contain_text(re.compile(r"PLN-\d+: 300\.00\sEUR in 12 instalments"))
    assert len(keys) <= 3
    stranger.open("/collect/promises/")
    expect(page.locator("tr", has_text="North Quay Cafe")).to_contain_text("Waits for approval")
    tap("y")
    expect(page.locator("tr", has_text="North Quay Cafe")).to_contain_text("Waits for approval")
    page.context.clear_cookies()
    page, keys, tap = seated(stranger, keeper.MANAGER)
    stranger.open("/collect/promises/")
    keys.clear()
    tap("y")
    expect(page.locator(".toast").last).to_contain_text(re.compile(r"PLN-\d+ runs now"))
    expect(page.locator("tr", has_text="North Quay Cafe")).to_contain_text("Running")
    assert len(keys) == 1
