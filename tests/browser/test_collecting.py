"""Collecting by keyboard alone, within the keys that the design allows: dispute, plan, lawyer, second person."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import collector
from tests.browser.conftest import Desk, press, sit
from tests.browser.stage import PASSWORD
from tests.browser.test_journeys import TIDY

pytestmark = pytest.mark.browser

Tap = Callable[..., None]

PAGES = (
    *(
        "/collect/promises/",
        "/collect/disputes/?at=DSP-0001",
        "/collect/people/",
        "/collect/quality/",
        "/collect/policy/",
    ),
    *("/collect/inbox/", "/collect/dossiers/", "/collect/dossiers/DOS-0001/", "/collect/insolvencies/INS-0001/"),
    *("/collections/reminders/", "/collections/reminders/?tab=runs", "/collections/reminders/preview/"),
    *("/collections/policies/", "/collections/policies/versions/", "/collections/policies/edit/?name=Standard"),
    *("/settings/interest/", "/notifications/", "/notifications/told/", "/bounces/"),
    *("/customers/W-1/interest/", "/customers/W-1/reminders/", "/customers/W-1/told/", "/customers/W-1/dossier/"),
)
"""The screens of collecting, each about what the stage holds."""

SIDEWAYS = """() => {
  const found = [];
  for (const x of document.querySelectorAll('main *')) {
    const scrolls = ['auto', 'scroll'].includes(getComputedStyle(x).overflowX) && x.offsetParent;
    if (scrolls && x.scrollWidth > x.clientWidth + 1 && !x.closest('.tabs')) found.push(x.className);
  }
  if (document.documentElement.scrollWidth > innerWidth) found.push('the page');
  return found;
}"""
"""What has to be moved sideways to be read, but for rows of tabs."""


def seated(desk: Desk, email: str) -> tuple[Page, list[str], Tap]:
    """Somebody of the company at their desk, the keys that were pressed, and what presses one."""
    keys: list[str] = []
    desk.open("/account/login/")
    desk.page.fill("input[name=login]", email)
    desk.page.fill("input[name=password]", PASSWORD)
    press(desk.page, "Enter")
    desk.page.wait_for_url(re.compile(f"{desk.base}/(collect/)?$"))

    def tap(*pressed: str) -> None:
        for key in pressed:
            keys.append(key)
            press(desk.page, key)

    return desk.page, keys, tap


def at(desk: Desk, number: str, name: str) -> None:
    """The worklist with an account looked at."""
    desk.open(f"/collect/?at={number}")
    expect(desk.page.locator("#account h2.big")).to_have_text(name)


def test_each_deed_costs_the_keys_it_may_up_to_the_dossier_that_a_second_person_releases(stranger: Desk) -> None:
    page, keys, tap = seated(stranger, collector.EMAIL)
    toast = page.locator(".toast").last
    at(stranger, "Q-2", "Beacon Paper")
    keys.clear()
    tap("d")
    expect(page.locator("#dispute")).to_be_visible()
    tap("1")
    expect(page.locator("#dispute input:checked")).to_have_count(1)
    tap("Enter")
    expect(toast).to_contain_text(re.compile(r"DSP-\d+"))
    assert len(keys) == 3
    at(stranger, "Q-3", "Cutter Tools")
    keys.clear()
    tap("l")
    expect(page.locator("#f-count")).to_be_focused()
    page.keyboard.type("2")
    tap("Enter")
    expect(toast).to_contain_text(re.compile(r"PLN-\d+"))
    assert len(keys) <= 3
    at(stranger, "Q-4", "Drydock Glass")
    keys.clear()
    tap("u")
    expect(page.locator("#f-owner")).to_be_focused()
    page.keyboard.type("lawyer")
    expect(page.locator("#f-owner")).to_have_value("lawyer")
    tap("Enter")
    expect(toast).to_contain_text("for Marsh & Vale waits for a second person")
    assert len(keys) <= 3
    page.context.clear_cookies()
    release(stranger)


def test_an_account_is_escalated_to_the_named_senior_with_two_keys_and_comes_back_with_one(stranger: Desk) -> None:
    page, keys, tap = seated(stranger, collector.EMAIL)
    at(stranger, "Q-1", "Anchor Foods")
    keys.clear()
    tap("u")
    expect(page.locator("#f-owner")).to_be_focused()
    expect(page.locator("#f-owner")).to_have_value(collector.MANAGER)
    tap("Enter")
    expect(page.locator(".toast").last).to_contain_text("Escalated to Tom Akkerman")
    tap("Control+z")
    expect(page.locator(".toast").last).to_contain_text("As it was before")
    assert len(keys) == 3


def release(stranger: Desk) -> None:
    """A second person hands the dossier over, and its file is there."""
    page, keys, tap = seated(stranger, collector.MANAGER)
    stranger.open("/collect/dossiers/")
    expect(page.locator("tbody tr").first).to_contain_text("Drydock Glass")
    keys.clear()
    tap("j", "Enter")
    expect(page.locator("h1")).to_contain_text("DOS-")
    tap("r")
    expect(page.locator("main")).to_contain_text("Handed over")
    assert len(keys) <= 4
    with page.expect_download() as got:
        tap("z")
    assert got.value.suggested_filename.endswith(".zip")


def test_on_a_phone_each_screen_is_read_without_moving_it_sideways(chromium: Browser, served: str) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    phone = sit(context, served)
    page, _, _ = seated(phone, collector.MANAGER)
    phone.open("/collect/promises/")
    expect(page.locator("main table").first).to_contain_text(collector.SAYS)
    for path in PAGES:
        phone.open(path)
        assert page.evaluate(SIDEWAYS) == [], path
        assert page.evaluate(TIDY) == [], path
    context.close()
    assert phone.wrong == []
