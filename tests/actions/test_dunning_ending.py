"""A proposed version is taken back, and a policy ends: its customers follow another, and what waits is decided anew."""

from __future__ import annotations

import pytest

from quittance.actions import dunning
from quittance.actions.command import Context
from quittance.actions.dunning import AdoptPolicy, ProposePolicy
from quittance.actions.dunning_ending import RetirePolicy, WithdrawPolicy, retire, withdraw
from quittance.reports import books
from quittance.reports import dunning as reports
from quittance.rules.calendar import DAY
from quittance.rules.refusals import Conflict, NotAllowed, NotFound
from tests import dunned, factories
from tests.actions.mail_sink import Sink

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
STEPS = ("3 email friendly", "15 email firm")


@pytest.fixture
def context() -> Context:
    """A company with a policy for everybody and one for a segment, to which its late customer belongs."""
    made = factories.company("Delft Tiles", country="NL")
    factories.customer(made, "C-1", email="office@bright.example", segment="Key")
    factories.invoice(made, "INV-1", "100.00", made.today - DAY * 46, made.today - DAY * 16)
    dunned.policy(made, *STEPS)
    dunned.policy(made, "5 email friendly", name="Key accounts", standard=False, segments=("Key",))
    return made


def states(context: Context, name: str) -> list[str]:
    """The states of the versions, the latest first."""
    return [one.state for one in reports.versions(books.of(context), name)]


def test_what_is_proposed_is_taken_back_and_not_adopted_by_chance(context: Context) -> None:
    manager, clerk = factories.member(context, "credit_manager"), factories.member(context, "clerk")
    dunning.propose(manager, ProposePolicy("Standard", ("9 email firm",), standard=True))
    with pytest.raises(NotAllowed):
        withdraw(clerk, WithdrawPolicy("Standard"))
    made = withdraw(manager, WithdrawPolicy("Standard"))
    assert (made.version, made.state, states(context, "Standard")) == (2, "past", ["past", "live"])
    with pytest.raises(Conflict, match="is proposed"):
        withdraw(manager, WithdrawPolicy("Standard"))
    with pytest.raises(Conflict, match="Name the version"):
        dunning.adopt(context, AdoptPolicy("Standard"))
    assert dunning.adopt(context, AdoptPolicy("Standard", 2)).state == "live"
    with pytest.raises(NotFound):
        withdraw(manager, WithdrawPolicy("None such"))


def test_a_policy_ends_and_its_customers_follow_another(context: Context) -> None:
    assert reports.customer(books.of(context), "C-1", context.today).policy == "Key accounts"
    with pytest.raises(Conflict, match="End those first"):
        retire(context, RetirePolicy("Standard"))
    with pytest.raises(NotAllowed):
        retire(factories.member(context, "collector"), RetirePolicy("Key accounts"))
    assert retire(factories.member(context, "controller"), RetirePolicy("Key accounts")).state == "past"
    assert reports.customer(books.of(context), "C-1", context.today).policy == "Standard"
    with pytest.raises(Conflict, match="not in force"):
        retire(context, RetirePolicy("Key accounts"))
    assert retire(context, RetirePolicy("Standard")).state == "past" and reports.live(books.of(context)) == ()
    assert dunning.adopt(context, AdoptPolicy("Key accounts", 1)).state == "live"


def test_what_waits_when_the_last_policy_ends_is_not_sent_and_not_called_settled(context: Context, sink: Sink) -> None:
    dunned.decide(context)
    retire(context, RetirePolicy("Key accounts"))
    retire(context, RetirePolicy("Standard"))
    dunned.send(context)
    assert not sink.taken and dunned.reminders(context)[0][5] == "policy"


def test_a_version_that_asks_for_nothing_yet_holds_what_waits_and_the_log_says_so(context: Context, sink: Sink) -> None:
    dunned.decide(context)
    dunned.policy(context, "40 email firm", name="Key accounts", standard=False, segments=("Key",))
    dunned.send(context)
    assert not sink.taken and [row[1] for row in dunned.held(context)] == ["policy"]


def test_what_was_paid_is_settled_whatever_the_policy(context: Context, sink: Sink) -> None:
    dunned.decide(context)
    factories.payment(context, "PAY-1", "100.00")
    factories.allocate(context, "PAY-1")
    retire(context, RetirePolicy("Key accounts"))
    dunned.send(context)
    assert not sink.taken and [row[1] for row in dunned.held(context)] == ["settled"]
