"""`python -m tests.sim.scheduled --runs 24`: every scheduled job, by two workers that race and are killed -9."""

from __future__ import annotations

import argparse
import json

from tests.sim import throwaway

RUNS = 24


def main() -> None:
    """Run them and print what came of it; exit code 1 when anything was done twice, or not at all."""
    parser = argparse.ArgumentParser(prog="python -m tests.sim.scheduled", description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS, help="how often everything is asked for, six hours apart")
    parser.add_argument("--kills", type=int, default=3, help="kills of each of two workers in each run")
    parser.add_argument("--customers", type=int, default=60)
    asked = parser.parse_args()
    with throwaway.database():
        from tests.sim import scheduled_told, scheduled_world

        context, told = scheduled_world.run(asked.runs, asked.kills, asked.customers)
        found = scheduled_told.told(context, told)
    print(json.dumps(found, indent=2))
    raise SystemExit(bool(found["wrong"]))


if __name__ == "__main__":
    main()
