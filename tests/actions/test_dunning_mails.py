"""Reminders as mails: what is asked for line by line, how to pay, and nothing of it that is not true."""

from __future__ import annotations

import datetime
import re
from email import message_from_bytes, policy

import pytest
import time_machine
from pytest_django.fixtures import Settings

from quittance.actions import contacts, disputes, dunning, entities, interest, links
from quittance.actions.command import Context
from quittance.actions.disputes import OpenDispute
from quittance.books import sql
from quittance.reports import bounces, dunning_due
from quittance.reports.books import of as books_of
from quittance.reports.dunning_asked import Moment
from tests import dunned, factories
from tests.actions.mail_sink import Sink

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def mailed(sink: Sink) -> Context:
    """A mail policy, and a customer with three late invoices of which one is disputed in part."""
    made = factories.company("Delft Tiles", country="NL")
    account, phone = "NL91ABNA0417164300", "+31 20 555 01 00"
    entities.edit(made, entities.EditEntity(iban=account, phone=phone, email="ar@delft.example"))
    factories.customer(made, "C-1", name="Brightwater", email="ap@brightwater.example", country="DE")
    dunned.policy(made, "3 email friendly interest", "15 email firm interest")
    for n, (amount, late) in enumerate((("1000.00", 10), ("200.00", 8), ("50.50", 4)), start=1):
        due = made.today - DAY * late
        factories.invoice(made, f"INV-{n}", amount, due - DAY * 30, due)
    disputes.open_dispute(made, OpenDispute("INV-1", "price", "100.25"))
    return made


def body(sink: Sink) -> str:
    """The plain text of the last mail."""
    found = message_from_bytes(sink.taken[-1], policy=policy.default).get_body(("plain",))
    assert found is not None
    text: str = found.get_content().replace("\r", "")
    return text


def test_a_mail_lists_what_it_asks_for_less_what_is_disputed_and_how_to_pay(mailed: Context, sink: Sink) -> None:
    dunned.run(mailed)
    said = body(sink)
    rows = [line.split() for line in said.splitlines() if line.startswith("INV-")]
    assert [(row[0], row[-2], row[-1]) for row in rows] == [
        ("INV-1", "€1,000.00", "€899.75"),
        ("INV-2", "€200.00", "€200.00"),
        ("INV-3", "€50.50", "€50.50"),
    ]
    assert "€1,150.25 for INV-1, INV-2, INV-3 was due on 20 June 2026 and later" in said
    assert said.count("€1,150.25") == 2, "the sum of the rows is what the first sentence asks for"
    assert "What is disputed, agreed otherwise or already paid is left out." in said
    assert "NL91 ABNA 0417 1643 00" in said and "quoting C-1" in said and "+31 20 555 01 00" in said
    assert "{" not in said


def test_the_last_message_is_never_the_one_that_is_written(mailed: Context, sink: Sink) -> None:
    later = factories.at(mailed, mailed.today + DAY * 9)
    dunned.run(mailed)
    dunned.run(later)
    assert "We wrote on 30 June 2026 and have had no answer." in body(sink)


def test_interest_says_how_much_of_it_is_a_fixed_sum(mailed: Context, sink: Sink) -> None:
    interest.set_terms(mailed, interest.SetInterestTerms("eu"))
    later = factories.at(mailed, mailed.today + DAY * 9)
    dunned.run(later)
    assert re.search(r"€\d+\.\d\d, of which €120\.00 fixed compensation", body(sink))


def test_interest_is_named_of_what_is_not_disputed_alone(mailed: Context, sink: Sink) -> None:
    interest.set_terms(mailed, interest.SetInterestTerms("contract", rate="36.5"))
    dunned.run(factories.at(mailed, mailed.today + DAY * 9))
    # 899.75 for 19 days, 200.00 for 17 and 50.50 for 13, at a tenth of a percent a day: 17.10 + 3.40 + 0.66
    assert "Late interest up to today: €21.16" in body(sink)


def test_each_document_that_is_listed_leads_to_its_page(mailed: Context, sink: Sink, settings: Settings) -> None:
    dunned.policy(mailed, "3 email friendly interest", "6 email friendly", "15 email firm interest")
    settings.ADDRESS = "https://ar.delft.example"
    kept = links.make(mailed, links.MakeLink("INV-2")).url
    dunned.run(mailed)
    said = body(sink)
    found = dict(re.findall(r"^(INV-\d): (https://ar\.delft\.example/p/\S+/)$", said, re.MULTILINE))
    assert list(found) == ["INV-1", "INV-2", "INV-3"] and found["INV-2"] == kept, "one that stands is used again"
    assert "See each online, or say there what is wrong with it:" in said
    rich = message_from_bytes(sink.taken[-1], policy=policy.default).get_body(("html",))
    assert rich is not None and rich.get_content().count(f'<a href="{found["INV-1"]}">INV-1</a>') == 2
    secrets = [one.rsplit("/", 2)[1] for one in found.values()]
    with time_machine.travel(datetime.datetime.combine(mailed.today, datetime.time(12), datetime.UTC)):
        assert [links.enter(secret).target.number for secret in secrets] == list(found)
    later = factories.at(mailed, mailed.today + DAY * 9)
    dunned.run(later)
    assert dict(re.findall(r"^(INV-\d): (https\S+)$", body(sink), re.MULTILINE)) == found
    kept_words = sql.rows("SELECT body FROM reminder WHERE tenant_id = %s", [mailed.tenant_id])
    assert not any(secret in text for secret in secrets for (text,) in kept_words), "no secret is kept"


def test_without_an_address_of_the_server_no_link_is_made(mailed: Context, sink: Sink) -> None:
    dunned.run(mailed)
    assert "/p/" not in body(sink)
    assert sql.rows("SELECT 1 FROM link WHERE tenant_id = %s", [mailed.tenant_id]) == []


def test_a_mail_goes_to_the_customer_s_own_address_where_that_of_its_contact_is_refused(
    mailed: Context, sink: Sink
) -> None:
    contacts.add(mailed, contacts.AddContact("C-1", "Ann", "ann@brightwater.example", main=True))
    dunning.set_customer(mailed, dunning.SetDunning("C-1", bounced="ann@brightwater.example"))
    here = books_of(mailed)
    [one] = dunning_due.decisions(here, Moment(mailed.today, mailed.now))
    assert (one.address, one.rule) == ("ap@brightwater.example", "")
    dunned.run(mailed)
    assert message_from_bytes(sink.taken[-1], policy=policy.default)["To"] == "ap@brightwater.example"
    customer_id = one.customer_id
    dunning.note_bounce(mailed, customer_id, "ap@brightwater.example")
    later = factories.at(mailed, mailed.today + DAY * 9)
    [one] = dunning_due.decisions(here, Moment(later.today, later.now))
    assert (one.address, one.rule) == ("ann@brightwater.example", "bounced"), "neither is tried again"
    told = [row.address for row in bounces.to_correct(here)]
    assert told == ["ann@brightwater.example", "ap@brightwater.example"]
    dunning.set_customer(mailed, dunning.SetDunning("C-1", bounced=""))
    [one] = dunning_due.decisions(here, Moment(later.today, later.now))
    assert (one.address, one.rule) == ("ann@brightwater.example", "") and bounces.to_correct(here) == ()
