"""A headless Chromium, the product served as it is served to people, and a person who sits in front of it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, expect, sync_playwright

from tests.browser.postbox import Postbox, opened
from tests.browser.stage import EMAIL, PASSWORD

ROOT = Path(__file__).resolve().parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
START_SECONDS = 60
WAIT_MILLISECONDS = 20_000


@dataclass
class Desk:
    """A page of the browser with what went wrong on it: errors of script and refusals of the content policy."""

    page: Page
    base: str
    wrong: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        """Go to an address and wait until it is there."""
        self.page.goto(f"{self.base}{path}")

    def sign_in(self) -> None:
        """By email and password."""
        self.open("/account/login/")
        self.page.fill("input[name=login]", EMAIL)
        self.page.fill("input[name=password]", PASSWORD)
        press(self.page, "Enter")
        self.page.wait_for_url(f"{self.base}/")


def press(page: Page, key: str) -> None:
    """Press a key on a page that has come whole: before that its scripts do not listen, and the key is lost."""
    page.wait_for_load_state()
    page.keyboard.press(key)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser of this machine, started once."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), "")
    if not found:
        pytest.skip("NO BROWSER: there is no Chromium on this machine, so no journey was made")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def postbox() -> Iterator[Postbox]:
    """The mail server of the stage."""
    with opened() as box:
        yield box


@pytest.fixture(scope="session")
def env(tables: Path, tmp_path_factory: pytest.TempPathFactory, postbox: Postbox) -> dict[str, str]:
    """What programs that belong to the stage find around them: its folder and its mail server."""
    home = tmp_path_factory.mktemp("stage")
    shutil.copy(tables, home / "books.sqlite3")
    made = {**os.environ, "QUITTANCE_HOME": str(home), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    made.pop("QUITTANCE_DATABASE_URL", None)
    return made | {"QUITTANCE_SMTP_URL": postbox.url}


@pytest.fixture(scope="session")
def served(chromium: Browser, env: dict[str, str]) -> Iterator[str]:
    """Where the company of the stage is served from, with its worker; both are stopped by their own id."""
    subprocess.run([sys.executable, "-m", "tests.browser.stage"], cwd=ROOT, env=env, check=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    program = [sys.executable, "-m", "quittance.cli"]
    commands = ([*program, "serve", "--port", str(port), "--workers", "1"], [*program, "worker"])
    started = [
        subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for command in commands
    ]
    try:
        wait_for(f"http://localhost:{port}")
        yield f"http://localhost:{port}"
    finally:
        for one in started:
            one.terminate()
        for one in started:
            one.wait(timeout=START_SECONDS)


@pytest.fixture(scope="session")
def session(chromium: Browser, served: str) -> StorageState:
    """The cookies of somebody who has signed in, for journeys that begin after it."""
    context = chromium.new_context()
    sit(context, served).sign_in()
    kept = context.storage_state()
    context.close()
    return kept


@pytest.fixture
def desk(chromium: Browser, served: str, session: StorageState) -> Iterator[Desk]:
    """A wide window, signed in; nothing may have gone wrong in it by the end."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, storage_state=session)
    made = sit(context, served)
    yield made
    context.close()
    assert made.wrong == []


@pytest.fixture
def stranger(chromium: Browser, served: str) -> Iterator[Desk]:
    """A wide window of somebody who has not signed in."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    made = sit(context, served)
    yield made
    context.close()
    assert made.wrong == []


@pytest.fixture
def phone(chromium: Browser, served: str, session: StorageState) -> Iterator[Desk]:
    """A small touch screen, signed in."""
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, storage_state=session
    )
    made = sit(context, served)
    yield made
    context.close()
    assert made.wrong == []


@pytest.fixture
def without_script(chromium: Browser, served: str) -> Iterator[Desk]:
    """A browser in which no script runs."""
    context = chromium.new_context(java_script_enabled=False)
    yield sit(context, served)
    context.close()


def sit(context: BrowserContext, base: str) -> Desk:
    """A fresh page that notes what goes wrong on it."""
    context.set_default_timeout(WAIT_MILLISECONDS)
    expect.set_options(timeout=WAIT_MILLISECONDS)
    page = context.new_page()
    made = Desk(page, base)
    page.on("pageerror", lambda error: made.wrong.append(str(error)))
    page.on("console", lambda said: made.wrong.append(said.text) if said.type == "error" else None)
    return made


def wait_for(address: str) -> None:
    """Until a first page has been made; raises `AssertionError` when none is in time."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{address}/account/login/", timeout=START_SECONDS) as answer:
                assert answer.status == 200
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not start")
