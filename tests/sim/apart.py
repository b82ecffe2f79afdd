"""`python -m tests.sim.apart MODULE FUNCTION`: run on the database of QUITTANCE_DATABASE_URL, answer in JSON."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

SECONDS = 480


def run(work: str, url: str, home: Path) -> Any:
    """The answer of a function, named as module.function, in a process of its own; fails when the process does."""
    module, _, function = work.rpartition(".")
    command = [sys.executable, "-m", "tests.sim.apart", module, function]
    ran = subprocess.run(
        command, capture_output=True, text=True, timeout=SECONDS, check=False, env=environment(url, home)
    )
    assert ran.returncode == 0, ran.stderr[-4000:]
    return json.loads(ran.stdout)


def environment(url: str, home: Path) -> dict[str, str]:
    """What a process needs to find the product and its database."""
    return {**os.environ, "QUITTANCE_DATABASE_URL": url, "QUITTANCE_HOME": str(home), "PYTHONPATH": "src:."}


def main(module: str, function: str) -> None:
    """Set Django up, make the tables where there are none, and call the function."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quittance.settings")
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    if not connection.introspection.table_names():
        call_command("migrate", verbosity=0)
    print(json.dumps(getattr(importlib.import_module(module), function)()))


if __name__ == "__main__":
    main(*sys.argv[1:])
