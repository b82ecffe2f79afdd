"""Third-party sample files and the facts that an independent reader found in them."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from quittance.formats.bank import BankFile
from quittance.rules import money

Facts = dict[str, Any]


def samples(shared: Path, kind: str) -> list[tuple[Facts, bytes]]:
    """Index rows of one kind of file, each with its bytes; rows without facts are left out."""
    folder = shared / "data" / "formats"
    rows = [json.loads(line) for line in (folder / "index.jsonl").read_text().splitlines()]
    chosen = [row for row in rows if row["fmt"] == kind and row.get("facts")]
    assert chosen, kind
    return [(row, (folder / row["file"]).read_bytes()) for row in chosen]


def statements(found: BankFile) -> list[Facts]:
    """What we read, in the words of the index."""
    return [
        {
            "acct": one.account or None,
            "entries": len(one.lines),
            "txns": len(one.lines),
            "credits": _decimal(one.credits, one.currency),
            "debits": _decimal(one.debits, one.currency),
            "txdtls": sum(len(line.details) for line in one.lines),
            "reversals": sum(line.reversal for line in one.lines),
            "opening": _decimal(one.opening, one.currency),
            "closing": _decimal(one.closing, one.currency),
            "balances": None if one.difference is None else one.difference == 0,
        }
        for one in found.statements
    ]


def expected(facts: Facts) -> list[Facts]:
    """The statements of an index row, amounts as decimals."""
    amounts = ("credits", "debits", "opening", "closing")
    return [
        {name: Decimal(value) if name in amounts and value is not None else value for name, value in one.items()}
        for one in facts["stmts"]
    ]


def shared_part(got: list[Facts], wanted: list[Facts]) -> list[Facts]:
    """Only those of our facts that the index has too."""
    return [{name: one[name] for name in want if name in one} for one, want in zip(got, wanted, strict=True)]


def _decimal(minor: int | None, currency: str) -> Decimal | None:
    return None if minor is None else Decimal(money.write(minor, currency or "EUR"))
