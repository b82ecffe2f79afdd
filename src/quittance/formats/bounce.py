"""Delivery status notifications (RFC 3464): which message came back, from which address, and whether for good."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage, Message
from email.parser import BytesParser

from quittance.formats.bank import Malformed

MOST_BYTES = 2 * 1024 * 1024
MOST_RECIPIENTS = 100
MOST_PARTS = 200
MOST_SAID = 400
HARD, SOFT, NONE = "hard", "soft", ""
"""Gone for good; to be tried again by the mail server; delivered, relayed or expanded."""

_STATUS = re.compile(r"\b([245])\.\d{1,3}\.\d{1,3}\b")
_REPLY = re.compile(r"\b([45])\d\d\b")
_ADDRESS = re.compile(r"[^\s<>;]+@[^\s<>;]+")


@dataclass(frozen=True, slots=True)
class Returned:
    """What became of one address: `kind` is hard, soft or "" for what arrived; `said` the mail server's words."""

    address: str
    kind: str
    status: str
    said: str


@dataclass(frozen=True, slots=True)
class Bounce:
    """A notification: the Message-ID of what came back ("" when it does not say), and each address."""

    message: str
    returned: tuple[Returned, ...]


def read(content: bytes) -> Bounce:
    """The notification in a mail; raises `Malformed` for any other mail."""
    if len(content) > MOST_BYTES:
        raise Malformed(f"the mail has {len(content):,} bytes; {MOST_BYTES:,} is the most.", "line 1")
    mail = BytesParser(policy=policy.compat32).parsebytes(content)
    parts = [part for _, part in zip(range(MOST_PARTS), mail.walk(), strict=False)]
    status = next((one for one in parts if one.get_content_type() == "message/delivery-status"), None)
    if status is None:
        raise Malformed("it is no delivery status notification (RFC 3464): no part says what became of it.", "line 1")
    groups = status.get_payload()
    found = [one for one in groups if isinstance(one, Message)] if isinstance(groups, list) else []
    returned = [_returned(one) for one in found if one.get("Final-Recipient") or one.get("Original-Recipient")]
    if not returned:
        raise Malformed("the notification names no recipient.", "line 1")
    return Bounce(_original(parts), tuple(one for one in returned if one.address)[:MOST_RECIPIENTS])


def kind(action: str, status: str, said: str) -> str:
    """Hard, soft or "": by the action, then by the class of the status, then by the code of the server's reply.

    A failure whose status says that it is for now (4) is soft: the mail server has given up, and the address may live.
    """
    if action in ("delivered", "relayed", "expanded"):
        return NONE
    told = _STATUS.search(status) or _STATUS.search(said) or _REPLY.search(said)
    if action == "delayed":
        return SOFT
    return SOFT if told is not None and told[1] == "4" else HARD


def gone(said: str) -> bool:
    """True when a mail server's no means that the address is none: a status 5.1 or 5.2, or a plain 550, 551 or 553.

    A no for other reasons (5.7 and the like: blocked, not allowed, too large) says nothing of the address.
    """
    status = re.search(r"\b5\.(\d{1,3})\.\d{1,3}\b", said)
    if status is not None:
        return status[1] in ("1", "2")
    return re.search(r"\b55[013]\b", said) is not None


def _returned(group: Message) -> Returned:
    who = str(group.get("Final-Recipient") or group.get("Original-Recipient"))
    address = _ADDRESS.search(who.partition(";")[2] or who)
    status, said = str(group.get("Status", "")).strip(), " ".join(str(group.get("Diagnostic-Code", "")).split())
    said = said.partition(";")[2].strip() if said.lower().startswith(("smtp;", "x-")) else said
    action = str(group.get("Action", "")).strip().lower()
    return Returned(address[0] if address else "", kind(action, status, said), status[:20], said[:MOST_SAID])


def _original(parts: list[Message[str, str]]) -> str:
    """The Message-ID of the mail inside, whole or as its headers."""
    for part in parts:
        if part.get_content_type() == "message/rfc822":
            inside = part.get_payload()
            if isinstance(inside, list) and inside and isinstance(inside[0], Message):
                return _id(inside[0])
        if part.get_content_type() == "text/rfc822-headers":
            text = part.get_payload(decode=True)
            if isinstance(text, bytes):
                return _id(BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(text, headersonly=True))
    return ""


def _id(mail: Message) -> str:
    return "".join(str(mail.get("Message-ID", "")).split())[:200]
