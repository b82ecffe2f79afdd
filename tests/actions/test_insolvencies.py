"""Insolvency: it holds the account, fixes interest to the opening, files what was owed then, and is taken back."""

from __future__ import annotations

import datetime
import io
import zipfile

import pytest

from quittance.actions import costs, dossiers, holds, insolvencies, interest, jobs, promises
from quittance.actions.command import Context
from quittance.actions.insolvencies import EditInsolvency, EndInsolvency, FileClaims, OpenInsolvency
from quittance.books import sql
from quittance.formats import archive
from quittance.jobs import worker
from quittance.reports import audit, books, disputes, holding
from quittance.reports import insolvencies as reports
from quittance.reports import interest as earned
from quittance.rules.refusals import Conflict, Invalid, NotFound, Refusal
from tests import dunned, factories, killed

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
TODAY = factories.TODAY
OPENED = TODAY - 10 * DAY
CASE = OpenInsolvency("C-1", OPENED, "Amtsgericht Kassel", "660 IN 12/26", "Ada Reed", TODAY + 30 * DAY, "60")


@pytest.fixture
def context() -> Context:
    """C-1 owes 1,000.00, late, and 500.00 that is due tomorrow; a rate of 10 percent is agreed."""
    context = factories.company()
    interest.set_terms(context, interest.SetInterestTerms("contract", rate="10"))
    factories.customer(context, "C-1")
    factories.invoice(context, "INV-1", "1000.00", TODAY - 120 * DAY, TODAY - 84 * DAY)
    factories.invoice(context, "INV-2", "500.00", TODAY - 30 * DAY, TODAY + DAY)
    return context


def test_an_insolvency_holds_the_account_and_marks_what_is_owed(context: Context) -> None:
    dunned.policy(context)
    made = insolvencies.open_insolvency(context, CASE)
    assert (made.number, made.percent, made.marked) == ("INS-0001", "60.00", "900.00")
    assert sum(one.amount for one in holding.of_company(books.of(context), TODAY)) == 150_000
    assert dunned.run(context)["held"] == {"hold": 1}
    (hold,) = disputes.holds(books.of(context), TODAY)
    assert hold.reason == "Insolvency INS-0001, Amtsgericht Kassel, 660 IN 12/26"
    with pytest.raises(Conflict, match="INS-0001"):
        holds.lift(context, holds.LiftHold(hold.id))
    with pytest.raises(Conflict, match="INS-0001"):
        insolvencies.open_insolvency(context, CASE)
    with pytest.raises(Conflict, match="INS-0001"):
        dossiers.propose(context, dossiers.ProposeDossier("C-1", "lawyer", "Marsh & Vale"))


def test_interest_is_fixed_to_the_opening_until_the_proceedings_end(context: Context) -> None:
    here = books.of(context)
    insolvencies.open_insolvency(context, CASE)
    # 1,000.00 from 84 to 11 days ago: 73 days are a fifth of a year, 2 percent
    account = earned.account(here, "C-1", TODAY)
    assert (account.through, account.totals) == (OPENED - DAY, (("EUR", 2_000, 0),))
    note = interest.charge(context, interest.ChargeInterest("C-1"))
    assert note.total == "20.00"
    insolvencies.end(context, EndInsolvency("INS-0001", "Plan confirmed"))
    assert earned.account(here, "C-1", TODAY).totals == (("EUR", 301, 0),), "eleven days that were not charged"


def test_claims_are_what_was_open_on_the_eve_with_costs_apart(context: Context) -> None:
    here = books.of(context)
    dossiers.propose(context, dossiers.ProposeDossier("C-1", "lawyer", "Marsh & Vale"))
    before = factories.at(context, TODAY - 20 * DAY)
    costs.add(before, costs.AddCost("DOS-0001", "court", "36.00", charge=True))
    dossiers.drop(context, dossiers.DropDossier("DOS-0001", "Insolvent"))
    insolvencies.open_insolvency(context, CASE)
    factories.invoice(context, "INV-3", "77.00", TODAY - 5 * DAY)
    factories.payment(context, "PAY-1", "400.00", TODAY - DAY)
    factories.allocate(context, "PAY-1", ("INV-1", "400.00"))
    (section,) = reports.card(here, "INS-0001").sections
    assert {one.document for one in section.claims} >= {"INV-1", "INV-2"} and len(section.claims) == 3
    sums = section.sums
    assert (sums.open, sums.costs, sums.credit) == (150_000, 3_600, 0), "as it was owed before the opening"
    assert sums.interest == 2_000, "the cost is late, too, and bears none"
    assert reports.of_number(here, "INS-0001").marked == (100_000 - 40_000 + 50_000 + 7_700 + 3_600) * 60 // 100


