"""A mailbox that mail is fetched from: how the connection is kept secret, and what its settings may be."""

from __future__ import annotations

import ipaddress
import re

from quittance.rules.refusals import Invalid

TLS, STARTTLS, PLAIN = "tls", "starttls", "none"
SECURITY = {TLS: "TLS from the start", STARTTLS: "STARTTLS", PLAIN: "none, on this machine only"}
PORTS = {TLS: 993, STARTTLS: 143, PLAIN: 143}
"""Security -> its usual port."""

_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?|\[[0-9a-fA-F:.]{2,45}\]")
_FOLDER = re.compile(r"[\x20-\x21\x23-\x5b\x5d-\x7e]{1,200}")


def check_host(host: str) -> str:
    """A name or an address without a port; raises `Invalid`."""
    found = host.strip()
    if not _HOST.fullmatch(found):
        raise Invalid(f"{found[:60]!r} is not the name of a mail server. Write it as imap.example.com.", field="host")
    return found.lower()


def check_port(port: int, security: str) -> int:
    """The port, the usual one for 0; raises `Invalid`."""
    if not 0 <= port <= 65_535:
        raise Invalid("A port is between 1 and 65535.", field="port")
    return port or PORTS[security]


def check_security(security: str) -> str:
    """One of the ways; raises `Invalid`."""
    if security not in SECURITY:
        raise Invalid(f"The security is one of {', '.join(SECURITY)}.", field="security")
    return security


def check_user(user: str) -> str:
    """Who signs in; raises `Invalid` for nothing, and for what would break the line."""
    found = user.strip()
    if not found or len(found) > 254 or not found.isprintable():
        raise Invalid("Enter the user of the mailbox, most often its address.", field="user")
    return found


def check_password(password: str) -> str:
    """A password; raises `Invalid` where it holds what no line of the protocol can."""
    if len(password) > 500 or "\x00" in password or "\n" in password or "\r" in password:
        raise Invalid("The password is too long, or holds a line break.", field="password")
    return password


def check_folder(folder: str) -> str:
    """The folder as the server calls it; raises `Invalid`."""
    found = folder.strip() or "INBOX"
    if not _FOLDER.fullmatch(found):
        raise Invalid("Write the folder as the server calls it, such as INBOX or INBOX/Billing.", field="folder")
    return found


def check_address(address: str, security: str, *, local: bool) -> None:
    """Raise `Invalid` for an address inside a network unless `local`, and for one without TLS beyond this machine."""
    found = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None) or found
    if security == PLAIN and not mapped.is_loopback:
        raise Invalid("A password goes over the network only under TLS. Choose TLS or STARTTLS.", field="security")
    if not local and (not mapped.is_global or mapped.is_multicast):
        said = "is an address inside a network. Whoever runs this server may allow such with QUITTANCE_MAILBOX_LOCAL=1"
        raise Invalid(f"{address} {said}.", field="host")
