"""Resolutions: what a decision posts, and by whose right."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quittance.actions import resolutions
from quittance.actions.resolutions import Carried, Claim
from quittance.rules.refusals import Invalid, NotAllowed
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_decision_alone_posts_nothing() -> None:
    claim = Claim("C-1", 1, "INV-1", "EUR", 100, "Price difference")
    assert resolutions.carried_out(factories.company(), claim, "reject", "No") == Carried("", 0)


def test_both_rights_are_needed_to_decide_and_to_post() -> None:
    context = factories.company()
    poor = replace(context, actor=replace(context.actor, permissions=frozenset({"disputes.resolve"})))
    claim = Claim("C-1", 1, "INV-1", "EUR", 100, "Price difference")
    for way in ("credit", "rebill", "write_off"):
        with pytest.raises(NotAllowed):
            resolutions.carried_out(poor, claim, way, "Yes")
    with pytest.raises(NotAllowed):
        resolutions.invoiced_anew(poor, claim, 100, "")


def test_an_amount_that_no_net_comes_to_is_refused() -> None:
    context = factories.company()
    factories.customer(context, "C-1")
    made = factories.invoice(context, "INV-1", "", lines=(factories.line("Boxes", "1", "100.00", "21"),))
    claim = Claim("C-1", made.id, "INV-1", "EUR", 3, "Price difference")
    with pytest.raises(Invalid, match="No net amount"):
        resolutions.carried_out(context, claim, "credit", "Yes")
