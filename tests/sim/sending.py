"""`python -m tests.sim.sending --count 1000 --kills 50`: documents mailed while workers are killed -9."""

from __future__ import annotations

import argparse
import json

from tests.sim import throwaway


def main() -> None:
    """Send them and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1_000, help="documents")
    parser.add_argument("--kills", type=int, default=50, help="kills of each of two workers")
    asked = parser.parse_args()
    with throwaway.database():
        from tests.sim import mailed

        print(json.dumps(mailed.run(asked.count, asked.kills), indent=2))


if __name__ == "__main__":
    main()
