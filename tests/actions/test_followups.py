"""Follow-ups: set, taken back once, given to people and handed over."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import dunning, followups, users
from quittance.actions.command import Context
from quittance.actions.dunning import SetDunning
from quittance.actions.followups import AssignAccounts, HandOver, SetNext, TakeNextBack
from quittance.reports import audit, books, worklist
from quittance.rules.refusals import Conflict, Invalid, NotAllowed, NotFound
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
TODAY = factories.TODAY


@pytest.fixture
def context() -> Context:
    """C-1 and C-2 owe 100.00 each, late; Ada and Bo work here."""
    context = factories.company()
    for number in ("C-1", "C-2"):
        factories.customer(context, number)
        factories.invoice(context, f"INV{number}", "100.00", TODAY - 60 * DAY, TODAY - 30 * DAY, customer=number)
    for name in ("ada", "bo"):
        users.invite(context, users.InviteUser(f"{name}@company.example", name.title(), ("collector",), "!"))
    return context


def account(context: Context, number: str = "C-1") -> worklist.Account:
    """An account of the worklist."""
    return next(one for one in worklist.accounts(books.of(context), TODAY).accounts if one.number == number)


def test_the_last_change_is_taken_back_once(context: Context) -> None:
    followups.set_next(context, SetNext("C-1", "plan", TODAY + DAY, "They asked", "ada@company.example"))
    followups.set_next(context, SetNext("C-1", "escalate", TODAY + 2 * DAY))
    assert (account(context).proposal.step, account(context).owner) == ("escalate", "Ada")
    made = followups.take_back(context, TakeNextBack("C-1"))
    assert (made.step, made.on, made.reason) == ("plan", TODAY + DAY, "They asked")
    with pytest.raises(Conflict):
        followups.take_back(context, TakeNextBack("C-1"))
    with pytest.raises(Conflict):
        followups.take_back(context, TakeNextBack("C-2"))


@pytest.mark.parametrize(
    ("data", "refusal", "field"),
    [
        (SetNext("C-9"), NotFound, "customer"),
        (SetNext("C-1", "shout"), Invalid, "step"),
        (SetNext("C-1", "", TODAY - DAY), Invalid, "on"),
        (SetNext("C-1", "", TODAY + 400 * DAY), Invalid, "on"),
        (SetNext("C-1", owner="cy@company.example"), NotFound, "owner"),
    ],
)
def test_what_cannot_come_next_is_refused(
    context: Context, data: SetNext, refusal: type[Exception], field: str
) -> None:
    with pytest.raises(refusal) as refused:
        followups.set_next(context, data)
    assert getattr(refused.value, "field", "") == field


def test_accounts_go_to_a_person_and_on_to_another(context: Context) -> None:
    both = AssignAccounts(("C-1", "C-2"), "ada@company.example")
    assert followups.assign(context, both).count == 2 and account(context).owner == "Ada"
    users.deactivate(context, users.NameUser("ada@company.example"))
    made = followups.hand_over(context, HandOver("ada@company.example", "bo@company.example"))
    assert made.count == 2 and account(context, "C-2").owner == "Bo"
    assert followups.assign(context, AssignAccounts(("C-1",), "")).count == 1 and account(context).owner == ""
    with pytest.raises(NotFound):
        followups.assign(context, AssignAccounts(("C-1",), "ada@company.example"))
    with pytest.raises(Invalid):
        followups.assign(context, AssignAccounts((), "bo@company.example"))
    with pytest.raises(NotAllowed):
        followups.assign(factories.member(context, "clerk"), both)


def test_an_account_is_escalated_to_who_is_named_and_only_to_who_may_read_the_books(context: Context) -> None:
    escalate = SetNext("C-1", "escalate", reason="Three promises broken", owner="senior")
    with pytest.raises(NotFound, match="No senior contact who is here is named for C-1"):
        followups.set_next(context, escalate)
    dunning.set_customer(context, SetDunning("C-1", our_senior="bo@company.example"))
    assert followups.set_next(context, escalate).owner == "bo@company.example"
    assert (account(context).owner, account(context).proposal.reason) == ("Bo", "Three promises broken")
    (event,) = [one for one in audit.trail(books.of(context)) if one.data.get("name") == "Bo"]
    assert (event.data["owner"], event.data["name"]) == ("bo@company.example", "Bo")
    users.change_role(context, users.ChangeRole("collector", ("activities.log",)))
    for owner, said in (("ada@company.example", "may not read the books"), ("senior", "No senior contact")):
        with pytest.raises(NotFound, match=said) as refusal:
            followups.set_next(context, SetNext("C-2", "escalate", owner=owner))
        assert refusal.value.field == "owner"
