"""A mail server for tests: keeps what it takes, and says no or falls silent where it is told to."""

from __future__ import annotations

import socketserver
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage


class Sink(socketserver.ThreadingTCPServer):
    """Listens on this machine; `refuse` maps the beginning of a command to the answer it gets instead."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.taken: list[bytes] = []
        self.refuse: dict[str, str] = {}
        self.silent = False
        """Take the message and close the connection without an answer."""

        self.seconds = 0.0
        """How long it thinks between taking a message and saying so."""

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])

    def messages(self) -> list[EmailMessage]:
        """What it took, read."""
        read = [message_from_bytes(one, policy=policy.default) for one in self.taken]
        return [one for one in read if isinstance(one, EmailMessage)]

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a client that was killed in the middle."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Talk(socketserver.StreamRequestHandler):
    server: Sink

    def handle(self) -> None:
        self._say("220 sink")
        while line := self.rfile.readline():
            words = line.decode().strip().upper()
            refused = next((said for begin, said in self.server.refuse.items() if words.startswith(begin)), "")
            if refused:
                self._say(refused)
            elif words == "DATA":
                self._say("354 go on")
                self._take()
                time.sleep(self.server.seconds)
                if self.server.silent:
                    return
                self._say(self.server.refuse.get(".", "250 taken"))
            elif words == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 fine")

    def _take(self) -> None:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        if "." not in self.server.refuse:
            self.server.taken.append(b"".join(lines))

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def listening() -> Iterator[Sink]:
    """A sink that listens while the block runs."""
    with Sink() as sink:
        thread = threading.Thread(target=sink.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield sink
        sink.shutdown()
        thread.join()
