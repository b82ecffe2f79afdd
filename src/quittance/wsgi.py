"""The WSGI application that the web server loads."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import resolve

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quittance.settings")
gc.disable()  # what is loaded stays: looking for garbage in it is time lost now, and memory no longer shared later
application = get_wsgi_application()
resolve("/api/v1/openapi.json")  # loads every address now, so that the first request need not
gc.freeze()
gc.enable()
