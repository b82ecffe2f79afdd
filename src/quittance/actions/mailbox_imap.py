"""The conversation with a mailbox (IMAP4rev1): it looks and never changes, to one checked address, bounded in time."""

from __future__ import annotations

import imaplib
import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from quittance.actions import mail_access
from quittance.rules import mailbox
from quittance.rules.mailbox import STARTTLS, TLS
from quittance.rules.refusals import Conflict, Invalid

TIMEOUT_SECONDS = 30
MOST_UIDS = 5_000
"""Of one look; what is newer waits for the next."""


@dataclass(frozen=True, slots=True)
class Where:
    """A mailbox with its password in the clear; "" signs in by a token."""

    host: str
    port: int
    security: str
    user: str
    password: str
    folder: str


class Opened:
    """A folder that is open for reading; `validity` tells whether its UIDs mean what they did, `count` its mails."""

    def __init__(self, server: imaplib.IMAP4, folder: str) -> None:
        self._server = server
        answer = _checked(server.select(f'"{folder}"', readonly=True), f"There is no folder {folder!r} to read")
        self.count = int(answer[0] or 0)
        told = server.response("UIDVALIDITY")[1]
        self.validity = int(told[0]) if told and told[0] and told[0].isdigit() else 0

    def uids(self, after: int, since: str) -> list[int]:
        """UIDs above `after`, the oldest first; from a first look on, those of mails since a day such as 1-Jan-2026."""
        wanted = ("UID", f"{after + 1}:*") if after else ("SINCE", since)
        answer = _checked(self._server.uid("SEARCH", *wanted), "The mailbox does not search")
        found = [int(one) for one in (answer[0] or b"").split() if one.isdigit()]
        return sorted(one for one in found if one > after)[:MOST_UIDS]

    def size(self, uid: int) -> int:
        """Bytes of a mail, 0 when it has gone meanwhile."""
        answer = self._server.uid("FETCH", str(uid), "(RFC822.SIZE)")[1]
        hit = re.search(rb"RFC822\.SIZE (\d+)", b" ".join(one for one in answer if isinstance(one, bytes)))
        return int(hit[1]) if hit else 0

    def content(self, uid: int) -> bytes:
        """The mail as it came; it stays unread."""
        answer = _checked(self._server.uid("FETCH", str(uid), "(BODY.PEEK[])"), "The mailbox does not give a mail")
        return next((bytes(one[1]) for one in answer if isinstance(one, tuple)), b"")


def opened(where: Where) -> AbstractContextManager[Opened]:
    """The folder, open; raises `Conflict` with what to do when it cannot be opened or the connection ends."""
    return _opened(where)


@contextmanager
def _opened(where: Where) -> Iterator[Opened]:
    server: imaplib.IMAP4 | None = None
    try:
        server = _connect(where)
        _sign_in(server, where)
        yield Opened(server, where.folder)
    except ssl.SSLCertVerificationError as fault:
        raise Conflict(
            f"The certificate of {where.host} does not hold: {fault.verify_message}. "
            "Whoever runs this server may trust an authority of your own with QUITTANCE_MAIL_CA.",
            field="host",
        ) from None
    except imaplib.IMAP4.error as fault:
        raise Conflict(f"The mailbox says: {_said(fault)}") from None
    except OSError as fault:
        raise Conflict(f"{where.host} does not answer on port {where.port}: {fault}", field="host") from None
    finally:
        if server is not None:
            with suppress(OSError, imaplib.IMAP4.error):
                server.logout()


def _connect(where: Where) -> imaplib.IMAP4:
    address = _resolved(where)
    context = mail_access.trusted()
    if where.security == TLS:
        return _Secure(where.host, where.port, address, context)
    server = _Plain(where.host, where.port, address)
    if where.security == STARTTLS:
        try:
            server.starttls(context)
        except BaseException:
            with suppress(OSError):
                server.shutdown()
            raise
    return server


class _Plain(imaplib.IMAP4):
    """A connection to the address that was looked at, and no other."""

    def __init__(self, host: str, port: int, address: str) -> None:
        self._address = address
        super().__init__(host.strip("[]"), port, TIMEOUT_SECONDS)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        return socket.create_connection((self._address, self.port), timeout)


class _Secure(_Plain):
    """The same under TLS from the start, for the name that was asked for."""

    def __init__(self, host: str, port: int, address: str, context: ssl.SSLContext) -> None:
        self._context = context
        super().__init__(host, port, address)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        raw = super()._create_socket(timeout)
        try:
            return self._context.wrap_socket(raw, server_hostname=self.host)
        except OSError:
            raw.close()
            raise


def _resolved(where: Where) -> str:
    try:
        found = socket.getaddrinfo(where.host.strip("[]"), where.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Invalid(f"Nobody is known as {where.host}. Check the name of the mail server.", field="host") from None
    addresses = [str(one[4][0]) for one in found]
    for address in addresses:
        mailbox.check_address(address, where.security, local=settings.MAILBOX_LOCAL)
    return addresses[0]


def _sign_in(server: imaplib.IMAP4, where: Where) -> None:
    """By SASL PLAIN, which takes any user and password; by LOGIN where the server has nothing else; or by a token."""
    if mail_access.by_token(where.user, where.password):
        _sign_in_by_token(server, where)
        return
    if "AUTH=PLAIN" in server.capabilities:
        told = f"\0{where.user}\0{where.password}".encode()
        server.authenticate("PLAIN", lambda _: told)
        return
    if not where.user.isascii() or not where.password.isascii() or set(where.user) & set(' "\\(){}%*'):
        raise Conflict("This mail server takes no such user name or password.", field="user")
    server.login(where.user, where.password)


def _sign_in_by_token(server: imaplib.IMAP4, where: Where) -> None:
    if f"AUTH={mail_access.XOAUTH2}" not in server.capabilities:
        raise Conflict("This mail server takes no access token (XOAUTH2). Enter a password.", field="password")
    said = mail_access.Xoauth2(where.user, mail_access.token(where.user, where.host))
    server.authenticate(mail_access.XOAUTH2, lambda challenge: said(challenge).encode())


def _checked(answer: tuple[str, list[Any]], otherwise: str) -> list[Any]:
    said, data = answer
    if said != "OK":
        words = b" ".join(one for one in data if isinstance(one, bytes)).decode("utf-8", "replace")
        raise Conflict(f"{otherwise}: {' '.join(words.split())[:200]}", field="folder")
    return data


def _said(fault: Exception) -> str:
    raw = fault.args[0] if fault.args else ""
    text = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else str(raw)
    return " ".join(text.split())[:300] or "it ended the conversation"
