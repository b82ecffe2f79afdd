"""Dossiers: proposed by one person, handed over by another, true at that moment, held meanwhile, and recalled."""

from __future__ import annotations

import datetime
import io
import json
import zipfile

import pytest

from quittance.actions import disputes, dossiers, holds, interest, invoices, jobs, promises
from quittance.actions.command import Context
from quittance.actions.dossiers import CloseDossier, DropDossier, ProposeDossier, RecallDossier, ReleaseDossier
from quittance.actions.interest import SetReferenceRate
from quittance.actions.invoices import RecordInvoice
from quittance.actions.jobs import Work
from quittance.books import sql
from quittance.formats import archive
from quittance.jobs import worker
from quittance.reports import audit, books, holding, worklist
from quittance.reports import disputes as held
from quittance.reports import dossiers as reports
from quittance.reports import interest as asked
from quittance.rules.refusals import Conflict, Invalid, NotAllowed, NotFound, Refusal
from tests import factories, killed

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
TODAY = factories.TODAY
LAWYER = ProposeDossier("C-1", "lawyer", "Marsh & Vale", reference="MV-7")


@pytest.fixture
def context() -> Context:
    """C-1 owes 1,000.00 and 500.00, both late, and 70.00 that is due tomorrow; interest by German law."""
    context = factories.company(country="DE")
    factories.customer(context, "C-1", language="de")
    factories.invoice(context, "INV-1", "1000.00", TODAY - 120 * DAY, TODAY - 90 * DAY)
    factories.invoice(context, "INV-2", "500.00", TODAY - 60 * DAY, TODAY - 30 * DAY)
    factories.invoice(context, "INV-3", "70.00", TODAY - 10 * DAY, TODAY + DAY)
    return context


def released(manager: Context, context: Context, *documents: str) -> None:
    """DOS-0001 over those debts, or all that is late, handed over to a lawyer."""
    dossiers.propose(context, ProposeDossier("C-1", "lawyer", "Marsh & Vale", documents))
    dossiers.release(manager, ReleaseDossier("DOS-0001"))


def opened(content: bytes) -> zipfile.ZipFile:
    """The ZIP of those bytes."""
    return zipfile.ZipFile(io.BytesIO(content))


def test_a_dossier_claims_all_that_is_late_with_interest_to_the_day(context: Context) -> None:
    made = dossiers.propose(context, LAWYER)
    assert (made.number, made.state, made.documents) == ("DOS-0001", "proposed", ("INV-1", "INV-2"))
    # 1,000.00 for 90 days and 500.00 for 30 days of 365 at 1.27 + 9 percent, and twice 40.00
    assert (made.principal, made.interest, made.compensation) == ("1500.00", "29.54", "80.00")
    assert made.total == "1609.54"
    card = reports.card(books.of(context), "DOS-0001", TODAY)
    assert [(one.document, one.total) for one in card.claims] == [("INV-1", 106_532), ("INV-2", 54_422)]


@pytest.mark.parametrize(
    ("data", "refusal", "field"),
    [
        (ProposeDossier("C-9", "lawyer", "Marsh"), NotFound, "customer"),
        (ProposeDossier("C-1", "friend", "Marsh"), Invalid, "receiver_kind"),
        (ProposeDossier("C-1", "lawyer", " "), Invalid, "receiver"),
        (ProposeDossier("C-1", "lawyer", "Marsh", ("INV-3",)), Invalid, "documents"),
        (ProposeDossier("C-1", "lawyer", "Marsh", ("INV-1", "INV-3")), Invalid, "documents"),
        (ProposeDossier("C-1", "lawyer", "Marsh", ("INV-9",)), NotFound, "documents"),
        (ProposeDossier("C-1", "lawyer", "Marsh", currency="USD"), Invalid, "customer_number"),
    ],
)
def test_what_cannot_be_handed_over_is_refused(
    context: Context, data: ProposeDossier, refusal: type[Refusal], field: str
) -> None:
    with pytest.raises(refusal) as caught:
        dossiers.propose(context, data)
    assert caught.value.field == field


def test_who_proposed_a_dossier_does_not_release_it(context: Context) -> None:
    dossiers.propose(context, LAWYER)
    with pytest.raises(NotAllowed, match="second person"):
        dossiers.release(context, ReleaseDossier("DOS-0001"))
    assert (
        holding.of_customer(books.of(context), reports.of_number(books.of(context), "DOS-0001").customer_id, TODAY)
        == ()
    )
    manager = factories.member(context, "credit_manager")
    assert dossiers.release(manager, ReleaseDossier("DOS-0001")).state == "released"
    with pytest.raises(Conflict, match="handed over"):
        dossiers.release(manager, ReleaseDossier("DOS-0001"))


