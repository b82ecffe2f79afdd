"""Bank files, remittances and electronic invoices, damaged in many ways: each is read or refused, and at once.

`python -m tests.sim.mangled --count 20000` damages the third-party samples; the suite damages a few of each kind.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from quittance.formats import advice, einvoice, statements
from quittance.formats.bank import Malformed
from quittance.rules.refusals import Refusal

MOST_SECONDS = 1.0
"""Processor time of one file."""

MOST_BYTES = 300_000
"""Samples that are larger say nothing more when they are damaged."""

NOISE = (b"", b"\x00", b"\xff\xfe", b"\n", b":61:", b"<", b"</", b"&amp;", b"9" * 40, b"-", b",", b"/", b'"', b"\xc3")

Reader = Callable[[bytes], object]


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The file cut, doubled, turned around or sprinkled in one to four places."""
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(data) + 1)
        end = at + chance.choice((0, 1, 3, 20, 200, 5_000))
        piece, noise = data[at:end], chance.choice(NOISE) * chance.choice((1, 2, 500))
        put = chance.choice((b"", piece * 2, piece * 50, piece[::-1], noise, None))
        data = data[:at] if put is None else data[:at] + put + data[end:]
    return data[: 2 * MOST_BYTES]


def _advice(data: bytes) -> object:
    return advice.read(data, "EUR")


READERS: tuple[Reader, ...] = (statements.read, _advice, einvoice.read)
"""Whatever a file is, somebody may give it to each of them."""


def judge(data: bytes, reader: Reader) -> tuple[str, float]:
    """What became of a file and its seconds; any other fault than a refusal with a sentence is raised."""
    began = time.process_time()
    try:
        reader(data)
        became = "read"
    except Malformed as refused:
        assert refused.location and refused.sentence
        became = "refused with its place"
    except Refusal as refused:
        assert refused.sentence
        became = "refused"
    return became, time.process_time() - began


def _named(reader: Reader) -> str:
    return "advice" if reader is _advice else reader.__module__.rpartition(".")[2]


def samples(formats: Path) -> list[tuple[str, bytes]]:
    """Third-party files by name, no larger than `MOST_BYTES`."""
    found = (path for path in sorted(formats.rglob("*")) if path.is_file() and path.suffix not in (".jsonl", ".md"))
    return [(str(path.relative_to(formats)), path.read_bytes()) for path in found if path.stat().st_size <= MOST_BYTES]


def run(files: list[tuple[str, bytes]], count: int, first: int = 0) -> Iterator[tuple[int, str, str, str, float]]:
    """Damage number after number: seed, file, reader, what became of it, seconds."""
    for seed in range(first, first + count):
        chance = random.Random(seed)
        name, whole = files[seed % len(files)]
        broken = damaged(whole, chance)
        for reader in READERS:
            try:
                became, seconds = judge(broken, reader)
            except BaseException as fault:
                fault.add_note(f"{name}, damage {seed}, {_named(reader)}")
                raise
            yield seed, name, _named(reader), became, seconds


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the folder of sample files")
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--first", type=int, default=0)
    asked = parser.parse_args()
    ended: Counter[str] = Counter()
    slowest = (0.0, "")
    for seed, name, reader, became, seconds in run(samples(asked.folder), asked.count, asked.first):
        ended[became] += 1
        slowest = max(slowest, (seconds, f"{name}, damage {seed}, {reader}"))
        if seconds > MOST_SECONDS:
            print(f"{seconds:.2f} s: {name}, damage {seed}, {reader}")
    print(f"{dict(ended)}; slowest {slowest[0]:.3f} s: {slowest[1]}")


if __name__ == "__main__":
    main()
