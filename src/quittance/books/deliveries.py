"""The table of what was sent to whom: one row for each time that a document goes out by mail."""

from __future__ import annotations

from django.db import models

from quittance.books.keys import Scoped, keyed


class Delivery(Scoped):
    """A document, an estimate or a statement on its way to an address; at most one of each pair is under way at a time.

    `sending` stands from just before the message is handed over until the mail server has answered: who finds it
    so after a crash cannot know whether the message went out.
    """

    entity_id = models.BigIntegerField()
    customer_id = models.BigIntegerField()
    document_id = models.BigIntegerField(null=True)
    estimate_id = models.BigIntegerField(null=True)
    statement_id = models.BigIntegerField(null=True)
    address = models.CharField(max_length=254)
    state = models.CharField(
        max_length=16, default="queued", help_text="queued, sending, sent, held, failed, bounced or doubtful"
    )
    message = models.CharField(max_length=200, help_text="Message-ID")
    fault = models.CharField(max_length=500, default="", blank=True)
    actor_name = models.CharField(max_length=200, default="")
    queued_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")
    settled_at = models.BigIntegerField(default=0, help_text="sent, failed or doubtful since; microseconds, UTC")

    class Meta:
        db_table = "delivery"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "document_id", "address"],
                name="delivery_under_way",
                condition=models.Q(state__in=["queued", "sending"]),
            ),
            models.UniqueConstraint(
                fields=["tenant_id", "estimate_id", "address"],
                name="delivery_estimate_under_way",
                condition=models.Q(state__in=["queued", "sending"]),
            ),
            models.UniqueConstraint(
                fields=["tenant_id", "statement_id"],
                name="delivery_statement",
                condition=models.Q(statement_id__isnull=False),
            ),
            *keyed(
                "delivery",
                entity_id="entity",
                customer_id="customer",
                document_id="document",
                estimate_id="estimate",
                statement_id="statement_sent",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "document_id", "id"], name="delivery_document"),
            models.Index(fields=["tenant_id", "estimate_id", "id"], name="delivery_estimate"),
        ]
