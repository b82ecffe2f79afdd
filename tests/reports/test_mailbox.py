"""The mailbox as it is shown: without its password, None where there is none."""

from __future__ import annotations

import pytest

from quittance.actions import mailboxes
from quittance.reports import books, mailbox
from quittance.reports.mailbox import MailboxCard
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_mailbox_is_shown_without_its_password() -> None:
    context = factories.company()
    assert mailbox.of(books.of(context)) is None
    mailboxes.set_mailbox(context, mailboxes.SetMailbox("imap.example.com", "ar@x.example", "secret"))
    shown = mailbox.of(books.of(context))
    assert shown == MailboxCard("imap.example.com", 993, "tls", "ar@x.example", "INBOX", 0, "")
