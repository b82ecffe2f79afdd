"""The inbox on screen: mail that came, whose it is, what it proposes, and what a person decides about that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, HttpResponseBase

from quittance import file_answer
from quittance.reports import inbox as reports
from quittance.reports.inbox import MailCard, ProposalRow
from quittance.rules import disputes, money
from quittance.rules import inbox as rules
from quittance.rules.refusals import NotFound
from quittance.web import shown, visit
from quittance.web.form import Form
from quittance.web.visit import Visit

ROWS = 50
ICONS = {
    rules.PROMISE: "promise",
    rules.DISPUTE: "dispute",
    rules.PAID: "bank",
    rules.REMIT: "doc",
    rules.COPY: "send",
    rules.PLAN: "plan",
    rules.AWAY: "snooze",
    rules.WRONG: "people",
    rules.BOUNCE: "alert",
}
DEEDS = {
    rules.PROMISE: "Take the promise",
    rules.DISPUTE: "Open the dispute",
    rules.PAID: "Hold reminders back",
    rules.REMIT: "Take the remittance in",
    rules.COPY: "Send it again",
    rules.PLAN: "Make a plan next",
    rules.AWAY: "Let the account rest",
    rules.WRONG: "Change the contact",
    rules.BOUNCE: "Stop the address",
}
"""Kind of a proposal -> what accepting it does, as its button says it."""

KEYS = (
    ("Next, before", "J K"),
    ("To what it proposes", "↵"),
    ("Accept the first, second … proposal", "1 2 …"),
    ("Dismiss the first that waits", "X"),
    ("Reply", "R"),
    ("Whose it is", "A"),
    ("Done with this mail", "D"),
    ("Open customer", "O"),
)


@dataclass(frozen=True, slots=True)
class Card:
    """A proposal as it is shown: its key on the page, and the fields that a person may correct."""

    n: int
    one: ProposalRow
    icon: str
    title: str
    deed: str
    on: str
    amount: str
    documents: str


@visit.page()
def inbox(visit: Visit) -> HttpResponse:
    """The list, and the mail that is looked at."""
    return show(visit, Form(visit))


@visit.page()
def inbox_mail(visit: Visit, id: int) -> HttpResponse:
    """One mail: for the right-hand side, or with the list where somebody follows its address."""
    found = reports.card(visit.books, id)
    if visit.wants_part:
        return visit.show("inbox/mail.html", detail(visit, found, Form(visit)))
    return show(visit, Form(visit), id)


@visit.page()
def inbox_original(visit: Visit, id: int) -> HttpResponseBase:
    """The mail as it came, as a file and never as a page."""
    return _file(reports.content(visit.books, id), f"mail-{id}.eml")


@visit.page()
def inbox_file(visit: Visit, id: int, n: int) -> HttpResponseBase:
    """An attachment, as a file and never as a page; raises `NotFound`."""
    name, content = reports.attachment(visit.books, id, n)
    return _file(content, name)


def show(visit: Visit, form: Form, id: int = 0, which: str = "") -> HttpResponse:
    """The whole page; `which` names the form that was refused: a proposal's id, assign or reply."""
    asked = visit.request.GET
    state = asked.get("state", "") if asked.get("state") in reports.STATES else reports.OPEN
    rows = reports.rows(visit.books, state, ROWS + 1, _whole(asked.get("before", "")))
    wanted = id or _whole(asked.get("at", "")) or (rows[0].id if rows else 0)
    try:
        picked = reports.card(visit.books, wanted) if wanted else None
    except NotFound:
        picked = reports.card(visit.books, rows[0].id) if rows else None
    counts = reports.counts(visit.books)
    values: dict[str, Any] = {
        "form": form,
        "state": state,
        "tabs": [(name, title, {"open": counts.open, "unknown": counts.unknown}.get(name)) for name, title in TABS],
        "rows": rows[:ROWS],
        "more": rows[ROWS - 1].id if len(rows) > ROWS else 0,
        "counts": counts,
        "picked": picked,
        "icons": ICONS,
        "own_keys": KEYS,
        "which": which,
    }
    values |= detail(visit, picked, form, which) if picked else {}
    return visit.show("inbox/inbox.html", values, status=form.status)


def detail(visit: Visit, mail: MailCard, form: Form, which: str = "") -> dict[str, Any]:
    """Everything the right-hand side shows of a mail."""
    waiting = [one for one in mail.proposals if one.state == "proposed"]
    subject = mail.row.subject or "your mail"
    begins = subject[:4].casefold().startswith(("re:", "aw:", "sv:"))
    return {
        "form": form,
        "which": which,
        "mail": mail,
        "row": mail.row,
        "cards": [_card(n, one) for n, one in enumerate(waiting, start=1)],
        "decided": [(ICONS[one.kind], rules.KINDS[one.kind], one) for one in mail.proposals if one not in waiting],
        "reasons": [(name, words) for name, (words, _) in disputes.REASONS.items()],
        "subject": (subject if begins else f"Re: {subject}")[:200],
        "quoted": mail.text.split() != mail.new.split(),
    }


TABS = tuple(reports.STATES.items())


def _card(n: int, one: ProposalRow) -> Card:
    amount = money.write(one.amount, one.currency) if one.amount else ""
    on = shown.day(one.on) if one.on else ""
    return Card(n, one, ICONS[one.kind], rules.KINDS[one.kind], DEEDS[one.kind], on, amount, ", ".join(one.documents))


def _file(content: bytes, name: str) -> HttpResponse:
    return file_answer.of(content, file_answer.BYTES, name)


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