def test_a_collector_proposes_and_does_not_release(context: Context) -> None:
    collector, other = factories.member(context, "collector"), factories.member(context, "collector")
    dossiers.propose(collector, LAWYER)
    with pytest.raises(NotAllowed):
        dossiers.release(other, ReleaseDossier("DOS-0001"))


def test_what_was_paid_meanwhile_is_left_out_when_it_is_handed_over(context: Context) -> None:
    interest.set_rate(context, SetReferenceRate("bundesbank", TODAY + DAY, "1.27"))
    dossiers.propose(context, LAWYER)
    later = factories.at(context, TODAY + 5 * DAY)
    factories.payment(later, "PAY-1", "1100.00")
    factories.allocate(later, "PAY-1", ("INV-1", "1000.00"), ("INV-2", "100.00"))
    manager = factories.at(factories.member(context, "credit_manager"), TODAY + 5 * DAY)
    made = dossiers.release(manager, ReleaseDossier("DOS-0001"))
    assert (made.documents, made.principal) == (("INV-2",), "400.00")
    assert reports.of_number(books.of(context), "DOS-0001").through_on == TODAY + 5 * DAY
    factories.payment(later, "PAY-2", "400.00")
    factories.allocate(later, "PAY-2", ("INV-2", "400.00"))
    row = reports.of_number(books.of(context), "DOS-0001")
    assert (row.open, row.left) == (40_000, 0)


def test_nothing_is_handed_over_when_all_of_it_was_paid(context: Context) -> None:
    dossiers.propose(context, ProposeDossier("C-1", "agency", "Collect Ltd", ("INV-2",)))
    factories.payment(context, "PAY-1", "500.00")
    factories.allocate(context, "PAY-1", ("INV-2", "500.00"))
    with pytest.raises(Conflict, match="Drop the dossier"):
        dossiers.release(factories.member(context, "controller"), ReleaseDossier("DOS-0001"))
    assert dossiers.drop(context, DropDossier("DOS-0001", "All was paid")).state == "dropped"


def test_a_promised_debt_is_not_handed_over(context: Context) -> None:
    promises.take(context, promises.TakePromise("C-1", TODAY + 3 * DAY, documents=("INV-1",)))
    with pytest.raises(Conflict, match="PRM-0001"):
        dossiers.propose(context, LAWYER)
    dossiers.propose(context, ProposeDossier("C-1", "lawyer", "Marsh", ("INV-2",)))
    promises.take(context, promises.TakePromise("C-1", TODAY + 3 * DAY, documents=("INV-2",)))
    with pytest.raises(Conflict, match="PRM-0002"):
        dossiers.release(factories.member(context, "credit_manager"), ReleaseDossier("DOS-0001"))


def test_credit_that_waits_is_set_off_and_leaves_something_to_claim(context: Context) -> None:
    factories.payment(context, "PAY-1", "100.00")
    made = dossiers.propose(context, LAWYER)
    assert (made.principal, made.credit, made.total) == ("1500.00", "100.00", "1509.54")
    factories.payment(context, "PAY-2", "200.00")
    released = dossiers.release(factories.member(context, "credit_manager"), ReleaseDossier("DOS-0001"))
    assert (released.credit, released.total) == ("300.00", "1309.54")
    factories.payment(context, "PAY-3", "50.00")
    assert reports.card(books.of(context), "DOS-0001", TODAY).sums.credit == 30_000, "as it was handed over"
    dossiers.recall(context, RecallDossier("DOS-0001", "Too much credit"))
    factories.payment(context, "PAY-4", "150.00")
    with pytest.raises(Conflict, match="Allocate it first"):
        dossiers.propose(context, ProposeDossier("C-1", "lawyer", "Marsh", ("INV-2",)))


def test_a_debt_is_in_one_dossier_at_a_time(context: Context) -> None:
    dossiers.propose(context, ProposeDossier("C-1", "agency", "Collect Ltd", ("INV-1",)))
    with pytest.raises(Conflict, match="INV-1 is in dossier DOS-0001"):
        dossiers.propose(context, LAWYER)
    dossiers.drop(context, DropDossier("DOS-0001", "The lawyer takes it"))
    assert dossiers.propose(context, LAWYER).number == "DOS-0002"


def test_while_it_is_out_the_account_is_held_and_only_the_recall_lifts_that(context: Context) -> None:
    dossiers.propose(context, LAWYER)
    dossiers.release(factories.member(context, "credit_manager"), ReleaseDossier("DOS-0001"))
    assert sum(one.amount for one in holding.of_company(books.of(context), TODAY)) == 157_000
    assert worklist.accounts(books.of(context), TODAY).accounts[0].proposal.step == "wait"
    (hold,) = held.holds(books.of(context), TODAY)
    assert hold.reason == "With lawyer Marsh & Vale, DOS-0001"
    with pytest.raises(Conflict, match="DOS-0001"):
        holds.lift(context, holds.LiftHold(hold.id))
    assert dossiers.recall(context, RecallDossier("DOS-0001", "They pay us")).state == "recalled"
    assert held.holds(books.of(context), TODAY) == ()
    assert holding.of_company(books.of(context), TODAY) == ()
    with pytest.raises(Conflict, match="recalled"):
        dossiers.recall(context, RecallDossier("DOS-0001", "Again"))


