"""Mail that the practice company's customers have just written: it waits in the inbox with what it proposes."""

from __future__ import annotations

import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from quittance.actions import inbox
from quittance.actions.command import Context
from quittance.reports import customers, open_items, worklist
from quittance.reports.books import of as books_of
from quittance.reports.worklist import Account

DAY = datetime.timedelta(days=1)
_HOUR = 3_600 * 10**6

_WRITTEN = (
    ("Good morning,\n\nthe goods on {number} arrived damaged, photos follow.\n\nRegards", "Invoice {number}", False),
    ("I am out of the office until {later}.", "Automatic reply: Invoice {number}", True),
    ("Our buyer has left the company. Please contact Lena Brandt (lena.brandt@{domain}).", "Re: {number}", False),
    ("Dear all,\n\n{number} was paid on {before}. Could you check?\n\nThanks", "Re: Reminder {number}", False),
    ("Hello,\n\nwe will pay {number} on {later}. Sorry for the delay.\n\nBest", "Re: Reminder {number}", False),
)
"""Words, subject and whether it is sent by itself; the last stands first in the inbox."""

_STRANGER = ("Hello,\n\nwhere may I send a question about my account?\n\nSam Ford", "A question", False)


def write(collector: Context) -> int:
    """Take in a mail of each of some late accounts, those at the end of the worklist, and one of a stranger."""
    found = worklist.accounts(books_of(collector), collector.today).accounts
    taken = 0
    for account, (words, subject, automatic) in zip(found[-len(_WRITTEN) :], _WRITTEN, strict=False):
        taken += _take(collector, taken, _about(collector, account), (words, subject, automatic))
    return taken + (_take(collector, taken, {"domain": "stranger.example"}, _STRANGER) if found else 0)


def _about(context: Context, account: Account) -> dict[str, str]:
    """What a mail of a customer may name."""
    rows = [
        row for row in open_items.of_customer(books_of(context), account.number, context.today).rows if row.open > 0
    ]
    email = customers.card(books_of(context), account.customer_id, context.today).row.email
    return {
        "number": next(row.number for row in rows if row.open > 0),
        "sender": email,
        "domain": email.rpartition("@")[2] or "customer.example",
        "later": (context.today + 6 * DAY).isoformat(),
        "before": (context.today - 4 * DAY).isoformat(),
    }


def _take(context: Context, n: int, about: dict[str, str], written: tuple[str, str, bool]) -> int:
    words, subject, automatic = written
    at = datetime.datetime.fromtimestamp((context.now - (len(_WRITTEN) + 1 - n) * _HOUR) // 10**6, datetime.UTC)
    made = EmailMessage(policy=SMTP)
    made["From"] = about.get("sender") or f"accounts@{about['domain']}"
    made["Subject"] = subject.format(**about)
    made["Date"] = format_datetime(at)
    made["Message-ID"] = f"<practice.{n}.{at:%Y%m%d}@{about['domain']}>"
    if automatic:
        made["Auto-Submitted"] = "auto-replied"
    made.set_content(words.format(**about))
    return int(not inbox.take_bytes(context, made.as_bytes()).again)
