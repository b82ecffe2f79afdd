"""Late interest on screen: seen span by span, charged from the page, and its terms and rates in the settings."""

from __future__ import annotations

import datetime
import re

import pytest

from quittance.actions import dunning, interest, waivers
from quittance.actions.command import Context
from quittance.jobs import worker
from quittance.web import interest as views
from tests import factories
from tests.web import browse
from tests.web.browse import Person

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def late(company: Context) -> str:
    """The number of a customer with one debt of 36,500.00 that has been late for two months or more."""
    factories.customer(company, "C-LATE", name="Slow & Sons")
    due = datetime.date(2026, 3, 31)
    factories.invoice(company, "INV-LATE", "36500.00", datetime.date(2026, 3, 1), due, customer="C-LATE")
    return "C-LATE"


def test_what_a_debt_has_earned_is_seen_and_charged_from_the_page(late: str, controller: Person) -> None:
    controller.follow(
        "/settings/interest/terms/",
        pack="contract",
        rate="10",
        grace_days="0",
        year="365",
        rounding="exact",
        pay_day="yes",
        compensation="no",
        afterwards="claim",
        fixing="law",
    )
    assert "The terms are kept." in browse.text_of(controller.last)
    controller.get(f"/customers/{late}/interest/?through=2026-04-10")
    said = browse.text_of(controller.last)
    assert "10.00 %" in said.replace("\u00a0", " ") and "100.00" in said and "INV-LATE" in said
    controller.follow(f"/customers/{late}/interest/", through="2026-04-10", currency="EUR")
    said = browse.text_of(controller.last)
    assert "Interest note INT-2026-00001 is issued: 100.00 EUR" in said and "Interest note" in said
    controller.get(f"/customers/{late}/interest/?through=2026-04-10")
    assert "Nothing to charge" in browse.text_of(controller.last)


def test_the_form_of_a_customer_begins_with_its_own_terms(company: Context, late: str, controller: Person) -> None:
    controller.follow(f"/customers/{late}/interest/terms/", pack="contract", rate="0.5")
    assert re.search(r'<option value="contract" selected', controller.last) and 'value="0.50"' in controller.last
    controller.follow(f"/customers/{late}/interest/terms/", pack="", rate="")
    assert "the company" in browse.text_of(controller.last) and 'value="0.50"' not in controller.last


def test_interest_is_given_up_from_the_page_by_a_second_person(company: Context, late: str, controller: Person) -> None:
    interest.set_terms(company, interest.SetInterestTerms("contract", rate="10"))
    collector, manager = browse.person(company, "collector"), browse.person(company, "credit_manager")
    collector.follow(f"/customers/{late}/interest/waive/", document="INV-LATE", reason="Only the principal was paid")
    said = browse.text_of(collector.last)
    assert "INV-LATE: a second person gives it up" in said and "waits for a second person" in said
    assert "Give up" not in said.replace("Give it up", "") and "Drop" in said
    assert "INV-LATE of Slow & Sons" in controller.text("/collect/interest/")
    assert "Only the principal was paid" in manager.text(f"/customers/{late}/interest/")
    manager.follow(f"/customers/{late}/interest/waivers/give/", document="INV-LATE")
    said = browse.text_of(manager.last)
    assert "The interest of INV-LATE is given up" in said and "Nothing to charge" in said and "Take back" in said
    assert collector.post(f"/customers/{late}/interest/waivers/give/", document="INV-LATE").status_code == 403
    manager.follow(f"/customers/{late}/interest/waivers/end/", document="INV-LATE", reason="")
    assert "The waiver of INV-LATE is over" in browse.text_of(manager.last)
    refused = collector.post(f"/customers/{late}/interest/waive/", document="INV-LATE", reason="")
    assert refused.status_code == 422
    said = collector.text(f"/customers/{late}/")
    assert "given up" in said and "the waiver is taken back" in said, "the customer's timeline tells it"


