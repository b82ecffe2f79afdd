"""kill -9 at random moments: nothing is half written, and what was acknowledged is there."""

from __future__ import annotations

import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.sim import apart, kill

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
WRITES = 200
CLIENTS = 4
KILLS = 3
WORKER_KILLS = 2
PATIENCE_SECONDS = 180.0
REQUEST_SECONDS = 20.0
HEADERS = {"Content-Type": "application/json"}


@dataclass
class Victim:
    """A process that is killed, with all that it started, and started again."""

    command: list[str]
    env: dict[str, str]
    ready: Callable[[], bool]
    process: subprocess.Popen[bytes] | None = field(default=None)
    killed: int = 0

    def start(self) -> None:
        """Start it, and wait until it is ready."""
        out = subprocess.PIPE
        self.process = subprocess.Popen(self.command, env=self.env, stdout=out, stderr=subprocess.DEVNULL)
        until = time.monotonic() + PATIENCE_SECONDS
        while not self.ready():
            assert time.monotonic() < until, "it did not start"
            time.sleep(0.05)

    def kill(self) -> None:
        """kill -9 of the process and everything that it started, each before it can see another's end."""
        assert self.process is not None
        for pid in _started_by(self.process.pid):
            os.kill(pid, signal.SIGSTOP)
        for pid in _started_by(self.process.pid):
            os.kill(pid, signal.SIGKILL)
        self.process.communicate()
        self.killed += 1


def test_a_killed_server_keeps_every_acknowledged_write_and_no_half_of_one(own_database: str, tmp_path: Path) -> None:
    secret = apart.run("tests.sim.kill.prepare", own_database, tmp_path)["secret"]
    port = _free_port()
    env = apart.environment(own_database, tmp_path) | {"QUITTANCE_API_RATE": "10000"}
    command = [sys.executable, "-m", "quittance.cli", "serve", "--port", str(port), "--workers", "1"]
    server = Victim(command, env, lambda: _answers(port))
    told: dict[str, Any] = {}
    ended = threading.Event()
    clients = [threading.Thread(target=_write, args=(n, port, secret, told)) for n in range(CLIENTS)]
    server.start()
    killer = threading.Thread(target=_kill_at_random, args=(server, ended))
    try:
        for thread in (*clients, killer):
            thread.start()
        for client in clients:
            client.join()
        ended.set()
        killer.join()
    finally:
        server.kill()
    file = tmp_path / "told.json"
    file.write_text(json.dumps(told))
    os.environ[kill.TOLD] = str(file)
    found = apart.run("tests.sim.kill.written", own_database, tmp_path)
    assert server.killed > KILLS
    assert len(told) == WRITES
    assert found["missing"] == found["untold"] == found["differences"] == []
    assert found["documents"] + found["payments"] == WRITES


def test_what_a_killed_worker_had_in_hand_is_done_once_by_the_next(own_database: str, tmp_path: Path) -> None:
    apart.run("tests.sim.kill.enqueue", own_database, tmp_path)
    rng = random.Random(7)
    worker = Victim([sys.executable, "-m", "tests.sim.apart", "tests.sim.kill", "work"], {}, lambda: _spoke(worker))
    worker.env = apart.environment(own_database, tmp_path)
    for _ in range(WORKER_KILLS):
        worker.start()
        time.sleep(rng.uniform(0.02, 0.15))
        worker.kill()
    found = apart.run("tests.sim.kill.worked", own_database, tmp_path)
    assert found["before"] != {"done": kill.JOBS}, "the worker was killed too late to tell anything"
    assert found["states"] == {"done": kill.JOBS}
    assert found["references"] == sorted(f"PAY-{n}" for n in range(kill.JOBS))
    assert found["differences"] == []


def _write(n: int, port: int, secret: str, told: dict[str, Any]) -> None:
    """A client that repeats each write under its key until it is acknowledged."""
    for m in range(WRITES // CLIENTS):
        key = f"client {n} write {m}"
        path, body = _deed(n, m)
        until = time.monotonic() + PATIENCE_SECONDS
        while key not in told and time.monotonic() < until:
            answer = _post(port, path, body, {"Authorization": f"Bearer {secret}", "Idempotency-Key": key})
            if answer is None:
                time.sleep(0.1)
            else:
                told[key] = answer


def _deed(n: int, m: int) -> tuple[str, dict[str, Any]]:
    if m % 2:
        paid = {"received_on": "2026-06-30", "amount": "7.00", "customer_number": "C-1", "allocate": "oldest"}
        return "/api/v1/payments", paid
    sent = {"customer_number": "C-1", "issued_on": "2026-06-01", "total": f"{n + 5}.00", "number": f"INV-{n}-{m}"}
    return "/api/v1/invoices", sent


def _post(port: int, path: str, body: dict[str, Any], headers: dict[str, str]) -> dict[str, Any] | None:
    """The answer to a write that was acknowledged; None when the server was gone or busy."""
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=REQUEST_SECONDS)
    try:
        client.request("POST", path, json.dumps(body), HEADERS | headers)
        response = client.getresponse()
        said = response.read()
    except (OSError, http.client.HTTPException):
        return None
    finally:
        client.close()
    assert response.status in (200, 201, 503), said
    return None if response.status == 503 else dict(json.loads(said))


def _kill_at_random(server: Victim, ended: threading.Event) -> None:
    rng = random.Random(42)
    for _ in range(KILLS):
        if not ended.wait(rng.uniform(0.05, 0.6)):
            server.kill()
            server.start()


def _started_by(pid: int) -> list[int]:
    """The process and its children's children, as Linux lists them."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in _started_by(int(child)))]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _spoke(victim: Victim) -> bool:
    assert victim.process is not None and victim.process.stdout is not None
    return victim.process.stdout.readline() == b"ready\n"


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
