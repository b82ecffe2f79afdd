"""The figures in words: a line for the terminal, and docs/benchmarks.md."""

from __future__ import annotations

import datetime
import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tests.bench.figure import Figure
from tests.bench.measured import Measured

PAGE = Path(__file__).resolve().parents[2] / "docs" / "benchmarks.md"
APART = "## Matching"
"""The section that is measured apart, at the page's end."""

_HEAD = """# Benchmarks

Every figure is a ratio to plain SQL on the same data, in the same database, in the same run: the product and the plain
statement take turns, and the best turn of each counts. «Plain» is the fastest statement, or the bare rows in one
transaction, sent by the driver's own cursor. So a figure says what the product adds, whatever the machine. Times are
processor time of the process that asks and of the database process that serves it (PostgreSQL without parallel
helpers), so that waiting for other work on the machine does not count; caches and cores that are shared with it still
make them longer, most of all those that no plain statement is held against. What misses its target stands in bold.

`make bench` measures again (`python -m tests.bench --help` tells the sizes, databases and groups; `--write` renews this
page, `--keep` measures the same books on SQLite again). The books are invented: three years, thirty invoices a
customer, 85 in a hundred paid, some in parts, late, together or taken back, with credit notes, unapplied money and a
second currency. An import is a process of its own, so its figure holds the start of the command line too.
"""


def row(one: Measured) -> str:
    """A line for the terminal."""
    figure = one.figure
    mark = {True: "ok", False: "MISSED", None: ""}[figure.reached]
    held = f"{value(figure):>14}  {target(figure):<10} {mark:<7}"
    return f"  {figure.name:<52} {held} {_times(figure)} {figure.note}".rstrip()


def value(figure: Figure) -> str:
    """The number with its unit."""
    digits = 0 if figure.value == int(figure.value) or figure.value >= 100 else 2 if figure.unit == "x" else 1
    number = f"{figure.value:,.{digits}f}"
    return f"{number} {figure.unit}".strip() if figure.unit != "x" else f"{number} x"


def target(figure: Figure) -> str:
    """What was asked for, such as «≤ 1.5»."""
    return "" if figure.target is None else f"{'≥' if figure.floor else '≤'} {figure.target:,g}"


def _times(figure: Figure) -> str:
    if figure.raw_ms is None or figure.product_ms is None:
        return ""
    return f"{figure.product_ms:,.2f} ms to {figure.raw_ms:,.2f} ms;"


def text(found: Sequence[Measured]) -> str:
    """The whole page."""
    machine = (
        f"{_machine()} Above each column stands when most of it was measured and under which load (fifteen minutes); "
        "what is\nolder has a mark, and under the table stands its time.\n"
    )
    parts = [_HEAD, machine, *_tables(found), _growth(found)]
    return "\n".join(part for part in parts if part).rstrip() + "\n"


def kept() -> str:
    """The section of the page that a run over databases leaves as it is."""
    _, mark, section = PAGE.read_text().partition(f"\n{APART}\n") if PAGE.exists() else ("", "", "")
    return f"\n{APART}\n{section}" if mark else ""


def renew(title: str, introduction: str, found: Mapping[int, Sequence[Figure]]) -> None:
    """Write the section that is measured apart: a row for each figure, a column for each size, and the growth."""
    assert f"## {title}" == APART
    sizes = sorted(found)
    today, load = datetime.datetime.now(datetime.UTC).date().isoformat(), os.getloadavg()[2]
    lines = [APART, "", introduction, f"{_machine()} Measured on {today} under a load of {load:.1f}.\n"]
    lines.append("| Figure | Target |" + "".join(f" {size:,} items |" for size in sizes) + " Grown |")
    lines.append("| --- | --- |" + " ---: |" * (len(sizes) + 1))
    for name in dict.fromkeys(figure.name for figures in found.values() for figure in figures):
        by_size = {size: figure for size in sizes for figure in found[size] if figure.name == name}
        cells = "".join(f" {_cell(by_size.get(size))} |" for size in sizes)
        first, last = by_size.get(sizes[0]), by_size.get(sizes[-1])
        grown = f"{last.value / first.value:,.2f} x" if first and last and len(sizes) > 1 else ""
        lines.append(f"| {name} | {target(next(iter(by_size.values())))} |{cells} {grown} |")
    whole, _, before = PAGE.read_text().partition(f"\n{APART}\n")
    _, mark, behind = before.partition("\n## ")
    PAGE.write_text(whole.rstrip() + "\n\n" + "\n".join(lines) + "\n" + mark + behind)


