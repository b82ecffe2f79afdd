"""Addresses of the screens."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from quittance.web import find, site, today, you

urlpatterns: list[URLPattern | URLResolver] = [
    path("", today.today, name="today"),
    path("find/", find.find, name="find"),
    path("you/", you.you, name="you"),
    path("look/", site.look, name="look"),
    path("manifest.webmanifest", site.manifest, name="manifest"),
    path("robots.txt", site.robots, name="robots"),
]
