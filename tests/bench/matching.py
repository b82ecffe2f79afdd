"""Matching without a database: one payment for hundreds of invoices, and a statement against ever more open items.

`python -m tests.bench.matching` measures, each size in a process of its own; `--write` renews the page's section.
"""

from __future__ import annotations

import argparse
import datetime
import json
import random
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict

from quittance.rules import matching, matching_learned, matching_world
from quittance.rules.matching_values import Advice, AdviceLine, OpenItem, Party, Proposal, Receipt
from tests.bench import page
from tests.bench.figure import Figure
from tests.bench.page import PAGE

SIZES = (10_000, 100_000, 1_000_000)
LINES = 1_000
INVOICES, DEDUCTIONS = 400, 65
MOST_SECONDS, MOST_MEGABYTES = 5.0, 2_000.0
DAY = datetime.date(2026, 6, 30)
TITLE = "Matching"
INTRODUCTION = (
    "The engine alone, without a database (`python -m tests.bench.matching`). A statement of 1,000 lines: six in ten "
    "pay one item, the\nothers two to eight; two in three name what they pay. Processor time; memory is all of the "
    "process at its peak.\n"
)


def remittance(count: int = INVOICES, deductions: int = DEDUCTIONS) -> tuple[Receipt, list[OpenItem], list[Advice]]:
    """One payment for `count` invoices, `deductions` of them short, with an advice that lists them all."""
    draw = random.Random(5)
    numbers = [f"INV-2026-{n:05d}" for n in range(1_000, 1_000 + count + count // 4)]
    items = [
        OpenItem(
            number, "C1", number, "EUR", draw.randrange(5_000, 900_000), DAY, DAY + datetime.timedelta(days=n % 60)
        )
        for n, number in enumerate(numbers)
    ]
    short = {item.id: draw.randrange(100, 4_000) for item in draw.sample(items[:count], deductions)}
    lines = []
    for item in items[:count]:
        off = short.get(item.id, 0)
        lines.append(AdviceLine(item.number, item.open_minor - off, item.open_minor, off, "DAMAGE" if off else ""))
    total = sum(line.net_minor for line in lines)
    advice = Advice("R1", DAY, total, "EUR", tuple(lines), "Acme Maschinenbau GmbH", "acme.example")
    return Receipt("P1", DAY, total, "EUR", "ACME MASCHINENBAU", "DE11", "AVIS"), items, [advice]


def ledger(count: int) -> tuple[list[Party], list[OpenItem]]:
    """`count` open items of `count` / 12 customers, who buy unlike much."""
    draw = random.Random(7)
    words = ("Logistik", "Foods", "Systems", "Bau", "Transport", "Medical", "Trading", "Energy", "Werkzeuge", "Print")
    syllables = ("bar", "del", "fen", "gor", "hul", "kan", "lom", "mir", "nes", "pol", "rud", "sten", "tov", "wik")
    customers = max(50, count // 12)
    parties = []
    for n in range(customers):
        name = "".join(draw.choices(syllables, k=3)).capitalize()
        accounts = (f"DE{10**17 + n}",) if draw.random() < 0.5 else ()
        parties.append(Party(f"C{n:06d}", f"{name} {draw.choice(words)} GmbH", "DE", "", accounts))
    weights = [1 / (n + 5) ** 0.8 for n in range(customers)]
    items = []
    for n, owner in enumerate(draw.choices(range(customers), weights, k=count)):
        issued = DAY - datetime.timedelta(days=draw.randrange(200))
        due = issued + datetime.timedelta(days=draw.choice((14, 30, 60)))
        minor = min(int(draw.lognormvariate(11.2, 1.35)), 10**9) + 500
        order = f"45{draw.randrange(10**8):08d}" if draw.random() < 0.4 else ""
        items.append(OpenItem(f"I{n:08d}", f"C{owner:06d}", f"INV-2026-{n:07d}", "EUR", minor, issued, due, order))
    return parties, items


def statement(parties: list[Party], items: list[OpenItem], lines: int = LINES) -> list[Receipt]:
    """Receipts for these items, most of which say what they pay."""
    draw = random.Random(11)
    owed: defaultdict[str, list[OpenItem]] = defaultdict(list)
    for item in items:
        owed[item.customer].append(item)
    by_id = {party.id: party for party in parties}
    made = []
    for n in range(lines):
        item = draw.choice(items)
        payer = by_id[item.customer]
        paid = [item]
        if draw.random() >= 0.6:
            paid = sorted(owed[item.customer], key=lambda each: (each.due_on, each.id))[: draw.choice((2, 3, 5, 8))]
        named = ", ".join(each.number for each in paid) if draw.random() < 0.65 else "AVIS 884422"
        total = sum(each.open_minor for each in paid)
        account = payer.accounts[0] if payer.accounts else ""
        made.append(Receipt(f"P{n:05d}", DAY, total, "EUR", payer.name.upper()[:35], account, named))
    return made


def measure(size: int) -> Iterator[Figure]:
    """Figures of one size, in this process; the one payment is measured with the smallest."""
    if size == SIZES[0]:
        yield _one_payment()
    parties, items = ledger(size)
    receipts = statement(parties, items)
    start = time.process_time()
    setting = matching_world.world(items, parties, matching_learned.learn([], parties))
    indexed = time.process_time()
    found = matching.propose(receipts, setting)
    took = time.process_time() - indexed
    each = 1_000 * took / len(receipts)
    yield Figure("a statement of 1,000 lines, s", took, "s", product_ms=1_000 * took, note=_posted(found))
    yield Figure("setting up, s", indexed - start, "s", product_ms=1_000 * (indexed - start))
    yield Figure("a line, ms", each, "ms", product_ms=each)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield Figure("memory at its peak", peak, "MB", MOST_MEGABYTES)


def _one_payment() -> Figure:
    receipt, items, advices = remittance()
    start = time.process_time()
    party = Party("C1", "Acme Maschinenbau GmbH", "DE", "", ("DE11",), "acme.example")
    setting = matching_world.world(items, [party], matching_learned.learn([], [party]), advices)
    (found,) = matching.propose([receipt], setting)
    took = time.process_time() - start
    assert len(found.lines) == INVOICES and sum(1 for line in found.lines if line.adjust_minor) == DEDUCTIONS
    return Figure(f"a payment for {INVOICES} invoices, {DEDUCTIONS} deductions", took, "s", MOST_SECONDS)


def _posted(found: list[Proposal]) -> str:
    policy = matching.Policy()
    return f"{sum(policy.action(one) == 'auto' for one in found)} would be posted unseen"


def main() -> None:
    """Measure every size in a process of its own; exit code 1 when a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.matching", description=__doc__)
    parser.add_argument("--size", default=",".join(map(str, SIZES)), help="open items, such as 10000,100000")
    parser.add_argument("--write", action="store_true", help=f"renew the section of {PAGE.name}")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    sizes = [int(size.replace("_", "")) for size in given.size.split(",")]
    if given.here:
        print(json.dumps([asdict(figure) for figure in measure(sizes[0])]))
        return
    found: dict[int, list[Figure]] = {}
    for size in sizes:
        command = [sys.executable, "-m", "tests.bench.matching", "--here", "--size", str(size)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        found[size] = [Figure(**told) for told in json.loads(done.stdout)]
        for figure in found[size]:
            print(f"{size:>9,}  {figure.name:<45} {page.value(figure):>12}  {figure.note}", flush=True)
    if given.write:
        page.renew(TITLE, INTRODUCTION, found)
    sys.exit(any(figure.reached is False for figures in found.values() for figure in figures))


if __name__ == "__main__":
    main()
