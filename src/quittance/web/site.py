"""Small addresses that belong to the site as a whole: the manifest, robots and how this browser wants the pages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from quittance.web.shell import DENSITIES, THEMES

YEAR_SECONDS = 366 * 86_400
LOOKS = {"theme": ("", *THEMES), "density": ("", *DENSITIES), "keys": ("", "off")}
"""Cookie -> the values it may have; "" is the default and takes the cookie away."""


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to keep the product on its home screen."""
    icon = {"src": static("quittance/mark.svg"), "sizes": "any", "type": "image/svg+xml"}
    said = {
        "name": "Quittance",
        "short_name": "Quittance",
        "start_url": "/",
        "display": "standalone",
        "background_color": "#f9f6f1",
        "theme_color": "#f9f6f1",
        "icons": [icon],
    }
    return JsonResponse(said, content_type="application/manifest+json")


@require_safe
def favicon(request: HttpRequest) -> HttpResponseBase:
    """Where browsers look by themselves."""
    return redirect(static("quittance/mark.svg"), permanent=True)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Nothing here is for search engines."""
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain")


@require_POST
def look(request: HttpRequest) -> HttpResponseBase:
    """Keep theme, density and keys in this browser, and go back to where the form stood."""
    back = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponse(status=303, headers={"Location": back if safe else "/"})
    for name, values in LOOKS.items():
        value = request.POST.get(name)
        if value == "":
            response.delete_cookie(name, samesite="Lax")
        elif value in values:
            response.set_cookie(name, value, max_age=YEAR_SECONDS, samesite="Lax", secure=request.is_secure())
    return response
