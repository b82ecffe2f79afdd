"""The table of letters that went by registered post."""

from __future__ import annotations

from django.db import models

from quittance.books.keys import Scoped, keyed


class PostedLetter(Scoped):
    """A letter of the print batch at the post; `state` is a word of rules.letters, `ended_on` its day."""

    entity_id = models.BigIntegerField()
    customer_id = models.BigIntegerField()
    reminder_id = models.BigIntegerField()
    carrier = models.CharField(max_length=100, default="", blank=True)
    tracking = models.CharField(max_length=100)
    posted_on = models.DateField()
    state = models.CharField(max_length=16)
    ended_on = models.DateField(null=True)
    proof = models.CharField(max_length=300, default="", blank=True, help_text="who signed, or where the receipt is")
    actor_name = models.CharField(max_length=200, default="")
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")

    class Meta:
        db_table = "posted_letter"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "reminder_id"], name="posted_letter_once"),
            *keyed("posted_letter", entity_id="entity", customer_id="customer", reminder_id="reminder"),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "entity_id", "id"], name="posted_letter_log"),
            models.Index(fields=["tenant_id", "customer_id", "id"], name="posted_letter_customer"),
        ]
