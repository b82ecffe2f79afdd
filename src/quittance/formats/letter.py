"""A paper as a message: plain and HTML parts that say what matters, and the PDF attached."""

from __future__ import annotations

import datetime
import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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
class Listing:
    """What a message asks for: a row names a thing, says more of it, and ends in as many amounts as `heads` has names.

    `heads` begins with the name of the things, `sums` are label and amount, `aside` is a sentence or "". `pay` and
    `ask` begin with a label: how to pay, and whom to ask. `links` are things and where each can be seen, with `online`
    as what that is called.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sums: tuple[tuple[str, str], ...]
    aside: str = ""
    pay: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    online: str = ""
    links: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Note:
    """A message in plain words: `author` stands as the sender's name, `answers` is a Message-ID or "".

    `leave` is an address that takes a POST and then no such message comes any more (RFC 8058), or "". A `listing`
    stands before the last paragraph, which is the greeting.
    """

    language: str
    author: str
    subject: str
    body: str
    copies: tuple[str, ...] = ()
    answers: str = ""
    leave: str = ""
    listing: Listing | None = None


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
    parts = [part for part in said.body.split("\n\n") if part.strip()]
    at = max(1, len(parts) - 1)
    rich = [f"<p>{html.escape(part).replace(chr(10), '<br>')}</p>" for part in parts]
    if said.listing is not None:
        parts.insert(at, _listed(said.listing))
        rich.insert(at, _tabled(said.listing))
    made.set_content("\n\n".join(parts) + "\n")
    made.add_alternative(_page(said.language, "".join(rich)), subtype="html")
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
        f'<tr><td style="padding:2px 16px 2px 0">{html.escape(box.label)}</td>'
        f'<td style="padding:2px 0"><strong>{html.escape(box.value)}</strong></td></tr>'
        for box in sheet.boxes
    )
    words = html.escape(WORDS[sheet.language]["mail_link"])
    online = f'<p><a href="{html.escape(link)}">{words}</a></p>' if link else ""
    ask = "<br>".join(html.escape(line) for line in (sheet.author, *sheet.ask))
    table = f'<table style="border-collapse:collapse;margin:16px 0">{rows}</table>' if rows else ""
    return _page(sheet.language, f"<p>{hello}</p><p>{attached}</p>{table}{online}<p>{bye}<br>{ask}</p>")


def _page(language: str, inside: str) -> str:
    """A page that names no colour: the reader's program has its own, by day and by night, and wraps it to its width."""
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">'
        "<style>:root{color-scheme:light dark}</style></head>"
        f'<body style="font-family:sans-serif;font-size:15px;line-height:1.5;max-width:40em">{inside}</body></html>\n'
    )


def _listed(one: Listing) -> str:
    """The list as text: names and what is said of them in columns, amounts at their right edge."""
    name, *amounts = one.heads
    table = [
        (name, "", *amounts),
        *one.rows,
        *((label, "", *("" for _ in amounts[1:]), amount) for label, amount in one.sums),
    ]
    widths = [max(len(row[n]) for row in table) for n in range(len(one.heads) + 1)]
    lines = [
        "  ".join(
            cell.ljust(width) if n < 2 else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in table
    ]
    online = [f"{one.online}:", *(f"{thing}: {link}" for thing, link in one.links.items())] if one.links else []
    blocks = ("\n".join(lines), one.aside, "\n".join(online), "\n".join(one.pay), "\n".join(one.ask))
    return "\n\n".join(block for block in blocks if block)


def _tabled(one: Listing) -> str:
    """The same as a table of few columns, which fits a phone: what is said of a thing stands below its name."""
    line, end = "border-bottom:1px solid #80808066", "text-align:right;white-space:nowrap;vertical-align:top"
    first, cell = f'style="padding:6px 12px 6px 0;{line}"', f'style="padding:6px 0 6px 12px;{end};{line}"'
    last = f'style="padding:6px 0 6px 12px;{end}"'
    name, *amounts = (html.escape(word) for word in one.heads)
    heads = f'<th align="left" {first}>{name}</th>' + "".join(f"<th {cell}>{word}</th>" for word in amounts)
    rows = []
    for thing, more, *sums in one.rows:
        below = f"<br><small>{html.escape(more)}</small>" if more else ""
        rows.append(
            f"<td {first}>{_named(one, thing)}{below}</td>" + "".join(f"<td {cell}>{html.escape(x)}</td>" for x in sums)
        )
    for label, amount in one.sums:
        span = f' colspan="{len(amounts)}"' if len(amounts) > 1 else ""
        rows.append(
            f'<td style="padding:6px 12px 6px 0"><b>{html.escape(label)}</b></td>'
            f"<td{span} {last}><b>{html.escape(amount)}</b></td>"
        )
    table = "".join(f"<tr>{row}</tr>" for row in (heads, *rows))
    aside = f"<p>{html.escape(one.aside)}</p>" if one.aside else ""
    if one.links:
        aside += f"<p>{html.escape(one.online)}: {', '.join(_named(one, thing) for thing in one.links)}</p>"
    blocks = "".join(
        f"<p><b>{html.escape(label)}</b><br>{'<br>'.join(html.escape(x) for x in lines)}</p>"
        for label, *lines in (block for block in (one.pay, one.ask) if block)
    )
    return f'<table style="border-collapse:collapse;width:100%;margin:16px 0">{table}</table>{aside}{blocks}'


def _named(one: Listing, thing: str) -> str:
    """The name of a thing, which leads to where it can be seen."""
    link = one.links.get(thing)
    said = html.escape(thing)
    return f'<a href="{html.escape(link)}">{said}</a>' if link else said


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
