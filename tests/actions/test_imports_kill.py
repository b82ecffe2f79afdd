"""kill -9 in the midst of an import: whole portions are in, and the same files again make the books whole."""

from __future__ import annotations

import datetime
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests import imported
from tests.imported import customer, invoice, line, pair, payment

pytestmark = pytest.mark.slow
INVOICES = 700
"""Two portions, the first of 200: the kill comes in the midst of the second."""

KINDS = ("customers", "invoices", "lines", "payments", "allocations")
PATIENCE_SECONDS = 120.0


EACH = """
import json, sys
from quittance.cli.app import app
for words in json.loads(sys.argv[1]):
    app([*words, "--format", "json"], standalone_mode=False)
    print(flush=True)
"""
"""One command after another in one process, because the start of a process takes longer than most commands."""


def quittance(home: Path, *commands: tuple[str, ...]) -> list[Any]:
    """What each command prints as JSON."""
    words = [sys.executable, "-c", EACH, json.dumps(commands)]
    made = subprocess.run(words, env=environment(home), capture_output=True, check=True, stdin=subprocess.DEVNULL)
    return _values(made.stdout.decode())


def _values(text: str) -> list[Any]:
    """The JSON values that follow each other in a text."""
    found, decoder = [], json.JSONDecoder()
    while text := text.lstrip():
        value, end = decoder.raw_decode(text)
        found.append(value)
        text = text[end:]
    return found


def environment(home: Path) -> dict[str, str]:
    """The surroundings of a process whose books are in `home`."""
    return {**os.environ, "QUITTANCE_HOME": str(home), "QUITTANCE_DATABASE_URL": ""}


def write(folder: Path) -> list[str]:
    """Five files: invoices with a line each, most of them paid by one payment of many."""
    first = datetime.date(2026, 1, 1)
    days = [(first + datetime.timedelta(days=n % 90)).isoformat() for n in range(INVOICES)]
    rows = {
        "customers": [customer(f"C-{n}") for n in range(20)],
        "invoices": [invoice(f"I-{n}", "12.10", f"C-{n % 20}", days[n]) for n in range(INVOICES)],
        "lines": [line(f"I-{n}", "1", "10", "21") for n in range(INVOICES)],
        "payments": [payment(f"P-{n}", "12.10", f"C-{n % 20}", "2026-05-01") for n in range(INVOICES)],
        "allocations": [pair(f"P-{n}", f"I-{n}", "12.10") for n in range(0, INVOICES, 2)],
    }
    for kind in KINDS:
        (folder / f"{kind}.csv").write_bytes(imported.file(kind, *rows[kind]).content.read())
    return [str(folder / f"{kind}.csv") for kind in KINDS]


def kill_when(home: Path, files: list[str], statement: str) -> None:
    """Start the import and kill it as soon as a statement finds a row."""
    command = [sys.executable, "-m", "quittance.cli", "import", *files]
    out = subprocess.DEVNULL
    process = subprocess.Popen(
        command, env=environment(home), stdin=out, stdout=out, stderr=out, start_new_session=True
    )
    reader = sqlite3.connect(f"file:{home / 'books.sqlite3'}?mode=ro", uri=True)
    until = time.monotonic() + PATIENCE_SECONDS
    try:
        while reader.execute(statement).fetchone() is None:
            assert process.poll() is None and time.monotonic() < until, "it ended before it could be killed"
            time.sleep(0.005)
    finally:
        reader.close()
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_an_import_that_was_killed_again_and_again_comes_to_the_same_books(tables: Path, tmp_path: Path) -> None:
    files = write(tmp_path)
    taking_in, verify = ("import", *files), ("verify",)
    question = ("aging", "--by", "invoice", "--as-of", "2026-04-15")
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    whole.mkdir()
    shutil.copy(tables, whole / "books.sqlite3")
    quittance(whole, ("init", "--entity", "Kill Ltd", "--currency", "EUR"))
    shutil.copytree(whole, broken)
    report, expected = quittance(whole, taking_in, question)
    for statement in ("SELECT 1 FROM document LIMIT 1 OFFSET 100", "SELECT 1 FROM payment LIMIT 1 OFFSET 100"):
        kill_when(broken, files, statement)
    between, last, found, after = quittance(broken, verify, taking_in, question, verify)
    assert between["clean"], "what is in is whole"
    assert sum(one["taken"] for one in report["counts"]) == 20 + 3 * INVOICES + INVOICES // 2
    assert any(one["unchanged"] for one in last["counts"]), "some of it was there already"
    assert found == expected
    assert after["clean"]
