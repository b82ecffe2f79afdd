"""The worklist: no overdue account without a next step, a day and a reason; money that came is not asked for."""

from __future__ import annotations

import datetime
import random

import pytest

from quittance.actions import activities, collecting, disputes, followups, inbox, promises
from quittance.actions.command import Context
from quittance.reports import activities as reports
from quittance.reports import books, customers, worklist
from quittance.reports.worklist_filter import NOBODY, Chosen
from quittance.reports.worklist_rank import DONE, HELD, MINE, PROMISED, SNOOZED, TABS, TEAM
from tests import factories
from tests.formats.mailed import mailed

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
TODAY = factories.TODAY


@pytest.fixture
def context() -> Context:
    """C-1 owes 1,000.00 since 40 days, C-2 200.00 since 5, C-3 is not late."""
    context = factories.company()
    for number, amount, late in (("C-1", "1000.00", 40), ("C-2", "200.00", 5), ("C-3", "900.00", -5)):
        factories.customer(context, number)
        due = TODAY - late * DAY
        factories.invoice(context, f"INV-{number[-1]}", amount, due - 30 * DAY, due, customer=number)
    return context


def found(context: Context) -> dict[str, worklist.Account]:
    """Accounts by number."""
    return {one.number: one for one in worklist.accounts(books.of(context), context.today).accounts}


def test_every_overdue_account_has_a_next_step(context: Context) -> None:
    work = worklist.accounts(books.of(context), TODAY)
    assert [one.number for one in work.accounts] == ["C-1", "C-2"]
    assert all(one.proposal.step and one.proposal.reason and one.proposal.on == TODAY for one in work.accounts)
    assert (work.sums.count, work.sums.asked, work.sums.worth) == (
        2,
        120_000,
        sum(one.proposal.worth for one in work.accounts),
    )
    assert work.accounts[0].proposal.per_minute >= work.accounts[1].proposal.per_minute
    assert worklist.accounts(books.of(factories.company("Other Ltd")), TODAY).accounts == ()


def test_what_is_held_back_or_has_come_is_not_asked_for(context: Context) -> None:
    disputes.open_dispute(context, disputes.OpenDispute("INV-1", "price", "300.00"))
    factories.payment(context, "PAY-1", "100.00")
    one = found(context)["C-1"]
    assert (one.overdue, one.facts.held, one.credit, one.facts.asked) == (100_000, 30_000, 10_000, 60_000)
    promises.take(context, promises.TakePromise("C-1", TODAY + DAY, documents=("INV-1",)))
    assert found(context)["C-1"].proposal.step == "wait" and found(context)["C-1"].facts.asked == 0


def test_an_account_by_itself_is_what_it_is_in_the_list(context: Context) -> None:
    disputes.open_dispute(context, disputes.OpenDispute("INV-1", "price", "300.00"))
    factories.payment(context, "PAY-1", "100.00")
    activities.log(context, activities.LogActivity("C-2", "call", "", "no_answer"))
    here = books.of(context)
    for number, one in found(context).items():
        assert worklist.account(here, TODAY, customers.id_of(here, number)) == one
    assert worklist.account(here, TODAY, customers.id_of(here, "C-3")) is None


def test_another_currency_is_held_in_its_share(context: Context) -> None:
    early = TODAY - 60 * DAY
    factories.invoice(context, "INV-9", "100.00", early, early, customer="C-2", currency="USD", rate="0.5")
    disputes.open_dispute(context, disputes.OpenDispute("INV-9", "price", "40.00"))
    one = found(context)["C-2"]
    assert (one.overdue, one.facts.held, one.facts.asked) == (25_000, 2_000, 23_000)


def test_a_broken_promise_comes_first_until_somebody_has_called(context: Context) -> None:
    made = promises.take(context, promises.TakePromise("C-1", TODAY, documents=("INV-1",)))
    later = factories.at(context, made.deadline_on + DAY)
    collecting.judge(later, collecting.Judge())
    assert "broken" in found(later)["C-1"].proposal.reason
    activities.log(later, activities.LogActivity("C-1", "call", "They will look", "reached"))
    one = found(later)["C-1"]
    assert "broken" not in one.proposal.reason and one.snoozed and one.facts.spoken_on == later.today


