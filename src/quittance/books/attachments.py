"""Tables of files on documents, drafts and disputes: each file once by its digest, and where it hangs."""

from __future__ import annotations

from django.db import models

from quittance.books.keys import Scoped, keyed


class StoredFile(Scoped):
    """A file by the SHA-256 of its bytes; the same file on many documents is kept once."""

    digest = models.CharField(max_length=64, help_text="SHA-256, hexadecimal")
    media_type = models.CharField(max_length=100)
    size_bytes = models.BigIntegerField()
    content = models.BinaryField()

    class Meta:
        db_table = "stored_file"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "digest"], name="stored_file_digest"),
            *keyed("stored_file", ["size_bytes"]),
        ]


class Attachment(Scoped):
    """A file on a draft, and on the document that it was issued as, or on a dispute; `with_mail` sends it along."""

    entity_id = models.BigIntegerField()
    customer_id = models.BigIntegerField()
    draft_id = models.BigIntegerField(null=True)
    document_id = models.BigIntegerField(null=True)
    dispute_id = models.BigIntegerField(null=True)
    file_id = models.BigIntegerField()
    name = models.CharField(max_length=100)
    with_mail = models.BooleanField(default=True)
    actor_name = models.CharField(max_length=200, default="")
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")

    class Meta:
        db_table = "attachment"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "document_id", "name"],
                name="attachment_document_name",
                condition=models.Q(document_id__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["tenant_id", "draft_id", "name"],
                name="attachment_draft_name",
                condition=models.Q(draft_id__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["tenant_id", "dispute_id", "name"],
                name="attachment_dispute_name",
                condition=models.Q(dispute_id__isnull=False),
            ),
            *keyed(
                "attachment",
                entity_id="entity",
                customer_id="customer",
                draft_id="draft",
                document_id="document",
                dispute_id="dispute",
                file_id="stored_file",
            ),
        ]
        indexes = [models.Index(fields=["tenant_id", "file_id"], name="attachment_file")]
