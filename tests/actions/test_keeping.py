"""Keeping: old notifications and originals of mails go, what waits or is open stays, and nobody is told again."""

from __future__ import annotations

import datetime

import pytest
from pytest_django.fixtures import Settings

from quittance.actions import disputes, followups, identity, inbox, jobs, keeping, nightly
from quittance.actions.command import Context
from quittance.actions.inbox import DismissMail
from quittance.books import sql
from quittance.books.keys import id_at
from quittance.reports import books
from quittance.reports import inbox as mails
from quittance.rules.refusals import NotFound
from tests import factories, informed
from tests.formats.mailed import mailed

pytestmark = pytest.mark.django_db

YEARS = datetime.timedelta(days=500)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Context:
    """A company in which a salesperson was told of three disputes, two of them in one portion."""
    monkeypatch.setattr(keeping, "PORTION", 2)
    context = factories.company()
    seller = factories.member(context, "sales")
    email = sql.row("SELECT email FROM member WHERE tenant_id = %s AND id = %s", [context.tenant_id, seller.actor.id])
    assert email is not None
    factories.customer(context)
    followups.assign(context, followups.AssignAccounts(("C-1",), email[0]))
    for n in range(3):
        factories.invoice(context, f"INV-{n}", "100.00")
        disputes.open_dispute(context, disputes.OpenDispute(f"INV-{n}", "price"))
    assert informed.look(context) == 3
    return context


def later(context: Context) -> Context:
    """The company long after now: rows carry ids of the real time."""
    return factories.at(context, datetime.datetime.now(datetime.UTC).date() + YEARS)


def test_old_notifications_go_and_nobody_is_told_again(told: Context, settings: Settings) -> None:
    assert keeping.sweep(factories.at(told, datetime.datetime.now(datetime.UTC).date())) == 0
    settings.KEEP_NOTIFICATIONS_DAYS = 0
    assert keeping.sweep(later(told)) == 0, "they are kept for ever"
    settings.KEEP_NOTIFICATIONS_DAYS = 400
    sql.execute(
        "UPDATE notification SET waits = %s WHERE tenant_id = %s AND id = (SELECT MIN(id) FROM notification "
        "WHERE tenant_id = %s)",
        [True, told.tenant_id, told.tenant_id],
    )
    assert keeping.sweep(later(told)) == 4, "two notifications with what they told of"
    assert (informed.count(told, "notification"), informed.count(told, "happening")) == (1, 1), "it waits for its mail"
    two_minutes_on = id_at(identity.now_micros() + 2 * 60 * jobs.SECOND)
    sql.execute("UPDATE heard SET through = %s WHERE tenant_id = %s", [two_minutes_on, told.tenant_id])
    assert informed.look(told) == 0, "the events were told"


def test_the_night_sweeps(told: Context) -> None:
    nightly.DEEDS["sweep"](later(told))
    assert informed.count(told, "notification") == 0


def test_a_mail_that_is_done_is_kept_by_its_text(settings: Settings) -> None:
    context = factories.company()
    here = books.of(context)
    ids = [inbox.take_bytes(context, mailed("Hello", f"Mail {n}", message=f"<{n}@x.example>")).id for n in range(2)]
    inbox.dismiss(context, DismissMail(ids[0]))
    assert keeping.sweep(later(context)) == 0, "without a setting they stay"
    settings.KEEP_MAILS_DAYS = 30
    assert (keeping.sweep(later(context)), keeping.sweep(later(context))) == (1, 0)
    card = mails.card(here, ids[0])
    assert not card.is_kept and card.row.subject == "Mail 0" and mails.card(here, ids[1]).is_kept
    assert mails.content(here, ids[1])
    with pytest.raises(NotFound, match="no longer kept"):
        mails.content(here, ids[0])
