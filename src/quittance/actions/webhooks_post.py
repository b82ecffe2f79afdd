"""A message to an address outside: over TLS, to public addresses only, no redirects followed, bounded in time."""

from __future__ import annotations

import http.client
import socket
import ssl

from django.conf import settings

from quittance.rules import webhook
from quittance.rules.refusals import Invalid
from quittance.rules.webhook import Address

TIMEOUT_SECONDS = 10
MOST_READ = 1_024
"""Bytes of an answer that are read; nothing of it is used."""


def local() -> bool:
    """Whether plain http to this machine is let through, for trying things out."""
    return bool(settings.WEBHOOKS_LOCAL)


def post(url: str, body: bytes, headers: dict[str, str]) -> int:
    """The status of the answer; raises `Invalid` for an address that may not be told, `OSError` when nobody answers."""
    told = webhook.check_url(url, local=local())
    address = _resolved(told.host, told.port)
    made = connected(told, address)
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
    return (_secure if told.secure else _plain)(told.host, told.port, address)


def in_words(fault: OSError) -> str:
    """Why nobody answered, for whoever set the address up."""
    if isinstance(fault, socket.gaierror):
        return "Nobody is known under this name."
    if isinstance(fault, TimeoutError):
        return f"No answer within {TIMEOUT_SECONDS} seconds."
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


def _plain(host: str, port: int, address: str) -> http.client.HTTPConnection:
    made = http.client.HTTPConnection(host, port, timeout=TIMEOUT_SECONDS)
    made.sock = socket.create_connection((address, port), TIMEOUT_SECONDS)
    return made


def _secure(host: str, port: int, address: str) -> http.client.HTTPConnection:
    made = http.client.HTTPSConnection(host, port, timeout=TIMEOUT_SECONDS)
    raw = socket.create_connection((address, port), TIMEOUT_SECONDS)
    try:
        made.sock = ssl.create_default_context().wrap_socket(raw, server_hostname=host)
    except OSError:
        raw.close()
        raise
    return made
