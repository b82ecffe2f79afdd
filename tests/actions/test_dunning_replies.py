"""What comes back from texts: the provider's word settles what was doubtful, and STOP ends them."""

from __future__ import annotations

import datetime

import pytest
from pytest_django.fixtures import Settings

from quittance.actions import dunning, dunning_replies
from quittance.actions.command import Context
from quittance.actions.dunning import SetDunning
from quittance.actions.dunning_replies import ReportText, TakeReply
from quittance.books import sql
from quittance.reports import books
from quittance.reports import dunning as reports
from quittance.rules.refusals import Invalid, NotFound
from tests import dunned, factories

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def context(settings: Settings, tmp_path: object) -> Context:
    """A company with a customer who was sent an SMS, and another one with the same number."""
    settings.MESSAGES = f"folder:{tmp_path}"
    made = factories.company("Delft Tiles", country="NL")
    dunned.policy(made, "3 sms friendly", from_hour=0, until_hour=24)
    for number in ("C-1", "C-2"):
        factories.customer(made, number, country="NL")
        dunning.set_customer(made, SetDunning(number, mobile="0612345678"))
    due = made.today - DAY * 4
    factories.invoice(made, "INV-1", "100.00", due - DAY * 30, due)
    dunned.run(made)
    return made


def the_one(context: Context) -> tuple[int, str, str]:
    """Id, state and arrival of the one reminder."""
    (row,) = sql.rows("SELECT id, state, arrived FROM reminder WHERE tenant_id = %s", [context.tenant_id])
    return int(row[0]), row[1], row[2]


def test_what_the_provider_says_is_kept_and_read_is_not_undone_by_a_late_delivered(context: Context) -> None:
    id, state, arrived = the_one(context)
    assert (state, arrived) == ("sent", "")
    made = dunning_replies.report_text(context, ReportText(id, "delivered"))
    assert (made.customer_number, made.state, made.arrived) == ("C-1", "sent", "delivered")
    dunning_replies.report_text(context, ReportText(id, "read"))
    assert dunning_replies.report_text(context, ReportText(id, "delivered")).arrived == "read"
    for wrong, error in ((ReportText(id, "eaten"), Invalid), (ReportText(7, "read"), NotFound)):
        with pytest.raises(error):
            dunning_replies.report_text(context, wrong)


def test_a_report_settles_what_was_doubtful(context: Context) -> None:
    id, _, _ = the_one(context)
    sql.execute("UPDATE reminder SET state = 'doubtful' WHERE tenant_id = %s", [context.tenant_id])
    dunning_replies.report_text(context, ReportText(id, "undelivered", "switched off"))
    assert the_one(context)[1:] == ("sent", "undelivered")


def test_stop_ends_the_channel_for_everybody_with_the_number_and_start_begins_it_again(context: Context) -> None:
    made = dunning_replies.take_reply(context, TakeReply("+31 6 12345678", " Stop. "))
    assert made.customer_numbers == ("C-1", "C-2") and made.meaning == "stop"
    known = [reports.customer(books.of(context), number, context.today) for number in ("C-1", "C-2")]
    assert [one.opted_out for one in known] == [("sms",), ("sms",)]
    assert [one.mobile for one in known] == ["+31612345678"] * 2
    dunning_replies.take_reply(context, TakeReply("0612345678", "stop", "whatsapp"))
    dunning_replies.take_reply(context, TakeReply("0612345678", "START"))
    assert reports.customer(books.of(context), "C-1", context.today).opted_out == ("whatsapp",)


def test_any_other_answer_changes_nothing_but_the_timeline(context: Context) -> None:
    assert dunning_replies.take_reply(context, TakeReply("0612345678", "Friday")).meaning == "other"
    assert reports.customer(books.of(context), "C-1", context.today).opted_out == ()
    for wrong, error in (
        (TakeReply("0623456789", "stop"), NotFound),
        (TakeReply("nobody", "stop"), Invalid),
        (TakeReply("0612345678", "stop", "email"), Invalid),
        (TakeReply("0612345678", "  "), Invalid),
    ):
        with pytest.raises(error):
            dunning_replies.take_reply(context, wrong)
