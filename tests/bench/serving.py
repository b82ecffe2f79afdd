"""The web server with one worker: what it holds in memory after it has answered every list and a stream."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from django.db import connection

from quittance.actions import identity, users
from quittance.actions.command import Context
from quittance.rules import duties
from tests.bench import pages
from tests.bench.figure import Figure

MOST_MEGABYTES = 150.0
ROUNDS = 5
START_SECONDS = 120.0
STREAMED = "/api/v1/aging?by=invoice"


def run(context: Context) -> Iterator[Figure]:
    """Start the server over the books of `context`, ask it everything some times, and look at its worker."""
    secret = identity.new_secret(context.tenant_id)
    roles = tuple(role.name for role in duties.ROLES)
    users.create_key(context, users.CreateKey(f"serving {context.now:x}", roles, secret.digest, secret.hint))
    browser = pages.signed_in(context, roles, f"serving-{context.now:x}@company.example")
    cookie = f"sessionid={browser.cookies['sessionid'].value}"
    connection.close()
    port = _free_port()
    command = [sys.executable, "-m", "quittance.cli", "serve", "--workers", "1", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        try:
            _wait(port)
            for _ in range(ROUNDS):
                for path in pages.SCREENS.values():
                    _ask(port, path, {"Cookie": cookie})
                for path in pages.ROUTES.values():
                    _ask(port, path, {"Authorization": f"Bearer {secret.text}"})
            _ask(port, STREAMED, {"Authorization": f"Bearer {secret.text}"})
            worker = _worker_of(server.pid)
            yield Figure("a web worker's memory, all of it", _megabytes(worker, "VmRSS"), "MB", MOST_MEGABYTES)
            yield Figure("a web worker's memory, mapped files aside", _megabytes(worker, "RssAnon"), "MB")
        finally:
            server.terminate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError("the server did not start")


def _ask(port: int, path: str, headers: dict[str, str]) -> None:
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    client.request("GET", path, headers=headers)
    answer = client.getresponse()
    while answer.read(65_536):
        continue
    assert answer.status == 200, (path, answer.status)
    client.close()


def _worker_of(pid: int) -> int:
    """The youngest process of the server's family: what serves it is started last, below its parents."""
    family = [pid]
    for one in sorted(int(name) for name in os.listdir("/proc") if name.isdigit()):  # noqa: PTH208
        if _parent(one) in family:
            family.append(one)
    return family[-1]


def _parent(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])
    except OSError:
        return 0


def _megabytes(pid: int, name: str) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) / 1024
    return 0.0
