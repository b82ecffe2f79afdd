"""Prints the OpenAPI document: `python -m tests.api.openapi > docs/openapi.json` after a change of the API."""

from __future__ import annotations

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quittance.settings")


def document() -> bytes:
    """The document as it is served."""
    import django

    django.setup()
    from quittance.api import described
    from quittance.api.app import api

    return described.served(api)


if __name__ == "__main__":
    sys.stdout.buffer.write(document())
