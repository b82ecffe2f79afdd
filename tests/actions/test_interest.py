"""Interest terms, reference rates, and notes: charged once, posted whole, and taken back exactly."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace

import pytest

from quittance.actions import closing, disputes, dunning, entities, interest, reversals
from quittance.actions.command import Context
from quittance.actions.interest import ChargeInterest, SetInterestTerms, SetReferenceRate
from quittance.books import sql
from quittance.reports import document, interest_notes, verify
from quittance.reports import interest as asked
from quittance.reports.books import of
from quittance.rules.refusals import Invalid, NotAllowed, NotFound, PeriodLocked
from tests import accruing, factories

pytestmark = pytest.mark.django_db
day = datetime.date.fromisoformat


@pytest.fixture
def late() -> Context:
    """36,500.00 due on 31 January 2026, half of it paid on 10 February, on an agreed 10 percent; today is 10 March."""
    return accruing.one_late("18250.00")


def test_a_note_asks_what_the_debt_has_earned_and_names_every_span(late: Context) -> None:
    made = interest.charge(late, ChargeInterest("C-1", through=day("2026-02-28")))
    card = document.card(of(late), made.number, late.today)
    assert (made.number, made.total, card.tax) == ("INT-2026-00001", "190.00", 0)
    assert [(line.description.replace("\u00a0", " "), line.net) for line in card.lines] == [
        ("INV-1: 36,500.00 from 1 Feb 2026 to 10 Feb 2026, 10 days at 10 %", 100_00),
        ("INV-1: 18,250.00 from 11 Feb 2026 to 28 Feb 2026, 18 days at 10 %", 90_00),
    ]
    kinds = sql.row(
        "SELECT d.kind, c.kind, p.amount FROM posting p JOIN account d ON d.tenant_id = p.tenant_id "
        "AND d.id = p.debit_account_id JOIN account c ON c.tenant_id = p.tenant_id AND c.id = p.credit_account_id "
        "WHERE p.tenant_id = %s AND p.entry_id = %s",
        [late.tenant_id, made.entry_id],
    )
    assert kinds == ("receivable", "interest", 190_00)
    assert verify.run(of(late)).clean


def test_a_note_speaks_the_language_of_the_customer(late: Context) -> None:
    factories.customer(late, "D-1", language="de", country="DE")
    factories.invoice(late, "INV-2", "36500.00", day("2026-01-01"), day("2026-01-31"), customer="D-1")
    interest.set_terms(late, SetInterestTerms("de", customer_number="D-1"))
    made = interest.charge(late, ChargeInterest("D-1", through=day("2026-02-10")))
    card = document.card(of(late), made.number, late.today)
    assert [line.description.replace("\u00a0", " ") for line in card.lines] == [
        "INV-2: 36.500,00 vom 01.02.2026 bis 10.02.2026, 10 Tage zu 10,27 %",
        "INV-2: Verzugspauschale",
    ]
    assert card.note == "Zinsen bis 10. Februar 2026; §§ 247 und 288 Abs. 2 und 5 BGB."


def test_the_next_note_asks_only_for_the_days_since(late: Context) -> None:
    interest.charge(late, ChargeInterest("C-1", through=day("2026-02-28")))
    again = asked.account(of(late), "C-1", day("2026-03-10"))
    assert [(span.first, span.days) for item in again.items for span in item.accrued.spans] == [(day("2026-03-01"), 10)]
    assert interest.charge(late, ChargeInterest("C-1")).total == "50.00"
    with pytest.raises(Invalid, match="owes no interest"):
        interest.charge(late, ChargeInterest("C-1"))


def test_a_note_taken_back_can_be_charged_again(late: Context) -> None:
    first = interest.charge(late, ChargeInterest("C-1"))
    reversals.reverse(late, reversals.Reverse("agreed with the customer", number=first.number))
    assert interest.charge(late, ChargeInterest("C-1")).total == first.total
    assert verify.run(of(late)).clean


def test_days_whose_reference_rate_is_not_known_yet_are_shown_and_not_charged(late: Context) -> None:
    interest.set_terms(late, SetInterestTerms("eu"))
    autumn = factories.at(late, day("2026-09-10"))
    spans = [span for item in asked.account(of(late), "C-1", autumn.today).items for span in item.accrued.spans]
    assert [(str(one.first), one.provisional) for one in spans[-2:]] == [("2026-02-11", False), ("2026-07-01", True)]
    with pytest.raises(Invalid, match=r"from 2026-07-01 is not known yet.*or charge through 2026-06-30"):
        interest.charge(autumn, ChargeInterest("C-1"))
    assert interest.charge(autumn, ChargeInterest("C-1", through=day("2026-06-30"))).number
    interest.set_rate(autumn, SetReferenceRate("ecb", day("2026-07-01"), "2.40"))
    assert interest.charge(autumn, ChargeInterest("C-1")).total == "374.40", "18,250.00 at 10.40 percent for 72 days"


def test_a_law_s_compensation_is_asked_once(late: Context) -> None:
    interest.set_terms(late, SetInterestTerms("eu", customer_number="C-1"))
    first = asked.account(of(late), "C-1", day("2026-02-28"))
    assert first.standing.source == asked.CUSTOMER and first.totals[0][2] == 40_00
    interest.charge(late, ChargeInterest("C-1", through=day("2026-02-28")))
    assert asked.account(of(late), "C-1", day("2026-03-10")).totals[0][2] == 0
    told = interest.set_terms(late, SetInterestTerms("", customer_number="C-1"))
    assert (told.pack, told.rate) == ("contract", "10.00"), "the company's hold again"


def test_each_choice_of_terms_and_rates_is_on_record(late: Context) -> None:
    interest.set_terms(late, SetInterestTerms("eu", afterwards="waive", fixing="frozen", compensation=False))
    interest.set_rate(late, SetReferenceRate("ecb", day("2026-07-01"), "2.40"))
    (terms, rate) = sql.rows(
        "SELECT verb, data FROM event WHERE tenant_id = %s AND verb IN ('interest.set_terms', 'interest.set_rate') "
        "ORDER BY id DESC LIMIT 2",
        [late.tenant_id],
    )[::-1]
    chosen = {"pack": "eu", "rate": "", "year": "365", "rounding": "exact", "pay_day": "True", "compensation": "False"}
    assert json.loads(terms[1]) == chosen | {"grace_days": "0", "afterwards": "waive", "fixing": "frozen"}
    assert json.loads(rate[1]) == {"reference": "ecb", "from_on": "2026-07-01", "rate": "2.40"}


def test_a_rate_is_frozen_where_that_is_chosen_and_the_debt_keeps_the_one_it_began_with(late: Context) -> None:
    interest.set_rate(late, SetReferenceRate("ecb", day("2026-07-01"), "2.40"))
    autumn = factories.at(late, day("2026-09-10"))
    interest.set_terms(late, SetInterestTerms("eu"))
    moved = asked.account(of(late), "C-1", autumn.today)
    assert [span.rate_e4 for span in moved.items[0].accrued.spans] == [101_500, 101_500, 104_000]
    interest.set_terms(late, SetInterestTerms("eu", fixing="frozen"))
    kept = asked.account(of(late), "C-1", autumn.today)
    assert [span.rate_e4 for span in kept.items[0].accrued.spans] == [101_500, 101_500]
    assert interest.charge(autumn, ChargeInterest("C-1")).total == "1217.40", "101.50 + 1,075.90 and 40.00"
    with pytest.raises(Invalid, match="law, moving, frozen"):
        interest.set_terms(late, SetInterestTerms("eu", fixing="thawed"))


def test_an_agreed_rate_of_the_union_asks_the_fixed_amount_too(late: Context) -> None:
    interest.set_terms(late, SetInterestTerms("contract_eu", rate="5", customer_number="C-1"))
    note = interest.charge(late, ChargeInterest("C-1", through=day("2026-02-10")))
    card = document.card(of(late), note.number, late.today)
    assert [line.net for line in card.lines] == [50_00, 40_00]
    assert "Directive 2011/7/EU, articles 3 and 6" in card.note
    dunning.set_customer(late, dunning.SetDunning("C-1", consumer=True))
    found = asked.account(of(late), "C-1", late.today)
    assert found.standing.terms is not None and found.standing.terms.pack == "contract"


def test_the_law_of_consumers_may_be_everybody_s_and_grants_no_compensation(late: Context) -> None:
    interest.set_terms(late, SetInterestTerms("de_consumer"))
    found = asked.account(of(late), "C-1", day("2026-02-10"))
    assert found.totals == (("EUR", 62_70, 0),), "36,500.00 at 6.27 percent for ten days"


def test_a_note_leaves_out_what_is_disputed_and_says_so(late: Context) -> None:
    factories.invoice(late, "INV-2", "36500.00", day("2026-01-01"), day("2026-01-31"))
    opened = disputes.open_dispute(late, disputes.OpenDispute("INV-2", "price", "100.00"))
    assert interest.charge(late, ChargeInterest("C-1", through=day("2026-02-10"))).total == "100.00"
    (said,) = sql.rows(
        "SELECT data FROM event WHERE tenant_id = %s AND verb = 'interest.charge' AND outcome = 'done'",
        [late.tenant_id],
    )
    assert json.loads(said[0])["left_out"] == "INV-2 (disputed)"
    disputes.resolve(late, disputes.ResolveDispute(opened.number, "They were right", "credit"))
    rest = interest.charge(late, ChargeInterest("C-1", through=day("2026-02-10")))
    assert rest.total == "99.73", "36,400.00 at 10 percent for ten days: what is credited never earned any"


def test_what_a_credit_note_corrects_never_earned_anything(late: Context) -> None:
    factories.credit_note(late, "CN-1", "18250.00", day("2026-03-01"))
    factories.allocate(late, "CN-1", ("INV-1", ""))
    found = asked.account(of(late), "C-1", day("2026-02-28"))
    assert [(span.open, span.days) for item in found.items for span in item.accrued.spans] == [(18_250_00, 10)]


def test_what_is_written_off_earns_nothing_and_a_note_before_it_stays_right(late: Context) -> None:
    interest.set_terms(late, SetInterestTerms("contract_eu", rate="10"))
    entities.edit(late, entities.EditEntity(writeoff_limit="20000"))
    factories.invoice(late, "INV-2", "1000.00", day("2026-01-01"), day("2026-01-31"))
    factories.payment(late, "PAY-2", "999.90", day("2026-01-31"))
    factories.allocate(late, "PAY-2", ("INV-2", ""))
    note = interest.charge(late, ChargeInterest("C-1", through=day("2026-02-28")))
    assert "INV-2" in str(document.card(of(late), note.number, late.today).lines)
    reversals.reverse(late, reversals.Reverse("too small", number=note.number))
    factories.write_off(late, "INV-2")
    again = interest.charge(late, ChargeInterest("C-1", through=day("2026-02-28")))
    assert "INV-2" not in str(document.card(of(late), again.number, late.today).lines), "ten cents are not EUR 40"
    factories.write_off(late, "INV-1")
    found = asked.account(of(late), "C-1", late.today)
    assert (found.items, interest_notes.outdated(of(late), found.customer_id)) == ((), ())


def test_money_counts_on_the_day_it_came_in_however_late_it_was_allocated(late: Context) -> None:
    factories.invoice(late, "INV-2", "36500.00", day("2026-01-01"), day("2026-01-31"))
    factories.payment(late, "PAY-2", "36500.00", day("2026-02-05"))
    factories.allocate(late, "PAY-2", ("INV-2", ""))
    found = {item.document: item for item in asked.account(of(late), "C-1", day("2026-03-10")).items}
    assert [span.days for span in found["INV-2"].accrued.spans] == [5]
    assert found["INV-2"].paid_on == day("2026-02-05")


def test_interest_bears_no_interest(late: Context) -> None:
    interest.charge(late, ChargeInterest("C-1"))
    later = factories.at(late, day("2026-12-01"))
    assert {item.document for item in asked.account(of(later), "C-1", day("2026-06-30")).items} == {"INV-1"}


@pytest.mark.parametrize(
    ("data", "field"),
    [
        (ChargeInterest("C-1", through=day("2026-03-11")), "through"),
        (ChargeInterest("C-1", through=day("2026-01-31")), "through"),
        (ChargeInterest("C-1", currency="USD"), "through"),
        (ChargeInterest("C-1", due_on=day("2026-03-09")), "due_on"),
    ],
)
def test_what_makes_no_sense_is_refused_and_leaves_nothing(late: Context, data: ChargeInterest, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        interest.charge(late, data)
    assert refused.value.field == field
    assert sql.row("SELECT COUNT(*) FROM interest_charge WHERE tenant_id = %s", [late.tenant_id]) == (0,)


def test_nothing_is_charged_in_a_locked_period_nor_by_who_may_not(late: Context) -> None:
    with pytest.raises(NotFound):
        interest.charge(late, ChargeInterest("C-9"))
    closing.lock_period(late, closing.LockPeriod(day("2026-03-10")))
    with pytest.raises(PeriodLocked):
        interest.charge(late, ChargeInterest("C-1"))
    clerk = replace(late, actor=replace(late.actor, permissions=frozenset({"books.read"})))
    with pytest.raises(NotAllowed):
        interest.charge(clerk, ChargeInterest("C-1"))


def test_without_terms_or_a_law_nothing_is_asked() -> None:
    context = factories.at(factories.company(), day("2026-03-10"))
    factories.customer(context, "C-1")
    factories.invoice(context, "INV-1", "100.00", day("2026-01-01"), day("2026-01-31"))
    sql.execute("UPDATE entity SET country = '' WHERE tenant_id = %s", [context.tenant_id])
    assert asked.account(of(context), "C-1", context.today).standing.terms is None
    with pytest.raises(Invalid) as refused:
        interest.charge(context, ChargeInterest("C-1"))
    assert refused.value.field == "pack"
    for country, pack in (("DE", "de"), ("FR", "fr"), ("NL", "eu"), ("GB", "uk")):
        sql.execute("UPDATE entity SET country = %s WHERE tenant_id = %s", [country, context.tenant_id])
        terms = asked.standing_of(of(context), None).terms
        assert terms is not None and terms.pack == pack


def test_a_rate_that_was_added_overrules_the_published_one(late: Context) -> None:
    interest.set_terms(late, SetInterestTerms("eu"))
    interest.set_rate(late, SetReferenceRate("ecb", day("2026-01-01"), "3.5"))
    found = asked.account(of(late), "C-1", day("2026-02-28"))
    assert {span.rate_e4 for item in found.items for span in item.accrued.spans} == {115_000}


@pytest.mark.parametrize(
    ("data", "field"),
    [
        (SetReferenceRate("fed", day("2026-01-01"), "3"), "reference"),
        (SetReferenceRate("ecb", day("2026-02-01"), "3"), "from_on"),
        (SetReferenceRate("ecb", day("2026-01-01"), "three"), "rate"),
        (SetReferenceRate("ecb", day("2026-01-01"), "101"), "rate"),
    ],
)
def test_a_rate_that_cannot_be_is_refused(late: Context, data: SetReferenceRate, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        interest.set_rate(late, data)
    assert refused.value.field == field


def test_a_rate_that_is_missing_is_named_by_its_half_year() -> None:
    context = factories.at(factories.company(), day("2026-09-10"))
    factories.customer(context, "C-1")
    factories.invoice(context, "INV-1", "36500.00", day("2026-06-20"), day("2026-07-20"))
    interest.set_terms(context, SetInterestTerms("eu"))
    with pytest.raises(Invalid, match=r"rate from 2026-07-01 is not known yet.*or charge through 2026-07-20"):
        interest.charge(context, ChargeInterest("C-1"))


def test_a_consumer_owes_nothing_by_the_law_of_businesses(late: Context) -> None:
    interest.set_terms(late, SetInterestTerms("eu"))
    assert asked.account(of(late), "C-1", late.today).totals[0][2] == 40_00
    dunning.set_customer(late, dunning.SetDunning("C-1", consumer=True))
    found = asked.account(of(late), "C-1", late.today)
    assert (found.standing.terms, found.standing.consumer, found.items) == (None, True, ())
    with pytest.raises(Invalid, match="consumer"):
        interest.charge(late, ChargeInterest("C-1"))
    interest.set_terms(late, SetInterestTerms("de"))
    (item,) = asked.account(of(late), "C-1", late.today).items
    assert ({span.rate_e4 for span in item.accrued.spans}, item.accrued.compensation) == ({62_700}, 0)
    made = interest.charge(late, ChargeInterest("C-1"))
    assert "288 (1)" in document.card(of(late), made.number, late.today).note
