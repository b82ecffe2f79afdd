"""Serving: everything starts with one command, answers, and ends with it; a taken port is told."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from quittance.cli import faults, server
from tests.cli.terminal import quittance

PATIENCE_SECONDS = 90.0


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody listens on."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        yield held.getsockname()[1]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.mark.parametrize("command", ["run", "serve"])
def test_a_taken_port_is_told_with_what_to_do(command: str, taken: int) -> None:
    said = quittance(command, "--port", str(taken))
    assert (said.code, said.out) == (faults.PORT_TAKEN, "")
    assert f"--port {taken + 1}" in said.err or "--port 8001" in said.err
    assert "[port_taken]" in said.err


@pytest.mark.parametrize("port", ["0", "65536", "http"])
def test_a_port_is_a_port(port: str) -> None:
    assert quittance("serve", "--port", port).code == faults.USAGE


@pytest.mark.parametrize(
    ("host", "address", "bind"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000/", "127.0.0.1:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000/", "0.0.0.0:8000"),
        ("::", "http://[::1]:8000/", "[::]:8000"),
        ("::1", "http://[::1]:8000/", "[::1]:8000"),
        ("books.example", "http://books.example:8000/", "books.example:8000"),
    ],
)
def test_the_address_is_one_that_a_browser_takes(host: str, address: str, bind: str) -> None:
    assert server._address(host, 8000) == address
    words = server._gunicorn(host, 8000, 3, 5)
    assert words[words.index("--bind") + 1] == bind
    assert words[words.index("--workers") + 1] == "3" and words[words.index("--threads") + 1] == "5"


def test_a_child_that_will_not_stop_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "STOP_SECONDS", 0.5)
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
    child = subprocess.Popen([sys.executable, "-c", deaf], stdout=subprocess.PIPE, start_new_session=True)
    assert child.stdout is not None and child.stdout.readline() == b"up\n"
    server._stop([child])
    child.stdout.close()
    assert child.returncode == -signal.SIGKILL


def test_the_end_of_the_web_server_ends_all(capsys: pytest.CaptureFixture[str]) -> None:
    words = [sys.executable, "-c", "raise SystemExit(7)"]
    children = {"web server": subprocess.Popen(words)}
    assert server._watch(children, {"web server": words}, []) == faults.NOT_READY
    assert "the web server has ended with code 7" in capsys.readouterr().err


def test_a_worker_that_falls_over_is_started_again_but_not_for_ever(capsys: pytest.CaptureFixture[str]) -> None:
    words = [sys.executable, "-c", "raise SystemExit(1)"]
    children = {"worker": subprocess.Popen(words)}
    assert server._watch(children, {"worker": words}, []) == faults.NOT_READY
    assert "the worker has ended" in capsys.readouterr().err


@pytest.mark.slow
def test_one_command_starts_everything_and_one_signal_ends_it(tables: Path, tmp_path: Path) -> None:
    port = free_port()
    env = {**os.environ, "QUITTANCE_HOME": str(tmp_path), "QUITTANCE_SECRET_KEY": "of no use anywhere else"}
    env.pop("QUITTANCE_DATABASE_URL", None)
    shutil.copy(tables, tmp_path / "books.sqlite3")
    words = [sys.executable, "-m", "quittance.cli"]
    opened = [*words, "init", "--entity", "Delft Tiles", "--currency", "EUR"]
    subprocess.run(opened, env=env, check=True, stdout=subprocess.DEVNULL)
    log = tmp_path / "log"
    with log.open("wb") as out:
        run = [*words, "run", "--port", str(port), "--workers", "1"]
        running = subprocess.Popen(run, env=env, stdout=out, stderr=out, start_new_session=True)
    try:
        until = time.monotonic() + PATIENCE_SECONDS
        while "Ctrl-C stops it" not in log.read_text() and time.monotonic() < until and running.poll() is None:
            time.sleep(0.1)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as page:
            assert page.status == 200 and b"Quittance" in page.read()
        children = _children(running.pid)
        assert len(children) >= 2
        running.send_signal(signal.SIGINT)
        assert running.wait(PATIENCE_SECONDS) == 0, log.read_text()
        assert not [pid for pid in children if Path(f"/proc/{pid}").exists()]
        with pytest.raises(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            pass
    finally:
        running.kill()
        running.wait()


def _children(pid: int) -> list[int]:
    """Processes that this one has started, where the system tells."""
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(one) for one in listed.read_text().split()] if listed.exists() else [0, 0]
