"""Fetching mail: each once however often a worker dies, from where it stopped, with its faults told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from quittance.actions import identity, jobs, mailboxes
from quittance.actions.command import Context
from quittance.actions.mailboxes import Fetched, RemoveMailbox, SetMailbox
from quittance.books import sql
from quittance.formats import mail as mails
from quittance.jobs import worker
from quittance.reports import audit, books, mailbox
from quittance.reports import inbox as reports
from quittance.rules.refusals import Conflict, Invalid, NotAllowed, NotFound
from tests import factories, killed
from tests.actions import imap_fake
from tests.actions.imap_fake import Fake
from tests.formats.mailed import mailed

pytestmark = pytest.mark.django_db


@pytest.fixture
def fake(settings: Settings) -> Iterator[Fake]:
    """A mailbox on this machine with two mails."""
    settings.MAILBOX_LOCAL = True
    with imap_fake.listening() as made:
        made.mails = {n: mailed(f"Mail {n}", message=f"<{n}@x.example>") for n in (3, 5)}
        yield made


@pytest.fixture
def context(fake: Fake) -> Context:
    """A company whose mail is there."""
    made = factories.company()
    mailboxes.set_mailbox(made, settings_of(fake))
    return made


def settings_of(fake: Fake, **more: str) -> SetMailbox:
    """The settings of the fake."""
    given = {"host": "127.0.0.1", "user": "billing@x.example", "password": fake.password, "security": "none"}
    return SetMailbox(**given | more, port=fake.port)


def test_what_is_new_is_taken_in_once(context: Context, fake: Fake) -> None:
    assert mailboxes.fetch(context) == Fetched(2, 0, 0, False)
    assert mailboxes.fetch(context) == Fetched(0, 0, 0, False)
    fake.mails[9] = mailed("Mail 9", message="<9@x.example>")
    assert mailboxes.fetch(context).taken == 1
    assert [row.subject for row in reports.rows(books.of(context))] == ["Hello"] * 3
    fake.validity = 8
    assert mailboxes.fetch(context) == Fetched(0, 3, 0, False)


def test_a_connection_that_breaks_goes_on_where_it_stopped(context: Context, fake: Fake) -> None:
    fake.breaks_at = 5
    with pytest.raises(Conflict):
        mailboxes.fetch(context)
    found = mailbox.of(books.of(context))
    assert found is not None and found.fault and len(reports.rows(books.of(context))) == 1
    fake.breaks_at = 0
    assert mailboxes.fetch(context) == Fetched(1, 0, 0, False)
    found = mailbox.of(books.of(context))
    assert found is not None and not found.fault


def test_a_worker_that_dies_before_it_noted_the_place_stores_nothing_twice(context: Context) -> None:
    mailboxes.fetch(context)
    sql.execute("UPDATE mailbox SET last_uid = 3 WHERE tenant_id = %s", [context.tenant_id])
    assert mailboxes.fetch(context) == Fetched(0, 1, 0, False)
    assert len(reports.rows(books.of(context))) == 2


def test_what_cannot_be_read_is_told_and_passed(context: Context, fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mails, "MOST_BYTES", 1_000)
    fake.mails = {1: b"nonsense", 2: mailed("x" * 2_000), 3: mailed("Fine")}
    assert mailboxes.fetch(context) == Fetched(1, 0, 2, False)
    events = audit.trail(books.of(context), audit.Filter(verb="inbox.take_in"))
    assert sorted(one.outcome for one in events) == ["done", "malformed_file", "malformed_file"]


def test_the_worker_looks_every_few_minutes_and_one_look_waits_at_a_time(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = identity.now_micros()
    assert mailboxes.plan(now) == 1 and mailboxes.ask(context) > 0
    assert worker.once() and not worker.once()
    assert len(reports.rows(books.of(context))) == 2
    assert mailboxes.plan(identity.now_micros()) == 0
    assert mailboxes.plan(identity.now_micros() + mailboxes.EVERY) == 1
    monkeypatch.setattr(mailboxes, "MOST_AT_ONCE", 1)
    sql.execute("UPDATE mailbox SET last_uid = 0 WHERE tenant_id = %s", [context.tenant_id])
    assert mailboxes.fetch(context).more


def test_the_password_is_sealed_and_stays_where_the_mailbox_does(context: Context, fake: Fake) -> None:
    row = sql.row("SELECT secret FROM mailbox WHERE tenant_id = %s", [context.tenant_id])
    assert row is not None and fake.password not in row[0]
    kept = sql.rows("SELECT input FROM command WHERE tenant_id = %s", [context.tenant_id])
    assert not any(fake.password in one[0] for one in kept)
    mailboxes.fetch(context)
    mailboxes.set_mailbox(context, settings_of(fake, password=""))
    assert mailboxes.fetch(context) == Fetched(0, 0, 0, False)
    with pytest.raises(Invalid) as refused:
        mailboxes.set_mailbox(context, settings_of(fake, password="", user="other@x.example"))
    assert refused.value.field == "password"


def test_where_tokens_are_printed_a_mailbox_needs_no_password(context: Context, fake: Fake, settings: Settings) -> None:
    settings.MAIL_TOKEN_COMMAND = "echo a-token"
    fake.token, fake.capabilities = "a-token", "IMAP4rev1 AUTH=XOAUTH2"
    mailboxes.remove(context, RemoveMailbox())
    mailboxes.set_mailbox(context, settings_of(fake, password=""))
    assert mailboxes.fetch(context).taken == 2
    mailboxes.set_mailbox(context, settings_of(fake, password="", folder="INBOX"))
    assert mailboxes.fetch(context) == Fetched(0, 0, 0, False)


def test_a_mailbox_is_tried_and_removed(context: Context, fake: Fake) -> None:
    assert mailboxes.try_out(context) == "The mailbox answers: 2 mails in INBOX."
    with pytest.raises(NotAllowed):
        mailboxes.try_out(factories.member(context, "clerk"))
    assert mailboxes.remove(context, RemoveMailbox()).host == ""
    for work in (mailboxes.fetch, mailboxes.try_out, mailboxes.ask):
        with pytest.raises(NotFound):
            work(context)
    with pytest.raises(NotFound):
        mailboxes.remove(context, RemoveMailbox())


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"host": "no host"}, "host"),
        ({"user": "a\nb"}, "user"),
        ({"password": "a\nb"}, "password"),
        ({"password": ""}, "password"),
        ({"folder": 'a"b'}, "folder"),
        ({"security": "maybe"}, "security"),
    ],
)
def test_settings_that_cannot_be_are_refused(fake: Fake, change: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        mailboxes.set_mailbox(factories.company(), settings_of(fake, **change))
    assert refused.value.field == field


def test_a_look_whose_workers_die_stands_in_the_settings(context: Context, fake: Fake) -> None:
    mailboxes.ask(context)
    killed.six_times(context, mailboxes.JOB)
    found = sql.row("SELECT fault FROM mailbox WHERE tenant_id = %s", [context.tenant_id])
    assert found == (jobs.STOPPED,)
