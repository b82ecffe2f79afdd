"""Reminders as text messages: the same truth and guardrails as mail, once or doubtful, never twice."""

from __future__ import annotations

import datetime

import pytest
from pytest_django.fixtures import Settings

from quittance.actions import dunning, dunning_send
from quittance.actions.command import Context
from quittance.actions.dunning import SetDunning
from quittance.books import sql
from quittance.reports import books, dunning_log, verify
from quittance.rules.refusals import Conflict
from tests import dunned, factories
from tests.actions.mail_sink import Sink
from tests.actions.text_sink import Provider

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

DAY = datetime.timedelta(days=1)
TODAY = factories.TODAY
NUMBER = "+31612345678"


@pytest.fixture
def context() -> Context:
    """A company that texts in the first step and mails in the second, and a French customer with a mobile number."""
    made = factories.company("Delft Tiles", country="NL", timezone="Europe/Amsterdam")
    factories.customer(made, "C-1", email="office@bright.example", country="FR", language="fr")
    dunning.set_customer(made, SetDunning("C-1", mobile="06 12 34 56 78"))
    dunned.policy(made, "3 sms friendly fee=5.00", "15 email firm")
    due = TODAY - DAY * 4
    factories.invoice(made, "INV-1", "1000.00", due - DAY * 30, due)
    return made


def the_one(context: Context) -> int:
    """The id of the latest reminder."""
    ((id,),) = sql.rows("SELECT MAX(id) FROM reminder WHERE tenant_id = %s", [context.tenant_id])
    return int(id)


def test_a_text_says_what_is_true_in_the_customer_s_language_and_counts_its_parts(
    context: Context, provider: Provider
) -> None:
    dunned.decide(context)
    factories.payment(context, "PAY-1", "400.00")
    dunned.send(context)
    (taken,) = provider.taken
    assert (taken["to"], taken["from"], taken["language"]) == ("+33612345678", "Delft Tiles", "fr")
    assert taken["text"].startswith("Delft Tiles : 600,00 € à régler depuis le")
    assert "Frais : 5,00 €." in taken["text"] and "\u202f" not in taken["text"]
    letter = dunning_log.letter(books.of(context), the_one(context))
    assert (letter.row.state, letter.row.parts, letter.subject, letter.body) == ("sent", 2, "", taken["text"])
    assert letter.row.fee_number and verify.run(books.of(context)).clean
    assert taken["reference"] == str(letter.row.id)


def test_a_text_that_is_sent_again_and_again_goes_once_and_silence_is_doubtful(
    context: Context, provider: Provider
) -> None:
    dunned.decide(context)
    provider.silent = True
    for _ in range(24):
        dunning_send.send(context, the_one(context))
        dunned.run(context)
    assert len(provider.taken) == 1 and dunned.reminders(context)[0][3] == "doubtful"
    assert sql.rows("SELECT id FROM document WHERE tenant_id = %s AND note <> ''", [context.tenant_id]) == []


def test_a_clear_no_is_tried_again_and_a_number_out_of_reach_never(context: Context, provider: Provider) -> None:
    dunned.decide(context)
    provider.status = 503
    with pytest.raises(Conflict):
        dunning_send.send(context, the_one(context))
    assert dunned.reminders(context)[0][3] == "queued"
    provider.status = 422
    dunned.send(context)
    assert dunned.reminders(context)[0][3] == "failed" and len(provider.taken) == 2
    later = factories.at(context, TODAY + DAY)
    assert dunned.decide(later)["held"] == {"bounced": 1}
    assert dunning.set_customer(later, SetDunning("C-1", mobile="+33 6 12 34 56 79")).unreachable == ""
    provider.status = 202
    dunned.run(later)
    assert provider.taken[-1]["to"] == "+33612345679"


def test_opt_outs_hours_a_missing_number_and_no_provider_hold_texts_back(
    context: Context, provider: Provider, settings: Settings
) -> None:
    dunning.set_customer(context, SetDunning("C-1", opted_out=("sms",)))
    assert dunned.decide(context)["held"] == {"opted_out": 1}
    dunning.set_customer(context, SetDunning("C-1", opted_out=(), time_zone="Asia/Tokyo"))
    assert dunned.decide(context)["held"] == {"hours": 1}
    dunning.set_customer(context, SetDunning("C-1", time_zone="", mobile=""))
    assert dunned.decide(context)["held"] == {"address": 1}
    dunning.set_customer(context, SetDunning("C-1", mobile="0612345678"))
    settings.MESSAGES = ""
    assert dunned.decide(context)["held"] == {"provider": 1} and not provider.taken


def test_a_number_that_changed_since_is_decided_anew(context: Context, provider: Provider) -> None:
    dunned.decide(context)
    dunning.set_customer(context, SetDunning("C-1", mobile="0612345679"))
    dunned.send(context)
    assert dunned.reminders(context)[0][3:6:2] == ("held", "address") and not provider.taken
    dunned.run(context)
    assert [one["to"] for one in provider.taken] == ["+33612345679"]


def test_mail_and_texts_keep_out_of_each_other_s_way(context: Context, provider: Provider, sink: Sink) -> None:
    dunned.run(context)
    dunned.run(factories.at(context, TODAY + DAY * 13))
    assert len(provider.taken) == 1 and len(sink.taken) == 1
