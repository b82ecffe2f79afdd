"""Journeys by keyboard, in the dark, on a phone and without script."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from quittance.web import menu
from tests.browser.conftest import Desk, press
from tests.browser.stage import EMAIL, PASSWORD

pytestmark = pytest.mark.browser

TIDY = """() => {
  const found = [], ids = [...document.querySelectorAll('[id]')].map(x => x.id);
  for (const id of new Set(ids)) if (ids.filter(x => x === id).length > 1) found.push('twice: ' + id);
  for (const x of document.querySelectorAll('input:not([type=hidden]), select, textarea'))
    if (!x.labels?.length && !x.getAttribute('aria-label')) found.push('no label: ' + x.outerHTML);
  for (const x of document.querySelectorAll('button, a[href]'))
    if (!(x.textContent.trim() || x.getAttribute('aria-label'))) found.push('no name: ' + x.outerHTML);
  for (const x of document.querySelectorAll('svg:not([aria-hidden]):not([aria-label]), img:not([alt])'))
    if (!x.closest('[aria-hidden]')) found.push('no words: ' + x.outerHTML.slice(0, 80));
  if (document.querySelectorAll('h1').length !== 1) found.push('not one h1');
  return found;
}"""
"""What a screen reader would stumble over, found on the page itself."""


def places() -> list[str]:
    """Every address of the menu, once."""
    return list(dict.fromkeys(one.url for one in (*menu.PLACES, *menu.DEEDS) if one.url))


def test_signing_in_by_keyboard_alone_leads_to_today(stranger: Desk) -> None:
    stranger.open("/account/login/")
    stranger.page.keyboard.type(EMAIL)
    press(stranger.page, "Tab")
    stranger.page.keyboard.type(PASSWORD)
    press(stranger.page, "Enter")
    expect(stranger.page.locator("h1")).to_have_text("Today")
    expect(stranger.page.locator(".stats")).to_contain_text("€1,000")


def test_the_palette_finds_by_typing_and_goes_by_enter(desk: Desk) -> None:
    desk.open("/")
    press(desk.page, "Control+k")
    expect(desk.page.locator("#palette")).to_be_visible()
    desk.page.keyboard.type("exch")
    expect(desk.page.locator("#palette [aria-selected=true]")).to_contain_text("Exchange rates")
    press(desk.page, "Enter")
    expect(desk.page.locator("h1")).to_have_text("Exchange rates")
    press(desk.page, "/")
    press(desk.page, "ArrowDown")
    press(desk.page, "ArrowDown")
    expect(desk.page.locator("#palette [aria-selected=true]")).to_have_count(1)
    press(desk.page, "Escape")
    expect(desk.page.locator("#palette")).to_be_hidden()


def test_two_letters_lead_to_a_place_and_nothing_happens_while_typing(desk: Desk) -> None:
    desk.open("/")
    press(desk.page, "g")
    press(desk.page, "s")
    expect(desk.page.locator("h1")).to_have_text("Company")
    desk.page.fill("input[name=name]", "")
    desk.page.keyboard.type("gd?")
    expect(desk.page.locator("input[name=name]")).to_have_value("gd?")
    expect(desk.page.locator("#keys")).to_be_hidden()
    desk.page.locator("h1").click()
    press(desk.page, "?")
    expect(desk.page.locator("#keys")).to_be_visible()


def test_the_sidebar_stays_away_and_letters_can_be_switched_off(desk: Desk) -> None:
    desk.open("/")
    press(desk.page, "[")
    expect(desk.page.locator(".side")).to_be_hidden()
    desk.page.reload()
    expect(desk.page.locator(".side")).to_be_hidden()
    press(desk.page, "[")
    expect(desk.page.locator(".side")).to_be_visible()
    desk.open("/you/")
    desk.page.check("input[name=keys][value=off]")
    desk.page.click("button:has-text('Keep')")
    expect(desk.page.locator("html")).to_have_attribute("data-keys", "off")
    press(desk.page, "?")
    expect(desk.page.locator("#keys")).to_be_hidden()


def test_the_dark_is_dark_and_a_choice_is_stronger_than_the_system(desk: Desk) -> None:
    light = "() => parseFloat(getComputedStyle(document.body).backgroundColor.match(/oklch\\(([\\d.]+)/)[1]) > 0.5"
    desk.page.emulate_media(color_scheme="dark")
    desk.open("/")
    assert desk.page.evaluate(light) is False
    desk.open("/you/")
    desk.page.check("input[name=theme][value=light]")
    desk.page.click("button:has-text('Keep')")
    expect(desk.page.locator("html")).to_have_attribute("data-theme", "light")
    assert desk.page.evaluate(light) is True


def test_a_refused_form_puts_the_focus_on_what_is_wrong(desk: Desk) -> None:
    desk.open("/settings/people/new/")
    desk.page.fill("input[name=name]", "Jonas")
    press(desk.page, "Control+Enter")
    expect(desk.page.locator("#faults")).to_be_focused()
    expect(desk.page.locator("input[name=name]")).to_have_value("Jonas")
    desk.wrong.clear()


def test_rows_of_a_list_move_by_letters(desk: Desk) -> None:
    desk.open("/settings/people/")
    press(desk.page, "j")
    expect(desk.page.locator("tr[aria-selected=true]")).to_contain_text("Sanne de Wit")
    press(desk.page, "o")
    expect(desk.page.locator("h1")).to_have_text("Sanne de Wit")


def test_every_place_is_tidy_on_a_phone_and_never_scrolls_sideways(phone: Desk) -> None:
    for path in (*places(), "/find/"):
        phone.open(path)
        assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390, path
        assert phone.page.evaluate(TIDY) == [], path
    expect(phone.page.locator(".side .nav a", has_text="More")).to_be_visible()


def test_without_script_every_step_is_still_there(without_script: Desk) -> None:
    page = without_script.page
    without_script.sign_in()
    page.click("a.find")
    page.fill("main input[name=q]", "period")
    page.click("main button:has-text('Find')")
    page.click("main .rows a:has-text('Periods')")
    page.fill("input[name=through]", "2020-12-31")
    page.click("main button:has-text('Lock')")
    expect(page.locator(".toast")).to_contain_text("Nothing posts on or before")
    page.click("a.me")
    page.click("button:has-text('Sign out')")
    expect(page.locator("h1")).to_have_text("Sign in")


def test_a_file_is_sent_looked_at_checked_and_taken_in(desk: Desk) -> None:
    desk.open("/import/")
    table = "Kundennr;Firma\nK-1;Müller & Söhne\nK-2;\n".encode("cp1252")
    desk.page.set_input_files("#f-files", {"name": "kunden.csv", "mimeType": "text/csv", "buffer": table})
    desk.page.click("main button:has-text('Look at them')")
    expect(desk.page.locator("fieldset.layout")).to_contain_text("Müller & Söhne")
    desk.page.select_option("select[name$='-kind']", "customers")
    desk.page.click("button:has-text('Guess again')")
    desk.page.select_option("select[name$='-c-number']", "Kundennr")
    desk.page.select_option("select[name$='-c-name']", "Firma")
    desk.page.click("button:has-text('Check it')")
    expect(desk.page.locator("main")).to_contain_text("1 of 2 rows at fault")
    desk.page.click("button:has-text('Take the good rows in')")
    expect(desk.page.locator("main")).to_contain_text("What was taken in")
    with desk.page.expect_download() as waiting:
        desk.page.click("a:has-text('Rows at fault')")
    assert waiting.value.suggested_filename == "kunden.errors.csv"


def test_a_passkey_is_added_and_opens_the_account_alone(stranger: Desk) -> None:
    keys = stranger.page.context.new_cdp_session(stranger.page)
    keys.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    stranger.sign_in()
    stranger.open("/account/2fa/webauthn/add/")
    stranger.page.fill("input[name=password]", PASSWORD)
    press(stranger.page, "Enter")
    stranger.page.fill("input[name=name]", "This laptop")
    stranger.page.click("#passkey_add")
    expect(stranger.page.locator("h1")).to_have_text("Recovery codes")
    stranger.open("/you/")
    expect(stranger.page.locator("main")).to_contain_text("This laptop")
    stranger.page.click("button:has-text('Sign out')")
    stranger.page.click("#passkey_login")
    expect(stranger.page.locator("h1")).to_have_text("Today")
