"""Scenarios as plain text: what happens, and what the aged list, the journal and the balances then say.

    customer C-1 Alder Bakery in USD under C-0 on net 30
    2025-01-10 rate USD 0.9
    2025-01-10 invoice INV-1 of C-1 for 100.00 EUR on net 30 (or: due 2025-02-01) at 0.95
        3 x 9.99 Boxes, tax 21
    2025-02-20 payment PAY-1 of C-1 for 40.00 EUR to INV-1=30.00, INV-2 (or: oldest first)
    2025-02-20 credit note CN-1 of C-1 for 10.00 EUR to INV-1
    2025-02-21 allocate PAY-1 to INV-3
    2025-02-21 take back PAY-1 from INV-1
    2025-02-21 move PAY-1 to C-2 5.00
    2025-02-21 refund PAY-1 5.00
    2025-02-21 write off INV-1 0.50
    2025-02-21 reverse INV-1 (or: reverse writeoff of INV-1)
    lock through 2025-02-28
    unlock

A step that must fail ends with `-> refused CODE`. A step without a day takes the day that the verb chooses.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_DAY = r"\d{4}-\d\d-\d\d"
_MONEY = r"(?P<amount>\d+(?:\.\d+)?) (?P<currency>[A-Z]{3})"
_TO = r"(?: to (?P<to>[^ ]+(?:, [^ ]+)*))?"
_RATE = r"(?: at (?P<rate>[\d.]+))?"
_STEPS = {
    "customer": r"(?P<number>\S+) (?P<name>.+?)(?: in (?P<currency>[A-Z]{3}))?(?: under (?P<parent>\S+))?"
    r"(?: on (?P<terms>.+))?",
    "rate": r"(?P<currency>[A-Z]{3}) (?P<rate>[\d.]+)",
    "invoice": rf"(?P<number>\S+) of (?P<customer>\S+)(?: for {_MONEY})?"
    rf"(?: on (?P<terms>.+?))?(?: due (?P<due>{_DAY}))?{_RATE}",
    "credit note": rf"(?P<number>\S+) of (?P<customer>\S+)(?: for {_MONEY})?{_TO}{_RATE}",
    "payment": rf"(?P<number>\S+)(?: of (?P<customer>\S+))? for {_MONEY}(?:(?P<oldest> oldest first)|{_TO}){_RATE}",
    "allocate": rf"(?P<number>\S+){_TO}",
    "take back": r"(?P<number>\S+) from (?P<invoice>\S+)",
    "move": r"(?P<number>\S+) to (?P<customer>\S+)(?: (?P<amount>[\d.]+))?",
    "refund": r"(?P<number>\S+)(?: (?P<amount>[\d.]+))?",
    "write off": r"(?P<number>\S+)(?: (?P<amount>[\d.]+))?",
    "reverse": r"(?:(?P<kind>writeoff|transfer|refund|allocation) of )?(?P<number>\S+)",
    "lock": rf"through (?P<through>{_DAY})",
    "unlock": rf"(?:through (?P<through>{_DAY}))?",
}
_LINE = re.compile(r"(?P<quantity>-?[\d.]+) x (?P<price>[\d.]+) (?P<text>.+?)(?:, tax (?P<tax>[\d.]+))?")
_STEP = re.compile(
    rf"(?:(?P<on>{_DAY}) )?(?P<verb>{'|'.join(_STEPS)})(?: (?P<rest>.*?))?(?: -> refused (?P<code>\w+))?"
)
_EXPECTED = re.compile(rf"(?P<what>aged|journal|balances)(?: on (?P<on>{_DAY}|today))?")


@dataclass
class Step:
    """One thing that happens: the verb, its words, its lines, and the code with which it must be refused."""

    text: str
    verb: str
    on: datetime.date | None
    words: dict[str, str]
    code: str = ""
    lines: list[dict[str, str]] = field(default_factory=list)

    @property
    def shares(self) -> list[tuple[str, str]]:
        """Invoices to be met, with amounts where they are given."""
        named = [part.partition("=") for part in self.words.get("to", "").split(", ") if part]
        return [(number, amount) for number, _, amount in named]


@dataclass
class Expected:
    """What the books must say: the aged list or balances on a day, or the whole journal."""

    what: str
    on: datetime.date | None
    rows: list[list[str]] = field(default_factory=list)


@dataclass
class Story:
    """A scenario: its sentence, its steps, and what is expected between and behind them."""

    name: str
    title: str
    parts: list[Step | Expected]


def read(path: Path) -> Story:
    """A story from a file; raises `ValueError` naming a line that is not understood."""
    title, _, body = path.read_text().partition("\n\n")
    story = Story(path.stem, " ".join(title.split()), [])
    for line in body.splitlines():
        if line.strip() and not line.startswith("#"):
            _take(story, line, path)
    return story


def _take(story: Story, line: str, path: Path) -> None:
    last = story.parts[-1] if story.parts else None
    if line.startswith(" "):
        if isinstance(last, Step) and (found := _LINE.fullmatch(line.strip())):
            last.lines.append(_given(found))
        elif isinstance(last, Expected):
            last.rows.append(re.split(r"\s{2,}", line.strip()))
        else:
            raise ValueError(f"{path.name}: {line!r}")
    elif found := _EXPECTED.fullmatch(line):
        on = found["on"]
        day = datetime.date.max if on == "today" else datetime.date.fromisoformat(on) if on else None
        story.parts.append(Expected(found["what"], day))
    else:
        story.parts.append(_step(line, path))


def _step(line: str, path: Path) -> Step:
    head = _STEP.fullmatch(line)
    words = head and re.fullmatch(_STEPS[head["verb"]], head["rest"] or "")
    if not head or not words:
        raise ValueError(f"{path.name}: {line!r}")
    on = datetime.date.fromisoformat(head["on"]) if head["on"] else None
    return Step(line, head["verb"], on, _given(words), head["code"] or "")


def _given(found: re.Match[str]) -> dict[str, Any]:
    return {name: value for name, value in found.groupdict().items() if value is not None}
