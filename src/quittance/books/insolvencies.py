"""The table of customers in insolvency proceedings."""

from __future__ import annotations

from django.db import models

from quittance.books.keys import Scoped, keyed


class Insolvency(Scoped):
    """Proceedings over a customer, until `ended_on`; one at a time. The hold stops reminders meanwhile.

    `content` is the claim list as it was filed on `filed_on`, with its SHA-256 in `digest`.
    """

    entity_id = models.BigIntegerField()
    customer_id = models.BigIntegerField()
    number = models.CharField(max_length=64)
    opened_on = models.DateField()
    court = models.CharField(max_length=200)
    reference = models.CharField(max_length=100, help_text="the court's number of the case")
    administrator = models.CharField(max_length=200, default="", blank=True)
    file_by = models.DateField(null=True, help_text="last day for filing claims")
    percent_e4 = models.IntegerField(help_text="marked for a specific provision, ten-thousandths of a percent")
    hold_id = models.BigIntegerField()
    filed_on = models.DateField(null=True)
    filer = models.CharField(max_length=200, default="", blank=True)
    content = models.BinaryField(null=True)
    digest = models.CharField(max_length=64, default="", blank=True)
    ended_on = models.DateField(null=True)
    reason = models.CharField(max_length=300, default="", blank=True, help_text="how the proceedings ended")
    actor_name = models.CharField(max_length=200, default="")
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")

    class Meta:
        db_table = "insolvency"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "entity_id", "number"], name="insolvency_number"),
            models.UniqueConstraint(
                fields=["tenant_id", "entity_id", "customer_id"],
                name="insolvency_now",
                condition=models.Q(ended_on=None),
            ),
            *keyed("insolvency", entity_id="entity", customer_id="customer", hold_id="hold"),
        ]
