"""A web process stays light: what is heavy is imported where a deed needs it, not with the addresses."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

HEAVY = ("numpy", "sklearn", "xlsxwriter", "python_calamine", "qrcode", "typer", "rich")
MOST_KB = 150 * 1024
PROGRAM = f"""
import json, os, resource, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "quittance.settings"
import quittance.wsgi
from django.test import Client
from django.urls import get_resolver
get_resolver().url_patterns
Client().get("/account/login/")
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({{"heavy": [one for one in {HEAVY!r} if one in sys.modules], "peak_kb": peak}}))
"""
"""What a web process does before and with its first page."""


def test_a_web_process_loads_nothing_heavy_and_fits_its_room(tmp_path: Path) -> None:
    env = {"PATH": "", "QUITTANCE_HOME": str(tmp_path), "QUITTANCE_HOSTS": "testserver"}
    done = subprocess.run([sys.executable, "-c", PROGRAM], env=env, check=True, capture_output=True, text=True)
    said = json.loads(done.stdout.splitlines()[-1])
    assert said["heavy"] == []
    assert said["peak_kb"] < MOST_KB
