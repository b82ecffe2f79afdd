"""Matching by amounts and dates alone, on a year of real payments without a text: how many, how much, how sure."""

from __future__ import annotations

import csv
import datetime
import gzip
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from quittance.rules import matching_dates, money
from quittance.rules.matching_dates import Lateness
from quittance.rules.matching_values import OpenItem

LEDGERS = Path(__file__).resolve().parents[3] / "shared" / "data" / "ledgers"
POSTED = 0.98
"""Probability from which a payment counts as posted unseen."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One payment: what it was worth, how sure the proposal was, and how much of it was right."""

    minor: int
    probability: float
    right: bool
    lines: int
    right_lines: int
    right_minor: int


def outcomes(folder: Path = LEDGERS) -> Iterator[Outcome]:
    """Every payment in order of day; each one is confirmed before the next is looked at."""
    ledger = list(_rows(folder / "highradius_ledger.csv.gz"))
    cleared = {row["invoice_id"]: datetime.date.fromisoformat(row["clear_date"] or "9999-12-31") for row in ledger}
    items = _items(ledger)
    truth: defaultdict[str, set[str]] = defaultdict(set)
    for row in _rows(folder / "highradius_payment_lines.csv.gz"):
        truth[row["payment_id"]].add(row["invoice_id"])
    known = Lateness()
    payments = _rows(folder / "highradius_payments.csv.gz")
    for row in sorted(payments, key=lambda each: (each["pay_date"], each["payment_id"])):
        day, paid = datetime.date.fromisoformat(row["pay_date"]), frozenset(truth[row["payment_id"]])
        waiting = [each for each in items[row["customer_id"]] if each.issued_on <= day <= cleared[each.id]]
        minor = _minor(row["amount"])
        found = matching_dates.explain(day, minor, waiting, known)
        yield _judged(minor, found, paid, waiting)
        known.confirm(day, waiting, paid)


def _judged(minor: int, found: matching_dates.Dated | None, paid: frozenset[str], waiting: list[OpenItem]) -> Outcome:
    chosen = frozenset(found.items) if found else frozenset()
    worth = sum(each.open_minor for each in waiting if each.id in chosen & paid)
    return Outcome(minor, found.probability if found else 0.0, chosen == paid, len(chosen), len(chosen & paid), worth)


def _items(ledger: Iterable[dict[str, str]]) -> dict[str, list[OpenItem]]:
    held: defaultdict[str, list[OpenItem]] = defaultdict(list)
    for row in ledger:
        issued, due = (datetime.date.fromisoformat(row[name]) for name in ("issue_date", "due_date"))
        identity, customer, minor = row["invoice_id"], row["customer_id"], _minor(row["amount"])
        held[customer].append(OpenItem(identity, customer, identity, row["currency"], minor, issued, due))
    return held


def _minor(text: str) -> int:
    whole, _, part = text.partition(".")
    return money.read(f"{whole}.{part[:2]}" if part else whole, "USD")


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        yield from csv.DictReader(stream)


def figures(found: Iterable[Outcome]) -> dict[str, float]:
    """Shares of payments and of value that were rightly explained, and the precision of what would be posted."""
    held = list(found)
    posted = [each for each in held if each.probability >= POSTED]
    value = sum(each.minor for each in held)
    return {
        "payments_right": sum(each.right for each in held) / len(held),
        "value_right": sum(each.minor for each in held if each.right) / value,
        "value_of_right_lines": sum(each.right_minor for each in held) / value,
        "posted": len(posted) / len(held),
        "posted_line_precision": sum(each.right_lines for each in posted) / max(1, sum(each.lines for each in posted)),
    }


if __name__ == "__main__":
    for name, figure in figures(outcomes(*[Path(each) for each in sys.argv[1:2]])).items():
        print(f"{name:24} {figure:.5f}")
