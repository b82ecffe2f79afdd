"""Tables of what is sold: items, their prices for everybody and for single customers, and the stock on hand."""

from __future__ import annotations

from django.db import models

from quittance.books.keys import Scoped, keyed


class CatalogueItem(Scoped):
    """What is sold; `on_hand_e6` is the sum of its stock moves, kept with each of them. `version` counts edits."""

    entity_id = models.BigIntegerField()
    number = models.CharField(max_length=64)
    name = models.CharField(max_length=300)
    texts = models.TextField(default="{}", help_text="language -> name, as JSON")
    unit = models.CharField(max_length=8, default="", blank=True, help_text="code of UN/ECE Recommendation 20 or 21")
    tax_category = models.CharField(max_length=16)
    tax_rate_e4 = models.IntegerField(help_text="ten-thousandths of a percent")
    tax_reason = models.CharField(max_length=300, default="", blank=True)
    stocked = models.BooleanField(default=False)
    on_hand_e6 = models.BigIntegerField(default=0, help_text="millionths")
    low_at_e6 = models.BigIntegerField(default=0, help_text="millionths; warn at or below")
    blocks = models.BooleanField(default=False, help_text="an invoice may not take more than there is")
    retired = models.BooleanField(default=False)
    search = models.CharField(max_length=500, default="", help_text="case-folded number and names")
    version = models.IntegerField(default=1)
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")

    class Meta:
        db_table = "catalogue_item"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "entity_id", "number"], name="catalogue_item_number"),
            *keyed("catalogue_item", ["on_hand_e6", "low_at_e6"], entity_id="entity"),
        ]
        indexes = [models.Index(fields=["tenant_id", "entity_id", "search"], name="catalogue_item_search")]


class ItemPrice(Scoped):
    """A unit price from a day and a quantity on, for everybody or one customer; no price ends the customer's own."""

    item_id = models.BigIntegerField()
    customer_id = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3)
    valid_from = models.DateField()
    from_quantity_e6 = models.BigIntegerField(help_text="millionths")
    price_e6 = models.BigIntegerField(null=True, help_text="millionths of the major unit, without tax")
    actor_name = models.CharField(max_length=200)
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")

    class Meta:
        db_table = "item_price"
        constraints = keyed("item_price", ["from_quantity_e6"], item_id="catalogue_item", customer_id="customer")
        indexes = [models.Index(fields=["tenant_id", "item_id", "customer_id"], name="item_price_item")]


class StockMove(Scoped):
    """Stock that came or went: received, adjusted, issued with an invoice, or returned when that was reversed."""

    item_id = models.BigIntegerField()
    document_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=16, help_text="receive, adjust, issue or return")
    quantity_e6 = models.BigIntegerField(help_text="millionths, below zero for what went")
    on = models.DateField(db_column="on_day")
    note = models.CharField(max_length=300, default="", blank=True)
    actor_name = models.CharField(max_length=200)
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")

    class Meta:
        db_table = "stock_move"
        constraints = keyed("stock_move", ["quantity_e6"], item_id="catalogue_item", document_id="document")
        indexes = [
            models.Index(fields=["tenant_id", "item_id", "id"], name="stock_move_item"),
            models.Index(fields=["tenant_id", "document_id"], name="stock_move_document"),
        ]
