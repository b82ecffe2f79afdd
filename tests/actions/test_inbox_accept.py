"""What a mail proposes is done by the verb it stands for, once, and only when a person accepts it."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import contacts, inbox, inbox_accept
from quittance.actions.command import Context
from quittance.actions.contacts import AddContact
from quittance.actions.inbox_accept import AcceptProposal, ProposalAccepted
from quittance.reports import (
    audit,
    books,
    bounces,
    customers,
    deliveries,
    disputes,
    holding,
    promises,
    remittances,
    worklist,
)
from quittance.reports import inbox as reports
from quittance.rules.refusals import Conflict, Invalid, NotAllowed, NotFound, Refusal
from tests import factories
from tests.formats.bounced import notification
from tests.formats.mailed import mailed

pytestmark = pytest.mark.django_db
ADA = "ada@bright.example"


@pytest.fixture
def context() -> Context:
    """A company with C-1, whose contact is Ada, and INV-1, which is late."""
    made = factories.company("Delft Tiles")
    factories.customer(made, "C-1", name="Brightwater", email="office@bright.example")
    contacts.add(made, AddContact("C-1", "Ada Reed", ADA, main=True))
    factories.invoice(made, "INV-1", "100.00", datetime.date(2026, 4, 1), datetime.date(2026, 5, 1))
    return made


def taken(context: Context, text: str, subject: str = "Hello", **more: object) -> int:
    """A mail of Ada's, written on 29 June."""
    content = mailed(text, subject, **more).replace(b"Wed, 25 Nov 2026", b"Mon, 29 Jun 2026")  # type: ignore[arg-type]
    return inbox.take_bytes(context, content).id


def accept(context: Context, mail_id: int, n: int = 0, **said: object) -> ProposalAccepted:
    """Accept a proposal of a mail."""
    one = reports.proposals(books.of(context), mail_id)[n]
    return inbox_accept.accept(context, AcceptProposal(mail_id, one.id, **said))  # type: ignore[arg-type]


def test_a_promise_is_taken_with_its_day_and_amount(context: Context) -> None:
    id = taken(context, "We will pay EUR 60.00 for INV-1 by 15 July.")
    assert promises.rows(books.of(context), "", "C-1") == ()
    made = accept(context, id)
    assert (made.kind, made.state, made.outcome) == ("promise", "done", "PRM-0001: 60.00 EUR by 2026-07-15")
    (row,) = promises.rows(books.of(context), "", "C-1")
    assert (row.amount, row.said_by, row.documents) == (6000, "Ada Reed", ("INV-1",))
    with pytest.raises(Conflict):
        accept(context, id)
    assert len(promises.rows(books.of(context), "", "C-1")) == 1


def test_what_the_verb_refuses_leaves_the_proposal_waiting(context: Context) -> None:
    id = taken(context, "We will pay EUR 600.00 for INV-1 by 15 July.")
    with pytest.raises(Refusal):
        accept(context, id)
    assert reports.proposals(books.of(context), id)[0].state == "proposed"
    assert accept(context, id, amount="80.00", on=datetime.date(2026, 7, 20)).outcome.endswith(
        "80.00 EUR by 2026-07-20"
    )


def test_a_dispute_is_opened_with_its_reason(context: Context) -> None:
    made = accept(context, taken(context, "The goods of INV-1 arrived damaged."))
    (row,) = disputes.rows(books.of(context), "open", "C-1")
    assert (row.document, row.reason, made.kind) == ("INV-1", "damage", "dispute")
    id = taken(context, "The goods arrived damaged.", message="<5@x.example>")
    with pytest.raises(Invalid) as refused:
        accept(context, id)
    assert refused.value.field == "documents"


def test_what_is_said_to_be_paid_is_left_alone_until_the_bank_shows_it(context: Context) -> None:
    made = accept(context, taken(context, "INV-1 was paid on 25 June."))
    assert made.outcome.startswith("INV-1 on hold until 2026-07-07")
    id = customers.id_of(books.of(context), "C-1")
    (held,) = holding.of_customer(books.of(context), id, context.today)
    assert (held.rule, held.amount) == ("hold", 10000)


def test_a_remittance_goes_to_its_reader_from_an_attachment_or_the_words(context: Context) -> None:
    sheet = b"Invoice;Amount\nINV-1;100.00\n"
    id = taken(context, "See the list.", "Remittance advice", files=(("remittance_1.csv", "text/csv", sheet),))
    assert accept(context, id).outcome == "Remittance with 1 documents, waiting for its payment"
    words = "We paid the following invoices:\n\nINV-1   100.00\nTotal 100.00"
    other = taken(context, words, "Remittance advice", message="<6@x.example>")
    kinds = [one.kind for one in reports.proposals(books.of(context), other)]
    accept(context, other, kinds.index("remittance"))
    assert [row.total for row in remittances.rows(books.of(context))] == [10000, 10000]


