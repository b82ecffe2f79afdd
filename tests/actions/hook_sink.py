"""A receiver of webhooks for tests: keeps every request, and says no or falls silent where it is told to."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SILENCE = 0
"""The answer that is none: the connection is closed after the request was read."""

FINE = 200


@dataclass(frozen=True, slots=True)
class Heard:
    """A request as it came, and the status that it was answered with."""

    path: str
    body: bytes
    headers: dict[str, str]
    answered: int

    @property
    def id(self) -> str:
        """What names the message, the same on each try."""
        return self.headers.get("Quittance-Delivery", "")


class Hooks(ThreadingHTTPServer):
    """Listens on this machine; `answer` says the status from the path, the message's id and how often it was here."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.heard: list[Heard] = []
        self.answer: Callable[[str, str, int], int] = lambda path, id, before: FINE
        self.seconds = 0.0
        """How long it thinks between reading a request and answering it."""

        self._hold = threading.Lock()

    def url(self, path: str) -> str:
        """The address of a path here."""
        return f"http://127.0.0.1:{self.server_port}/{path}"

    def take(self, path: str, body: bytes, headers: dict[str, str]) -> int:
        """Keep a request; the status to answer with."""
        with self._hold:
            id = headers.get("Quittance-Delivery", "")
            before = sum(one.path == path and one.id == id for one in self.heard)
            status = self.answer(path, id, before)
            self.heard.append(Heard(path, body, headers, status))
        return status

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a client that was killed in the middle."""


class _Talk(BaseHTTPRequestHandler):
    server: Hooks

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        status = self.server.take(self.path.removeprefix("/"), body, dict(self.headers.items()))
        time.sleep(self.server.seconds)
        if status != SILENCE:
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is printed."""


@contextmanager
def listening() -> Iterator[Hooks]:
    """A receiver that listens while the block runs."""
    with Hooks() as hooks:
        thread = threading.Thread(target=hooks.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield hooks
        hooks.shutdown()
        thread.join()
