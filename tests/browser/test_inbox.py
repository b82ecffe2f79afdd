"""The inbox by keyboard: mails gone through by J, a proposal reached by Enter, dismissed by X, the rest done by D."""

from __future__ import annotations

import datetime
import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Desk, press
from tests.formats.mailed import mailed

pytestmark = pytest.mark.browser


def test_a_mail_is_reached_and_its_proposal_dismissed_by_keys_alone(desk: Desk) -> None:
    soon = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=4)
    promise = mailed(f"We will pay EUR 60.00 for INV-1 on {soon.isoformat()}.", "A promise", message="<1@x.example>")
    question = mailed("Who are you?", "A question", message="<2@x.example>")
    page = desk.page
    desk.open("/collect/inbox/")
    page.locator("[data-open=take]").click()
    box = b"From a\n" + promise + b"\n\nFrom b\n" + question
    page.set_input_files("#f-file", {"name": "box.mbox", "mimeType": "application/mbox", "buffer": box})
    page.get_by_role("button", name="Take it in").click()
    expect(page.locator(".toast")).to_contain_text("2 mails in")
    expect(page.locator("#mail h2")).to_have_text("A question")
    expect(page.locator("tr[aria-selected=true]")).to_be_focused()
    press(page, "j")
    expect(page.locator("#mail h2")).to_have_text("A promise")
    expect(page.locator("#mail .card .say")).to_contain_text("We will pay EUR 60.00")
    press(page, "Enter")
    expect(page.locator("[data-accept]")).to_be_focused()
    press(page, "x")
    expect(page.locator(".toast")).to_contain_text("Dismissed")
    expect(page.locator("#mail h2")).to_have_text("A question")
    press(page, "d")
    expect(page.locator(".toast")).to_contain_text("The mail is done")


def test_a_proposal_is_taken_by_one_key_and_one_takes_it_back(desk: Desk) -> None:
    soon = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=4)
    words = f"We will pay EUR 70.00 for INV-1 on {soon.isoformat()}."
    page = desk.page
    desk.open("/collect/inbox/")
    page.locator("[data-open=take]").click()
    mail = mailed(words, "Seventy", message="<3@x.example>")
    page.set_input_files("#f-file", {"name": "a.eml", "mimeType": "message/rfc822", "buffer": mail})
    page.get_by_role("button", name="Take it in").click()
    expect(page.locator("#mail h2")).to_have_text("Seventy")
    expect(page.locator("tr[aria-selected=true]")).to_be_focused()
    press(page, "1")
    expect(page.locator(".toast")).to_contain_text(re.compile(r"PRM-\d+: 70.00 EUR by"))
    press(page, "Control+z")
    expect(page.locator(".toast")).to_contain_text(re.compile(r"PRM-\d+ is withdrawn"))
    expect(page.locator("#mail h2")).to_have_text("Seventy")