def test_an_invoice_that_comes_back_as_a_file_is_no_remittance(context: Context) -> None:
    id = taken(context, "Which order is this?", files=(("INV-1.csv", "text/csv", b"Invoice;Amount\nINV-1;100.00\n"),))
    assert reports.proposals(books.of(context), id) == ()


@pytest.mark.usefixtures("sink")
def test_an_invoice_that_is_asked_for_is_sent_again(context: Context) -> None:
    made = accept(context, taken(context, "We cannot find INV-1. Could you send us a copy of the invoice?", "Reminder"))
    assert (made.kind, made.outcome) == ("copy", f"INV-1 sent again to {ADA}")
    (sent,) = deliveries.of_document(books.of(context), "INV-1")
    assert (sent.address, sent.state) == (ADA, "queued")
    id = taken(context, "Could you please send us a copy of the invoice?", message="<5@x.example>")
    with pytest.raises(Invalid) as refused:
        accept(context, id)
    assert refused.value.field == "documents"
    factories.invoice(context, "INV-2", "50.00", datetime.date(2026, 4, 1), datetime.date(2026, 5, 1))
    stranger = taken(
        context, "We never received the invoice INV-2.", sender="ap@bright.example", message="<6@x.example>"
    )
    assert accept(context, stranger).outcome == f"INV-2 sent again to {ADA}"


def test_who_asks_for_parts_has_a_plan_as_the_next_step(context: Context) -> None:
    made = accept(context, taken(context, "Could we pay INV-1 in three instalments?"))
    assert (made.kind, made.state) == ("plan", "done")
    (account,) = worklist.accounts(books.of(context), context.today).accounts
    assert (account.proposal.step, account.proposal.on) == ("plan", context.today)
    assert account.proposal.reason == "Ada Reed asked on 2026-06-29 to pay in parts"


def test_the_rest_is_what_nothing_else_was_said_of(context: Context) -> None:
    factories.invoice(context, "INV-2", "50.00", datetime.date(2026, 4, 1), datetime.date(2026, 5, 1))
    text = "The goods of INV-1 were damaged. We will pay everything else on 10 July, INV-2 for one."
    kinds = {one.kind: one.documents for one in reports.proposals(books.of(context), taken(context, text))}
    assert kinds == {"dispute": ("INV-1",), "promise": ("INV-2",)}


def test_who_is_away_lets_the_account_rest(context: Context) -> None:
    id = taken(context, "I am out of the office until 10 July.", "Automatic reply", Auto_Submitted="auto-replied")
    assert accept(context, id).outcome == "The account rests until 2026-07-11"
    (account,) = worklist.accounts(books.of(context), context.today).accounts
    assert account.snoozed and account.proposal.on == datetime.date(2026, 7, 11)
    other = taken(context, "I am out of the office.", "Automatic reply", Auto_Submitted="yes", message="<7@x.example>")
    with pytest.raises(Invalid) as refused:
        accept(context, other)
    assert refused.value.field == "on"


def test_a_wrong_contact_becomes_the_right_one(context: Context) -> None:
    id = taken(context, "I am no longer responsible. Please contact Susan Cole (sue@bright.example).")
    assert accept(context, id).outcome == "Ada Reed became Susan Cole, sue@bright.example"
    text = "Wrong department, ask somebody else."
    other = taken(context, text, sender="office@bright.example", message="<8@x.example>")
    with pytest.raises(Invalid) as refused:
        accept(context, other)
    assert refused.value.field == "email"
    accept(context, other, email="ap@bright.example", name="Accounts")
    card = customers.card(books.of(context), customers.id_of(books.of(context), "C-1"), context.today)
    assert {(one.name, one.main) for one in card.contacts} == {("Susan Cole", False), ("Accounts", True)}


def test_mail_that_came_back_stops_its_address(context: Context) -> None:
    id = inbox.take_bytes(context, notification(ADA, message="<9@elsewhere.example>")).id
    assert accept(context, id).outcome == f"{ADA} stopped"
    assert [one.address for one in bounces.to_correct(books.of(context))] == [ADA]


def test_nobody_accepts_what_they_may_not_do_themselves(context: Context) -> None:
    id = taken(context, "We will pay EUR 60.00 for INV-1 by 15 July.")
    with pytest.raises(NotAllowed, match="take a promise"):
        accept(factories.member(context, "clerk"), id)
    assert accept(factories.member(context, "collector"), id).state == "done"
    with pytest.raises(NotFound):
        inbox_accept.accept(context, AcceptProposal(id, 7))
    events = audit.trail(books.of(context), audit.Filter(verb="inbox.accept"))
    assert [one.outcome for one in events if one.outcome == "done"] == ["done"]
