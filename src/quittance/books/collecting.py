"""Tables of what holds money back from being asked for: promises, payment plans, disputes and holds."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from quittance.books.keys import Scoped, keyed


class Promise(Scoped):
    """Money that a customer said would come by a day; `state` is a word of rules.promises.

    `whole` covers the account in its currency, otherwise the parts name the debts. `open_then` is what was open of
    them when it was made, `received` the cash that counted when it was judged last.
    """

    entity_id = models.BigIntegerField()
    customer_id = models.BigIntegerField()
    number = models.CharField(max_length=64)
    currency = models.CharField(max_length=3)
    amount = models.BigIntegerField()
    open_then = models.BigIntegerField()
    received = models.BigIntegerField(default=0)
    whole = models.BooleanField()
    promised_on = models.DateField()
    deadline_on = models.DateField(help_text="the last day on which money still counts, grace included")
    said_by = models.CharField(max_length=200, default="", blank=True)
    note = models.CharField(max_length=500, default="", blank=True)
    state = models.CharField(max_length=16)
    made_on = models.DateField()
    decided_on = models.DateField(null=True)
    actor_name = models.CharField(max_length=200, default="")
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")

    class Meta:
        db_table = "promise"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "entity_id", "number"], name="promise_number"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="promise_amount_positive"),
            *keyed("promise", ["amount", "open_then", "received"], entity_id="entity", customer_id="customer"),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "entity_id", "state", "deadline_on"], name="promise_state"),
            models.Index(fields=["tenant_id", "customer_id", "id"], name="promise_customer"),
        ]


class PromisePart(Scoped):
    """How much of a promise is for one open item."""

    promise_id = models.BigIntegerField()
    item_id = models.BigIntegerField()
    amount = models.BigIntegerField()

    class Meta:
        db_table = "promise_part"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "promise_id", "item_id"], name="promise_part_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="promise_part_positive"),
            *keyed("promise_part", ["amount"], promise_id="promise", item_id="open_item"),
        ]
        indexes = [models.Index(fields=["tenant_id", "item_id"], name="promise_part_item")]


class PaymentPlan(Scoped):
    """Debts paid in parts on days of their own; `state` is a word of rules.plans. Original due days stay."""

    entity_id = models.BigIntegerField()
    customer_id = models.BigIntegerField()
    number = models.CharField(max_length=64)
    currency = models.CharField(max_length=3)
    amount = models.BigIntegerField()
    settled = models.BigIntegerField(default=0, help_text="what was paid or credited of it when it was judged last")
    said_by = models.CharField(max_length=200, default="", blank=True)
    note = models.CharField(max_length=500, default="", blank=True)
    state = models.CharField(max_length=16)
    beyond = models.CharField(max_length=500, default="", blank=True, help_text="what of the policy it goes beyond")
    made_on = models.DateField()
    made_by = models.CharField(max_length=64, help_text="kind and id of who agreed on it")
    actor_name = models.CharField(max_length=200, default="")
    approved_by = models.CharField(max_length=200, default="", blank=True)
    decided_on = models.DateField(null=True)
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")

    class Meta:
        db_table = "payment_plan"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "entity_id", "number"], name="payment_plan_number"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_plan_amount_positive"),
            *keyed("payment_plan", ["amount", "settled"], entity_id="entity", customer_id="customer"),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "entity_id", "state", "id"], name="payment_plan_state"),
            models.Index(fields=["tenant_id", "customer_id", "id"], name="payment_plan_customer"),
        ]


class PlanPart(Scoped):
    """How much of a plan is for one open item."""

    plan_id = models.BigIntegerField()
    item_id = models.BigIntegerField()
    amount = models.BigIntegerField()

    class Meta:
        db_table = "plan_part"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "plan_id", "item_id"], name="plan_part_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="plan_part_positive"),
            *keyed("plan_part", ["amount"], plan_id="payment_plan", item_id="open_item"),
        ]
        indexes = [models.Index(fields=["tenant_id", "item_id"], name="plan_part_item")]


class PlanInstalment(Scoped):
    """One payment of a plan with its own due day; after `deadline_on` a missing one breaks the plan."""

    plan_id = models.BigIntegerField()
    n = models.IntegerField()
    due_on = models.DateField()
    deadline_on = models.DateField()
    amount = models.BigIntegerField()

    class Meta:
        db_table = "plan_instalment"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "plan_id", "n"], name="plan_instalment_n"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="plan_instalment_positive"),
            *keyed("plan_instalment", ["amount"], plan_id="payment_plan"),
        ]


class Dispute(Scoped):
    """A part of an open item that the customer says it does not owe; `state` is a word of rules.disputes.

    `line_n` is the line of the document it is about, 0 for none; `told` is what the customer may read.
    """

    entity_id = models.BigIntegerField()
    customer_id = models.BigIntegerField()
    item_id = models.BigIntegerField()
    number = models.CharField(max_length=64)
    line_n = models.IntegerField(default=0)
    product = models.CharField(max_length=200, default="", blank=True, help_text="the line's description")
    currency = models.CharField(max_length=3)
    amount = models.BigIntegerField()
    reason = models.CharField(max_length=32, help_text="a word of rules.disputes")
    owner = models.CharField(max_length=100, default="", blank=True)
    said_by = models.CharField(max_length=200, default="", blank=True)
    evidence = models.CharField(max_length=2000, default="", blank=True)
    told = models.CharField(max_length=500, default="", blank=True)
    state = models.CharField(max_length=16)
    opened_on = models.DateField()
    answer_by = models.DateField()
    resolved_on = models.DateField(null=True)
    resolution = models.CharField(max_length=300, default="", blank=True)
    way = models.CharField(max_length=16, default="", blank=True, help_text="a word of rules.deduction")
    credit_number = models.CharField(max_length=64, default="", blank=True)
    rebill_number = models.CharField(max_length=64, default="", blank=True)
    proposed_way = models.CharField(max_length=16, default="", db_default="", blank=True)
    proposed_amount = models.BigIntegerField(default=0, db_default=0)
    proposal = models.CharField(max_length=300, default="", db_default="", blank=True)
    proposer = models.CharField(max_length=200, default="", db_default="", blank=True)
    actor_name = models.CharField(max_length=200, default="")
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")

    class Meta:
        db_table = "dispute"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "entity_id", "number"], name="dispute_number"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="dispute_amount_positive"),
            *keyed(
                "dispute",
                ["amount", "proposed_amount"],
                entity_id="entity",
                customer_id="customer",
                item_id="open_item",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "entity_id", "state", "opened_on"], name="dispute_state"),
            models.Index(fields=["tenant_id", "item_id"], name="dispute_item"),
            models.Index(fields=["tenant_id", "customer_id", "id"], name="dispute_customer"),
        ]


class Hold(Scoped):
    """A stop on reminders for a customer, or for one open item, through `until_on` or until it is lifted."""

    entity_id = models.BigIntegerField()
    customer_id = models.BigIntegerField()
    item_id = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=300)
    until_on = models.DateField(null=True)
    placed_on = models.DateField()
    lifted_on = models.DateField(null=True)
    actor_name = models.CharField(max_length=200, default="")
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")

    class Meta:
        db_table = "hold"
        constraints = keyed("hold", entity_id="entity", customer_id="customer", item_id="open_item")
        indexes = [
            models.Index(
                fields=["tenant_id", "entity_id", "customer_id"], condition=Q(lifted_on=None), name="hold_now"
            ),
            models.Index(fields=["tenant_id", "customer_id", "id"], name="hold_customer"),
        ]


class CollectPolicy(Scoped):
    """How long the company waits for promises and answers, and which plans need no second person."""

    entity_id = models.BigIntegerField()
    promise_grace_days = models.IntegerField(help_text="working days")
    plan_grace_days = models.IntegerField(help_text="working days")
    answer_days = models.IntegerField(help_text="days within which a dispute should be answered")
    plan_months = models.IntegerField(help_text="longest plan")
    plan_share_percent = models.IntegerField(help_text="least first payment")
    plan_most_base = models.BigIntegerField(help_text="largest plan, base minor units; 0 is without end")

    class Meta:
        db_table = "collect_policy"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "entity_id"], name="collect_policy_once"),
            *keyed("collect_policy", ["plan_most_base"], entity_id="entity"),
        ]
