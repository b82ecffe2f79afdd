"""Tables of work in hand: jobs, import batches, saved mappings and saved views."""

from __future__ import annotations

from django.db import models

from quittance.books.keys import Scoped, keyed


class Job(Scoped):
    """A job in the queue; a worker holds it until `leased_until`, then another may take it."""

    name = models.CharField(max_length=64)
    args = models.TextField(default="{}")
    unique_key = models.CharField(max_length=200, null=True)
    state = models.CharField(max_length=16, default="queued", help_text="queued, running, done or failed")
    run_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")
    leased_until = models.BigIntegerField(default=0)
    attempts = models.IntegerField(default=0)
    fault = models.TextField(default="", blank=True)

    class Meta:
        db_table = "job"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "unique_key"], name="job_unique_key"),
            *keyed("job"),
        ]
        indexes = [models.Index(fields=["state", "run_at"], name="job_due")]


class ImportBatch(Scoped):
    """An uploaded file on its way into the books: its bytes, its mapping, how far it is and what came of it.

    Files that were uploaded together share `import_id` and stand in the order of `place`; the state,
    the progress and the report of them all are those of the first.
    """

    entity_id = models.BigIntegerField()
    import_id = models.BigIntegerField(default=0)
    place = models.IntegerField(default=0)
    name = models.CharField(max_length=255)
    content = models.BinaryField()
    digest = models.CharField(max_length=64, default="", help_text="SHA-256 of the content")
    mapping = models.TextField(default="{}")
    guess = models.TextField(default="{}", help_text="headers, first rows, and the reasons of the mapping")
    errors = models.BinaryField(default=b"", help_text="rows at fault as a CSV file")
    state = models.CharField(max_length=16, default="uploaded", help_text="a word of actions.imports_stored")
    job_id = models.BigIntegerField(null=True)
    fault = models.CharField(max_length=500, default="", blank=True)
    done_rows = models.BigIntegerField(default=0)
    total_rows = models.BigIntegerField(default=0)
    report = models.TextField(default="{}")
    actor_name = models.CharField(max_length=200, default="")
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")

    class Meta:
        db_table = "import_batch"
        constraints = keyed("import_batch", entity_id="entity")
        indexes = [models.Index(fields=["tenant_id", "entity_id", "import_id", "place"], name="import_batch_import")]


class SavedMapping(Scoped):
    """A mapping from somebody's layout to the exchange format, kept by name (JSON)."""

    name = models.CharField(max_length=100)
    definition = models.TextField()

    class Meta:
        db_table = "saved_mapping"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "name"], name="saved_mapping_name"),
            *keyed("saved_mapping"),
        ]


class Webhook(Scoped):
    """An address that is told of events (JSON list), with the secret that signs the messages."""

    entity_id = models.BigIntegerField()
    name = models.CharField(max_length=100)
    url = models.CharField(max_length=500)
    events = models.TextField(default="[]")
    secret = models.CharField(max_length=200)
    actor_name = models.CharField(max_length=200, default="")
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")

    class Meta:
        db_table = "webhook"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "entity_id", "name"], name="webhook_name"),
            *keyed("webhook", entity_id="entity"),
        ]


class WebhookDelivery(Scoped):
    """A message for a webhook: `state` is queued, sent or failed, `status` what the address answered last."""

    entity_id = models.BigIntegerField()
    webhook_id = models.BigIntegerField()
    event = models.CharField(max_length=64)
    body = models.TextField()
    state = models.CharField(max_length=16)
    attempts = models.IntegerField(default=0)
    status = models.IntegerField(default=0)
    fault = models.CharField(max_length=300, default="", blank=True)
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")
    tried_at = models.BigIntegerField(default=0)

    class Meta:
        db_table = "webhook_delivery"
        constraints = keyed("webhook_delivery", entity_id="entity", webhook_id="webhook")
        indexes = [
            models.Index(fields=["tenant_id", "webhook_id"], name="webhook_delivery_webhook"),
            models.Index(fields=["tenant_id", "entity_id", "recorded_at", "id"], name="webhook_delivery_recorded"),
        ]


class SavedView(Scoped):
    """A list's filter and order kept by name; shared when `member_id` is empty."""

    page = models.CharField(max_length=32)
    name = models.CharField(max_length=100)
    query = models.CharField(max_length=1000)
    member_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "saved_view"
        constraints = keyed("saved_view", member_id="member")
        indexes = [models.Index(fields=["tenant_id", "page"], name="saved_view_page")]
