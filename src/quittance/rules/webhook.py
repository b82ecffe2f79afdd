"""Webhooks: which events there are, which addresses may be told, and how a message is signed."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import re
from dataclasses import dataclass

from quittance.rules.refusals import Invalid

APPLIED, UNDONE, RETURNED = "cash.applied", "cash.undone", "cash.returned"
EVENTS = {
    APPLIED: "a bank line has become payments that meet documents",
    UNDONE: "what a bank line had become is taken back",
    RETURNED: "a payment was returned, and what it had paid is open again",
}
HAPPENED = "customer.happened"
"""What happened at a customer, for webhooks that have a subscription; nobody chooses it among `EVENTS`."""

MOST_URL_CHARACTERS = 500
SHORTEST_SECRET, LONGEST_SECRET = 16, 200
LOCAL = ("localhost", "127.0.0.1", "::1")


_URL = re.compile(
    r"(?P<scheme>https?)://(?:\[(?P<six>[0-9A-Fa-f:.]{2,45})\]|(?P<host>[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?))"
    r"(?::(?P<port>[0-9]{1,5}))?(?P<path>/[!-\"$-~]*)?"
)


@dataclass(frozen=True, slots=True)
class Address:
    """An address in its parts; `path` holds what stands behind a question mark too."""

    secure: bool
    host: str
    port: int
    path: str


def check_url(url: str, *, local: bool) -> Address:
    """The address when it may be told; `local` lets plain http to this machine. Raises `Invalid`."""
    parts = _URL.fullmatch(url) if len(url) <= MOST_URL_CHARACTERS else None
    if parts is None:
        raise Invalid("Write the address as https://example.com/hook, without a user and without #.", field="url")
    secure = parts["scheme"] == "https"
    host = (parts["six"] or parts["host"]).lower()
    port = int(parts["port"] or (443 if secure else 80))
    if not secure and not (local and host in LOCAL):
        raise Invalid("The address begins with https://.", field="url")
    if not 0 < port < 65_536:
        raise Invalid("That port is none.", field="url")
    if host in LOCAL and not local:
        raise Invalid("An address of this machine is not told.", field="url")
    return Address(secure, host, port, parts["path"] or "/")


def check_address(address: str, *, local: bool) -> None:
    """Raise `Invalid` for an address inside a network: only ones that everybody can reach are told."""
    found = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None) or found
    if local and mapped.is_loopback:
        return
    if not mapped.is_global or mapped.is_multicast:
        raise Invalid(f"{address} is an address inside a network; only public ones are told.", field="url")


def check_events(events: tuple[str, ...]) -> tuple[str, ...]:
    """The events, each once, in their order; raises `Invalid` for one that there is not, or none."""
    unknown = next((one for one in events if one not in EVENTS), "")
    if unknown or not events:
        raise Invalid(f"Choose events of {', '.join(EVENTS)}.", field="events")
    return tuple(one for one in EVENTS if one in events)


def check_secret(secret: str) -> str:
    """A secret long enough to sign with; raises `Invalid`."""
    if not SHORTEST_SECRET <= len(secret) <= LONGEST_SECRET or not (secret.isascii() and secret.isprintable()):
        raise Invalid(f"A secret has {SHORTEST_SECRET} to {LONGEST_SECRET} letters, figures and signs.", field="secret")
    return secret


def signature(secret: str, moment: int, body: str) -> str:
    """HMAC-SHA-256 over moment (seconds since 1970), a point, and the body, in hexadecimal."""
    return hmac.new(secret.encode(), f"{moment}.{body}".encode(), hashlib.sha256).hexdigest()


def signed(secret: str, moment: int, body: str) -> dict[str, str]:
    """The headers of a JSON body that is posted at a moment, in seconds since 1970."""
    return {
        "Content-Type": "application/json",
        "Quittance-Timestamp": str(moment),
        "Quittance-Signature": f"v1={signature(secret, moment, body)}",
    }
