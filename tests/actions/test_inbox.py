"""The inbox: mail is kept once, given to whom it is of, and read again when a person says whose it is."""

from __future__ import annotations

import pytest

from quittance.actions import contacts, customers, deliveries, inbox
from quittance.actions.command import Context
from quittance.actions.contacts import AddContact
from quittance.actions.deliveries import SendDocument
from quittance.actions.inbox import AssignMail, DismissMail
from quittance.formats.bank import Malformed
from quittance.jobs import worker
from quittance.reports import audit, books, verify
from quittance.reports import deliveries as delivered
from quittance.reports import inbox as reports
from quittance.rules.refusals import Conflict, NotAllowed, NotFound
from tests import factories
from tests.actions.mail_sink import Sink
from tests.formats.mailed import mailed

pytestmark = pytest.mark.django_db
PROMISE = "We will pay EUR 60.00 for INV-1 by 15 July."


@pytest.fixture
def context() -> Context:
    """A company with C-1, whose contact is Ada, and INV-1."""
    made = factories.company("Delft Tiles")
    factories.customer(made, "C-1", name="Brightwater", email="office@bright.example")
    contacts.add(made, AddContact("C-1", "Ada Reed", "ada@bright.example"))
    factories.invoice(made, "INV-1", "100.00")
    return made


def take(context: Context, text: str = PROMISE, subject: str = "Hello", **more: str) -> inbox.MailTaken:
    """Take a mail in that was written on 29 June."""
    content = mailed(text, subject, **more).replace(b"Wed, 25 Nov 2026", b"Mon, 29 Jun 2026")  # type: ignore[arg-type]
    return inbox.take_bytes(context, content)


def test_a_mail_is_kept_once_with_its_thread_and_what_it_proposes(context: Context) -> None:
    made = take(context)
    assert (made.customer_number, made.proposals, made.again) == ("C-1", 1, False)
    again = take(context)
    assert (again.id, again.again, again.proposals) == (made.id, True, 1)
    (row,) = reports.rows(books.of(context))
    assert (row.customer_name, row.proposes, row.reason) == (
        "Brightwater",
        ("promise",),
        "From ada@bright.example, an address of theirs",
    )
    card = reports.card(books.of(context), made.id)
    (one,) = card.proposals
    assert (str(one.on), one.amount, one.documents, one.words) == ("2026-07-15", 6000, ("INV-1",), PROMISE)
    assert card.is_known and reports.counts(books.of(context)) == reports.Counts(1, 0)
    once_more, event = audit.trail(books.of(context), audit.Filter(verb="inbox.take_in"))
    assert (event.subject_kind, event.data["text"]) == ("mail", PROMISE)
    assert once_more.data == {"mail": str(made.id), "again": True} and verify.run(books.of(context)).clean


def test_an_answer_to_our_own_mail_is_of_its_document(context: Context, sink: Sink) -> None:
    deliveries.send(context, SendDocument("INV-1"))
    worker.once()
    (sent,) = delivered.of_document(books.of(context), "INV-1")
    made = take(context, "We will pay by 15 July.", sender="Zoe <zoe@elsewhere.example>", answers=sent.message)
    card = reports.card(books.of(context), made.id)
    assert (card.row.document, card.row.reason, card.wrote_to) == (
        "INV-1",
        "Answers our mail INV-1",
        "office@bright.example",
    )
    assert card.proposals[0].documents == ("INV-1",) and not card.is_known


def test_a_stranger_who_names_an_invoice_is_found_by_it(context: Context) -> None:
    made = take(context, "About inv-1.", sender="who@x.example")
    assert (made.customer_number, made.reason) == ("C-1", "Names INV-1")


def test_a_stranger_waits_until_a_person_says_whose_it_is(context: Context) -> None:
    made = take(context, "We will pay by 15 July.", sender="Zoe Hill <zoe@x.example>")
    assert (made.customer_number, made.proposals) == ("", 0)
    assert reports.counts(books.of(context)) == reports.Counts(1, 1)
    assert len(reports.rows(books.of(context), "unknown")) == 1
    with pytest.raises(NotFound) as refused:
        inbox.assign(context, AssignMail(made.id, "C-9"))
    assert refused.value.field == "customer_number"
    kept = inbox.assign(context, AssignMail(made.id, "C-1", add_contact=True))
    assert (kept.customer_number, kept.proposals, kept.state) == ("C-1", 1, "open")
    assert reports.card(books.of(context), made.id).is_known
    assert take(context, "And again.", sender="zoe@x.example", message="<2@x.example>").customer_number == "C-1"


def test_an_address_of_two_customers_is_told_by_the_invoice(context: Context) -> None:
    factories.customer(context, "C-2", email="ada@bright.example")
    assert take(context, "Hello there").customer_number == ""
    assert take(context, message="<3@x.example>").customer_number == "C-1"


def test_a_proposal_is_dismissed_and_a_mail_put_away(context: Context) -> None:
    made = take(context, f"{PROMISE}\n\nINV-1 arrived damaged.")
    first, second = reports.card(books.of(context), made.id).proposals
    kept = inbox.dismiss(context, DismissMail(made.id, first.id))
    assert (kept.state, kept.proposals) == ("open", 1)
    with pytest.raises(Conflict):
        inbox.dismiss(context, DismissMail(made.id, first.id))
    assert inbox.dismiss(context, DismissMail(made.id, second.id)).state == "done"
    other = take(context, "Thanks!", message="<4@x.example>")
    assert inbox.dismiss(context, DismissMail(other.id)).state == "done"
    with pytest.raises(NotFound):
        inbox.dismiss(context, DismissMail(7))


def test_a_receipt_that_is_sent_by_itself_waits_for_nobody(context: Context) -> None:
    made = take(context, "Your mail was received.", Auto_Submitted="auto-replied")
    assert inbox.kept(context, made.id).state == "done"
    assert reports.rows(books.of(context)) == () and len(reports.rows(books.of(context), "done")) == 1


def test_what_is_no_mail_is_refused_and_nothing_is_seen_across_companies(context: Context) -> None:
    with pytest.raises(Malformed):
        inbox.take_bytes(context, b"no mail")
    made = take(context)
    other = factories.company("Other")
    with pytest.raises(NotFound):
        reports.card(books.of(other), made.id)
    with pytest.raises(NotAllowed):
        take(factories.member(context, "auditor"))
    customers.edit(context, customers.EditCustomer("C-1", name="Bright"))
    assert reports.card(books.of(context), made.id).row.customer_name == "Bright"
