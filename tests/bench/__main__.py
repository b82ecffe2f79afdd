"""`python -m tests.bench`: one process per database and size, a table of what they measured, and the page in docs."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests import supervisor
from tests.bench import DATABASES, GROUPS, REMINDERS, page, remembered
from tests.bench.measured import Measured

SIZES = (20_000, 200_000)


def main() -> None:
    """Exit code 1 when a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--size", default=",".join(map(str, SIZES)), help="invoices, such as 20000,200000,1000000")
    parser.add_argument("--database", default=",".join(DATABASES), help="sqlite, postgresql")
    parser.add_argument(
        "--only", default=",".join(GROUPS), help=f"groups of figures: {', '.join(GROUPS)}; or {REMINDERS}"
    )
    parser.add_argument("--unpaid", action="store_true", help="leave every invoice open")
    parser.add_argument("--write", action="store_true", help=f"renew {page.PAGE.name} by this run")
    parser.add_argument("--keep", default="", help="a folder in which books on SQLite stay and are measured again")
    given = parser.parse_args()
    if fault := _fault(given):
        parser.error(fault)
    sizes = sorted(int(size.replace("_", "")) for size in given.size.split(","))
    found: list[Measured] = []
    for size in sizes:
        for database in given.database.split(","):
            print(f"\n{database}, {size:,} invoices{', none paid' if given.unpaid else ''}", flush=True)
            kept = Path(given.keep).absolute() / f"{size}{'-unpaid' * given.unpaid}" if given.keep else None
            for one in _child(database, size, given.only, unpaid=given.unpaid, kept=kept):
                found.append(one)
                print(page.row(one), flush=True)
            if given.write:
                every = remembered.merged(found)
                remembered.write(every)
                page.PAGE.write_text(page.text(every) + page.kept())
    missed = [one for one in found if one.figure.reached is False]
    print(f"\n{len(found)} figures, {len(missed)} beside their target")
    sys.exit(1 if missed else 0)


def _fault(given: argparse.Namespace) -> str:
    """What is wrong with what was asked for, or ""."""
    for known, asked in ((DATABASES, given.database), ((*GROUPS, REMINDERS), given.only)):
        if unknown := set(asked.split(",")) - set(known):
            return f"there is no {', '.join(sorted(unknown))}; there are {', '.join(known)}"
    if REMINDERS in given.only and (given.only != REMINDERS or given.write):
        return f"{REMINDERS} has books of its own: name it alone, without --write"
    return f"the books of {REMINDERS} are not kept" if REMINDERS in given.only and given.keep else ""


def _child(database: str, size: int, groups: str, *, unpaid: bool, kept: Path | None) -> Iterator[Measured]:
    """Figures of one process over a database of its own, fresh unless `kept` has one, as they come."""
    with tempfile.TemporaryDirectory(prefix="quittance-bench-") as fresh:
        home = str(kept) if kept and database == "sqlite" else fresh
        server = supervisor.start() if database == "postgresql" else None
        if database == "postgresql" and server is None:
            print("NO SERVER: neither the wheel's binaries nor the system's run here", flush=True)
            return
        environment = {**os.environ, "QUITTANCE_HOME": home, "QUITTANCE_DATABASE_URL": server.url() if server else ""}
        command = [sys.executable, "-m", "tests.bench.child", "--size", str(size), "--groups", groups]
        try:
            with subprocess.Popen(
                [*command, *(["--unpaid"] if unpaid else [])], env=environment, stdout=subprocess.PIPE, text=True
            ) as process:
                assert process.stdout is not None
                for line in process.stdout:
                    told = json.loads(line)
                    if "told" in told:
                        print(f"  ({told['told']})", flush=True)
                        continue
                    yield Measured.of(database, size, told)
            if process.returncode:
                raise SystemExit(f"the run over {database} with {size:,} invoices has failed")
        finally:
            if server is not None:
                server.stop()


if __name__ == "__main__":
    main()
