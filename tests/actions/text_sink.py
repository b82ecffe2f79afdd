"""A provider of text messages for tests: keeps what is posted to it, and answers or falls silent as it is told."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Provider(ThreadingHTTPServer):
    """Listens on this machine; `status` and `answer` are what it says, and with `silent` it says nothing."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.taken: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.bodies: list[str] = []
        self.status, self.answer, self.silent = 202, '{"id": "SM-1"}', False


class _Talk(BaseHTTPRequestHandler):
    server: Provider

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.bodies.append(body)
        self.server.taken.append(json.loads(body))
        self.server.headers.append({name.lower(): value for name, value in self.headers.items()})
        if self.server.silent:
            self.close_connection = True
            return
        self.send_response(self.server.status)
        self.end_headers()
        self.wfile.write(self.server.answer.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def listening() -> Iterator[Provider]:
    """A provider that listens."""
    made = Provider()
    threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield made
    finally:
        made.shutdown()
        made.server_close()
