"""Many processes at once: forked from one that is set up, started by one signal, each telling what came of its work."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import connection

Outcome = dict[str, Any]


def run(count: int, work: Callable[[int], list[Outcome]]) -> list[Outcome]:
    """Do `work(n)` in `count` processes at the same time; everything they told. Raises when one of them broke."""
    connection.close()
    ready, start = os.pipe(), os.pipe()
    with tempfile.TemporaryDirectory(prefix="quittance-crowd-") as folder:
        pids = [_fork(n, work, Path(folder), ready, start) for n in range(count)]
        os.close(ready[1])
        while len(os.read(ready[0], 4096)) > 0:
            continue
        for end in (start[1], start[0], ready[0]):
            os.close(end)
        broken = [pid for pid in pids if os.waitpid(pid, 0)[1] != 0]
        told = [json.loads(path.read_text()) for path in sorted(Path(folder).iterdir())]
    if broken:
        raise RuntimeError(f"{len(broken)} of {count} processes broke")
    return [one for outcomes in told for one in outcomes]


def _fork(
    n: int,
    work: Callable[[int], list[Outcome]],
    folder: Path,
    ready: tuple[int, int],
    start: tuple[int, int],
) -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        os.close(start[1])
        os.close(ready[0])
        connection.ensure_connection()
        os.close(ready[1])
        os.read(start[0], 1)
        told = work(n)
        connection.close()
        (folder / f"{n:04d}").write_text(json.dumps(told))
    except BaseException:
        traceback.print_exc(file=sys.stderr)
        os._exit(1)
    os._exit(0)
