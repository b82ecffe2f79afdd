"""The content policy: on every answer, strict, and no template or script that would need it loosened."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client

from quittance.web import policy

WEB = Path(policy.__file__).parent
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
STATIC = WEB / "static" / "quittance"


@pytest.mark.django_db
def test_every_answer_has_the_policy_whatever_it_is() -> None:
    for path in ("/account/login/", "/nowhere/", "/robots.txt", "/"):
        assert Client().get(path).headers["Content-Security-Policy"] == policy.POLICY


def test_the_policy_lets_nothing_in_from_elsewhere_and_nothing_inline() -> None:
    assert "unsafe" not in policy.POLICY and "*" not in policy.POLICY and "http" not in policy.POLICY
    assert policy.POLICY.startswith("default-src 'none';")
    assert "frame-ancestors 'none'" in policy.POLICY


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(WEB)))
def test_no_template_has_inline_style_script_or_handler(path: Path) -> None:
    text = path.read_text()
    assert re.search(r"<[^>]+\s(style|on[a-z]+)\s*=", text) is None
    assert "<style" not in text and "javascript:" not in text and "http://" not in text and "https://" not in text
    for tag in re.findall(r"<script\b[^>]*>", text):
        assert "src=" in tag or 'type="application/json"' in tag, tag
    assert "|safe" not in text and "autoescape off" not in text


def classes(name: str) -> set[str]:
    """The classes that a stylesheet speaks of."""
    rules = re.sub(r"/\*.*?\*/", "", (STATIC / name).read_text(), flags=re.DOTALL)
    return set(re.findall(r"\.([a-zA-Z][\w-]*)", rules))


def whole(path: Path) -> str:
    """A template with those that it includes by name."""
    text = path.read_text()
    return text + "".join(whole(WEB / "templates" / name) for name in re.findall(r'{% include "([^"]+)"', text))


DESK = classes("desk.css") - classes("base.css")


def test_no_key_of_a_page_is_one_that_begins_a_chord() -> None:
    lost = [path.name for path in TEMPLATES if re.search(r'data-key="[gnv]"', path.read_text())]
    assert lost == [], "G, N and V wait for a second letter, so these are never heard"


PAGES = [path for path in TEMPLATES if '{% extends "shell.html" %}' in path.read_text()]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(WEB)))
def test_a_page_loads_the_stylesheet_of_the_classes_that_it_uses(path: Path) -> None:
    text = whole(path)
    used = {one for said in re.findall(r'class="([^"]*)"', text) for one in re.findall(r"[\w-]+", said)}
    assert "quittance/desk.css" in text or not used & DESK, used & DESK


def test_stylesheets_and_script_stay_small() -> None:
    styles = sum((STATIC / name).stat().st_size for name in ("tokens.css", "base.css"))
    assert styles < 60_000
    assert (STATIC / "quittance.js").stat().st_size < 8_192


def test_every_icon_that_a_template_uses_is_in_the_sprite() -> None:
    known = set(re.findall(r'id="i-([a-z]+)"', (STATIC / "icons.svg").read_text()))
    used = {
        name
        for path in TEMPLATES
        for name in re.findall(r'{% icon "([a-z]+)"|icon_name="([a-z]+)"', path.read_text())
        for name in name
        if name
    }
    assert used and used <= known
