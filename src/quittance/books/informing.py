"""Tables of who is told of what: subscriptions, what happened that somebody is told of, and what was told to whom."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from quittance.books.keys import Scoped, keyed


class Subscription(Scoped):
    """What a person, a customer's contact or a webhook is told of, and how; exactly one of the three is named.

    `since` is an id: what happened under a lower one came before. `standard` is the one that everybody has without
    setting anything up; `left_at` is when its receiver said that no more mail is wanted, 0 for never.
    """

    entity_id = models.BigIntegerField()
    member_id = models.BigIntegerField(null=True)
    contact_id = models.BigIntegerField(null=True)
    webhook_id = models.BigIntegerField(null=True)
    scope = models.CharField(max_length=16, help_text="a word of rules.subscriptions")
    customer_id = models.BigIntegerField(null=True)
    channel = models.CharField(max_length=16, help_text="a word of rules.subscriptions")
    least_base = models.BigIntegerField(default=0, help_text="base minor units; 0 for every amount")
    days = models.IntegerField(default=1, help_text="days late at which an overdue invoice speaks")
    quiet = models.BooleanField(default=True, help_text="mail at once waits for the morning")
    standard = models.BooleanField(default=False)
    paused = models.BooleanField(default=False)
    left_at = models.BigIntegerField(default=0, help_text="microseconds since 1970, UTC")
    since = models.BigIntegerField()
    actor_name = models.CharField(max_length=200, default="")
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")

    class Meta:
        db_table = "subscription"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "entity_id", "member_id"],
                name="subscription_standard",
                condition=Q(standard=True),
            ),
            models.CheckConstraint(
                condition=Q(member_id__isnull=False, contact_id=None, webhook_id=None)
                | Q(member_id=None, contact_id__isnull=False, webhook_id=None)
                | Q(member_id=None, contact_id=None, webhook_id__isnull=False),
                name="subscription_one",
            ),
            *keyed(
                "subscription",
                ["least_base"],
                entity_id="entity",
                member_id="member",
                contact_id="contact",
                webhook_id="webhook",
                customer_id="customer",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "customer_id", "scope"], name="subscription_customer"),
            models.Index(fields=["tenant_id", "member_id", "scope"], name="subscription_member"),
            models.Index(
                fields=["tenant_id", "entity_id"], name="subscription_all", condition=Q(scope="all", paused=False)
            ),
        ]


class SubscriptionTopic(Scoped):
    """One topic of a subscription."""

    subscription_id = models.BigIntegerField()
    topic = models.CharField(max_length=32, help_text="a word of rules.topics")

    class Meta:
        db_table = "subscription_topic"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "subscription_id", "topic"], name="subscription_topic_once"),
            *keyed("subscription_topic", subscription_id="subscription"),
        ]


class Happening(Scoped):
    """Something that happened at a customer and that somebody here is told of; append-only.

    `source` is the id of its event, or what a day has brought about; `moment` is an id of the time it happened.
    """

    entity_id = models.BigIntegerField()
    customer_id = models.BigIntegerField()
    topic = models.CharField(max_length=32, help_text="a word of rules.topics")
    source = models.CharField(max_length=64)
    moment = models.BigIntegerField()
    currency = models.CharField(max_length=3, default="", blank=True)
    amount = models.BigIntegerField(null=True)
    base_amount = models.BigIntegerField(null=True)
    days = models.IntegerField(default=0)
    public = models.BooleanField(default=False, help_text="the customer's own business")
    doer = models.BigIntegerField(default=0, help_text="the member who did it, 0 for nobody")
    doer_name = models.CharField(max_length=200, default="")
    facts = models.TextField(default="{}")
    happened_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")

    class Meta:
        db_table = "happening"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "source", "topic"], name="happening_once"),
            *keyed("happening", entity_id="entity", customer_id="customer"),
        ]


class Notice(Scoped):
    """A mail that tells a person or a contact of one or more happenings; `state` is one of a delivery."""

    entity_id = models.BigIntegerField()
    member_id = models.BigIntegerField(null=True)
    contact_id = models.BigIntegerField(null=True)
    channel = models.CharField(max_length=16)
    address = models.CharField(max_length=254)
    state = models.CharField(max_length=16, default="queued")
    message = models.CharField(max_length=200, help_text="Message-ID")
    fault = models.CharField(max_length=500, default="", blank=True)
    queued_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")
    settled_at = models.BigIntegerField(default=0)

    class Meta:
        db_table = "notice"
        constraints = keyed("notice", entity_id="entity", member_id="member", contact_id="contact")


class Notification(Scoped):
    """A happening told to somebody by a subscription, once; `waits` until it is in a mail or in a message."""

    entity_id = models.BigIntegerField()
    subscription_id = models.BigIntegerField()
    happening_id = models.BigIntegerField()
    member_id = models.BigIntegerField(null=True)
    contact_id = models.BigIntegerField(null=True)
    webhook_id = models.BigIntegerField(null=True)
    channel = models.CharField(max_length=16)
    quiet = models.BooleanField(default=True)
    waits = models.BooleanField(default=False)
    notice_id = models.BigIntegerField(null=True)
    read_at = models.BigIntegerField(default=0, help_text="microseconds since 1970, UTC; 0 for not yet")
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")

    class Meta:
        db_table = "notification"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "subscription_id", "happening_id"], name="notification_subscription"
            ),
            models.UniqueConstraint(
                fields=["tenant_id", "member_id", "happening_id"],
                name="notification_member",
                condition=Q(member_id__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["tenant_id", "contact_id", "happening_id"],
                name="notification_contact",
                condition=Q(contact_id__isnull=False),
            ),
            *keyed(
                "notification",
                entity_id="entity",
                subscription_id="subscription",
                happening_id="happening",
                member_id="member",
                contact_id="contact",
                webhook_id="webhook",
                notice_id="notice",
            ),
        ]
        indexes = [
            models.Index(
                fields=["tenant_id", "entity_id", "member_id"], name="notification_unread", condition=Q(read_at=0)
            ),
            models.Index(fields=["tenant_id", "entity_id", "member_id", "id"], name="notification_list"),
            models.Index(
                fields=["tenant_id", "entity_id", "channel", "recorded_at"],
                name="notification_waits",
                condition=Q(waits=True),
            ),
            models.Index(fields=["tenant_id", "happening_id"], name="notification_happening"),
            models.Index(
                fields=["tenant_id", "notice_id"],
                name="notification_notice",
                condition=Q(notice_id__isnull=False),
            ),
        ]


class Heard(Scoped):
    """How far the events of a company have been told: all up to the id `through`, all days up to `day`."""

    entity_id = models.BigIntegerField()
    through = models.BigIntegerField()
    day = models.DateField(null=True)

    class Meta:
        db_table = "heard"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "entity_id"], name="heard_once"),
            *keyed("heard", entity_id="entity"),
        ]