def test_interest_of_a_debt_that_is_out_is_claimed_there_and_never_twice(context: Context) -> None:
    interest.set_rate(context, SetReferenceRate("bundesbank", datetime.date(2026, 7, 1), "1.27"))
    manager = factories.member(context, "credit_manager")
    released(manager, context, "INV-1")
    found = asked.account(books.of(context), "C-1", TODAY)
    assert [(one.document, one.dossier, one.receiver) for one in found.items] == [
        ("INV-1", "DOS-0001", "Marsh & Vale"),
        ("INV-2", "", ""),
    ]
    assert found.totals == (("EUR", 422, 4000),), "of INV-2 alone"
    note = interest.charge(context, interest.ChargeInterest("C-1"))
    assert note.total == "44.22"
    event = audit.trail(books.of(context))[0]
    assert (event.verb, event.data["left_out"]) == ("interest.charge", "INV-1 (DOS-0001)")
    later = factories.at(context, TODAY + 10 * DAY)
    dossiers.recall(later, RecallDossier("DOS-0001", "They pay us"))
    back = asked.account(books.of(context), "C-1", TODAY + 10 * DAY)
    # from where it stopped: INV-1 for 100 days with its compensation, INV-2 for 10, and INV-3 is late by now
    assert [(one.document, one.accrued.interest, one.accrued.compensation) for one in back.items] == [
        ("INV-1", 2813, 4000),
        ("INV-2", 141, 0),
        ("INV-3", 18, 4000),
    ]


def test_a_note_over_debts_that_are_all_out_is_refused_and_says_where_they_are(context: Context) -> None:
    released(factories.member(context, "credit_manager"), context)
    with pytest.raises(Invalid, match="INV-1 lies with Marsh & Vale in dossier DOS-0001") as caught:
        interest.charge(context, interest.ChargeInterest("C-1"))
    assert caught.value.field == "customer_number"


def test_a_proposed_dossier_leaves_interest_as_it_is_and_states_only_what_no_note_has_charged(context: Context) -> None:
    dossiers.propose(context, LAWYER)
    assert interest.charge(context, interest.ChargeInterest("C-1")).total == "109.54"
    made = dossiers.release(factories.member(context, "credit_manager"), ReleaseDossier("DOS-0001"))
    assert (made.interest, made.compensation) == ("0.00", "0.00")


def test_what_the_receiver_collected_is_never_charged_and_a_slip_is_corrected(context: Context) -> None:
    manager = factories.member(context, "credit_manager")
    released(manager, context, "INV-1")
    with pytest.raises(Invalid, match="days that are over"):
        dossiers.close(context, CloseDossier("DOS-0001", "Paid", TODAY + DAY))
    through = TODAY - 10 * DAY
    assert dossiers.close(context, CloseDossier("DOS-0001", "Paid to them", through)).state == "closed"
    assert holding.of_company(books.of(context), TODAY) == ()
    found = asked.account(books.of(context), "C-1", TODAY).items[0]
    assert (found.document, found.charged_through, found.accrued.compensation) == ("INV-1", through, 0)
    assert [(span.first, span.days) for span in found.accrued.spans] == [(through + DAY, 10)]
    dossiers.close(context, CloseDossier("DOS-0001", "They collected nothing"))
    whole = asked.account(books.of(context), "C-1", TODAY).items[0]
    assert (whole.accrued.interest, whole.accrued.compensation) == (2532, 4000)
    with pytest.raises(Conflict, match="closed"):
        dossiers.recall(context, RecallDossier("DOS-0001", "Again"))


def test_a_dossier_that_was_never_handed_over_is_dropped_and_not_closed(context: Context) -> None:
    dossiers.propose(context, LAWYER)
    with pytest.raises(Conflict, match="waits for a second person"):
        dossiers.close(context, CloseDossier("DOS-0001", "Done"))


