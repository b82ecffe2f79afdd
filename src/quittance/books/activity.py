"""Tables of a collector's day: what was said and written to customers, what comes next, and how it was reviewed."""

from __future__ import annotations

from django.db import models

from quittance.books.keys import Scoped, keyed


class Activity(Scoped):
    """A call, a note or a mail; append-only but for `state`.

    `state` is done, taken_back, or of a mail queued, sending, sent, failed or doubtful, as of a delivery.
    """

    entity_id = models.BigIntegerField()
    customer_id = models.BigIntegerField()
    document_id = models.BigIntegerField(null=True, help_text="what it is about, where it is about one document")
    kind = models.CharField(max_length=16, help_text="call, note or mail")
    outcome = models.CharField(max_length=16, default="", blank=True, help_text="a word of rules.worklist")
    contact = models.CharField(max_length=200, default="", blank=True)
    address = models.CharField(max_length=254, default="", blank=True)
    subject = models.CharField(max_length=200, default="", blank=True)
    text = models.CharField(max_length=8000, default="", blank=True)
    state = models.CharField(max_length=16, default="done")
    message = models.CharField(max_length=200, default="", blank=True, help_text="Message-ID")
    answers = models.CharField(max_length=254, default="", blank=True, help_text="Message-ID of what it answers")
    fault = models.CharField(max_length=500, default="", blank=True)
    done_on = models.DateField()
    actor = models.CharField(max_length=64, help_text="kind and id")
    actor_name = models.CharField(max_length=200, default="")
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")

    class Meta:
        db_table = "activity"
        constraints = keyed("activity", entity_id="entity", customer_id="customer", document_id="document")
        indexes = [
            models.Index(fields=["tenant_id", "entity_id", "done_on", "id"], name="activity_day"),
            models.Index(fields=["tenant_id", "customer_id", "id"], name="activity_customer"),
            models.Index(
                fields=["tenant_id", "document_id"],
                name="activity_document",
                condition=models.Q(document_id__isnull=False),
            ),
        ]


class FollowUp(Scoped):
    """Whose account it is and what comes next; where nothing is said, rules.worklist proposes the step.

    `before` is what stood there, as JSON, so that the last change can be taken back.
    """

    entity_id = models.BigIntegerField()
    customer_id = models.BigIntegerField()
    owner_id = models.BigIntegerField(null=True)
    step = models.CharField(max_length=16, default="", blank=True, help_text="a word of rules.worklist")
    next_on = models.DateField(null=True)
    reason = models.CharField(max_length=300, default="", blank=True)
    before = models.TextField(default="", blank=True)
    actor_name = models.CharField(max_length=200, default="")
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")

    class Meta:
        db_table = "follow_up"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "entity_id", "customer_id"], name="follow_up_once"),
            *keyed("follow_up", entity_id="entity", customer_id="customer", owner_id="member"),
        ]
        indexes = [models.Index(fields=["tenant_id", "owner_id"], name="follow_up_owner")]


class Absence(Scoped):
    """Somebody is away from a day until another, both included, and who stands in with their accounts meanwhile."""

    member_id = models.BigIntegerField()
    stand_in_id = models.BigIntegerField()
    from_on = models.DateField()
    until_on = models.DateField()
    actor_name = models.CharField(max_length=200, default="")
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")

    class Meta:
        db_table = "absence"
        constraints = [
            models.CheckConstraint(condition=models.Q(until_on__gte=models.F("from_on")), name="absence_days"),
            *keyed("absence", member_id="member", stand_in_id="member"),
        ]
        indexes = [models.Index(fields=["tenant_id", "until_on"], name="absence_until")]


class Review(Scoped):
    """How a piece of finished work was scored: an event of a call, a mail or a promise; one row for each, the last."""

    entity_id = models.BigIntegerField()
    event_id = models.BigIntegerField()
    person_id = models.BigIntegerField(help_text="whose work it is")
    person_name = models.CharField(max_length=200)
    week_on = models.DateField(help_text="the Monday of the week that it was drawn from")
    kind = models.CharField(max_length=16)
    marks = models.TextField(help_text="question -> yes, no or none, JSON; questions of rules.reviews")
    score = models.IntegerField(help_text="percent")
    note = models.CharField(max_length=1000, default="", blank=True)
    reviewer_name = models.CharField(max_length=200, default="")
    reviewed_on = models.DateField()
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")

    class Meta:
        db_table = "review"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "event_id"], name="review_once"),
            *keyed("review", ["score"], entity_id="entity", event_id="event", person_id="member"),
        ]
        indexes = [models.Index(fields=["tenant_id", "entity_id", "week_on"], name="review_week")]
