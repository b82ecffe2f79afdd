"""What the shell around every page shows: the company, the person, the menu, the theme."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import Resolver404, resolve

from quittance.rules.refusals import Refusal
from quittance.web import menu, visit

THEMES = ("light", "dark")
DENSITIES = ("comfortable",)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context of the shell; without a company to enter only the theme."""
    values: dict[str, Any] = look(request)
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return values
    try:
        here = visit.of(request)
    except Refusal:
        return values
    at = page_name(request)
    return values | {
        "visit": here,
        "company": here.company,
        "today": here.context.today,
        "person": here.context.actor.name,
        "permissions": here.context.actor.permissions,
        "menu": menu.items(here.context, at),
        "places": menu.offered(here.context),
        "deeds": menu.allowed(menu.DEEDS, here.context),
        "at": at,
    }


def look(request: HttpRequest) -> dict[str, str]:
    """How this browser wants the pages: theme, density, keys "off" without letters, side "narrow"."""
    theme, density = request.COOKIES.get("theme", ""), request.COOKIES.get("density", "")
    return {
        "theme": theme if theme in THEMES else "",
        "density": density if density in DENSITIES else "",
        "keys": "off" if request.COOKIES.get("keys") == "off" else "",
        "side": "narrow" if request.COOKIES.get("side") == "narrow" else "",
    }


def page_name(request: HttpRequest) -> str:
    """The URL name of the page, "" when there is none."""
    try:
        found = request.resolver_match or resolve(request.path_info)
    except Resolver404:
        return ""
    return found.url_name or ""