def test_only_the_latest_waiver_of_a_document_has_a_button_that_ends_it(
    company: Context, late: str, controller: Person
) -> None:
    interest.set_terms(company, interest.SetInterestTerms("contract", rate="10"))
    collector = factories.member(company, "collector")
    first, second = (datetime.date(2026, 4, day) for day in (10, 20))
    waivers.waive(collector, waivers.WaiveInterest("INV-LATE", "The first", first))
    waivers.approve(company, waivers.ApproveWaiver("INV-LATE"))
    waivers.waive(factories.later(collector, 1), waivers.WaiveInterest("INV-LATE", "The second", second))
    said = controller.text(f"/customers/{late}/interest/")
    assert "The first" in said and "The second" in said and "Drop" in said
    assert "Take back" not in said, "it would drop the second"
    waivers.end(company, waivers.EndWaiver("INV-LATE", "No"))
    assert "Take back" in controller.text(f"/customers/{late}/interest/")


def test_instalments_are_given_up_together_and_shown_as_one(company: Context, late: str, controller: Person) -> None:
    interest.set_terms(company, interest.SetInterestTerms("contract", rate="10"))
    issued = datetime.date(2026, 1, 1)
    factories.invoice(company, "INV-P", "7300.00", issued, customer=late, terms="50% net 10, 50% net 20")
    waivers.waive(factories.member(company, "collector"), waivers.WaiveInterest("INV-P", "Goodwill", issued + 30 * DAY))
    said = controller.text(f"/customers/{late}/interest/")
    assert said.count("Goodwill") == 1 and "Give up 30.00" in said


def test_who_may_not_change_the_terms_reads_them(company: Context) -> None:
    auditor = browse.person(company, "auditor")
    said = auditor.text("/settings/interest/")
    assert (
        "Days of grace" in said
        and "claim it still" in said
        and "as the law says" in said
        and "Keep the terms" not in said
    )
    assert "\u22120.88" in said


def test_who_owes_interest_stands_in_a_list(company: Context, late: str, controller: Person) -> None:
    interest.set_terms(company, interest.SetInterestTerms("contract", rate="10"))
    said = controller.text("/collect/interest/?through=2026-04-10")
    assert "Slow & Sons" in said and "100.00" in said and f"/customers/{late}/interest/" in controller.last
    assert re.search(r'href="/collect/interest/"[^>]*aria-current="page"', controller.last), (
        "it stands under Collections"
    )
    assert "Nobody owes interest" in controller.text("/collect/interest/?through=2020-01-01")
    assert controller.get("/collect/interest/?through=whenever").status_code == 422


def test_everybody_is_charged_from_the_list(company: Context, late: str, controller: Person, auditor: Person) -> None:
    interest.set_terms(company, interest.SetInterestTerms("contract", rate="10"))
    assert "Issue the notes" not in auditor.text("/collect/interest/?through=2026-04-10")
    assert auditor.post("/collect/interest/", through="2026-04-10").status_code == 403
    assert controller.post("/collect/interest/", through="2026-04-10", minimum="x").status_code == 422
    controller.follow("/collect/interest/", through="2026-04-10", minimum="50")
    assert "The worker charges everybody" in browse.text_of(controller.last) and "queued" in controller.last
    while worker.once():
        continue
    said = controller.text("/collect/interest/?through=2026-04-10")
    assert "The last run done" in said and "100.00" in said and "Slow & Sons" not in said


def test_a_consumer_is_not_asked_what_businesses_owe(company: Context, late: str, controller: Person) -> None:
    interest.set_terms(company, interest.SetInterestTerms("eu"))
    dunning.set_customer(company, dunning.SetDunning(late, consumer=True))
    said = controller.text(f"/customers/{late}/interest/")
    assert "Nothing is asked of a consumer" in said and "Issue the note" not in said
    controller.follow(f"/customers/{late}/interest/terms/", pack="contract", rate="5")
    said = browse.text_of(controller.last)
    assert "INV-LATE" in said and "5.00" in said


