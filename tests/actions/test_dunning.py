"""Policies are proposed by one person and adopted by another; customers are held, opted out and given policies."""

from __future__ import annotations

import pytest

from quittance.actions import dunning
from quittance.actions.command import Context
from quittance.actions.dunning import AdoptPolicy, ProposePolicy, SetDunning, StepText
from quittance.reports import audit, books
from quittance.reports import dunning as reports
from quittance.rules.refusals import Conflict, Invalid, NotAllowed, NotFound
from tests import dunned, factories

pytestmark = pytest.mark.django_db

STEPS = ("3 email friendly", "15 email firm fee=5.00")


@pytest.fixture
def context() -> Context:
    """A company with a customer."""
    made = factories.company("Delft Tiles", country="NL")
    factories.customer(made, "C-1")
    return made


def test_a_second_person_adopts_what_one_has_proposed(context: Context) -> None:
    manager, controller = factories.member(context, "credit_manager"), factories.member(context, "controller")
    assert dunning.propose(manager, ProposePolicy("Standard", STEPS, standard=True)).version == 1
    with pytest.raises(NotAllowed):
        dunning.adopt(manager, AdoptPolicy("Standard"))
    assert dunning.adopt(controller, AdoptPolicy("Standard")).state == "live"
    with pytest.raises(Conflict):
        dunning.adopt(controller, AdoptPolicy("Standard", 1))
    with pytest.raises(NotFound):
        dunning.adopt(controller, AdoptPolicy("Standard", 9))
    with pytest.raises(NotAllowed):
        dunning.propose(factories.member(context, "clerk"), ProposePolicy("Standard", STEPS))


def test_a_new_version_leaves_the_old_one_in_force_until_it_is_adopted(context: Context) -> None:
    dunned.policy(context, *STEPS)
    dunning.propose(context, ProposePolicy("Standard", ("4 email friendly",), standard=True))
    assert [one.version for one in reports.live(books.of(context))] == [1]
    dunning.propose(context, ProposePolicy("Standard", ("5 email friendly",), standard=True))
    assert [one.state for one in reports.versions(books.of(context), "Standard")] == ["proposed", "past", "live"]
    dunning.adopt(context, AdoptPolicy("Standard"))
    assert [one.state for one in reports.versions(books.of(context))] == ["live", "past", "past"]
    assert dunning.adopt(context, AdoptPolicy("Standard", 1)).version == 1
    events = audit.trail(books.of(context), audit.Filter(verb="dunning.adopt"))
    assert [event.data["version"] for event in events] == [1, 3, 1]


def test_one_policy_holds_for_everybody_else(context: Context) -> None:
    dunned.policy(context, *STEPS)
    dunning.propose(context, ProposePolicy("Other", STEPS, standard=True))
    with pytest.raises(Conflict):
        dunning.adopt(context, AdoptPolicy("Other"))


def test_what_makes_no_sense_is_refused_with_its_field(context: Context) -> None:
    for wrong, field in (
        (ProposePolicy("A", ("3 email rude",)), "tone"),
        (ProposePolicy("A", ("x",)), "steps"),
        (ProposePolicy("A", STEPS, minimum="x"), "minimum"),
        (ProposePolicy("A", STEPS, texts=(StepText(3, "en", "{nothing}"),)), "subject"),
    ):
        with pytest.raises(Invalid) as caught:
            dunning.propose(context, wrong)
        assert caught.value.field == field


def test_a_customer_keeps_what_is_not_said(context: Context) -> None:
    dunned.policy(context, *STEPS, name="Key accounts", standard=False)
    dunning.set_customer(context, SetDunning("C-1", "Key accounts", senior_name="Ines Roy"))
    made = dunning.set_customer(context, SetDunning("C-1", consumer=True, opted_out=("call", "email")))
    assert (made.policy, made.senior_name) == ("Key accounts", "Ines Roy")
    assert made.consumer and made.opted_out == ("call", "email")
    made = dunning.set_customer(context, SetDunning("C-1", policy="", senior_name=""))
    assert (made.policy, made.senior_name) == ("", "")


def test_a_wrong_policy_zone_or_channel_is_refused(context: Context) -> None:
    for wrong in ({"policy": "None"}, {"time_zone": "Mars"}, {"opted_out": ("pigeon",)}, {"senior_email": "x"}):
        with pytest.raises(Invalid):
            dunning.set_customer(context, SetDunning("C-1", **wrong))
    with pytest.raises(NotFound):
        dunning.set_customer(context, SetDunning("C-9"))
