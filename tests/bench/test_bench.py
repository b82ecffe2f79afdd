"""The benchmarks run: on a few invoices, in processes of their own, with books that verify. No time is judged."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
from pathlib import Path

import pytest

from quittance.rules import matching as engine
from quittance.rules import matching_learned, matching_world
from tests.bench import matching, page, remembered, story
from tests.bench.figure import Figure
from tests.bench.measured import Measured
from tests.bench.story import Credit, Pair, Paper, Shape

ROOT = Path(__file__).resolve().parents[2]
SHAPE = Shape(600, datetime.date(2026, 6, 30))


def test_every_group_that_needs_no_server_measures_two_hundred_invoices() -> None:
    command = [sys.executable, "-m", "tests.bench", "--size", "200", "--database", "sqlite"]
    groups = "aging,dunning,interest,statements,papers,posting,pages"
    environment = {**os.environ, "QUITTANCE_BENCH_SECONDS": "0"}
    done = subprocess.run(
        [*command, "--only", groups], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1), done.stderr[-3000:]
    for name in (
        "aging summary now",
        "reminders decided",
        "who owes interest, as it was kept",
        "aging detail, streamed",
        "statement of",
        "invoice of 12 lines",
        "statements of all",
        "through the API",
        "screen: invoices",
    ):
        assert name in done.stdout, done.stdout


def test_the_story_is_the_same_each_time_and_never_pays_more_than_is_owed() -> None:
    told = list(story.tell(SHAPE))
    assert told == list(story.tell(SHAPE))
    left = {one.n: one.total for one in told if isinstance(one, Paper)}
    spent = {one.n: one.amount for one in told if isinstance(one, Credit)}
    for one in (one for one in told if isinstance(one, Pair)):
        left[one.debit] -= one.amount
        spent[one.credit] -= one.amount
        assert left[one.debit] >= 0 and spent[one.credit] >= 0
    assert 0.75 < sum(1 for amount in left.values() if amount == 0) / len(left) < 0.9
    assert any(one.amount < 0 for one in told if isinstance(one, Pair)), "some are taken back"


def test_without_payments_everything_stays_open() -> None:
    told = list(story.tell(Shape(600, SHAPE.today, paid=False)))
    assert len(told) == 600 and all(isinstance(one, Paper) for one in told)


def test_the_page_tells_targets_misses_and_growth() -> None:
    found = [
        Measured("sqlite", size, "aging", Figure("aging summary now", ratio, "x", 1.5, False, 2.0, 2.0 * ratio))
        for size, ratio in ((20_000, 1.25), (200_000, 1.75))
    ]
    text = page.text([*found, Measured("postgresql", 20_000, "aging", found[0].figure)])
    assert "| aging summary now | ≤ 1.5 | 1.25 x (2.5 ms) | **1.75 x (3.5 ms)** |" in text
    assert "\n\n## PostgreSQL\n\n| Figure" in text and "\n\n## Growth\n\n" in text
    assert "| sqlite | aging summary now | 20,000 | 200,000 | 1.40 x |" in text
    assert "MISSED" in page.row(found[1]) and "MISSED" not in page.row(found[0])
    assert "≥ 3,000" in page.row(Measured("sqlite", 1, "importing", Figure("import", 4_000, "a second", 3_000, True)))


def test_a_payment_for_many_invoices_with_deductions_is_proposed_as_its_advice_says() -> None:
    receipt, items, advices = matching.remittance(40, 7)
    setting = matching_world.world(items, [], matching_learned.learn([]), advices)
    (found,) = engine.propose([receipt], setting)
    assert len(found.lines) == 40 and sum(1 for line in found.lines if line.adjust_minor) == 7
    assert sum(line.cash_minor for line in found.lines) == receipt.amount_minor


def test_the_statement_of_the_benchmark_is_mostly_matched_rightly() -> None:
    parties, items = matching.ledger(600)
    receipts = matching.statement(parties, items, 30)
    setting = matching_world.world(items, parties, matching_learned.learn([], parties))
    found = engine.propose(receipts, setting)
    named = {receipt.id: set(receipt.text.split(", ")) for receipt in receipts if "INV" in receipt.text}
    numbers = {item.id: item.number for item in items}
    right = sum({numbers[line.item] for line in one.lines} == named.get(one.receipt) for one in found)
    assert right >= 0.8 * len(named)


def test_what_is_measured_apart_stays_on_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "PAGE", tmp_path / "benchmarks.md")
    page.PAGE.write_text("# Benchmarks\n\n## SQLite\n")
    assert page.kept() == ""
    figures = {size: [Figure("a line, ms", each, "ms", 9.0)] for size, each in ((10, 4.0), (100, 6.0))}
    page.renew("Matching", "Words.\n", figures)
    page.renew("Matching", "Words.\n", figures)
    said = page.PAGE.read_text()
    page.PAGE.write_text(said + "\n## More\n\nBy hand.\n")
    page.renew("Matching", "Words.\n", figures)
    assert page.PAGE.read_text() == said + "\n## More\n\nBy hand.\n"
    assert said.count("## Matching") == 1 and "| a line, ms | ≤ 9 | 4 ms | 6 ms | 1.50 x |" in said
    page.PAGE.write_text("# Other\n" + page.kept())
    assert page.PAGE.read_text().startswith("# Other") and "1.50 x" in page.PAGE.read_text()


def test_what_a_run_does_not_measure_stays_on_the_page_and_tells_its_hour(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembered, "FILE", tmp_path / "remembered.jsonl")
    assert remembered.read() == []
    older, newer = "2026-11-26 02 h, load 7", "2026-11-26 20 h, load 9"
    kept = [
        Measured("sqlite", 20_000, "aging", Figure("aging summary now", 1.2, "x", 1.5), older),
        Measured("sqlite", 20_000, "pages", Figure("screen: today", 90.5, "ms", 150.0), older),
    ]
    remembered.write(kept)
    assert remembered.read() == kept
    fresh = Measured("sqlite", 20_000, "aging", Figure("aging summary now", 0.95, "x", 1.5), newer)
    every = remembered.merged([fresh])
    assert every == [fresh, kept[1]]
    text = page.text(every)
    assert f"| measured | | {newer} |" in text and "| aging summary now | ≤ 1.5 | 0.95 x |" in text
    assert "| screen: today | ≤ 150 | 90.5 ms (a) |" in text and f"\n(a) {older}\n" in text
