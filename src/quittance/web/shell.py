"""What the shell around every page shows: the company, the person, the menu, the theme."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils.safestring import SafeString, mark_safe

from quittance.rules.refusals import Refusal
from quittance.web import menu, notifications, visit
from quittance.web.menu import Place

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
    places, deeds = menu.offered(here.context), menu.allowed(menu.DEEDS, here.context)
    return values | {
        "visit": here,
        "company": here.company,
        "today": here.context.today,
        "person": here.context.actor.name,
        "permissions": here.context.actor.permissions,
        "unread": cache(lambda: notifications.unread(here)),
        "menu": menu.items(here.context, at),
        "places": places,
        "deeds": deeds,
        "dialogs": dialogs(places, deeds),
        "at": at,
    }


@lru_cache(maxsize=64)
def dialogs(places: tuple[Place, ...], deeds: tuple[Place, ...]) -> SafeString:
    """The palette and the list of keys: the same on every page, for everybody who may do the same."""
    offered = {"places": places, "deeds": deeds}
    return mark_safe("".join(render_to_string(f"parts/{name}.html", offered) for name in ("palette", "keys")))


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