def test_a_note_that_no_longer_holds_leads_to_its_reversal(company: Context, late: str, controller: Person) -> None:
    interest.set_terms(company, interest.SetInterestTerms("contract", rate="10"))
    through = datetime.date(2026, 4, 30)
    note = interest.charge(company, interest.ChargeInterest(late, through=through)).number
    assert "no longer hold" not in controller.text(f"/customers/{late}/interest/")
    later = factories.later(company, 1)
    factories.payment(later, "PAY-LATE", "36500.00", datetime.date(2026, 4, 10), customer=late)
    factories.allocate(later, "PAY-LATE", ("INV-LATE", ""))
    said = controller.text(f"/customers/{late}/interest/")
    assert "Notes that no longer hold" in said and f"{note} INV-LATE corrected since 300.00 100.00" in said
    assert f"/invoices/{note}/reverse/?next=/customers/{late}/interest/" in controller.last


def test_a_company_without_a_country_knows_no_terms_yet() -> None:
    nowhere = browse.person(factories.company("Nowhere Ltd"), "controller")
    assert nowhere.get("/settings/interest/").status_code == 200


def test_a_customer_has_its_own_terms_or_the_company_s_again(late: str, controller: Person) -> None:
    controller.follow(f"/customers/{late}/interest/terms/", pack="eu", rate="")
    said = browse.text_of(controller.last)
    assert "Directive 2011/7/EU" in said and "now its own" in said and "40.00" in said
    controller.follow(f"/customers/{late}/interest/terms/", pack="", rate="")
    assert "now its own" not in browse.text_of(controller.last)


def test_a_reference_rate_that_is_missing_is_named_and_can_be_added(late: str, controller: Person) -> None:
    controller.follow("/settings/interest/rate/", reference="ecb", from_on="2026-01-01", percent="3.5")
    assert "From 2026-01-01, ecb is 3.50 %." in browse.text_of(controller.last)
    assert (
        controller.post("/settings/interest/rate/", reference="ecb", from_on="2026-02-01", percent="3").status_code
        == 422
    )
    assert 'href="#f-from_on"' in controller.last


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"pack": "contract", "rate": ""}, "rate"),
        ({"pack": "us"}, "pack"),
        ({"pack": "eu", "grace_days": "many"}, "grace_days"),
    ],
)
def test_terms_that_cannot_be_are_refused_at_their_field(
    controller: Person, fields: dict[str, str], field: str
) -> None:
    given = {"year": "365", "rounding": "exact", "afterwards": "claim", "fixing": "law", **fields}
    assert controller.post("/settings/interest/terms/", **given).status_code == 422
    assert f'href="#f-{field}"' in controller.last


def test_a_day_that_is_none_is_refused_and_who_may_not_charges_nothing(late: str, auditor: Person) -> None:
    assert auditor.get(f"/customers/{late}/interest/?through=whenever").status_code == 422
    auditor.get("/settings/interest/")
    assert "Keep the terms" not in auditor.last
    assert auditor.post(f"/customers/{late}/interest/", through="today", currency="EUR").status_code == 403


def test_the_list_names_the_largest_and_says_how_many_there_are(
    company: Context, late: str, controller: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    interest.set_terms(company, interest.SetInterestTerms("contract", rate="10"))
    day = datetime.date(2026, 1, 1)
    factories.customer(company, "C-SMALL", name="Small debts")
    factories.invoice(company, "INV-SMALL", "10.00", day, day, customer="C-SMALL")
    assert "Small debts" in controller.text("/collect/interest/?through=2026-04-10")
    monkeypatch.setattr(views, "MOST_SHOWN", 1)
    said = controller.text("/collect/interest/?through=2026-04-10")
    assert "the largest 1 of 2" in said and "Small debts" not in said
