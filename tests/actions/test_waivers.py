"""Late interest given up: by two people, for days that nobody charged, and taken back as if it had never been."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import dossiers, interest, waivers
from quittance.actions.command import Context
from quittance.actions.interest import ChargeInterest
from quittance.actions.waivers import ApproveWaiver, EndWaiver, WaiveInterest
from quittance.reports import interest as asked
from quittance.reports import interest_notes, verify
from quittance.reports import waivers as reports
from quittance.reports.books import of
from quittance.rules.refusals import Conflict, Invalid, NotAllowed, NotFound
from tests import accruing, factories

pytestmark = pytest.mark.django_db
day = datetime.date.fromisoformat


@pytest.fixture
def late() -> Context:
    """36,500.00 due on 31 January 2026, on 10 percent and EUR 40; the principal alone is paid on 10 February."""
    return accruing.one_late("36500.00", "contract_eu")


def owed(context: Context, through: str = "2026-03-10") -> tuple[tuple[str, int, int], ...]:
    """Interest and compensation that C-1 can be charged."""
    return asked.account(of(context), "C-1", day(through)).totals


def test_interest_left_when_only_the_principal_was_paid_is_given_up_by_two_people(late: Context) -> None:
    collector = factories.member(late, "collector")
    manager = factories.member(late, "credit_manager")
    made = waivers.waive(collector, WaiveInterest("INV-1", "Paid in full after our call"))
    assert (made.interest, made.compensation, made.through) == ("100.00", "40.00", day("2026-02-10"))
    assert owed(late) == (("EUR", 100_00, 40_00),), "a proposal changes nothing"
    with pytest.raises(NotAllowed, match="You may not give late interest up"):
        waivers.approve(collector, ApproveWaiver("INV-1"))
    given = waivers.approve(manager, ApproveWaiver("INV-1"))
    assert (given.state, given.interest, owed(late)) == ("given", "100.00", ())
    (row,) = reports.rows(of(late), "given", "C-1")
    assert (row.document, row.actor_name, row.approved_by) == ("INV-1", collector.actor.name, manager.actor.name)
    with pytest.raises(Invalid, match="owes no interest"):
        interest.charge(late, ChargeInterest("C-1"))
    assert verify.run(of(late)).clean


def test_nobody_gives_up_what_they_proposed_themselves(late: Context) -> None:
    manager = factories.member(late, "credit_manager")
    waivers.waive(manager, WaiveInterest("INV-1", "Goodwill"))
    with pytest.raises(NotAllowed, match="A second person gives it"):
        waivers.approve(manager, ApproveWaiver("INV-1"))
    assert waivers.approve(factories.member(late, "controller"), ApproveWaiver("INV-1")).state == "given"
    with pytest.raises(Conflict, match="No waiver of INV-1 waits"):
        waivers.approve(late, ApproveWaiver("INV-1"))


def test_it_is_taken_back_as_if_it_had_never_been(late: Context) -> None:
    waivers.waive(factories.member(late, "collector"), WaiveInterest("INV-1", "Goodwill"))
    waivers.approve(late, ApproveWaiver("INV-1"))
    assert waivers.end(late, EndWaiver("INV-1", "They broke their word")).state == "ended"
    assert owed(late) == (("EUR", 100_00, 40_00),)
    assert interest.charge(late, ChargeInterest("C-1")).total == "140.00"
    with pytest.raises(Conflict, match="No waiver of INV-1 stands"):
        waivers.end(late, EndWaiver("INV-1", "again"))


def test_a_proposal_is_dropped_and_may_be_made_again(late: Context) -> None:
    waivers.waive(late, WaiveInterest("INV-1", "Goodwill"))
    with pytest.raises(Conflict, match="waits for a second person already"):
        waivers.waive(late, WaiveInterest("INV-1", "Goodwill"))
    assert waivers.end(late, EndWaiver("INV-1", "They can pay")).state == "dropped"
    assert waivers.waive(late, WaiveInterest("INV-1", "Goodwill")).state == "proposed"


def test_what_was_charged_meanwhile_is_not_given_up(late: Context) -> None:
    waivers.waive(factories.member(late, "collector"), WaiveInterest("INV-1", "Goodwill"))
    interest.charge(late, ChargeInterest("C-1"))
    with pytest.raises(Conflict, match="charged or corrected meanwhile"):
        waivers.approve(late, ApproveWaiver("INV-1"))


def test_what_is_given_up_is_what_is_known_then(late: Context) -> None:
    factories.invoice(late, "INV-2", "36500.00", day("2026-01-01"), day("2026-01-31"))
    made = waivers.waive(factories.member(late, "collector"), WaiveInterest("INV-2", "Goodwill", day("2026-02-20")))
    factories.payment(late, "PAY-2", "36500.00", day("2026-02-05"))
    factories.allocate(late, "PAY-2", ("INV-2", ""))
    given = waivers.approve(late, ApproveWaiver("INV-2"))
    assert (made.interest, given.interest, given.through) == ("200.00", "50.00", day("2026-02-05"))


def test_of_a_debt_that_stays_open_the_days_behind_it_are_charged(late: Context) -> None:
    factories.invoice(late, "INV-2", "36500.00", day("2026-01-01"), day("2026-01-31"))
    waivers.waive(factories.member(late, "collector"), WaiveInterest("INV-2", "Goodwill", day("2026-02-20")))
    waivers.approve(late, ApproveWaiver("INV-2"))
    (item,) = [one for one in asked.account(of(late), "C-1", day("2026-03-01")).items if one.document == "INV-2"]
    assert [(str(span.first), span.days) for span in item.accrued.spans] == [("2026-02-21", 9)]
    assert item.accrued.compensation == 0
    note = interest.charge(late, ChargeInterest("C-1", through=day("2026-03-01")))
    assert note.total == "230.00", "140.00 of INV-1 and nine days of INV-2"
    with pytest.raises(Conflict, match="Days behind this waiver of INV-2"):
        waivers.end(late, EndWaiver("INV-2", "They broke their word"))
    factories.reverse(late, note.number)
    assert waivers.end(late, EndWaiver("INV-2", "They broke their word")).state == "ended"


def test_a_note_behind_it_is_judged_by_its_own_days_alone(late: Context) -> None:
    factories.invoice(late, "INV-2", "36500.00", day("2026-01-01"), day("2026-01-31"))
    waivers.waive(factories.member(late, "collector"), WaiveInterest("INV-2", "Goodwill", day("2026-02-20")))
    waivers.approve(late, ApproveWaiver("INV-2"))
    interest.charge(late, ChargeInterest("C-1", through=day("2026-03-01")))
    customer_id = asked.account(of(late), "C-1", late.today).customer_id
    factories.credit_note(late, "CN-1", "18250.00")
    factories.allocate(late, "CN-1", ("INV-2", "18250.00"))
    (wrong,) = interest_notes.outdated(of(late), customer_id)
    assert (wrong.document, wrong.charged, wrong.right) == ("INV-2", 90_00, 45_00)


def test_what_is_no_waiver_is_refused(late: Context) -> None:
    for data, refusal, field in (
        (WaiveInterest("INV-9", "x"), NotFound, "document"),
        (WaiveInterest("PAY-1", "x"), NotFound, "document"),
        (WaiveInterest("INV-1", " "), Invalid, "reason"),
        (WaiveInterest("INV-1", "x", day("2026-03-11")), Invalid, "through"),
        (WaiveInterest("INV-1", "x", day("2026-01-31")), Invalid, "document"),
    ):
        with pytest.raises(refusal) as refused:
            waivers.waive(late, data)
        assert getattr(refused.value, "field", "") == field
    with pytest.raises(NotAllowed):
        waivers.waive(factories.member(late, "sales"), WaiveInterest("INV-1", "x"))


def test_what_lies_in_a_dossier_is_not_given_up_here(late: Context) -> None:
    factories.invoice(late, "INV-2", "100.00", day("2026-01-01"), day("2026-01-31"))
    made = dossiers.propose(late, dossiers.ProposeDossier("C-1", "lawyer", "Marsh & Vale", ("INV-2",)))
    dossiers.release(factories.member(late, "credit_manager"), dossiers.ReleaseDossier(made.number))
    with pytest.raises(Conflict, match="lies with Marsh & Vale in dossier"):
        waivers.waive(late, WaiveInterest("INV-2", "Goodwill"))


def test_instalments_of_a_document_are_given_up_together(late: Context) -> None:
    factories.customer(late, "C-2")
    factories.invoice(late, "INV-P", "730.00", day("2026-01-01"), customer="C-2", terms="50% net 10, 50% net 20")
    waivers.waive(factories.member(late, "collector"), WaiveInterest("INV-P", "Goodwill", day("2026-02-10")))
    assert len(reports.of_document(of(late), "INV-P")) == 2
    given = waivers.approve(late, ApproveWaiver("INV-P"))
    assert given.compensation == "80.00"
    assert asked.account(of(late), "C-2", day("2026-02-10")).totals == ()
