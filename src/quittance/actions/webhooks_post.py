"""A message to an address outside: over TLS, to public addresses only, no redirects followed, bounded in time."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.conf import settings

from quittance.rules import webhook
from quittance.rules.refusals import Invalid
from quittance.rules.webhook import Address

TIMEOUT_SECONDS = 10
"""For a single byte to come or go."""

MOST_SECONDS = 20
"""For one message in all: an answer that comes drop by drop is cut off, so that it keeps no worker."""
MOST_READ = 1_024
"""Bytes of an answer that are read; nothing of it is used."""


def local() -> bool:
    """Whether plain http to this machine is let through, for trying things out."""
    return bool(settings.WEBHOOKS_LOCAL)


def post(url: str, body: bytes, headers: dict[str, str]) -> int:
    """The status of the answer; raises `Invalid` for an address that may not be told, `OSError` when nobody answers."""
    told = webhook.check_url(url, local=local())
    address = _resolved(told.host, told.port)
    raw = socket.create_connection((address, told.port), TIMEOUT_SECONDS)
    with _bounded(raw):
        made = _over(told, raw)
        try:
            made.request("POST", told.path, body=body, headers=headers)
            answer = made.getresponse()
            answer.read(MOST_READ)
            return answer.status
        except http.client.HTTPException as fault:
            raise OSError(f"the answer is no HTTP ({type(fault).__name__})") from fault
        finally:
            made.close()


def connected(told: Address, address: str) -> http.client.HTTPConnection:
    """An open connection to one address of a host, over TLS where it is asked for; raises `OSError`."""
    return _over(told, socket.create_connection((address, told.port), TIMEOUT_SECONDS))


def in_words(fault: OSError) -> str:
    """Why nobody answered, for whoever set the address up."""
    if isinstance(fault, socket.gaierror):
        return "Nobody is known under this name."
    if isinstance(fault, TimeoutError):
        return f"No answer within {TIMEOUT_SECONDS} seconds, or no whole one within {MOST_SECONDS}."
    if isinstance(fault, ConnectionRefusedError):
        return "Nobody listens at this address."
    if isinstance(fault, ssl.SSLCertVerificationError):
        return f"The certificate does not hold: {fault.verify_message}."
    return f"{type(fault).__name__}: {fault}"


def _resolved(host: str, port: int) -> str:
    """One address of the host, after all of them were looked at; the connection then goes to it and no other."""
    found = [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not found:
        raise Invalid(f"{host} has no address.", field="url")
    for address in found:
        webhook.check_address(address, local=local())
    return found[0]


@contextmanager
def _bounded(raw: socket.socket) -> Iterator[None]:
    """Cuts the connection off after `MOST_SECONDS` and raises `TimeoutError` then, whatever it was waiting for."""
    over, same = threading.Event(), raw.dup()

    def cut() -> None:
        over.set()
        with suppress(OSError):
            same.shutdown(socket.SHUT_RDWR)

    watch = threading.Timer(MOST_SECONDS, cut)
    watch.daemon = True
    watch.start()
    try:
        yield
    except OSError as fault:
        raise (TimeoutError() if over.is_set() else fault) from None
    finally:
        watch.cancel()
        same.close()


def _over(told: Address, raw: socket.socket) -> http.client.HTTPConnection:
    """A connection over an open socket, by TLS where it is asked for; the socket is closed where that fails."""
    secure, plain = http.client.HTTPSConnection, http.client.HTTPConnection
    made = (secure if told.secure else plain)(told.host, told.port, timeout=TIMEOUT_SECONDS)
    try:
        made.sock = ssl.create_default_context().wrap_socket(raw, server_hostname=told.host) if told.secure else raw
    except OSError:
        raw.close()
        raise
    return made
