"""A mailbox for tests (IMAP4rev1): gives the mails it holds, changes nothing, and fails where it is told to."""

from __future__ import annotations

import base64
import re
import socketserver
import ssl
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Fake(socketserver.ThreadingTCPServer):
    """Listens on this machine; `mails` are by UID, `asked` is every line it was sent, without passwords."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.mails: dict[int, bytes] = {}
        self.validity = 7
        self.password = "open sesame"
        self.token = "an access token"
        self.tls: ssl.SSLContext | None = None
        """What it listens with from the start, or after STARTTLS where its capabilities offer that."""

        self.capabilities = "IMAP4rev1 AUTH=PLAIN"
        self.asked: list[str] = []
        self.breaks_at = 0
        """The UID at whose fetch the connection ends without an answer."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a client that was killed in the middle."""
        if not isinstance(sys.exception(), ConnectionError | ssl.SSLError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])


class _Talk(socketserver.StreamRequestHandler):
    server: Fake

    def setup(self) -> None:
        """TLS from the start, unless it is offered later."""
        if self.server.tls and "STARTTLS" not in self.server.capabilities:
            self.request = self.server.tls.wrap_socket(self.request, server_side=True)
        super().setup()

    def handle(self) -> None:
        self._say("* OK fake")
        while line := self.rfile.readline():
            tag, _, rest = line.decode().strip().partition(" ")
            command = rest.partition(" ")[0].upper()
            self.server.asked.append(command if command in ("LOGIN", "AUTHENTICATE") else rest)
            if not getattr(self, f"_{command.lower()}", self._other)(tag, rest):
                return

    def _other(self, tag: str, rest: str) -> bool:
        self._say(f"{tag} BAD what?")
        return True

    def _capability(self, tag: str, rest: str) -> bool:
        self._say(f"* CAPABILITY {self.server.capabilities}")
        self._say(f"{tag} OK done")
        return True

    def _starttls(self, tag: str, rest: str) -> bool:
        assert self.server.tls is not None
        self._say(f"{tag} OK go on")
        self.request = self.server.tls.wrap_socket(self.request, server_side=True)
        self.server.capabilities = self.server.capabilities.replace("STARTTLS ", "")
        super().setup()
        return True

    def _authenticate(self, tag: str, rest: str) -> bool:
        self._say("+ ")
        told = base64.b64decode(self.rfile.readline().strip()).decode()
        if rest.upper().endswith("XOAUTH2"):
            right = told == f"user=billing@x.example\x01auth=Bearer {self.server.token}\x01\x01"
            if not right:
                self._say(f"+ {base64.b64encode(b'not now').decode()}")
                assert self.rfile.readline() == b"\r\n"
            self._answer(tag, right)
            return True
        self._answer(tag, told.split("\0")[1:] == ["billing@x.example", self.server.password])
        return True

    def _login(self, tag: str, rest: str) -> bool:
        self._answer(tag, rest.endswith(f'"{self.server.password}"'))
        return True

    def _answer(self, tag: str, right: bool) -> None:
        self._say(f"{tag} OK in" if right else f"{tag} NO [AUTHENTICATIONFAILED] wrong password")

    def _examine(self, tag: str, rest: str) -> bool:
        if '"INBOX"' not in rest:
            self._say(f"{tag} NO no such folder")
            return True
        self._say(f"* {len(self.server.mails)} EXISTS")
        self._say(f"* OK [UIDVALIDITY {self.server.validity}] valid")
        self._say(f"{tag} OK [READ-ONLY] open")
        return True

    def _uid(self, tag: str, rest: str) -> bool:
        words = rest.split(" ", 3)
        if words[1] == "SEARCH":
            hit = re.search(r"UID (\d+):\*", rest)
            first = int(hit[1]) if hit else 0
            known = sorted(self.server.mails)
            found = [uid for uid in known if uid >= first] or known[-1:]
            self._say(f"* SEARCH {' '.join(map(str, found))}".strip())
        elif not self._fetch(int(words[2]), words[3]):
            return False
        self._say(f"{tag} OK done")
        return True

    def _fetch(self, uid: int, what: str) -> bool:
        content = self.server.mails[uid]
        if "SIZE" in what:
            self._say(f"* 1 FETCH (UID {uid} RFC822.SIZE {len(content)})")
            return True
        if uid == self.server.breaks_at:
            return False
        self.wfile.write(f"* 1 FETCH (UID {uid} BODY[] {{{len(content)}}}\r\n".encode() + content + b")\r\n")
        return True

    def _logout(self, tag: str, rest: str) -> bool:
        self._say("* BYE")
        self._say(f"{tag} OK done")
        return False

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def listening() -> Iterator[Fake]:
    """A mailbox that listens while the block runs."""
    with Fake() as made:
        thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield made
        made.shutdown()
        thread.join()
