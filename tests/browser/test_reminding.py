"""Reminding by keyboard: a run of letters up to the post, a batch that stops, mail that failed, a policy of two."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import keeper
from tests.browser.conftest import Desk, press
from tests.browser.postbox import GONE, SLOW, Postbox
from tests.browser.test_collecting import seated
from tests.browser.test_journeys import TIDY

pytestmark = pytest.mark.browser

WAIT_MILLISECONDS = 500


def until(page: Page, selector: str, words: str) -> None:
    """Load the page anew until it says so: what a worker does comes in its own time."""
    for _ in range(40):
        if page.locator(selector, has_text=words).count():
            return
        page.wait_for_timeout(WAIT_MILLISECONDS)
        page.reload()
    expect(page.locator(selector).first).to_contain_text(words)


def test_letters_go_from_the_preview_to_the_post_within_eight_keys(stranger: Desk) -> None:
    page, keys, tap = seated(stranger, keeper.MANAGER)
    stranger.open("/collections/reminders/")
    keys.clear()
    tap("t")
    expect(page.locator("h1")).to_have_text("If it ran now")
    expect(page.locator("table", has_text="Who gets what").or_(page.locator("tbody").first)).to_contain_text(
        "Oar Sports"
    )
    tap("r")
    expect(page.locator(".toast")).to_contain_text("The run is queued")
    stranger.open("/collections/reminders/?tab=runs")
    until(page, "tbody tr", "done")
    expect(page.locator("tbody tr").first).to_contain_text("Rik Bouwman")
    stranger.open("/collections/reminders/")
    with page.expect_download() as got:
        tap("l")
    assert got.value.suggested_filename.endswith(".pdf")
    row = page.locator("tbody tr", has_text="Oar Sports")
    until(page, "tbody tr", "to do")
    expect(row).to_contain_text("to do")
    for _ in range(keeper.MOST):
        tap("j")
        if row.get_attribute("aria-selected") == "true":
            break
    tap("Enter")
    expect(page.locator("h1")).to_have_text("Oar Sports")
    expect(page.locator(".letter")).to_contain_text("400.00")
    assert page.evaluate(TIDY) == []
    tap("Control+Enter")
    expect(page.locator(".toast")).to_contain_text("Done for L-4.")
    assert len(keys) <= 8
    stranger.open("/collections/reminders/?tab=sent")
    expect(page.locator("tbody tr", has_text="Oar Sports")).to_contain_text("sent")


def test_a_batch_of_mail_stops_by_one_key_and_what_is_left_goes_out_once(stranger: Desk, postbox: Postbox) -> None:
    page, keys, tap = seated(stranger, keeper.CONTROLLER)
    stranger.open("/invoices/LP-1/send/")
    page.locator("#f-address").fill(f"ap@{SLOW}")
    tap("Control+Enter")
    expect(page.locator(".toast")).to_contain_text("LP-1")
    every(stranger)
    keys.clear()
    tap("Control+Enter")
    expect(page.locator("#batch progress")).to_have_attribute("max", str(keeper.MANY))
    tap("s")
    expect(page.locator("#batch")).to_contain_text("Stopped")
    assert len(keys) == 2
    said = page.locator("#batch").inner_text()
    done, left = re.search(r"(\d+) of 40 queued", said), re.search(r"(\d+) left as they were", said)
    assert done and left and int(done[1]) + int(left[1]) == keeper.MANY and int(left[1]) > 0
    assert page.evaluate(TIDY) == []
    every(stranger)
    tap("Control+Enter")
    expect(page.locator("#batch")).to_contain_text("Done")
    expect(page.locator("#batch progress")).to_have_attribute("value", str(keeper.MANY))
    for _ in range(40):
        if len(postbox.to("l-9@customer.example")) >= keeper.MANY:
            break
        page.wait_for_timeout(WAIT_MILLISECONDS)
    subjects = [one["Subject"] for one in postbox.to("l-9@customer.example")]
    assert len(subjects) == len(set(subjects)) == keeper.MANY


def every(stranger: Desk) -> None:
    """All invoices of L-9 chosen to be sent, without a pointer."""
    stranger.open("/invoices/?customer=L-9")
    stranger.page.locator("#batch-form input[name=all]").focus()
    press(stranger.page, "Space")
    stranger.page.locator("#batch-form button[value=send]").focus()
    press(stranger.page, "Enter")
    expect(stranger.page.locator("h1")).to_have_text(f"Send {keeper.MANY}")


def test_mail_that_was_refused_says_why_and_is_sent_again(stranger: Desk, postbox: Postbox) -> None:
    page, keys, tap = seated(stranger, keeper.CONTROLLER)
    stranger.open("/invoices/LI-4/")
    keys.clear()
    tap("s")
    expect(page.locator("#f-address")).to_be_focused()
    page.locator("#f-address").fill(f"ap@{GONE}")
    tap("Control+Enter")
    expect(page.locator(".toast")).to_contain_text("LI-4")
    stranger.open("/invoices/LI-4/send/")
    until(page, ".rows > div", "bounced")
    expect(page.locator(".rows")).to_contain_text("550")
    assert page.evaluate(TIDY) == []
    page.locator("#f-address").fill("l-4@customer.example")
    tap("Control+Enter")
    expect(page.locator(".toast")).to_contain_text("LI-4")
    stranger.open("/invoices/LI-4/send/")
    until(page, ".rows > div", "sent")
    assert len(keys) == 3
    (mail,) = postbox.to("l-4@customer.example")
    assert [one.get_content_type() for one in mail.iter_attachments()] == ["application/pdf"]


def test_a_policy_is_changed_by_one_and_looked_at_and_adopted_by_another(stranger: Desk) -> None:
    page, keys, tap = seated(stranger, keeper.MANAGER)
    keys.clear()
    tap("g", "o")
    expect(page.locator("h1")).to_have_text("Standard")
    tap("e")
    expect(page.locator("h1")).to_have_text("A new version")
    page.locator("input[name=fee0]").focus()
    page.keyboard.type("7.50")
    tap("Control+Enter")
    expect(page.locator("form.note")).to_contain_text("Version 2 is proposed by Rik Bouwman")
    assert len(keys) == 4
    expect(page.locator("form.note")).to_contain_text("A second person adopts it.")
    tap("y")
    expect(page.locator("form.note")).to_contain_text("Version 2 is proposed")
    page.context.clear_cookies()
    page, keys, tap = seated(stranger, keeper.CONTROLLER)
    stranger.open("/collections/policies/")
    expect(page.locator("form.note")).to_contain_text("Version 2 is proposed")
    keys.clear()
    tap("w")
    expect(page.locator("h1")).to_have_text("If version 2 of Standard held now")
    expect(page.locator("main")).to_contain_text("Who gets something else")
    assert page.evaluate(TIDY) == []
    tap("y")
    expect(page.locator(".toast")).to_contain_text("Version 2 of Standard is in force.")
    assert len(keys) == 2
    tap("h")
    expect(page.locator("tbody tr").first).to_contain_text("Vera Kuipers")
    expect(page.locator("tbody tr").first).to_contain_text("7.50")
