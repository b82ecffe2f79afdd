"""What is read of a mail before it is taken in: whose it is, what its attachments list, and what it proposes."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass, replace
from email.utils import parseaddr

from django.conf import settings

from quittance.actions.command import Context
from quittance.actions.remittances import TakeIn
from quittance.formats import advice, bounce
from quittance.formats.bank import Malformed
from quittance.formats.mail import Attachment, Incoming
from quittance.reports import books, inbox_thread, letterhead
from quittance.reports.inbox_thread import Thread
from quittance.rules import inbox, inbox_text
from quittance.rules.inbox import Mail, Proposal
from quittance.rules.refusals import NotFound, Refusal

MOST_READ = 5
"""Attachments that are read for what they list."""

TEXT = -1
"""The mail's own words, as the place of a file."""

READABLE = frozenset("pdf csv tsv xlsx txt xml edi x12 820".split())
STRUCTURED = frozenset({advice.REMT, advice.X12})
"""Forms that are remittances whatever the mail says."""

MONTH_FIRST = "US"


@dataclass(frozen=True, slots=True)
class Listed:
    """What a file of a mail (its place, or `TEXT`) lists as paid."""

    file: int
    name: str
    form: str
    numbers: tuple[str, ...]
    documents: int


@dataclass(frozen=True, slots=True)
class Found:
    """A mail with what its files list and what came back with it; all of it read outside any transaction."""

    mail: Incoming
    listed: tuple[Listed, ...] = ()
    returned: bounce.Bounce | None = None


def look_into(content: bytes, mail: Incoming, currency: str) -> Found:
    """Read what comes with a mail; what cannot be read as a remittance is none."""
    try:
        returned = bounce.read(content)
    except Malformed:
        returned = None
    if returned is not None:
        return Found(mail, returned=returned)
    listed = [_listed(n, one.name, one.content, currency) for n, one in _files(mail)]
    fresh = inbox_text.fresh(mail.text)
    if inbox.lists_payment(mail.subject, fresh):
        listed.append(_listed(TEXT, mail.subject or "Mail", fresh.encode(), currency))
    return Found(mail, tuple(one for one in listed if one is not None))


def remittance_of(mail: Incoming, file: int, currency: str) -> TakeIn:
    """What a file of a mail lists, ready to be taken in; raises `Malformed` or `NotFound`."""
    if file >= len(mail.attachments):
        raise NotFound("The mail has no such attachment.", field="id")
    if file == TEXT:
        name, content = mail.subject or "Mail", inbox_text.fresh(mail.text).encode()
    else:
        name, content = mail.attachments[file].name, mail.attachments[file].content
    form, found = advice.read(content, currency)
    return TakeIn(name[:255], hashlib.sha256(content).hexdigest(), 0, form, found)


def thread(context: Context, found: Found) -> Thread:
    """Whose the mail is."""
    mail, here = found.mail, books.of(context)
    answers = ((found.returned.message,) if found.returned else ()) + mail.answers
    made = inbox_thread.find(here, answers, mail.sender, f"{mail.subject}\n{inbox_text.fresh(mail.text)}")
    if made.customer_id or found.returned is None:
        return made
    for one in found.returned.returned:
        made = inbox_thread.find(here, (), one.address, "")
        if made.customer_id:
            return made
    return made


def proposals(context: Context, found: Found, thread: Thread) -> tuple[tuple[Proposal, int], ...]:
    """What the mail proposes, each with the place of the file it is about; without a customer only what came back."""
    mail = found.mail
    if found.returned is not None:
        said = "; ".join(f"{one.address}: {one.said or one.status}" for one in found.returned.returned)
        return ((Proposal(inbox.BOUNCE, said[: inbox.MOST_WORDS]), TEXT),)
    if not thread.customer_id:
        return ()
    here, fresh = books.of(context), inbox_text.fresh(mail.text)
    company = books.entity(here)
    known = inbox_thread.known(here, thread.customer_id, f"{mail.subject}\n{fresh}")
    own = (mail.sender, letterhead.of(here).email, parseaddr(str(settings.DEFAULT_FROM_EMAIL))[1])
    read = Mail(
        mail.subject,
        fresh,
        came_on(context, mail),
        mail.automatic,
        company.base_currency,
        known.language,
        (known.country or company.country) == MONTH_FIRST,
        known.numbers,
        known.addresses | {one.casefold() for one in own},
    )
    told = inbox.read(read)
    made = [(_about(one, told, read, thread, here), TEXT) for one in told]
    return (*made, *_remitted(found, read))


def came_on(context: Context, mail: Incoming) -> datetime.date:
    """The day on which it was written: days in it are seen from there; today where it says none, or one to come."""
    on = mail.at.date() if mail.at else context.today
    return min(on, context.today)


def _files(mail: Incoming) -> list[tuple[int, Attachment]]:
    named = [(n, one) for n, one in enumerate(mail.attachments) if one.name.rpartition(".")[2].lower() in READABLE]
    return named[:MOST_READ]


def _listed(file: int, name: str, content: bytes, currency: str) -> Listed | None:
    try:
        form, found = advice.read(content, currency)
    except Refusal:
        return None
    numbers = tuple(dict.fromkeys(paid.number for one in found for paid in one.paid if paid.number))
    return Listed(file, name, form, numbers, sum(len(one.paid) for one in found)) if found else None


def _remitted(found: Found, read: Mail) -> list[tuple[Proposal, int]]:
    """Remittances: what is one by its form, or is called one and names documents of the customer."""
    made = []
    for one in found.listed:
        ours = inbox.named("\n".join(one.numbers), read.numbers)
        called = inbox.lists_payment(f"{read.subject} {one.name.replace('_', ' ')}", read.text)
        if one.form in STRUCTURED or (called and ours):
            words = f"{one.name}: {one.documents} document{'' if one.documents == 1 else 's'}"
            made.append((Proposal(inbox.REMIT, words[: inbox.MOST_WORDS], documents=ours), one.file))
    return made


def _about(one: Proposal, told: tuple[Proposal, ...], read: Mail, thread: Thread, here: books.Books) -> Proposal:
    """With the documents that the mail is about, where the sentence itself names none.

    What the mail says something else of is not meant: the rest, when one is paid or disputed, is the others.
    """
    if one.documents or one.kind not in (inbox.PROMISE, inbox.DISPUTE, inbox.PAID, inbox.COPY):
        return one
    named = inbox.named(f"{read.subject}\n{read.text}", read.numbers)
    if not named and thread.document_id:
        named = inbox_thread.number_of(here, thread.document_id)
    other = {number for each in told if each.kind != one.kind for number in each.documents}
    return replace(one, documents=tuple(number for number in named if number not in other))
