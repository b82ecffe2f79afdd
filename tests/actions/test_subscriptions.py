"""Subscriptions: one for each scope and customer, one's own, others' with the permission, ended and begun again."""

from __future__ import annotations

import pytest
from pytest_django.fixtures import Settings

from quittance.actions import holds, subscriptions, webhooks
from quittance.actions.command import Context
from quittance.actions.subscriptions import EditSubscription, EndSubscription, Follow, Tell
from quittance.books import sql
from quittance.reports import audit, books
from quittance.reports import subscriptions as reports
from quittance.rules import topics
from quittance.rules.refusals import Conflict, Invalid, NotAllowed, NotFound
from tests import factories, informed

pytestmark = pytest.mark.django_db


@pytest.fixture
def context() -> Context:
    """A company with a customer."""
    made = factories.company()
    factories.customer(made, "C-1")
    return made


@pytest.fixture
def seller(context: Context) -> Context:
    """A salesperson."""
    return factories.member(context, "sales")


def test_following_again_changes_what_is_there_and_ending_can_be_taken_back(context: Context, seller: Context) -> None:
    first = subscriptions.follow(seller, Follow(customer_number="C-1"))
    again = subscriptions.follow(seller, Follow(customer_number="C-1", topics=(topics.HOLD,), least="10.00", days=30))
    assert (again.id, again.topics) == (first.id, (topics.HOLD,))
    holds.place(context, holds.PlaceHold("C-1", "Wait"))
    informed.look(context)
    ended = subscriptions.end(seller, EndSubscription(first.id))
    assert ended.paused and informed.topics_of(seller) == [topics.HOLD], "what was told stays"
    assert [row.standard for row in reports.of_member(books.of(context), seller.actor.id)] == [True]
    assert subscriptions.follow(seller, Follow(customer_number="C-1")).id == first.id
    (event, *_) = audit.trail(books.of(context), audit.Filter(verb="subscriptions.follow"))
    assert event.data["scope"] == "customer" and event.subject_id == first.id


def test_the_standard_one_rests_and_does_not_come_back_by_itself(context: Context, seller: Context) -> None:
    (standard,) = reports.of_member(books.of(context), seller.actor.id)
    subscriptions.end(seller, EndSubscription(standard.id))
    informed.look(context)
    (row,) = reports.of_member(books.of(context), seller.actor.id)
    assert (row.id, row.standard, row.paused) == (standard.id, True, True)


def test_nobody_changes_what_is_somebody_elses_without_the_permission(context: Context, seller: Context) -> None:
    other = factories.member(context, "clerk")
    kept = subscriptions.follow(seller, Follow(customer_number="C-1"))
    with pytest.raises(NotAllowed, match="not yours"):
        subscriptions.end(other, EndSubscription(kept.id))
    with pytest.raises(NotAllowed):
        subscriptions.tell(other, Tell("person", "a@b.example", customer_number="C-1"))
    boss = factories.member(context, "credit_manager")
    assert subscriptions.edit(boss, EditSubscription(kept.id, paused=True)).paused


def test_contacts_need_an_address_of_the_product_a_mail_server_and_public_topics(
    context: Context, settings: Settings
) -> None:
    give = Tell("contact", "7", customer_number="C-1")
    settings.ADDRESS = ""
    with pytest.raises(Conflict, match="QUITTANCE_ADDRESS"):
        subscriptions.tell(context, give)
    settings.ADDRESS = "https://q.example"
    with pytest.raises(NotFound, match="no such contact"):
        subscriptions.tell(context, give)
    with pytest.raises(Conflict, match="not set up"):
        subscriptions.follow(factories.member(context, "sales"), Follow("all", channel="daily"))
    for wrong, error in (
        (Tell("ghost", "7", customer_number="C-1"), Invalid),
        (Tell("person", "a@b.example", "all", channel="product"), NotFound),
        (Tell("webhook", "none", "all", channel="webhook"), NotFound),
    ):
        with pytest.raises(error):
            subscriptions.tell(context, wrong)
    with pytest.raises(Invalid, match="person"):
        subscriptions.follow(context, Follow("all"))


def test_a_webhook_hears_of_all_and_goes_with_its_subscriptions(context: Context) -> None:
    webhooks.add(context, webhooks.AddWebhook("erp", "https://erp.example/hook", secret="a secret of letters"))
    told = Tell("webhook", "erp", "all", topics=(topics.HOLD,), channel="webhook")
    subscriptions.tell(context, told)
    holds.place(context, holds.PlaceHold("C-1", "Wait"))
    informed.look(context)
    informed.look(context)
    ((event, body),) = sql.rows("SELECT event, body FROM webhook_delivery WHERE tenant_id = %s", [context.tenant_id])
    assert event == "customer.happened" and "Reminders are held back: Wait" in body and '"C-1"' in body
    webhooks.remove(context, webhooks.RemoveWebhook("erp"))
    assert informed.count(context, "subscription") == 0 == informed.count(context, "notification")
