"""One run over one database, as a process of its own: sets Django up and hands over."""

from __future__ import annotations

import argparse
import json
import os
from importlib import import_module

import django


def main() -> None:
    """Tell the figures line by line as JSON; the database is that of QUITTANCE_DATABASE_URL or QUITTANCE_HOME."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=int, required=True)
    parser.add_argument("--groups", required=True)
    parser.add_argument("--unpaid", action="store_true")
    given = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quittance.settings")
    django.setup()
    session = import_module("tests.bench.session")
    for line in session.run(given.size, given.groups.split(","), paid=not given.unpaid):
        print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
