"""Random histories in bulk: `python -m tests.sim.histories --count 10000`.

They run on the database of QUITTANCE_TEST_DATABASE (sqlite, or postgresql: a private server), which is made for
the run and thrown away. Every history is a company of its own, told from its number, so that a failure is told
again by `--first NUMBER --count 1`.
"""

from __future__ import annotations

import argparse
import time

from tests.sim import throwaway

BATCH = 50
"""Histories in one transaction."""


def run(first: int, count: int) -> None:
    """Tell the histories and print what was run."""
    from django.db import transaction

    from tests.sim.history import Tally, tell

    tally, began = Tally(), time.monotonic()
    for start in range(first, first + count, BATCH):
        with transaction.atomic():
            for seed in range(start, min(start + BATCH, first + count)):
                try:
                    tell(seed, tally)
                except BaseException:
                    print(f"History {seed} failed.")
                    raise
        if (start - first) % 1_000 == 0:
            print(f"{tally.histories} histories, {time.monotonic() - began:.0f} s", flush=True)
    print(f"{tally.histories} histories, {tally.verbs} verbs, {tally.dates} dates, {time.monotonic() - began:.0f} s")
    print(f"entries: {dict(tally.kinds.most_common())}")
    print(f"refused: {dict(tally.refused.most_common())}")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="Random histories of companies, held against the oracle.")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0)
    asked = parser.parse_args()
    with throwaway.database():
        run(asked.first, asked.count)


if __name__ == "__main__":
    main()
