"""Mail as it comes (RFC 5322, MIME): who, what, when, its words as text and its attachments, within bounds."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from email.utils import getaddresses, parsedate_to_datetime

from quittance.formats import mail_html
from quittance.formats.bank import Malformed

MOST_BYTES = 20 * 1024 * 1024
MOST_LINES = 500_000
MOST_BOUNDARIES = 60
"""Of parts that hold parts: the reader tries each of them on every line."""

MOST_PARTS = 200
MOST_HEADER = 4_000
MOST_TEXT = 100_000
MOST_ATTACHMENTS = 20
MOST_MAILS = 1_000
"""In one file."""

_BROKEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_ID = re.compile(r"<[^<>\s]{1,250}>")
_ADDRESS = re.compile(r"[^@\s<>\"(),:;]{1,64}@[^@\s<>\"(),:;]{1,185}")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a mail."""

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Incoming:
    """A mail, read: `answers` are the Message-IDs it replies to, the nearest first, `at` the moment it names.

    `automatic` is one that no person has sent; `digest` is the same for the same mail by another way.
    """

    message: str
    answers: tuple[str, ...]
    sender: str
    sender_name: str
    to: tuple[str, ...]
    subject: str
    at: datetime.datetime | None
    automatic: bool
    text: str
    attachments: tuple[Attachment, ...]
    digest: str


def read(content: bytes) -> Incoming:
    """The mail; raises `Malformed` for what is none, or is beyond a bound."""
    _check(content)
    try:
        mail = BytesParser(policy=compat32).parsebytes(content)
        parts = tuple(part for _, part in zip(range(MOST_PARTS), _leaves(mail), strict=False))
    except (RecursionError, MessageError, ValueError, LookupError) as fault:
        raise Malformed(f"the mail cannot be read ({type(fault).__name__}).", "line 1") from None
    if not mail.get("From") and not mail.get("Message-ID") and not mail.get("Received"):
        raise Malformed("it is no mail: no line says whom it is from.", "line 1")
    sender_name, sender = _sender(mail)
    subject = " ".join(_decoded(mail, "Subject").split())[:500]
    text = _text(parts)
    attachments = tuple(one for one in map(_attachment, parts) if one is not None)[:MOST_ATTACHMENTS]
    message = _id(str(mail.get("Message-ID", "")))
    same = (message, sender, subject, str(mail.get("Date", "")), text, *(one.content for one in attachments))
    digest = hashlib.sha256()
    for one in same:
        told = one if isinstance(one, bytes) else str(one).encode("utf-8", "replace")
        digest.update(len(told).to_bytes(8, "big") + told)
    return Incoming(
        message,
        _answers(mail),
        sender,
        sender_name,
        tuple(address for _, address in _addresses(mail, "To") + _addresses(mail, "Cc"))[:50],
        subject,
        _at(mail),
        _is_automatic(mail),
        text,
        attachments,
        digest.hexdigest(),
    )


def split(content: bytes) -> tuple[bytes, ...]:
    """The mails of an mbox file, or the one mail of any other; raises `Malformed` beyond the bounds."""
    if not content.startswith(b"From "):
        return (content,)
    found = re.split(rb"(?:\A|\r?\n\r?\n)From [^\r\n]*\r?\n", content)
    mails = [re.sub(rb"(?m)^>(>*From )", rb"\1", one) for one in found if one.strip()]
    if len(mails) > MOST_MAILS:
        raise Malformed(f"the file holds {len(mails):,} mails; {MOST_MAILS:,} at a time is the most.", "line 1")
    return tuple(mails)


