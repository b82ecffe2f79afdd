"""The table of documents that are not issued yet: outside the ledger, without a number, free to change."""

from __future__ import annotations

from django.db import models

from quittance.books.keys import Scoped, keyed


class Draft(Scoped):
    """A document to be: `content` is what it will say (JSON), `total` what that comes to in its currency.

    `version` counts its edits; whoever writes names the one that was read. Once issued, it names its document and
    is never changed again.
    """

    entity_id = models.BigIntegerField()
    customer_id = models.BigIntegerField()
    document_id = models.BigIntegerField(null=True, help_text="what it was issued as")
    kind = models.CharField(max_length=16, help_text="invoice or credit_note")
    state = models.CharField(max_length=16, help_text="draft, to-approve, approved, refused or issued")
    version = models.IntegerField(default=1)
    currency = models.CharField(max_length=3)
    total = models.BigIntegerField()
    content = models.TextField()
    reason = models.CharField(max_length=300, default="", blank=True, help_text="why it was refused or not issued")
    made_by = models.CharField(max_length=200)
    asked_by = models.CharField(max_length=200, default="", blank=True)
    decided_by = models.CharField(max_length=200, default="", blank=True)
    makers = models.TextField(default="[]", help_text="who has written it or asked for its approval (JSON)")
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")
    changed_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")

    class Meta:
        db_table = "draft"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "document_id"],
                name="draft_document",
                condition=models.Q(document_id__isnull=False),
            ),
            *keyed("draft", ["total", "version"], entity_id="entity", customer_id="customer", document_id="document"),
        ]
        indexes = [
            models.Index(
                fields=["tenant_id", "entity_id", "changed_at", "id"],
                condition=models.Q(document_id__isnull=True),
                name="draft_open",
            ),
            models.Index(
                fields=["tenant_id", "entity_id", "state", "changed_at", "id"],
                condition=models.Q(document_id__isnull=True),
                name="draft_state",
            ),
        ]


class Estimate(Scoped):
    """What a customer was offered: `content` as in a draft, under a number of its own series, until a last day.

    Once accepted it is never changed; `draft_id` is the draft, and through it the invoice, that it has become.
    """

    entity_id = models.BigIntegerField()
    customer_id = models.BigIntegerField()
    draft_id = models.BigIntegerField(null=True)
    number = models.CharField(max_length=64)
    state = models.CharField(max_length=16, help_text="open, sent, accepted or declined")
    version = models.IntegerField(default=1)
    issued_on = models.DateField()
    valid_until = models.DateField()
    currency = models.CharField(max_length=3)
    total = models.BigIntegerField()
    content = models.TextField()
    decided_on = models.DateField(null=True, help_text="when the customer has accepted or declined")
    decided_with = models.CharField(max_length=200, default="", blank=True, help_text="who has, at the customer")
    reason = models.CharField(max_length=300, default="", blank=True, help_text="why it was declined")
    made_by = models.CharField(max_length=200)
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")
    changed_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")

    class Meta:
        db_table = "estimate"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "entity_id", "number"], name="estimate_number"),
            models.UniqueConstraint(
                fields=["tenant_id", "draft_id"], name="estimate_draft", condition=models.Q(draft_id__isnull=False)
            ),
            models.CheckConstraint(condition=models.Q(total__gt=0), name="estimate_total_positive"),
            *keyed("estimate", ["total", "version"], entity_id="entity", customer_id="customer", draft_id="draft"),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "entity_id", "issued_on", "id"], name="estimate_issued"),
            models.Index(fields=["tenant_id", "customer_id", "issued_on"], name="estimate_customer"),
        ]


class Schedule(Scoped):
    """An invoice that is made again and again: what it says, its rhythm, and how many periods lie behind it.

    A period is made by the statement that counts it, so that two workers never make the same one.
    """

    entity_id = models.BigIntegerField()
    customer_id = models.BigIntegerField()
    state = models.CharField(max_length=16, help_text="active, paused or ended")
    mode = models.CharField(max_length=16, help_text="draft or issue")
    currency = models.CharField(max_length=3)
    total = models.BigIntegerField()
    content = models.TextField()
    every = models.IntegerField()
    unit = models.CharField(max_length=8, help_text="week or month")
    on_day = models.IntegerField(default=0, help_text="of the month, 31 is its last, 0 that of the start")
    start_on = models.DateField()
    end_on = models.DateField(null=True)
    times = models.IntegerField(default=0, help_text="0 for no number")
    made = models.IntegerField(default=0, help_text="periods behind it")
    version = models.IntegerField(default=1, db_default=1, help_text="counts its edits")
    next_on = models.DateField(null=True, help_text="none behind its end")
    made_by = models.CharField(max_length=200)
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")
    changed_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")

    class Meta:
        db_table = "schedule"
        constraints = [
            models.CheckConstraint(condition=models.Q(total__gt=0), name="schedule_total_positive"),
            *keyed("schedule", ["total", "every", "made"], entity_id="entity", customer_id="customer"),
        ]
        indexes = [models.Index(fields=["tenant_id", "entity_id", "recorded_at", "id"], name="schedule_recorded")]


class ScheduleContent(Scoped):
    """What a schedule says from a day on, by an edit: of those whose day has come the latest edit holds."""

    entity_id = models.BigIntegerField()
    schedule_id = models.BigIntegerField()
    version = models.IntegerField()
    from_on = models.DateField()
    total = models.BigIntegerField()
    content = models.TextField()
    made_by = models.CharField(max_length=200)
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")

    class Meta:
        db_table = "schedule_content"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "schedule_id", "version"], name="schedule_content_version"),
            models.CheckConstraint(condition=models.Q(total__gt=0), name="schedule_content_positive"),
            *keyed("schedule_content", ["total", "version"], entity_id="entity", schedule_id="schedule"),
        ]


class Recurrence(Scoped):
    """One period of a schedule that was made: its day and its draft, through which it is an invoice."""

    entity_id = models.BigIntegerField()
    schedule_id = models.BigIntegerField()
    draft_id = models.BigIntegerField(null=True, help_text="none when the draft was thrown away")
    n = models.IntegerField()
    on_day = models.DateField()
    fault = models.CharField(max_length=300, default="", blank=True, help_text="why it was not issued")
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")

    class Meta:
        db_table = "recurrence"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "schedule_id", "n"], name="recurrence_n"),
            *keyed("recurrence", ["n"], entity_id="entity", schedule_id="schedule", draft_id="draft"),
        ]
        indexes = [models.Index(fields=["tenant_id", "draft_id"], name="recurrence_draft")]
