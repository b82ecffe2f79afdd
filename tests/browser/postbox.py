"""A mail server for the journeys: it keeps what comes, refuses whoever is at GONE, and takes its time for SLOW."""

from __future__ import annotations

import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

GONE, SLOW = "gone.example", "slow.example"
SLOW_SECONDS = 5


class Postbox(socketserver.ThreadingTCPServer):
    """Listens on a port of this machine; `mails` are those that were taken, `url` is where settings find it."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.mails: list[EmailMessage] = []
        self.url = f"smtp://127.0.0.1:{self.server_address[1]}"

    def to(self, address: str) -> list[EmailMessage]:
        """What came for an address, in the order in which it came."""
        return [one for one in self.mails if address in str(one["To"])]


class _Talk(socketserver.StreamRequestHandler):
    server: Postbox

    def handle(self) -> None:
        self._say("220 postbox")
        for line in self.rfile:
            said = line.decode().strip().upper()
            if said.startswith("RCPT") and GONE.upper() in said:
                self._say("550 5.1.1 no such user")
            elif said.startswith("RCPT") and SLOW.upper() in said:
                time.sleep(SLOW_SECONDS)
                self._say("250 ok")
            elif said == "DATA":
                self._say("354 go on")
                self._take()
            elif said == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _take(self) -> None:
        held = []
        for line in self.rfile:
            if line.rstrip() == b".":
                break
            held.append(line[1:] if line.startswith(b"..") else line)
        self.server.mails.append(message_from_bytes(b"".join(held), policy=policy.default))
        self._say("250 taken")

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def opened() -> Iterator[Postbox]:
    """A postbox that takes mail until the block ends."""
    with Postbox() as box:
        thread = threading.Thread(target=box.serve_forever, daemon=True)
        thread.start()
        try:
            yield box
        finally:
            box.shutdown()
            thread.join()