def _check(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise Malformed(f"the mail has {len(content):,} bytes; {MOST_BYTES:,} is the most.", "line 1")
    if content.count(b"\n") > MOST_LINES:
        raise Malformed(f"the mail has more than {MOST_LINES:,} lines.", f"line {MOST_LINES}")
    if len(re.findall(rb"boundary\s*=", content, re.IGNORECASE)) > MOST_BOUNDARIES:
        raise Malformed(f"the mail has more than {MOST_BOUNDARIES} parts within parts.", "line 1")


def _leaves(mail: Message) -> Iterator[Message]:
    """Parts that hold no parts, in their order; a mail inside is one, as it is an attachment."""
    if mail.get_content_type() == "message/rfc822" or not mail.is_multipart():
        yield mail
        return
    inside = mail.get_payload()
    for part in inside if isinstance(inside, list) else []:
        if isinstance(part, Message):
            yield from _leaves(part)


def _text(parts: tuple[Message, ...]) -> str:
    """The plain text, else what the HTML says, never the HTML itself."""
    plain = [_words(one) for one in parts if one.get_content_type() == "text/plain" and not _is_file(one)]
    said = "\n".join(one for one in plain if one.strip())
    if not said.strip():
        rich = [_words(one) for one in parts if one.get_content_type() == "text/html" and not _is_file(one)]
        said = "\n".join(mail_html.plain(one) for one in rich)
    return said[:MOST_TEXT].strip()


def _words(part: Message) -> str:
    """The text of a part by its charset; by what fits where that is unknown or wrong."""
    content = part.get_payload(decode=True)
    data = content[: 4 * MOST_TEXT] if isinstance(content, bytes) else b""
    for charset in (str(part.get_content_charset("utf-8")), "utf-8", "cp1252"):
        try:
            return _BROKEN.sub("", data.decode(charset))
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    return _BROKEN.sub("", data.decode("latin-1"))


def _is_file(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or part.get_filename() is not None


def _attachment(part: Message) -> Attachment | None:
    """A part that is a file; pictures of a signature are none."""
    if part.get_content_type() == "message/rfc822" or not _is_file(part):
        return None
    if part.get_content_disposition() == "inline" and part.get_content_maintype() == "image":
        return None
    content = part.get_payload(decode=True)
    name = _BROKEN.sub("", " ".join(_header(str(part.get_filename() or "file")).split()))
    return Attachment(re.sub(r"[/\\]", "_", name)[:200] or "file", part.get_content_type(), bytes(content or b""))


def _decoded(mail: Message, name: str) -> str:
    return _header(str(mail.get(name, "")))


def _header(raw: str) -> str:
    """A header in words (RFC 2047); as it stands where it cannot be decoded."""
    cut = raw[:MOST_HEADER].encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        pieces = decode_header(cut)
    except (HeaderParseError, ValueError, LookupError):
        return _BROKEN.sub("", cut)
    return _BROKEN.sub("", "".join(_piece(*one) for one in pieces))


def _piece(said: bytes | str, charset: str | None) -> str:
    if isinstance(said, str):
        return said
    try:
        return said.decode(charset or "ascii", "replace")
    except (LookupError, ValueError):
        return said.decode("latin-1")


def _addresses(mail: Message, name: str) -> list[tuple[str, str]]:
    """Names and addresses of a header; those that are none are left out."""
    found = getaddresses([str(mail.get(name, ""))[:MOST_HEADER]])
    return [(" ".join(_header(who).split())[:200], one) for who, one in found if _ADDRESS.fullmatch(one)]


def _sender(mail: Message) -> tuple[str, str]:
    return next(iter(_addresses(mail, "From") or _addresses(mail, "Sender")), ("", ""))


def _id(text: str) -> str:
    found = _ID.search(text[:MOST_HEADER])
    return found[0] if found else ""


def _answers(mail: Message) -> tuple[str, ...]:
    told = f"{mail.get('In-Reply-To', '')}"[:MOST_HEADER]
    before = f"{mail.get('References', '')}"[-MOST_HEADER:]
    return tuple(dict.fromkeys((*_ID.findall(told), *reversed(_ID.findall(before)))))[:50]


def _at(mail: Message) -> datetime.datetime | None:
    try:
        at = parsedate_to_datetime(str(mail.get("Date", ""))[:200])
        moment = at if at.tzinfo else at.replace(tzinfo=datetime.UTC)
        return moment.astimezone(datetime.UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _is_automatic(mail: Message) -> bool:
    """RFC 3834, and the headers that mail programs use beside it."""
    told = str(mail.get("Auto-Submitted", "no")).strip().casefold()
    precedence = str(mail.get("Precedence", "")).strip().casefold()
    return (
        not told.startswith("no")
        or precedence in ("auto_reply", "bulk", "junk")
        or any(mail.get(name) for name in ("X-Autoreply", "X-Autorespond", "X-Auto-Response-Suppress-Reply"))
    )
