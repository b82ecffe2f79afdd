"""Tables of dunning: policies in versions, what is known of customers, runs, reminders and what was not sent."""

from __future__ import annotations

from django.db import models

from quittance.books.keys import Scoped, keyed

UNDER_WAY = ["waiting", "queued", "sending"]
"""States of a reminder that blocks another one to the same customer."""


class DunningPolicy(Scoped):
    """One version of a policy; `state` is proposed, live or past, and one version of each name is live."""

    entity_id = models.BigIntegerField()
    name = models.CharField(max_length=60)
    version = models.IntegerField()
    state = models.CharField(max_length=16)
    definition = models.TextField(help_text="a Policy of rules.dunning, JSON")
    proposed_by = models.CharField(max_length=64, help_text="kind and id of who proposed it")
    proposer = models.CharField(max_length=200, default="")
    adopter = models.CharField(max_length=200, default="", blank=True)
    live_on = models.DateField(null=True)
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")

    class Meta:
        db_table = "dunning_policy"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "entity_id", "name", "version"], name="dunning_policy_version"
            ),
            models.UniqueConstraint(
                fields=["tenant_id", "entity_id", "name"],
                name="dunning_policy_live",
                condition=models.Q(state="live"),
            ),
            *keyed("dunning_policy", entity_id="entity"),
        ]


class DunningCustomer(Scoped):
    """What a company knows of how a customer may be reminded; a customer without a row is reminded as all are."""

    entity_id = models.BigIntegerField()
    customer_id = models.BigIntegerField()
    policy = models.CharField(max_length=60, default="", blank=True)
    consumer = models.BooleanField(default=False)
    time_zone = models.CharField(max_length=64, default="", blank=True)
    opted_out = models.CharField(max_length=40, default="", blank=True, help_text="channels, separated by blanks")
    bounced = models.CharField(max_length=254, default="", blank=True, help_text="address mail came back from last")
    bounced_too = models.CharField(
        max_length=254, default="", db_default="", blank=True, help_text="another one that it came back from before"
    )
    mobile = models.CharField(max_length=16, default="", db_default="", blank=True, help_text="for texts, E.164")
    unreachable = models.CharField(
        max_length=16, default="", db_default="", blank=True, help_text="number that no text could reach"
    )
    senior_name = models.CharField(max_length=200, default="", blank=True)
    senior_email = models.CharField(max_length=254, default="", blank=True)
    our_senior_id = models.BigIntegerField(null=True, help_text="member to whom the account is escalated")

    class Meta:
        db_table = "dunning_customer"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "entity_id", "customer_id"], name="dunning_customer_once"),
            *keyed("dunning_customer", entity_id="entity", customer_id="customer", our_senior_id="member"),
        ]
        indexes = [
            models.Index(
                fields=["tenant_id", "entity_id", "mobile"],
                name="dunning_customer_mobile",
                condition=~models.Q(mobile=""),
            )
        ]


class DunningRun(Scoped):
    """A run that decides who is reminded: `state` is queued, running, done, failed or stopped; the report counts, JSON.

    `unsent` are its reminders that had not gone when it was stopped.
    """

    entity_id = models.BigIntegerField()
    run_on = models.DateField()
    state = models.CharField(max_length=16)
    job_id = models.BigIntegerField(null=True)
    by_hand = models.BooleanField(default=True, db_default=True, help_text="a person asked for it")
    report = models.TextField(default="{}")
    fault = models.CharField(max_length=500, default="", blank=True)
    unsent = models.IntegerField(default=0, db_default=0)
    actor_name = models.CharField(max_length=200, default="")
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")

    class Meta:
        db_table = "dunning_run"
        constraints = keyed("dunning_run", entity_id="entity")
        indexes = [models.Index(fields=["tenant_id", "entity_id", "id"], name="dunning_run_entity")]


