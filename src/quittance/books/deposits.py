"""Tables of deposits, of what invoices draw on them, and of the invoices that a note corrects."""

from __future__ import annotations

from django.db import models

from quittance.books.keys import Scoped, keyed


class Deposit(Scoped):
    """An invoice that is a deposit: what it bills is owed back to the customer until it is drawn on."""

    entity_id = models.BigIntegerField()
    customer_id = models.BigIntegerField()
    document_id = models.BigIntegerField()

    class Meta:
        db_table = "deposit"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "document_id"], name="deposit_once"),
            *keyed("deposit", entity_id="entity", customer_id="customer", document_id="document"),
        ]
        indexes = [models.Index(fields=["tenant_id", "customer_id", "id"], name="deposit_customer")]


class DepositDraw(Scoped):
    """What an invoice (`document_id`) takes off for a deposit, with the tax in it; void once that is reversed.

    `item_id` is the credit item that met the invoice.
    """

    entity_id = models.BigIntegerField()
    deposit_id = models.BigIntegerField(help_text="the document of the deposit")
    document_id = models.BigIntegerField()
    item_id = models.BigIntegerField()
    amount = models.BigIntegerField()
    tax = models.BigIntegerField()
    base_amount = models.BigIntegerField()

    class Meta:
        db_table = "deposit_draw"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "document_id", "deposit_id"], name="deposit_draw_once"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="deposit_draw_positive"),
            *keyed(
                "deposit_draw",
                ["amount", "tax", "base_amount"],
                entity_id="entity",
                deposit_id="document",
                document_id="document",
                item_id="open_item",
            ),
        ]
        indexes = [models.Index(fields=["tenant_id", "deposit_id", "document_id"], name="deposit_draw_deposit")]


class Correction(Scoped):
    """An invoice (`corrects_id`) that a credit or debit note is about, whether or not anything is open on it."""

    entity_id = models.BigIntegerField()
    document_id = models.BigIntegerField()
    corrects_id = models.BigIntegerField()

    class Meta:
        db_table = "correction"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "document_id", "corrects_id"], name="correction_once"),
            *keyed("correction", entity_id="entity", document_id="document", corrects_id="document"),
        ]
        indexes = [models.Index(fields=["tenant_id", "corrects_id"], name="correction_of")]
