"""The press: sheets become PDFs, short ones at once, long ones in a process of their own that ends with its memory."""

from __future__ import annotations

import base64
import datetime
import json
import os
import subprocess
import sys

from quittance.formats import hybrid, paper_pdf
from quittance.formats.paper import Sheet
from quittance.formats.paper_pdf import Undrawable
from quittance.reports.letterhead import Logo

MOST_ROWS_HERE = 120
"""Rows of a sheet that is drawn in this process; drawing keeps memory for every row (measured: 46 KiB)."""

MOST_SECONDS = 120
"""How long one sheet may take: 6,000 rows take about 10 seconds."""


def print_sheet(sheet: Sheet, logo: Logo) -> bytes:
    """The PDF, the same bytes for the same sheet; raises `Undrawable`."""
    return _drawn(sheet, paper_pdf.files(sheet, logo.kind, logo.content))


def print_hybrid(sheet: Sheet, logo: Logo, content: bytes, issued_on: datetime.date) -> bytes:
    """The PDF with an e-invoice inside; raises `Undrawable`."""
    given = paper_pdf.files(sheet, logo.kind, logo.content)
    return hybrid.marked(_drawn(sheet, hybrid.with_invoice(given, content, issued_on)))


def _drawn(sheet: Sheet, given: dict[str, bytes]) -> bytes:
    if sheet.length <= MOST_ROWS_HERE:
        return paper_pdf.compiled(given)
    try:
        done = subprocess.run(
            [sys.executable, "-m", __name__],
            input=_packed(given),
            capture_output=True,
            check=False,
            timeout=MOST_SECONDS,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
    except subprocess.TimeoutExpired:
        raise Undrawable(f"The paper took more than {MOST_SECONDS} seconds to draw.") from None
    if done.returncode:
        raise Undrawable(done.stderr.decode(errors="replace").strip()[-200:] or "The paper cannot be drawn.")
    return done.stdout


def main() -> int:
    """Draw the files that come in and give the PDF out; what is refused goes to the error output."""
    try:
        made = paper_pdf.compiled(_unpacked(sys.stdin.buffer.read()))
    except Undrawable as refusal:
        sys.stderr.write(refusal.sentence)
        return 1
    sys.stdout.buffer.write(made)
    return 0


def _packed(given: dict[str, bytes]) -> bytes:
    return json.dumps({name: base64.b64encode(content).decode() for name, content in given.items()}).encode()


def _unpacked(packed: bytes) -> dict[str, bytes]:
    return {name: base64.b64decode(content) for name, content in json.loads(packed).items()}


if __name__ == "__main__":
    sys.exit(main())
