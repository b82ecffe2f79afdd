"""What the shell around every page shows: the company, the person, the menu."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context of the shell."""
    return {}