class Reminder(Scoped):
    """A message to a customer about all that is late, from the decision until it has arrived.

    `state` is waiting (for a word), queued, sending, to_do (a call, a letter to post, or an account that was given to
    `owner_id`), sent, held, failed or doubtful. `day` is the step. Text and amounts are those that were true when it
    went out. One that is inside says nothing to the customer and stands in no other's way.
    """

    entity_id = models.BigIntegerField()
    run_id = models.BigIntegerField()
    customer_id = models.BigIntegerField()
    policy_id = models.BigIntegerField()
    number = models.CharField(max_length=64, default="", blank=True)
    day = models.IntegerField()
    channel = models.CharField(max_length=16)
    tone = models.CharField(max_length=16)
    state = models.CharField(max_length=16)
    cycle_on = models.DateField(help_text="the business day that it belongs to")
    address = models.CharField(max_length=254, default="", blank=True)
    copies = models.CharField(max_length=1600, default="", blank=True, help_text="addresses, separated by blanks")
    language = models.CharField(max_length=8, default="en")
    subject = models.CharField(max_length=300, default="", blank=True)
    body = models.TextField(default="", blank=True)
    message = models.CharField(max_length=200, default="", blank=True, help_text="Message-ID")
    parts = models.IntegerField(default=0, db_default=0, help_text="SMS that a text takes")
    arrived = models.CharField(
        max_length=16, default="", db_default="", blank=True, help_text="delivered, read or undelivered, as reported"
    )
    base_amount = models.BigIntegerField(help_text="asked for, base minor units")
    fee = models.BigIntegerField(default=0, help_text="base minor units")
    fee_number = models.CharField(max_length=64, default="", blank=True)
    interest = models.TextField(
        default="[]", db_default="[]", help_text="named in it: currency, all of it and its fixed sum, JSON"
    )
    rule = models.CharField(max_length=24, default="", blank=True, help_text="why it was held")
    fault = models.CharField(max_length=500, default="", blank=True)
    owner_id = models.BigIntegerField(null=True, help_text="member to whom an account was given inside")
    actor_name = models.CharField(max_length=200, default="")
    queued_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")
    settled_at = models.BigIntegerField(default=0)

    class Meta:
        db_table = "reminder"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "entity_id", "customer_id"],
                name="reminder_under_way",
                condition=models.Q(state__in=UNDER_WAY) & ~models.Q(channel="inside"),
            ),
            models.UniqueConstraint(
                fields=["tenant_id", "entity_id", "customer_id"],
                name="reminder_inside",
                condition=models.Q(state__in=UNDER_WAY, channel="inside"),
            ),
            models.UniqueConstraint(
                fields=["tenant_id", "entity_id", "customer_id", "cycle_on"],
                name="reminder_once_a_day",
                condition=~models.Q(state="held") & ~models.Q(channel="inside"),
            ),
            *keyed(
                "reminder",
                ["base_amount", "fee"],
                entity_id="entity",
                run_id="dunning_run",
                customer_id="customer",
                policy_id="dunning_policy",
                owner_id="member",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "entity_id", "cycle_on", "id"], name="reminder_day"),
            models.Index(fields=["tenant_id", "customer_id", "id"], name="reminder_customer"),
            models.Index(fields=["tenant_id", "run_id"], name="reminder_run"),
            models.Index(
                fields=["tenant_id", "entity_id", "number"], name="reminder_numbered", condition=models.Q(number__gt="")
            ),
        ]


class ReminderItem(Scoped):
    """What a reminder asked for of one open item; each step of an item happens once, however often a job runs."""

    reminder_id = models.BigIntegerField()
    item_id = models.BigIntegerField()
    day = models.IntegerField(help_text="the step that the item had reached")
    amount = models.BigIntegerField()

    class Meta:
        db_table = "reminder_item"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "item_id", "day"], name="reminder_item_step"),
            *keyed("reminder_item", ["amount"], reminder_id="reminder", item_id="open_item"),
        ]
        indexes = [models.Index(fields=["tenant_id", "reminder_id"], name="reminder_item_reminder")]


class ReminderAsked(Scoped):
    """One line of what a reminder asked for, new or not: `open` of the item then, and the `amount` asked of it."""

    reminder_id = models.BigIntegerField()
    item_id = models.BigIntegerField()
    due_on = models.DateField()
    open = models.BigIntegerField()
    amount = models.BigIntegerField()

    class Meta:
        db_table = "reminder_asked"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "reminder_id", "item_id"], name="reminder_asked_once"),
            *keyed("reminder_asked", ["open", "amount"], reminder_id="reminder", item_id="open_item"),
        ]


class ReminderLeft(Scoped):
    """What a reminder left out of one open item, and the rule that held it."""

    reminder_id = models.BigIntegerField()
    item_id = models.BigIntegerField()
    rule = models.CharField(max_length=16, help_text="a word of rules.dunning.ITEM_RULES")
    amount = models.BigIntegerField()

    class Meta:
        db_table = "reminder_left"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "reminder_id", "item_id", "rule"], name="reminder_left_once"),
            *keyed("reminder_left", ["amount"], reminder_id="reminder", item_id="open_item"),
        ]


class ReminderHeld(Scoped):
    """What was not sent, or the part that was left out, with the rule; once a day for each customer, step and rule."""

    entity_id = models.BigIntegerField()
    run_id = models.BigIntegerField()
    customer_id = models.BigIntegerField()
    day = models.IntegerField()
    rule = models.CharField(max_length=24, help_text="a word of rules.dunning.RULES")
    held_on = models.DateField()
    whole = models.BooleanField(help_text="nothing went to the customer")
    items = models.IntegerField(default=0)
    base_amount = models.BigIntegerField()
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")

    class Meta:
        db_table = "reminder_held"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "entity_id", "customer_id", "held_on", "day", "rule", "whole"],
                name="reminder_held_once",
            ),
            *keyed(
                "reminder_held",
                ["base_amount"],
                entity_id="entity",
                run_id="dunning_run",
                customer_id="customer",
            ),
        ]
        indexes = [models.Index(fields=["tenant_id", "entity_id", "held_on", "id"], name="reminder_held_day")]
