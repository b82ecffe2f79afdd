"""`python -m tests.sim.numbers --count 1000 --series 20`: drafts finalised at once on a database of its own."""

from __future__ import annotations

import argparse
import json

from tests.sim import throwaway


def main() -> None:
    """Finalise them and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1_000, help="drafts that can be issued; as many others cannot")
    parser.add_argument("--series", type=int, default=20, help="series in which they take their numbers")
    asked = parser.parse_args()
    with throwaway.database():
        from tests.sim import finalised

        print(json.dumps(finalised.run(asked.count, asked.series), indent=2))


if __name__ == "__main__":
    main()
