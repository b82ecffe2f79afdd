"""Random send decisions against a slow model of their own: `python -m tests.sim.reminded --count 1000000`."""

from __future__ import annotations

import argparse
import os
import random
import time
from collections import Counter
from typing import Any

from tests.sim import throwaway

CUSTOMERS = 4_000
"""Customers of one round: each is one decision."""


def round_of(rng: random.Random, count: int) -> Counter[str]:
    """One company with random histories, decided by the product and by the model; what came of it."""
    from tests.sim import reminded_books, reminded_model, reminded_world

    world = reminded_world.build(rng, count)
    reminded_books.write(world, rng)
    wanted = reminded_model.decisions(world)
    report, found = reminded_world.decided(world)
    told: Counter[str] = Counter(decisions=len(world.customers))
    for number in sorted({*wanted, *found}):
        if wanted.get(number) != found.get(number):
            told["different"] += 1
            if told["different"] <= MOST_SHOWN:
                print(f"{number}: the model says {wanted.get(number)}, the product {found.get(number)}", flush=True)
        elif number in wanted:
            told["sent" if not wanted[number][2] else f"held: {wanted[number][2]}"] += 1
    sent = reminded_world.sent(world)
    told["brought in"] += sum(channel == "inside" for channel in sent.values())
    told += reminded_model.outside(world, sent)
    told["unlogged"] += reminded_world.unlogged(world, wanted)
    told["single"] += reminded_world.asked_alone(world, wanted, rng)
    assert sum(report["held"].values()) == sum(1 for one in wanted.values() if one[2])
    return told


MOST_SHOWN = 5
TOLD_EVERY = 100_000
"""Decisions after which a long run says how far it is."""

BAD = ("different", "settled", "held debt", "outside", "unlogged", "single")
"""What must never be counted."""


def run(count: int, seed: int, customers: int = CUSTOMERS) -> Counter[str]:
    """Rounds until so many decisions were made; each is taken back, so that the books stay small."""
    from django.db import transaction

    rng, told = random.Random(seed), Counter[str]()
    while told["decisions"] < count:
        with transaction.atomic():
            told += round_of(rng, min(customers, count - told["decisions"]))
            transaction.set_rollback(True)
        if told["decisions"] // TOLD_EVERY > (told["decisions"] - customers) // TOLD_EVERY:
            print(f"{told['decisions']:,} decisions, {sum(told[name] for name in BAD)} bad", flush=True)
    return told


def main() -> None:
    """Exit code 1 when anything was decided otherwise than by the model."""
    parser = argparse.ArgumentParser(prog="python -m tests.sim.reminded", description=__doc__)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    os.environ.setdefault("QUITTANCE_SMTP_URL", "smtp://127.0.0.1:9")
    os.environ.setdefault("QUITTANCE_MESSAGES_URL", "folder:unused")
    started = time.perf_counter()
    with throwaway.database():
        told: dict[str, Any] = run(given.count, given.seed)
    for name, number in sorted(told.items(), key=lambda one: -one[1]):
        print(f"{number:>12,}  {name}")
    print(f"{time.perf_counter() - started:.0f} seconds")
    raise SystemExit(any(told.get(name) for name in BAD))


if __name__ == "__main__":
    main()
