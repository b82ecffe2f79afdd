"""Policies and notifications by keyboard: a version proposed and looked at, a customer followed, within a few keys."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser import collector
from tests.browser.conftest import Desk
from tests.browser.test_collecting import seated

pytestmark = pytest.mark.browser


def test_a_version_of_a_policy_is_proposed_and_a_customer_followed_by_keys_alone(stranger: Desk) -> None:
    page, keys, tap = seated(stranger, collector.MANAGER)
    toast = page.locator(".toast").last
    keys.clear()
    tap("g", "o")
    expect(page.locator("h1")).to_have_text("Standard")
    tap("e")
    expect(page.locator("h1")).to_have_text("A new version")
    page.locator("input[name=fee0]").focus()
    page.keyboard.type("2.50")
    tap("Enter")
    expect(toast).to_contain_text("Version 2 of Standard is proposed")
    expect(page.locator("form.note")).to_contain_text("Version 2 is proposed")
    tap("h")
    expect(page).to_have_url(re.compile("/policies/versions/"))
    expect(page.locator("main")).to_contain_text("2.50")
    assert len(keys) == 5
    stranger.open("/customers/Q-1/")
    keys.clear()
    tap("f")
    expect(page.locator("[data-key=f]")).to_have_attribute("aria-pressed", "true")
    tap("g", "n")
    expect(page.locator("h1")).to_have_text("Notifications")
    tap("t")
    expect(page.locator("main")).to_contain_text("Anchor Foods")
    assert len(keys) == 4


def test_a_policy_for_payers_who_are_late_is_proposed_and_tried_by_keys_alone(stranger: Desk) -> None:
    page, keys, tap = seated(stranger, collector.MANAGER)
    stranger.open("/collections/policies/edit/")
    keys.clear()
    page.locator("input[name=name]").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("Very late payers")
    page.locator("select[name=risk0]").focus()
    page.keyboard.type("late payers: D")
    for box in ("input[name=standard]", "input[name=grades][value=D]", "input[name=grades][value=E]"):
        page.locator(box).focus()
        tap("Space")
    tap("Control+Enter")
    expect(page.locator(".toast").last).to_contain_text("Version 1 of Very late payers is proposed")
    expect(page.locator("main")).to_contain_text("payers of grades D, E")
    expect(page.locator("main")).to_contain_text("late payers (D–E)")
    tap("w")
    expect(page.locator("h1")).to_have_text("If version 1 of Very late payers held now")
    assert len(keys) == 5
