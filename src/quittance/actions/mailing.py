"""The conversation with the mail server: offered first, handed over last, and every answer told apart."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress

from django.conf import settings

from quittance.actions import mail_access
from quittance.rules.refusals import Conflict

GONE = (OSError, smtplib.SMTPServerDisconnected)


class NotTaken(Exception):
    """The mail server did not take the message; `for_good` when trying again is of no use."""

    def __init__(self, sentence: str, for_good: bool) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.for_good = for_good


class Unreachable(NotTaken):
    """The mail server does not take mail for that receiver."""


class Unknown(Exception):
    """The conversation broke off after the message was handed over and before the server answered."""


def check_set_up() -> None:
    """Raise `Conflict` where no mail server is named."""
    if not settings.MAIL:
        raise Conflict("Mail is not set up here. Set QUITTANCE_SMTP_URL, and try it with: quittance mail-test ADDRESS")


class Conversation:
    """An open connection; `offer` names sender and receiver, `hand_over` gives the message."""

    def __init__(self, server: smtplib.SMTP) -> None:
        self._server = server

    def offer(self, sender: str, to: str) -> None:
        """Raise `NotTaken` unless the server takes mail from the one, `Unreachable` unless it does for the other."""
        _check(self._server.mail(sender))
        try:
            _check(self._server.rcpt(to))
        except UnicodeEncodeError:
            raise Unreachable(f"Mail goes to plain letters only, and {to} has others.", True) from None
        except NotTaken as fault:
            raise Unreachable(fault.sentence, fault.for_good) from None

    def copy(self, to: str) -> bool:
        """Name one more receiver; False where the server does not take mail for it, which stops nobody else's."""
        try:
            code, _ = self._server.rcpt(to)
        except UnicodeEncodeError:
            return False
        return 200 <= code < 300

    def hand_over(self, message: bytes) -> None:
        """Give the message; raises `NotTaken` for a clear no, `Unknown` when no answer came."""
        answer: tuple[int, object]
        try:
            answer = self._server.data(message)
        except smtplib.SMTPDataError as fault:
            answer = (fault.smtp_code, fault.smtp_error)
        except GONE as fault:
            raise Unknown(str(fault)) from None
        _check(answer)


def opened() -> AbstractContextManager[Conversation]:
    """A connection to the mail server of the settings; entering raises `NotTaken` when it cannot be made."""
    return _opened()


@contextmanager
def _opened() -> Iterator[Conversation]:
    try:
        server = _connect()
    except smtplib.SMTPAuthenticationError as fault:
        raise NotTaken(f"The mail server refuses the user: {_said(fault.smtp_error)}", True) from None
    except Conflict as refusal:
        raise NotTaken(refusal.sentence, False) from None
    except ssl.SSLCertVerificationError as fault:
        said = f"The certificate of the mail server does not hold: {fault.verify_message}."
        raise NotTaken(f"{said} QUITTANCE_MAIL_CA names authorities of your own.", False) from None
    except (OSError, smtplib.SMTPException) as fault:
        raise NotTaken(f"The mail server does not answer: {fault}", False) from None
    try:
        yield Conversation(server)
    except GONE as fault:
        raise NotTaken(f"The mail server went away: {fault}", False) from None
    finally:
        with suppress(OSError, smtplib.SMTPException):
            server.quit()


def _connect() -> smtplib.SMTP:
    timeout, where = settings.EMAIL_TIMEOUT, (settings.EMAIL_HOST, settings.EMAIL_PORT)
    if settings.EMAIL_USE_SSL:
        made: smtplib.SMTP = smtplib.SMTP_SSL(*where, timeout=timeout, context=mail_access.trusted())
    else:
        made = smtplib.SMTP(*where, timeout=timeout)
    try:
        if settings.EMAIL_USE_TLS:
            made.starttls(context=mail_access.trusted())
        if mail_access.by_token(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD):
            mail_access.sign_in(made, settings.EMAIL_HOST_USER, settings.EMAIL_HOST)
        elif settings.EMAIL_HOST_USER:
            made.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
        made.ehlo_or_helo_if_needed()
    except BaseException:
        made.close()
        raise
    return made


def _check(answer: tuple[int, object]) -> None:
    code, said = answer
    if not 200 <= code < 300:
        raise NotTaken(f"The mail server says {code}: {_said(said)}", code >= 500)


def _said(answer: object) -> str:
    text = answer.decode(errors="replace") if isinstance(answer, bytes) else str(answer)
    return " ".join(text.split())[:300]
