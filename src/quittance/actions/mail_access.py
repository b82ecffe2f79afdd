"""How mail servers are met: whose certificates hold, and signing in by an access token instead of a password."""

from __future__ import annotations

import os
import re
import shlex
import smtplib
import ssl
import subprocess
from dataclasses import dataclass

from django.conf import settings
from django.core.mail.backends import smtp

from quittance.rules.refusals import Conflict

XOAUTH2 = "XOAUTH2"
TOKEN_SECONDS = 30
"""How long the command may take that prints a token."""

_TOKEN = re.compile(r"[\x21-\x7e]{1,8000}")


def trusted() -> ssl.SSLContext:
    """TLS with the machine's authorities and those of QUITTANCE_MAIL_CA; raises `Conflict` for a file that is none."""
    made = ssl.create_default_context()
    if settings.MAIL_CA:
        try:
            made.load_verify_locations(cafile=settings.MAIL_CA)
        except OSError as fault:
            raise Conflict(
                f"QUITTANCE_MAIL_CA names no file of certificates (PEM): {fault.strerror or fault}"
            ) from None
    return made


def by_token(user: str, password: str) -> bool:
    """Whether a user signs in by a token: there is no password, and a command that prints tokens."""
    return bool(user and not password and settings.MAIL_TOKEN_COMMAND)


def token(user: str, host: str) -> str:
    """What the command of QUITTANCE_MAIL_TOKEN_COMMAND prints for a user of a server; raises `Conflict`."""
    told = os.environ | {"QUITTANCE_MAIL_USER": user, "QUITTANCE_MAIL_HOST": host}
    command = shlex.split(settings.MAIL_TOKEN_COMMAND)
    try:
        ran = subprocess.run(
            command, capture_output=True, stdin=subprocess.DEVNULL, timeout=TOKEN_SECONDS, check=True, env=told
        )
    except subprocess.CalledProcessError as fault:
        raise Conflict(f"{_NAMED} ended with {fault.returncode} for {user}.") from None
    except subprocess.TimeoutExpired:
        raise Conflict(f"{_NAMED} took longer than {TOKEN_SECONDS} seconds.") from None
    except OSError as fault:
        raise Conflict(f"{_NAMED} cannot be run: {fault.strerror or fault}.") from None
    made = ran.stdout.decode("ascii", "replace").strip()
    if not _TOKEN.fullmatch(made):
        raise Conflict(f"{_NAMED} printed no token for {user}.")
    return made


_NAMED = "The command of QUITTANCE_MAIL_TOKEN_COMMAND"


@dataclass(slots=True)
class Xoauth2:
    """What a user says for SASL XOAUTH2, and nothing more to the reasons that a server gives for its no."""

    user: str
    access: str
    said: bool = False

    def __call__(self, challenge: bytes | None = None) -> str:
        """The answer to a challenge."""
        answer = "" if self.said else f"user={self.user}\x01auth=Bearer {self.access}\x01\x01"
        self.said = True
        return answer


def sign_in(server: smtplib.SMTP, user: str, host: str) -> None:
    """Sign in to a server of outgoing mail by a token; raises `Conflict`, or what `smtplib` says of a no."""
    server.ehlo_or_helo_if_needed()
    server.auth(XOAUTH2, Xoauth2(user, token(user, host)))


class Backend(smtp.EmailBackend):
    """Django's own way of sending, for mails about accounts here, under the same rules."""

    @property
    def ssl_context(self) -> ssl.SSLContext:
        """As `trusted`."""
        return trusted()

    def open(self) -> bool | None:
        """As Django's, and by a token where that is asked for."""
        made = super().open()
        if made and by_token(self.username, self.password):
            assert self.connection is not None
            sign_in(self.connection, self.username, self.host)
        return made
