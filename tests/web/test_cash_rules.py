"""Policy, rules, memory and deductions on the screen: set, refused with what was typed, removed."""

from __future__ import annotations

import pytest

from quittance.actions import cash, cash_calibration, cash_policy
from quittance.actions.cash import ApplyLine, Part
from quittance.actions.command import Context
from quittance.reports import books
from quittance.reports import cash as reports
from tests import factories
from tests.actions.test_cash import line
from tests.web import browse
from tests.web.browse import Person

pytestmark = pytest.mark.django_db

POLICY = {"auto_post": "no", "threshold": "0.9", "most": "5000", "charge_limit": "10", "grace_days": "2"}


def test_a_controller_sets_the_policy_and_a_clerk_sees_it(company: Context, clerk: Person, controller: Person) -> None:
    assert controller.post("/cash/policy/", **POLICY).status_code == 302
    policy = cash_policy.policy_of(company)
    assert (policy.auto_post, policy.threshold_e6, policy.most_base, policy.grace_days) == (False, 900_000, 500_000, 2)
    assert "are proposed" in clerk.text("/cash/rules/")
    assert clerk.post("/cash/policy/", **POLICY).status_code == 403
    for wrong in ({"threshold": "2"}, {"most": "x"}, {"grace_days": "many"}):
        answer = controller.post("/cash/policy/", **(POLICY | wrong))
        assert answer.status_code == 422 and f'value="{next(iter(wrong.values()))}"' in controller.last


def test_rules_are_added_and_removed(company: Context, controller: Person) -> None:
    rule = {"name": "Interest", "text_contains": "rente", "account_code": "4950"}
    assert controller.post("/cash/rules/add/", **rule).status_code == 302
    assert "text contains RENTE" in controller.text("/cash/rules/")
    assert controller.post("/cash/rules/add/", **rule).status_code == 409
    assert controller.post("/cash/rules/remove/", name="Interest").status_code == 302
    assert reports.rules(books.of(company)) == ()
    assert controller.post("/cash/rules/remove/", name="Interest").status_code == 404 or controller.last


def test_probabilities_are_refitted_by_a_button_when_there_are_enough_outcomes(
    company: Context, clerk: Person, controller: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Probabilities stand as they ship" in clerk.text("/cash/rules/") and "Refit now" not in clerk.last
    assert controller.post("/cash/refit/").status_code == 422 and "200 are needed" in controller.last
    monkeypatch.setattr(cash_calibration, "LEAST_OUTCOMES", 0)
    assert controller.post("/cash/refit/").status_code == 302
    assert "over 0 outcomes" in controller.text("/cash/rules/")


def test_what_was_learnt_is_forgotten_by_a_button(company: Context, clerk: Person) -> None:
    cash.apply_line(company, ApplyLine(line(company, "12.00"), "C-1"))
    known = reports.memory(books.of(company))
    assert "acmenv" in clerk.text("/cash/rules/")
    for one in known:
        assert clerk.post(f"/cash/memory/{one.id}/forget/").status_code == 302
    assert reports.memory(books.of(company)) == ()


def test_deductions_are_listed_and_resolved(company: Context, clerk: Person) -> None:
    factories.invoice(company, "INV-9", "250.00")
    part = Part("INV-9", "200", "50", "deduction", "price")
    cash.apply_line(company, ApplyLine(line(company, "200.00"), "C-1", (part,)))
    (one,) = reports.deductions(books.of(company))
    assert "Price difference" in clerk.text("/cash/deductions/") and "INV-9" in clerk.last
    assert clerk.post(f"/cash/deductions/{one.id}/resolve/", resolution="x").status_code == 403
    manager = browse.person(company, "credit_manager")
    assert manager.post(f"/cash/deductions/{one.id}/resolve/", resolution="").status_code == 422
    assert manager.post(f"/cash/deductions/{one.id}/resolve/", resolution="Credit note").status_code == 302
    assert "Credit note" in manager.text("/cash/deductions/?state=resolved")
    assert "Settled" in manager.last


def test_a_deduction_is_decided_and_given_to_somebody(company: Context, clerk: Person, controller: Person) -> None:
    factories.invoice(company, "INV-8", "250.00", customer="C-1")
    part = Part("INV-8", "200", "50", "deduction", "price")
    cash.apply_line(company, ApplyLine(line(company, "200.00"), "C-1", (part,)))
    (one,) = reports.deductions(books.of(company))
    page = f"/cash/deductions/?id={one.id}"
    assert "Who looks after it" in clerk.text(page) and "They owe it" not in clerk.last
    clerk.follow(f"/cash/deductions/{one.id}/assign/", owner="Ada", reason="freight")
    assert "Ada looks after it" in browse.text_of(clerk.last)
    assert "They owe it" in controller.text(page) and "a credit note closes it" in controller.last
    refused = controller.post(f"/cash/deductions/{one.id}/resolve/", resolution="", way="credit")
    assert refused.status_code == 422 and 'value="credit" checked' in controller.last
    controller.follow(f"/cash/deductions/{one.id}/resolve/", resolution="Agreed", way="credit")
    assert "closes 50.00 EUR of INV-8" in browse.text_of(controller.last)
    (kept,) = reports.deductions(books.of(company), "resolved")
    assert kept.credit_number and kept.credit_number in controller.text("/cash/deductions/?state=resolved")
