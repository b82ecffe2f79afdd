"""A paper as a message: plain and HTML parts that say what matters, and the PDF attached."""

from __future__ import annotations

import datetime
import html
from collections.abc import Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from quittance.formats.paper import Sheet
from quittance.formats.paper_words import WORDS

MOST_SUBJECT = 200


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who writes to whom: `sender` and `to` are addresses, `reply_to` one or "", `message` the Message-ID."""

    sender: str
    reply_to: str
    to: str
    message: str
    at: datetime.datetime


@dataclass(frozen=True, slots=True)
class File:
    """What goes along: a name, its media type and its bytes."""

    name: str
    media_type: str
    content: bytes


def compose(sheet: Sheet, envelope: Envelope, files: Sequence[File], link: str = "") -> bytes:
    """The message with its files as it goes over the wire, in the sheet's language; the same bytes for the same input.

    `link` is where the same can be seen online, "" for nowhere.
    """
    words = WORDS[sheet.language]
    made = EmailMessage(policy=SMTP)
    subject = words["mail_subject"].format(title=sheet.title, number=sheet.number, company=sheet.author)
    made["Subject"] = _line(subject)[:MOST_SUBJECT]
    made["From"] = Address(_line(sheet.author), addr_spec=envelope.sender)
    made["To"] = Address(addr_spec=envelope.to)
    if envelope.reply_to:
        made["Reply-To"] = Address(_line(sheet.author), addr_spec=envelope.reply_to)
    made["Date"] = format_datetime(envelope.at)
    made["Message-ID"] = envelope.message
    made["Auto-Submitted"] = "auto-generated"
    made["Content-Language"] = sheet.language
    made.set_content(plain(sheet, link))
    made.add_alternative(rich(sheet, link), subtype="html")
    for one in files:
        main, _, sub = one.media_type.partition("/")
        made.add_attachment(one.content, maintype=main, subtype=sub, filename=one.name)
    _name_boundaries(made, envelope.message)
    return made.as_bytes()


@dataclass(frozen=True, slots=True)
class Note:
    """A message in plain words: `author` stands as the sender's name, `answers` is a Message-ID or "".

    `leave` is an address that takes a POST and then no such message comes any more (RFC 8058), or "".
    """

    language: str
    author: str
    subject: str
    body: str
    copies: tuple[str, ...] = ()
    answers: str = ""
    leave: str = ""


def note(said: Note, envelope: Envelope) -> bytes:
    """Plain words as a message with an HTML part that says the same; the same bytes for the same input."""
    made = EmailMessage(policy=SMTP)
    made["Subject"] = _line(said.subject)[:MOST_SUBJECT]
    made["From"] = Address(_line(said.author), addr_spec=envelope.sender)
    made["To"] = Address(addr_spec=envelope.to)
    if said.copies:
        made["Cc"] = [Address(addr_spec=one) for one in said.copies]
    if envelope.reply_to:
        made["Reply-To"] = Address(_line(said.author), addr_spec=envelope.reply_to)
    made["Date"] = format_datetime(envelope.at)
    made["Message-ID"] = envelope.message
    if said.answers:
        made["In-Reply-To"] = made["References"] = said.answers
    if said.leave:
        made["List-Unsubscribe"], made["List-Unsubscribe-Post"] = f"<{said.leave}>", "List-Unsubscribe=One-Click"
        made["Auto-Submitted"] = "auto-generated"
    made["Content-Language"] = said.language
    made.set_content(said.body + "\n")
    paragraphs = "".join(
        f"<p>{html.escape(part).replace(chr(10), '<br>')}</p>" for part in said.body.split("\n\n") if part.strip()
    )
    made.add_alternative(
        f'<!doctype html><html lang="{said.language}"><body style="font-family:sans-serif;font-size:15px;'
        f'line-height:1.5;color:#1b212d;max-width:40em">{paragraphs}</body></html>\n',
        subtype="html",
    )
    _name_boundaries(made, envelope.message)
    return made.as_bytes()


def trial(envelope: Envelope) -> bytes:
    """A short message that tries a mail server."""
    made = EmailMessage(policy=SMTP)
    made["Subject"] = "Mail from Quittance arrives"
    made["From"], made["To"] = Address(addr_spec=envelope.sender), Address(addr_spec=envelope.to)
    made["Date"], made["Message-ID"] = format_datetime(envelope.at), envelope.message
    made.set_content("This message was sent to try the settings of the mail server. They work.\n")
    return made.as_bytes()


def plain(sheet: Sheet, link: str = "") -> str:
    """The message as text."""
    hello, attached, bye = _sentences(sheet)
    facts = "\n".join(f"{box.label}: {box.value}" for box in sheet.boxes)
    online = [f"{WORDS[sheet.language]['mail_link']}:", link, ""] if link else []
    middle = [*([facts, ""] if facts else []), *online]
    return "\n".join([hello, "", attached, "", *middle, bye, sheet.author, *sheet.ask]) + "\n"


def rich(sheet: Sheet, link: str = "") -> str:
    """The message as HTML: what customers wrote is escaped, and nothing is loaded from anywhere."""
    hello, attached, bye = (html.escape(one) for one in _sentences(sheet))
    rows = "".join(
        f'<tr><td style="padding:2px 16px 2px 0;color:#636874">{html.escape(box.label)}</td>'
        f'<td style="padding:2px 0"><strong>{html.escape(box.value)}</strong></td></tr>'
        for box in sheet.boxes
    )
    words = html.escape(WORDS[sheet.language]["mail_link"])
    online = f'<p><a href="{html.escape(link)}" style="color:#1d4fb8">{words}</a></p>' if link else ""
    ask = "<br>".join(html.escape(line) for line in (sheet.author, *sheet.ask))
    return (
        f'<!doctype html><html lang="{sheet.language}"><body style="font-family:sans-serif;font-size:15px;'
        f'line-height:1.5;color:#1b212d"><p>{hello}</p><p>{attached}</p>'
        f'<table style="border-collapse:collapse;margin:16px 0">{rows}</table>{online}'
        f"<p>{bye}<br>{ask}</p></body></html>\n"
    )


def _sentences(sheet: Sheet) -> tuple[str, str, str]:
    words = WORDS[sheet.language]
    attached = words["mail_attached"].format(title=sheet.title, number=sheet.number)
    return words["mail_hello"], attached, words["mail_bye"]


def _line(text: str) -> str:
    """One line without control characters: a header ends where its line does."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _name_boundaries(made: EmailMessage, seed: str) -> None:
    """Boundaries made from the Message-ID instead of chance, so that the same message is the same bytes."""
    stem = "".join(sign for sign in seed if sign.isalnum())[:40]
    for n, part in enumerate(one for one in made.walk() if one.is_multipart()):
        part.set_boundary(f"=_{stem}_{n}")