def test_what_came_in_while_it_was_out_stands_on_it(context: Context) -> None:
    factories.payment(context, "PAY-0", "100.00")
    factories.allocate(context, "PAY-0", ("INV-1", "100.00"))
    manager = factories.member(context, "credit_manager")
    released(manager, context)
    later = factories.at(context, TODAY + DAY)
    factories.payment(later, "PAY-1", "700.00")
    factories.allocate(later, "PAY-1", ("INV-1", "600.00"))
    card = reports.card(books.of(context), "DOS-0001", TODAY + DAY)
    assert [(one.document, one.kind, one.reference, one.amount) for one in card.came] == [
        ("INV-1", "payment", "PAY-1", 60_000)
    ]
    assert card.waiting == 10_000
    assert reports.money_told(card)["came"][0]["amount"] == "600.00"


def test_fees_and_costs_are_claimed_beside_the_principal(context: Context) -> None:
    invoices.record(
        context,
        RecordInvoice("C-1", TODAY - 5 * DAY, "5.00", due_on=TODAY - 5 * DAY, number="FEE-1", ancillary="dunning_fee"),
    )
    made = dossiers.propose(context, LAWYER)
    assert (made.principal, made.fees, made.total) == ("1500.00", "5.00", "1614.54")
    for state in ("proposed", "released"):
        card = reports.card(books.of(context), "DOS-0001", TODAY)
        assert (card.row.state, card.sums.open, card.sums.costs, card.sums.owed) == (state, 150_000, 500, 150_500)
        assert {one.document: one.kind for one in card.claims}["FEE-1"] == "cost"
        if state == "proposed":
            dossiers.release(factories.member(context, "credit_manager"), ReleaseDossier("DOS-0001"))
    assert "invoices/FEE-1.pdf" in opened(dossiers.kept(context, "DOS-0001")).namelist()


def test_what_is_disputed_is_claimed_and_said_to_be_disputed(context: Context) -> None:
    disputes.open_dispute(context, disputes.OpenDispute("INV-1", "damage", "250.00"))
    dossiers.propose(context, LAWYER)
    first = reports.card(books.of(context), "DOS-0001", TODAY).claims[0]
    assert (first.open, first.disputed) == (100_000, 25_000)


def test_the_zip_holds_every_paper_with_its_hash_and_is_kept_as_it_was_handed_over(context: Context) -> None:
    dossiers.propose(context, LAWYER)
    before = dossiers.kept(context, "DOS-0001")
    assert dossiers.kept(context, "DOS-0001") == before, "the same bytes for the same facts"
    dossiers.release(factories.member(context, "credit_manager"), ReleaseDossier("DOS-0001"))
    (work,) = [one for one in queued(context) if one.name == dossiers.JOB]
    dossiers.carry_out(work)
    content = dossiers.kept(context, "DOS-0001")
    with opened(content) as whole:
        index = json.loads(whole.read("index.json"))
        assert [one["file"] for one in index["files"]] == [
            *("cover.pdf", "claims.csv", "interest.csv", "invoices/INV-1.pdf", "invoices/INV-2.pdf"),
            *("statement.pdf", "timeline.pdf", "timeline.csv"),
        ]
        for one in index["files"]:
            assert archive.digest(whole.read(one["file"])) == one["sha256"]
        said = whole.read("claims.csv").decode("utf-8-sig").splitlines()
        assert said[1].endswith(",1000.00,1000.00,0.00,25.32,40.00,1065.32")
    factories.payment(context, "PAY-1", "1000.00")
    factories.allocate(context, "PAY-1", ("INV-1", "1000.00"))
    assert dossiers.kept(context, "DOS-0001") == content
    assert reports.of_number(books.of(context), "DOS-0001").digest == archive.digest(content)


def queued(context: Context) -> list[Work]:
    """Jobs that wait, taken as a worker takes them."""
    made = []
    while (held := jobs.take(context.now)) is not None:
        made.append(jobs.open_up(held))
    return made


def test_every_step_is_an_event(context: Context) -> None:
    dossiers.propose(context, LAWYER)
    dossiers.release(factories.member(context, "credit_manager"), ReleaseDossier("DOS-0001"))
    dossiers.recall(context, RecallDossier("DOS-0001", "They pay us"))
    rows = [one for one in audit.trail(books.of(context)) if one.subject_kind == "dossier"]
    assert [one.verb for one in rows] == ["dossiers.recall", "dossiers.release", "dossiers.propose"]
    assert rows[0].data["reason"] == "They pay us"


def test_a_zip_whose_workers_die_is_drawn_again_in_a_day(context: Context) -> None:
    released(factories.member(context, "credit_manager"), context)
    sql.execute("DELETE FROM job WHERE tenant_id = %s AND name <> %s", [context.tenant_id, dossiers.JOB])
    killed.six_times(context, dossiers.JOB)
    assert reports.of_number(books.of(context), "DOS-0001").digest == ""
    sql.execute("UPDATE job SET run_at = 0 WHERE tenant_id = %s AND state = 'queued'", [context.tenant_id])
    assert worker.once() and reports.of_number(books.of(context), "DOS-0001").digest
