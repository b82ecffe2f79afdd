"""Serving: the web server and the worker as child processes that start and stop together."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Annotated

import typer

from quittance.cli import database, desk, faults

top = typer.Typer()

STOP_SECONDS = 10.0
"""How long a child may take to finish what it has in hand before it is killed."""

START_SECONDS = 60.0
MOST_RESTARTS = 5
TICK_SECONDS = 0.2
REQUEST_SECONDS = 120
_DIE_WITH_PARENT = 1
_ONE_HEAP = {"MALLOC_ARENA_MAX": "1"}
"""For glibc: otherwise each thread keeps a heap as large as the largest question that it ever answered."""

Host = Annotated[str, typer.Option(help="Address to listen on; 127.0.0.1 lets in this machine only.")]
Port = Annotated[int, typer.Option(min=1, max=65_535, envvar="QUITTANCE_PORT", help="Port to listen on.")]
Workers = Annotated[int, typer.Option(min=1, max=64, help="Web processes.")]
Threads = Annotated[int, typer.Option(min=1, max=64, help="Threads in each.")]


@top.command("run", rich_help_panel=desk.START)
def run(host: Host = "127.0.0.1", port: Port = 8000, workers: Workers = 2, threads: Threads = 4) -> None:
    """Start everything: tables, practice company when the database is empty, web server and worker."""
    began = time.monotonic()
    with faults.told("table"):
        _check_free(host, port)
        database.migrate_now()
        if not database.companies():
            print("The database is empty: loading the practice company.", flush=True)
            loaded = database.load_practice()
            print(f"Loaded {loaded.invoices:,} invoices of {loaded.customers} customers.", flush=True)
        sign_in = database.how_to_sign_in()
    commands = {"web server": _gunicorn(host, port, workers, threads), "worker": _worker()}

    def ready() -> None:
        print(f"\nQuittance is at {_address(host, port)} (ready in {time.monotonic() - began:.1f} s).")
        print(f"{sign_in}\nData: {faults.where()}\nCtrl-C stops it.", flush=True)

    raise typer.Exit(_supervise(commands, host, port, ready))


@top.command("serve", rich_help_panel=desk.START)
def serve(host: Host = "127.0.0.1", port: Port = 8000, workers: Workers = 2, threads: Threads = 4) -> None:
    """Start the web server alone."""
    with faults.told("table"):
        _check_free(host, port)
        desk.prepare()
        desk.check_there()
        database.companies()
    commands = {"web server": _gunicorn(host, port, workers, threads)}
    ready = f"Quittance is at {_address(host, port)}. Ctrl-C stops it."
    raise typer.Exit(_supervise(commands, host, port, lambda: print(ready, flush=True)))


@top.command("worker", rich_help_panel=desk.START)
def worker() -> None:
    """Carry out jobs until SIGTERM or Ctrl-C; the job in hand is finished first."""
    with faults.told("table"):
        desk.prepare()
        desk.check_there()
        import logging

        from quittance.jobs import worker as working

        logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
        working.run()


def _check_free(host: str, port: int) -> None:
    """Raise `Exit` with a clear line when the address is in use."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            raise faults.stop(
                "table",
                faults.PORT_TAKEN,
                "port_taken",
                f"{host}:{port} cannot be used ({fault.strerror}). Another server may be running there: "
                f"stop it, or choose another port with --port {port + 1 if port < 65_535 else 8001}.",
            ) from None


def _gunicorn(host: str, port: int, workers: int, threads: int) -> list[str]:
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    options = {
        "--bind": bind,
        "--worker-class": "gthread",
        "--workers": str(workers),
        "--threads": str(threads),
        "--timeout": str(REQUEST_SECONDS),
        "--graceful-timeout": str(int(STOP_SECONDS / 2)),
        "--log-level": "warning",
    }
    flat = [part for pair in options.items() for part in pair]
    flags = ["--no-control-socket", "--preload"]  # loaded once for all workers, and the port opens only then
    return [sys.executable, "-m", "gunicorn", *flags, *flat, "quittance.wsgi:application"]


def _worker() -> list[str]:
    return [sys.executable, "-m", "quittance.cli", "worker"]


def _supervise(commands: dict[str, list[str]], host: str, port: int, ready: Callable[[], None]) -> int:
    """Keep the children running until a signal; the worker is restarted, the web server's end ends all."""
    stopping: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda given, frame: stopping.append(given))
    children = {name: _start(command) for name, command in commands.items()}
    try:
        if _wait_until_served(children["web server"], host, port, stopping):
            ready()
        return _watch(children, commands, stopping)
    finally:
        _stop(list(children.values()))


def _watch(children: dict[str, subprocess.Popen[bytes]], commands: dict[str, list[str]], stopping: list[int]) -> int:
    restarts = 0
    while not stopping:
        time.sleep(TICK_SECONDS)
        for name, child in children.items():
            ended = child.poll()
            if ended is None:
                continue
            restarts += 1
            if name == "web server" or restarts > MOST_RESTARTS:
                print(f"quittance: the {name} has ended with code {ended}. [stopped]", file=sys.stderr)
                return faults.NOT_READY
            children[name] = _start(commands[name])
    return faults.OK


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    """A child in a session of its own, so that Ctrl-C reaches only the parent; it dies with the parent on Linux."""
    return subprocess.Popen(
        command,
        env={**_ONE_HEAP, **os.environ},
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_die_with_parent,  # noqa: PLW1509
    )


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGTERM)


def _stop(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    until = time.monotonic() + STOP_SECONDS
    for child in children:
        try:
            child.wait(max(until - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def _wait_until_served(child: subprocess.Popen[bytes], host: str, port: int, stopping: list[int]) -> bool:
    until = time.monotonic() + START_SECONDS
    there = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    while time.monotonic() < until and not stopping and child.poll() is None:
        try:
            with socket.create_connection((there, port), timeout=1):
                return True
        except OSError:
            time.sleep(TICK_SECONDS)
    return False


def _address(host: str, port: int) -> str:
    named = f"[{host}]" if ":" in host else host
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, named)  # noqa: S104
    return f"http://{shown}:{port}/"