def test_a_promise_stands_among_those_due_from_its_day_until_the_night_has_judged_it(context: Context) -> None:
    made = promises.take(context, promises.TakePromise("C-1", TODAY + DAY, documents=("INV-1",)))
    due = worklist.Wanted(PROMISED)
    assert worklist.accounts(books.of(context), TODAY, due).accounts == ()
    for day in (TODAY + DAY, made.deadline_on):
        (one,) = worklist.accounts(books.of(context), day, due).accounts
        assert one.number == "C-1"
    later = factories.at(context, made.deadline_on + DAY)
    collecting.judge(later, collecting.Judge())
    assert worklist.accounts(books.of(later), later.today, due).sums.tabs[PROMISED] == 0


def test_calls_that_meet_nobody_change_the_step(context: Context) -> None:
    for n in range(2):
        activities.log(factories.at(context, TODAY + n * DAY), activities.LogActivity("C-1", "call", "", "no_answer"))
    one = found(factories.at(context, TODAY + 5 * DAY))["C-1"]
    assert (one.facts.tries, one.proposal.step, one.snoozed) == (2, "email", False)


def test_what_a_person_has_set_stands(context: Context) -> None:
    collector = factories.member(context, "collector")
    data = followups.SetNext("C-2", "plan", TODAY + 3 * DAY, "They asked for one", "")
    followups.set_next(collector, data)
    followups.assign(context, followups.AssignAccounts(("C-2",), _email(context)))
    one = found(context)["C-2"]
    assert (one.proposal.step, one.proposal.on, one.snoozed) == ("plan", TODAY + 3 * DAY, True)
    assert one.owner and one.owner_id


def test_the_database_ranks_random_accounts_as_the_rule_does(monkeypatch: pytest.MonkeyPatch) -> None:
    context = crowd(random.Random(11))
    here, me = books.of(context), context.actor.id
    everybody = worklist.accounts(here, TODAY)
    ruled = sorted(everybody.accounts, key=_by_rule)
    assert [one.number for one in everybody.accounts] == [one.number for one in ruled]
    assert len({one.proposal.step for one in ruled}) >= 4, "or the crowd proves little"
    assert {one.facts.wish for one in ruled} == {"", "copy", "plan"}
    assert everybody.sums.worth == sum(one.proposal.worth for one in ruled)
    assert everybody.sums.overdue == sum(one.overdue for one in ruled)
    monkeypatch.setattr(worklist, "FEWEST_LOOKED_AT", 3)
    for tab in TABS:
        mine = [one for one in ruled if _stands_in(one, tab, me)]
        assert everybody.sums.tabs[tab] == len(mine)
        for offset in (0, 3):
            wanted = worklist.Wanted(tab, me=me, limit=3, offset=offset)
            page = worklist.accounts(here, TODAY, wanted)
            assert (list(page.accounts), page.sums.count) == (mine[offset : offset + 3], len(mine))
            if tab in (MINE, TEAM):
                assert worklist.first(here, TODAY, wanted) == page.accounts, "who owes little is rightly left out"


def test_an_account_is_found_by_name_and_by_owner(context: Context) -> None:
    factories.member(context, "collector")
    followups.assign(context, followups.AssignAccounts(("C-2",), _email(context)))
    here = books.of(context)
    by_name = worklist.accounts(here, TODAY, worklist.Wanted(search="c-1"))
    assert [one.number for one in by_name.accounts] == ["C-1"] and by_name.sums.count == 1
    owned = worklist.accounts(here, TODAY, worklist.Wanted(chosen=Chosen(owner=_email(context))))
    assert [one.number for one in owned.accounts] == ["C-2"] and owned.sums.overdue == 20_000
    left = worklist.accounts(here, TODAY, worklist.Wanted(chosen=Chosen(owner=NOBODY)))
    assert [one.number for one in left.accounts] == ["C-1"]


