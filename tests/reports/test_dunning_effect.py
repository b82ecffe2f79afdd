"""What a policy is worth: two groups of who follows it, since they were drawn, and what is open counts as open."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import dunning
from quittance.actions.command import Context
from quittance.reports import books, dunning_effect
from quittance.rules import effect, holdout
from quittance.rules.refusals import Conflict, NotFound
from tests import dunned, factories

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
START = factories.TODAY - DAY * 80
CUSTOMERS = 26


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some customers are enough to say something."""
    monkeypatch.setattr(effect, "FEWEST", 6)


def measured(context: Context, name: str = "Standard") -> dunning_effect.Effect:
    """The effect as it is known today."""
    return dunning_effect.measured(books.of(context), name, factories.TODAY)


def adopted(context: Context, **fields: int | str) -> None:
    """A version of the policy, in force since the beginning."""
    given = dunning.ProposePolicy("Standard", ("3 call friendly",), standard=True, **fields)  # type: ignore[arg-type]
    then = factories.at(context, START)
    dunning.propose(then, given)
    dunning.adopt(then, dunning.AdoptPolicy("Standard"))


def held_out(context: Context, number: str) -> bool:
    """Whether a customer is held out."""
    code = books.entity(books.of(context)).code
    return holdout.held_out(50, "", code, "Standard", number)


@pytest.fixture
def context() -> Context:
    """Who is reminded pays on the tenth day or a little later, who is held out six days after; one of each not yet."""
    made = factories.company()
    adopted(made, holdout=50)
    due, waits = START + DAY * 10, {False, True}
    for n in range(CUSTOMERS):
        number = f"C-{n}"
        out = held_out(made, number)
        factories.customer(made, number)
        factories.invoice(made, f"INV-{n}", "100.00", due - DAY * 5, due, customer=number)
        if out in waits:
            waits.remove(out)
        else:
            on = due + DAY * ((16 if out else 10) + n % 5)
            factories.payment(made, f"PAY-{n}", "100.00", on, customer=number)
            factories.allocate(made, f"PAY-{n}")
    return made


def test_the_gain_is_measured_with_its_interval_and_open_debts_count_until_the_horizon(context: Context) -> None:
    factories.customer(context, "C-OLD")
    factories.invoice(context, "INV-OLD", "100.00", START - DAY * 40, START - DAY, customer="C-OLD")
    made = measured(context)
    assert (made.share, made.days, made.since) == (50, 30, START)
    assert made.treated.customers + made.held_out.customers == CUSTOMERS, "what fell due before is left out"
    assert made.treated.open + made.held_out.open == 2 and made.held_out.debts == made.held_out.customers
    assert 4.0 < made.plain.days < 8.0 and made.plain.low > 0 and made.plain.verdict == effect.EARLIER
    assert made.weighted.days == pytest.approx(made.plain.days), "all debts are alike"
    told = dunning_effect.told(made)
    assert told["plain"]["days"] == f"{made.plain.days:.1f}" and told["since"] == START.isoformat()
    assert "pays" in told["sentence"] and "earlier, by amount" in told["sentence"]


def test_another_draw_begins_anew_and_with_too_few_nothing_is_said(context: Context) -> None:
    later = factories.at(context, factories.TODAY - DAY * 20)
    given = dunning.ProposePolicy("Standard", ("3 call friendly",), standard=True, holdout=50, thanks=True)
    dunning.propose(later, given)
    dunning.adopt(later, dunning.AdoptPolicy("Standard"))
    assert measured(context).since == START, "the same draw under another version goes on"
    dunning.propose(later, dunning.ProposePolicy("Standard", ("3 call kind",), standard=True, holdout=40))
    dunning.adopt(later, dunning.AdoptPolicy("Standard"))
    made = measured(context)
    assert made.since == later.today and made.plain.verdict == effect.TOO_FEW
    told = dunning_effect.told(made)
    assert told["plain"] == dict.fromkeys(("days", "low", "high", "seen_from"), "") | {"verdict": "too_few"}
    assert told["sentence"].startswith("Too few to tell: the smaller group has 0 customers")


def test_who_follows_another_policy_is_in_no_group_and_chance_is_called_chance() -> None:
    context = factories.company()
    adopted(context, holdout=50)
    dunned.policy(context, "3 call firm", name="Own", standard=False)
    due = START + DAY * 10
    for n in range(26):
        factories.customer(context, f"C-{n}")
        factories.invoice(context, f"INV-{n}", "100.00", due - DAY, due, customer=f"C-{n}")
        factories.payment(context, f"PAY-{n}", "100.00", due + DAY * (n % 20), customer=f"C-{n}")
        factories.allocate(context, f"PAY-{n}")
    for n in range(4):
        dunning.set_customer(context, dunning.SetDunning(f"C-{n}", policy="Own"))
    made = measured(context)
    assert made.treated.customers + made.held_out.customers == 22
    assert made.plain.verdict == effect.UNCLEAR and "cannot be told apart from chance" in dunning_effect.sentence(made)


def test_where_nobody_is_held_out_there_is_nothing_to_measure() -> None:
    context = factories.company()
    with pytest.raises(NotFound):
        measured(context)
    dunned.policy(context, "3 call firm")
    with pytest.raises(Conflict, match="Nobody is held out"):
        measured(context)