def _machine() -> str:
    total = next(line for line in Path("/proc/meminfo").read_text().splitlines() if line.startswith("MemTotal"))
    gigabytes = int(total.split()[1]) / 1024**2
    return (
        f"The machine: {os.cpu_count()} processor cores, {gigabytes:.0f} GB of memory, Python "
        f"{platform.python_version()}. PostgreSQL runs with fsync off and 1 GB of shared\nbuffers, on a Unix socket."
    )


def _tables(found: Iterable[Measured]) -> list[str]:
    """One table per database: a row for each figure, a column for each size."""
    parts: list[str] = []
    every = list(found)
    for database in dict.fromkeys(one.database for one in every):
        mine = [one for one in every if one.database == database]
        sizes = sorted({one.size for one in mine})
        title = "SQLite" if database == "sqlite" else "PostgreSQL"
        parts.append(f"\n## {title}\n" if parts else f"## {title}\n")
        parts.append("| Figure | Target |" + "".join(f" {size:,} |" for size in sizes))
        parts.append("| --- | --- |" + " ---: |" * len(sizes))
        latest = {size: max(one.when for one in mine if one.size == size) for size in sizes}
        marks = _marks(mine, latest)
        if any(latest.values()):
            parts.append("| measured | |" + "".join(f" {latest[size]} |" for size in sizes))
        for name in dict.fromkeys(one.figure.name for one in mine):
            by_size = {one.size: one for one in mine if one.figure.name == name}
            wanted = next(iter(by_size.values())).figure
            cells = "".join(f" {_marked(by_size.get(size), marks)} |" for size in sizes)
            parts.append(f"| {name} | {target(wanted)} |{cells}")
        parts += [f"\n{mark} {when}" for when, mark in marks.items()]
    return parts


def _marks(mine: Sequence[Measured], latest: Mapping[int, str]) -> dict[str, str]:
    """When an older figure was measured -> its mark: a, b, c and so on."""
    older = sorted({one.when for one in mine if one.when and _hour(one.when) != _hour(latest[one.size])})
    return {when: f"({chr(ord('a') + n)})" for n, when in enumerate(older)}


def _hour(when: str) -> str:
    return when.partition(",")[0]


def _marked(one: Measured | None, marks: Mapping[str, str]) -> str:
    return "" if one is None else f"{_cell(one.figure)} {marks.get(one.when, '')}".rstrip()


def _cell(figure: Figure | None) -> str:
    if figure is None:
        return ""
    shown = value(figure)
    if figure.product_ms is not None and figure.unit == "x":
        shown = f"{shown} ({figure.product_ms:,.1f} ms)"
    return f"**{shown}**" if figure.reached is False else shown


def _growth(found: Sequence[Measured]) -> str:
    """How much longer the largest books take than the smallest, in milliseconds of the product."""
    lines = []
    for database in dict.fromkeys(one.database for one in found):
        mine = [one for one in found if one.database == database and one.figure.product_ms is not None]
        sizes = sorted({one.size for one in mine})
        if len(sizes) < 2:
            continue
        for name in dict.fromkeys(one.figure.name for one in mine):
            took = {one.size: one.figure.product_ms or 0.0 for one in mine if one.figure.name == name}
            if sizes[0] in took and sizes[-1] in took:
                grown = took[sizes[-1]] / took[sizes[0]]
                lines.append(f"| {database} | {name} | {sizes[0]:,} | {sizes[-1]:,} | {grown:,.2f} x |")
    if not lines:
        return ""
    head = (
        "\n## Growth\n\nThe product's own time with the most invoices, in multiples of its time with the fewest.\n\n"
        "| Database | Figure | Fewest | Most | Grown |\n| --- | --- | ---: | ---: | ---: |\n"
    )
    return head + "\n".join(lines) + "\n"
