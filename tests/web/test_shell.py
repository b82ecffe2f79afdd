"""The shell: the company, the person, and how this browser wants the pages."""

from __future__ import annotations

import pytest

from tests.web.browse import Person


@pytest.mark.django_db
def test_the_shell_names_the_company_and_the_person(clerk: Person) -> None:
    clerk.get("/")
    assert "<small>Alder &amp; Reed</small>" in clerk.last
    assert "Clerk<br>" in clerk.last


@pytest.mark.django_db
def test_theme_density_keys_and_sidebar_come_from_this_browser(clerk: Person) -> None:
    clerk.get("/")
    assert '<html lang="en" dir="ltr">' in clerk.last
    for name, value in (("theme", "dark"), ("density", "comfortable"), ("keys", "off"), ("side", "narrow")):
        clerk.client.cookies[name] = value
    clerk.get("/")
    assert (
        '<html lang="en" dir="ltr" data-theme="dark" data-density="comfortable" data-keys="off" data-narrow>'
        in clerk.last
    )


@pytest.mark.django_db
def test_a_cookie_that_is_no_theme_is_ignored(clerk: Person) -> None:
    clerk.client.cookies["theme"] = 'dark"><script>'
    clerk.get("/")
    assert '<html lang="en" dir="ltr">' in clerk.last
