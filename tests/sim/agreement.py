"""`python -m tests.sim.agreement --count 100000`: random documents whose amounts must agree wherever they are told."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from tests.sim import throwaway


def main() -> None:
    """Make them in a database of their own and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1_000, help="documents")
    parser.add_argument("--seed", type=int, default=1, help="another seed makes other documents")
    parser.add_argument("--keep", type=Path, help="folder for e-invoices, to be checked by official rules")
    parser.add_argument("--files", type=int, default=100, help="documents whose e-invoices are kept")
    asked = parser.parse_args()
    with throwaway.database():
        from django.test.utils import setup_test_environment

        from tests.sim import agreed

        setup_test_environment()
        throwaway.hurry()
        print(json.dumps(agreed.run(asked.count, asked.seed, asked.keep, asked.files), indent=2, default=str))


if __name__ == "__main__":
    main()
