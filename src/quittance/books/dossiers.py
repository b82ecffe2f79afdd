"""Tables of what went to an agency or a lawyer: dossiers, the debts in them, and what pursuing them costs."""

from __future__ import annotations

from django.db import models

from quittance.books.keys import Scoped, keyed


class Dossier(Scoped):
    """Debts handed to somebody who collects them; `state` is a word of rules.dossiers.

    `content` is the ZIP as it was handed over, with its SHA-256 in `digest`, kept soon after the release.
    """

    entity_id = models.BigIntegerField()
    customer_id = models.BigIntegerField()
    number = models.CharField(max_length=64)
    currency = models.CharField(max_length=3)
    credit = models.BigIntegerField(help_text="set off: what the customer had to use")
    receiver_kind = models.CharField(max_length=16, help_text="agency or lawyer")
    receiver = models.CharField(max_length=200)
    reference = models.CharField(max_length=100, default="", blank=True, help_text="the receiver's own number")
    note = models.CharField(max_length=500, default="", blank=True)
    state = models.CharField(max_length=16)
    through_on = models.DateField(help_text="last day of interest")
    proposed_on = models.DateField()
    proposed_by = models.CharField(max_length=64, help_text="kind and id of who proposed it")
    proposer = models.CharField(max_length=200, default="")
    released_on = models.DateField(null=True)
    released_at = models.BigIntegerField(default=0, help_text="microseconds since 1970, UTC")
    releaser = models.CharField(max_length=200, default="", blank=True)
    hold_id = models.BigIntegerField(null=True)
    ended_on = models.DateField(null=True)
    reason = models.CharField(
        max_length=300, default="", blank=True, help_text="why it was recalled, closed or dropped"
    )
    collected_through_on = models.DateField(null=True, help_text="last day of interest that the receiver collected")
    content = models.BinaryField(null=True)
    digest = models.CharField(max_length=64, default="", blank=True)
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")

    class Meta:
        db_table = "dossier"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "entity_id", "number"], name="dossier_number"),
            *keyed("dossier", ["credit"], entity_id="entity", customer_id="customer", hold_id="hold"),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "entity_id", "state", "id"], name="dossier_state"),
            models.Index(fields=["tenant_id", "customer_id", "id"], name="dossier_customer"),
        ]


class DossierPart(Scoped):
    """What is claimed of one open item, as it was when the dossier was proposed or released last."""

    dossier_id = models.BigIntegerField()
    item_id = models.BigIntegerField()
    open = models.BigIntegerField()
    disputed = models.BigIntegerField()
    interest = models.BigIntegerField()
    compensation = models.BigIntegerField()
    spans = models.TextField(default="[]", help_text="how the interest comes about, JSON")

    class Meta:
        db_table = "dossier_part"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "dossier_id", "item_id"], name="dossier_part_once"),
            models.CheckConstraint(condition=models.Q(open__gt=0), name="dossier_part_positive"),
            *keyed(
                "dossier_part",
                ["open", "disputed", "interest", "compensation"],
                dossier_id="dossier",
                item_id="open_item",
            ),
        ]
        indexes = [models.Index(fields=["tenant_id", "item_id"], name="dossier_part_item")]


class CollectionCost(Scoped):
    """What pursuing a dossier has cost; with a document it was charged to the customer, without it is our own."""

    entity_id = models.BigIntegerField()
    dossier_id = models.BigIntegerField()
    kind = models.CharField(max_length=16, help_text="a word of rules.dossiers.COSTS")
    currency = models.CharField(max_length=3)
    amount = models.BigIntegerField()
    incurred_on = models.DateField()
    note = models.CharField(max_length=300, default="", blank=True)
    document_id = models.BigIntegerField(null=True)
    removed_on = models.DateField(null=True)
    actor_name = models.CharField(max_length=200, default="")
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")

    class Meta:
        db_table = "collection_cost"
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="collection_cost_positive"),
            *keyed("collection_cost", ["amount"], entity_id="entity", dossier_id="dossier", document_id="document"),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "dossier_id", "id"], name="collection_cost_dossier"),
            models.Index(fields=["tenant_id", "document_id"], name="collection_cost_document"),
        ]
