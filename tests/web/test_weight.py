"""A web process stays light: what is heavy is imported where a deed needs it, not with the addresses."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("numpy", "sklearn", "xlsxwriter", "python_calamine", "qrcode", "typer", "rich")
MOST_KB = 150 * 1024
PROGRAM = f"""
import json, os, pathlib, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "quittance.settings"
import quittance.wsgi
from django.test import Client
from django.urls import get_resolver
get_resolver().url_patterns
Client().get("/account/login/")
status = pathlib.Path("/proc/self/status").read_text()
held = int(status.split("VmRSS:")[1].split()[0])
print(json.dumps({{"heavy": [one for one in {HEAVY!r} if one in sys.modules], "held_kb": held}}))
"""
"""What a web process does before and with its first page."""


def test_a_web_process_loads_nothing_heavy_and_fits_its_room(tmp_path: Path) -> None:
    if not Path("/proc/self/status").is_file():
        pytest.skip("NO /proc: how much room a process takes is read from it")
    env = {"PATH": "", "QUITTANCE_HOME": str(tmp_path), "QUITTANCE_HOSTS": "testserver"}
    done = subprocess.run([sys.executable, "-c", PROGRAM], env=env, check=True, capture_output=True, text=True)
    said = json.loads(done.stdout.splitlines()[-1])
    assert said["heavy"] == []
    assert said["held_kb"] < MOST_KB