def test_sums_come_later_where_many_owe(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not worklist.is_large(books.of(context))
    monkeypatch.setattr(worklist, "SMALL", 2)
    assert worklist.is_large(books.of(context))


def test_habits_are_read_from_what_was_paid(context: Context) -> None:
    for n in range(5):
        day = TODAY - (20 + 7 * n) * DAY
        factories.invoice(context, f"OLD-{n}", "10.00", day - 30 * DAY, day - 9 * DAY, customer="C-3")
        factories.payment(context, f"PAY-{n}", "10.00", day, customer="C-3")
        factories.allocate(context, f"PAY-{n}", (f"OLD-{n}", "10.00"), on=day)
    id = _id(context, "C-3")
    assert worklist.usual_day(books.of(context), id) == ((TODAY - 20 * DAY).weekday(), 5, 5)
    assert worklist.usual_day(books.of(context), _id(context, "C-1")) is None


def crowd(rng: random.Random) -> Context:
    """Twenty customers with what collecting brings about; some in another currency, some of whom somebody else has."""
    context = factories.company()
    factories.member(context, "collector")
    for n in range(20):
        number, currency = f"C-{n}", rng.choice(("EUR", "EUR", "USD"))
        factories.customer(context, number, email=f"{number.lower()}@debtor.example")
        for k in range(rng.randint(1, 2)):
            due = TODAY - rng.randint(1, 130) * DAY
            amount, rate = f"{rng.randint(100, 900)}.{rng.randint(10, 99)}", "" if currency == "EUR" else "0.9"
            issued = due - 14 * DAY
            factories.invoice(context, f"I-{n}-{k}", amount, issued, due, customer=number, currency=currency, rate=rate)
        for deed in rng.sample(_DEEDS, rng.choice((0, 1, 1, 2))):
            deed(context, number, rng)
    return context


def _paid(context: Context, number: str, rng: random.Random) -> None:
    factories.payment(context, f"P-{number}", f"{rng.randint(20, 1200)}.00", customer=number)


def _disputed(context: Context, number: str, rng: random.Random) -> None:
    amount = rng.choice(("", "50.00"))
    disputes.open_dispute(context, disputes.OpenDispute(f"I-{number[2:]}-0", "price", amount))


def _called(context: Context, number: str, rng: random.Random) -> None:
    for n in range(rng.randint(1, 5)):
        outcome = rng.choice(("no_answer", "no_answer", "message", "reached"))
        activities.log(
            factories.at(context, TODAY - (20 - n) * DAY), activities.LogActivity(number, "call", "", outcome)
        )


def _let_down(context: Context, number: str, _: random.Random) -> None:
    before = factories.at(context, TODAY - 12 * DAY)
    made = promises.take(before, promises.TakePromise(number, TODAY - 9 * DAY, documents=(f"I-{number[2:]}-0",)))
    collecting.judge(factories.at(context, made.deadline_on + DAY), collecting.Judge())


def _told(context: Context, number: str, rng: random.Random) -> None:
    step, later = rng.choice(("", "plan", "escalate")), rng.choice((None, TODAY + 3 * DAY))
    followups.set_next(context, followups.SetNext(number, step, later, "As we agreed", _email(context)))


def _wrote(context: Context, number: str, rng: random.Random) -> None:
    asked = rng.choice(("Can we pay our debt in three instalments?", "Please send us a copy of the invoice."))
    content = mailed(asked, sender=f"{number.lower()}@debtor.example", message=f"<{number}@debtor.example>")
    inbox.take_bytes(context, content.replace(b"Wed, 25 Nov 2026", b"Mon, 29 Jun 2026"))


_DEEDS = (_paid, _disputed, _called, _let_down, _told, _wrote)


def _by_rule(one: worklist.Account) -> tuple[int, int, int]:
    return (-one.proposal.per_minute, -one.facts.asked, one.customer_id)


def _stands_in(one: worklist.Account, tab: str, me: int) -> bool:
    asks = one.facts.asked > 0
    return {
        MINE: asks and not one.snoozed and one.owner_id in (None, me),
        TEAM: asks and not one.snoozed,
        PROMISED: False,
        HELD: not asks,
        SNOOZED: asks and one.snoozed,
        DONE: False,
    }[tab]


def _id(context: Context, number: str) -> int:
    return customers.id_of(books.of(context), number)


def _email(context: Context) -> str:
    return reports.members(books.of(context))[0][2]