def test_what_was_filed_is_kept(context: Context) -> None:
    insolvencies.open_insolvency(context, CASE)
    with pytest.raises(Invalid):
        insolvencies.file(context, FileClaims("INS-0001", TODAY + DAY))
    insolvencies.file(context, FileClaims("INS-0001"))
    held = jobs.take(context.now)
    assert held is not None
    insolvencies.carry_out(jobs.open_up(held))
    content = insolvencies.kept(context, "INS-0001")
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert names[2:] == ["claims.pdf", "claims.csv", "interest.csv", "invoices/INV-1.pdf", "invoices/INV-2.pdf"]
    interest.set_terms(context, interest.SetInterestTerms("contract", rate="5"))
    assert insolvencies.kept(context, "INS-0001") == content
    assert reports.of_number(books.of(context), "INS-0001").digest == archive.digest(content)
    with pytest.raises(Conflict):
        insolvencies.file(context, FileClaims("INS-0001"))


def test_facts_are_changed_and_the_end_takes_everything_back(context: Context) -> None:
    insolvencies.open_insolvency(context, CASE)
    edited = EditInsolvency("INS-0001", administrator="Bo Kim", percent="80", file_by=TODAY + 60 * DAY)
    changed = insolvencies.edit(context, edited)
    assert (changed.administrator, changed.percent, changed.court) == ("Bo Kim", "80.00", "Amtsgericht Kassel")
    ended = insolvencies.end(context, EndInsolvency("INS-0001", "Paid by a plan"))
    assert (ended.ended_on, ended.marked) == (TODAY, "0.00")
    assert holding.of_company(books.of(context), TODAY) == ()
    promises.take(context, promises.TakePromise("C-1", TODAY + DAY))
    with pytest.raises(Conflict, match="ended"):
        insolvencies.edit(context, EditInsolvency("INS-0001", percent="1"))
    assert insolvencies.open_insolvency(context, CASE).number == "INS-0002"
    rows = [one.verb for one in audit.trail(books.of(context)) if one.subject_kind == "insolvency"]
    assert rows == [f"insolvencies.{one}" for one in ("open", "end", "edit", "open")]


def test_the_day_of_the_opening_is_put_right_until_the_claims_are_filed(context: Context) -> None:
    interest.set_terms(context, interest.SetInterestTerms("contract", rate="10"))
    insolvencies.open_insolvency(context, CASE)
    made = insolvencies.edit(context, EditInsolvency("INS-0001", opened_on=OPENED - DAY))
    assert made.opened_on == OPENED - DAY
    assert earned.account(books.of(context), "C-1", TODAY).through == OPENED - 2 * DAY
    with pytest.raises(Invalid):
        insolvencies.edit(context, EditInsolvency("INS-0001", opened_on=TODAY + DAY))
    insolvencies.file(context, FileClaims("INS-0001"))
    with pytest.raises(Conflict) as refused:
        insolvencies.edit(context, EditInsolvency("INS-0001", opened_on=OPENED))
    assert refused.value.field == "opened_on"
    assert (
        insolvencies.edit(context, EditInsolvency("INS-0001", opened_on=OPENED - DAY, percent="10")).percent == "10.00"
    )


def test_a_dossier_that_is_out_is_named_beside_the_claims(context: Context) -> None:
    dossiers.propose(context, dossiers.ProposeDossier("C-1", "lawyer", "Marsh & Vale"))
    manager = factories.member(context, "credit_manager")
    dossiers.release(manager, dossiers.ReleaseDossier("DOS-0001"))
    insolvencies.open_insolvency(context, CASE)
    assert reports.card(books.of(context), "INS-0001").dossiers == (("DOS-0001", "Marsh & Vale"),)
    dossiers.recall(context, dossiers.RecallDossier("DOS-0001", "Insolvent"))
    assert reports.card(books.of(context), "INS-0001").dossiers == ()


@pytest.mark.parametrize(
    ("data", "refusal", "field"),
    [
        (OpenInsolvency("C-9", OPENED, "Court", "1"), NotFound, "customer"),
        (OpenInsolvency("C-1", TODAY + DAY, "Court", "1"), Invalid, "opened_on"),
        (OpenInsolvency("C-1", OPENED, " ", "1"), Invalid, "court"),
        (OpenInsolvency("C-1", OPENED, "Court", ""), Invalid, "reference"),
        (OpenInsolvency("C-1", OPENED, "Court", "1", file_by=OPENED - DAY), Invalid, "file_by"),
        (OpenInsolvency("C-1", OPENED, "Court", "1", percent="101"), Invalid, "percent"),
    ],
)
def test_what_is_no_insolvency_is_refused(
    context: Context, data: OpenInsolvency, refusal: type[Refusal], field: str
) -> None:
    with pytest.raises(refusal) as caught:
        insolvencies.open_insolvency(context, data)
    assert caught.value.field == field


def test_a_claim_list_whose_workers_die_is_drawn_again_in_a_day(context: Context) -> None:
    insolvencies.open_insolvency(context, CASE)
    insolvencies.file(context, FileClaims("INS-0001"))
    sql.execute("DELETE FROM job WHERE tenant_id = %s AND name <> %s", [context.tenant_id, insolvencies.JOB])
    killed.six_times(context, insolvencies.JOB)
    sql.execute("UPDATE job SET run_at = 0 WHERE tenant_id = %s AND state = 'queued'", [context.tenant_id])
    assert worker.once() and reports.of_number(books.of(context), "INS-0001").digest
