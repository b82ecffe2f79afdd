"""A mail server for tests: keeps what it takes, and says no or falls silent where it is told to."""

from __future__ import annotations

import base64
import socketserver
import ssl
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

        self.tls: ssl.SSLContext | None = None
        """What it listens with from the start, or after STARTTLS where that is offered."""

        self.offers: tuple[str, ...] = ()
        """What it says that it can, such as STARTTLS or AUTH XOAUTH2."""

        self.signed_in: list[str] = []
        """What was said to sign in, in the clear."""

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
        if not isinstance(sys.exception(), ConnectionError | ssl.SSLError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Talk(socketserver.StreamRequestHandler):
    server: Sink

    def setup(self) -> None:
        """TLS from the start, unless it is offered later."""
        if self.server.tls and "STARTTLS" not in self.server.offers:
            self.request = self.server.tls.wrap_socket(self.request, server_side=True)
        super().setup()

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
                self._greet(words.partition(" ")[0], line)

    def _greet(self, word: str, line: bytes) -> None:
        """What is said before a message, and of its sender and receiver."""
        if word == "EHLO":
            self._offer()
        elif word == "STARTTLS":
            self._secure()
        elif word == "AUTH":
            self.server.signed_in.append(base64.b64decode(line.split()[-1]).decode())
            self._say("235 in")
        else:
            self._say("250 fine")

    def _offer(self) -> None:
        said = ("sink", *self.server.offers)
        for n, one in enumerate(said, start=1):
            self._say(f"250{' ' if n == len(said) else '-'}{one}")

    def _secure(self) -> None:
        assert self.server.tls is not None
        self._say("220 go on")
        self.request = self.server.tls.wrap_socket(self.request, server_side=True)
        super().setup()

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
