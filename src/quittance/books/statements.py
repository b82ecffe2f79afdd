"""Tables of statements: by which plan they go out, and each one that did or was held back."""

from __future__ import annotations

from django.db import models

from quittance.books.keys import Scoped, keyed


class StatementPlan(Scoped):
    """When a customer gets statements; without a customer, what holds for everybody who has no plan of their own."""

    entity_id = models.BigIntegerField()
    customer_id = models.BigIntegerField(null=True)
    every = models.CharField(max_length=8, help_text="week, month, quarter or never")
    on_day = models.IntegerField()
    kind = models.CharField(max_length=16, help_text="open_item or activity")
    whole_group = models.BooleanField(default=False, help_text="one paper for the customer and all below it")
    since_on = models.DateField(help_text="no day before it is owed a statement")
    looked_on = models.DateField(null=True, help_text="through it everybody has had what they were due")
    made_by = models.CharField(max_length=200)
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")

    class Meta:
        db_table = "statement_plan"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "entity_id", "customer_id"],
                name="statement_plan_customer",
                condition=models.Q(customer_id__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["tenant_id", "entity_id"],
                name="statement_plan_company",
                condition=models.Q(customer_id__isnull=True),
            ),
            *keyed("statement_plan", entity_id="entity", customer_id="customer"),
        ]


class StatementSent(Scoped):
    """A statement that went out, or was held back by `rule`; of a day of a plan there is one for each customer."""

    entity_id = models.BigIntegerField()
    customer_id = models.BigIntegerField()
    kind = models.CharField(max_length=16, help_text="open_item or activity")
    whole_group = models.BooleanField(default=False)
    since_on = models.DateField(null=True, help_text="of an activity")
    until_on = models.DateField()
    period_on = models.DateField(null=True, help_text="the day of the plan, none for one that a person sent")
    rule = models.CharField(max_length=16, default="", blank=True, help_text="why it was not sent")
    actor_name = models.CharField(max_length=200, default="")
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")

    class Meta:
        db_table = "statement_sent"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "entity_id", "customer_id", "period_on"],
                name="statement_sent_period",
                condition=models.Q(period_on__isnull=False),
            ),
            *keyed("statement_sent", entity_id="entity", customer_id="customer"),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "entity_id", "id"], name="statement_sent_latest"),
            models.Index(fields=["tenant_id", "customer_id", "id"], name="statement_sent_customer"),
            models.Index(fields=["tenant_id", "entity_id", "period_on"], name="statement_sent_day"),
        ]
