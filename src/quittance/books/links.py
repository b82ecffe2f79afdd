"""The table of links: a document or an estimate that its customer may see without signing in."""

from __future__ import annotations

from django.db import models

from quittance.books.keys import Scoped, keyed


class Link(Scoped):
    """A link to one document or one estimate; its secret is a signature of its key and is stored nowhere."""

    entity_id = models.BigIntegerField()
    customer_id = models.BigIntegerField()
    document_id = models.BigIntegerField(null=True)
    estimate_id = models.BigIntegerField(null=True)
    expires_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")
    revoked_at = models.BigIntegerField(default=0, help_text="microseconds since 1970, UTC; 0 while it stands")
    viewed_at = models.BigIntegerField(default=0, help_text="seen by the customer first; microseconds, UTC")
    actor_name = models.CharField(max_length=200, default="")
    made_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")

    class Meta:
        db_table = "link"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(document_id__isnull=True) ^ models.Q(estimate_id__isnull=True), name="link_to_one"
            ),
            *keyed("link", entity_id="entity", customer_id="customer", document_id="document", estimate_id="estimate"),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "document_id", "id"], name="link_document"),
            models.Index(fields=["tenant_id", "estimate_id", "id"], name="link_estimate"),
        ]
