"""Tables of batches: many drafts or documents issued or sent by one deed, row by row."""

from __future__ import annotations

from django.db import models

from quittance.books.keys import Scoped, keyed


class Batch(Scoped):
    """A batch: `deed` is issue, send or issue_and_send; `state` queued, running, stopping, stopped or done."""

    entity_id = models.BigIntegerField()
    job_id = models.BigIntegerField()
    deed = models.CharField(max_length=16)
    state = models.CharField(max_length=16)
    total_rows = models.IntegerField()
    actor_name = models.CharField(max_length=200, default="")
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")
    settled_at = models.BigIntegerField(default=0, help_text="done or stopped since; microseconds, UTC")

    class Meta:
        db_table = "batch"
        constraints = keyed("batch", entity_id="entity")
        indexes = [models.Index(fields=["tenant_id", "entity_id", "id"], name="batch_latest")]


class BatchRow(Scoped):
    """One draft or document of a batch: `state` is waiting, done, failed or left; `code` and `fault` say why not."""

    batch_id = models.BigIntegerField()
    n = models.IntegerField()
    draft = models.BigIntegerField(
        default=0, help_text="its id, 0 for a document; a draft may be thrown away meanwhile"
    )
    number = models.CharField(max_length=64, default="", blank=True, help_text="of the document, once there is one")
    name = models.CharField(max_length=200, default="", blank=True, help_text="of the customer")
    state = models.CharField(max_length=16, default="waiting")
    address = models.CharField(max_length=254, default="", blank=True)
    code = models.CharField(max_length=64, default="", blank=True)
    fault = models.CharField(max_length=500, default="", blank=True)

    class Meta:
        db_table = "batch_row"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "batch_id", "n"], name="batch_row_n"),
            *keyed("batch_row", batch_id="batch"),
        ]
