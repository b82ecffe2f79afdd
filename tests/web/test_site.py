"""The manifest, robots, and keeping how this browser wants the pages."""

from __future__ import annotations

import json

from django.test import Client


def test_robots_are_asked_to_stay_away() -> None:
    assert Client().get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"


def test_the_address_browsers_try_leads_to_the_mark() -> None:
    assert Client().get("/favicon.ico").headers["Location"] == "/static/quittance/mark.svg"


def test_the_manifest_names_the_product_and_its_mark() -> None:
    response = Client().get("/manifest.webmanifest")
    said = json.loads(response.content)
    assert response.headers["Content-Type"] == "application/manifest+json"
    assert said["name"] == "Quittance" and said["icons"][0]["src"].endswith("mark.svg")


def test_a_look_is_kept_for_a_year_and_taken_away_by_nothing() -> None:
    client = Client()
    response = client.post("/look/", {"theme": "dark", "density": "", "next": "/you/"})
    assert response.status_code == 303 and response.headers["Location"] == "/you/"
    assert client.cookies["theme"].value == "dark" and int(client.cookies["theme"]["max-age"]) > 30_000_000
    client.post("/look/", {"theme": ""})
    assert client.cookies["theme"].value == ""


def test_a_look_that_does_not_exist_is_not_kept() -> None:
    client = Client()
    client.post("/look/", {"theme": "pink"})
    assert "theme" not in client.cookies


def test_nobody_is_led_to_another_site() -> None:
    for to in ("https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"):
        assert Client().post("/look/", {"next": to}).headers["Location"] == "/"
