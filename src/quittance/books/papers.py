"""Tables of what was sent: documents with their lines, their allowances and charges, and their tax."""

from __future__ import annotations

from django.db import models

from quittance.books.keys import Scoped, keyed


class Document(Scoped):
    """What we sent; issued documents are never changed. Totals are stored: total = net + tax."""

    entity_id = models.BigIntegerField()
    customer_id = models.BigIntegerField()
    entry_id = models.BigIntegerField()
    kind = models.CharField(max_length=16)
    number = models.CharField(max_length=64)
    issued_on = models.DateField()
    due_on = models.DateField()
    currency = models.CharField(max_length=3)
    net = models.BigIntegerField()
    tax = models.BigIntegerField()
    total = models.BigIntegerField()
    base_total = models.BigIntegerField()
    terms = models.CharField(max_length=200, default="", blank=True)
    purchase_order = models.CharField(max_length=128, default="", blank=True)
    external_id = models.CharField(max_length=128, default="", blank=True)
    note = models.CharField(max_length=2000, default="", blank=True)
    goods_on = models.DateField(null=True, help_text="when the goods were received")
    prices = models.CharField(max_length=16, default="without_tax", db_default="without_tax")
    ancillary = models.CharField(
        max_length=16, default="", db_default="", blank=True, help_text="a word of rules.ledger.ANCILLARY"
    )
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")

    class Meta:
        db_table = "document"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "entity_id", "number"], name="document_number"),
            models.UniqueConstraint(
                fields=["tenant_id", "entity_id", "external_id"],
                name="document_external",
                condition=~models.Q(external_id=""),
            ),
            models.CheckConstraint(condition=models.Q(total__gt=0), name="document_total_positive"),
            models.CheckConstraint(condition=models.Q(total=models.F("net") + models.F("tax")), name="document_sum"),
            *keyed(
                "document",
                ["net", "tax", "total", "base_total"],
                entity_id="entity",
                customer_id="customer",
                entry_id="entry",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "customer_id", "issued_on"], name="document_customer"),
            models.Index(fields=["tenant_id", "entity_id", "issued_on", "id"], name="document_issued"),
            models.Index(
                fields=["tenant_id", "entity_id", "issued_on", "id"],
                condition=models.Q(kind="credit_note"),
                name="document_credit",
            ),
            models.Index(fields=["tenant_id", "entity_id", "total"], name="document_total"),
            models.Index(fields=["tenant_id", "entry_id"], name="document_entry"),
        ]


class Line(Scoped):
    """One row of a document; `net` is round(quantity x unit price) less `discount`, without tax."""

    document_id = models.BigIntegerField()
    n = models.IntegerField()
    description = models.CharField(max_length=1000, default="", blank=True)
    quantity_e6 = models.BigIntegerField(help_text="millionths")
    unit_price_e6 = models.BigIntegerField(help_text="millionths of the major unit")
    tax_rate_e4 = models.IntegerField(help_text="ten-thousandths of a percent: 19 % is 190000")
    net = models.BigIntegerField()
    tax_category = models.CharField(
        max_length=16, default="", db_default="", blank=True, help_text="standard or zero by the rate when empty"
    )
    tax_reason = models.CharField(max_length=300, default="", db_default="", blank=True)
    discount_e4 = models.IntegerField(default=0, db_default=0, help_text="ten-thousandths of a percent")
    discount = models.BigIntegerField(default=0, db_default=0, help_text="in the terms of the prices")
    item = models.CharField(max_length=64, default="", db_default="", blank=True, help_text="of the catalogue")
    unit = models.CharField(max_length=8, default="", db_default="", blank=True, help_text="UN/ECE code")

    class Meta:
        db_table = "line"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "document_id", "n"], name="line_n"),
            *keyed("line", ["quantity_e6", "unit_price_e6", "net", "discount"], document_id="document"),
        ]


class DocumentCharge(Scoped):
    """An allowance or charge on a whole document; `net` is below zero for an allowance."""

    document_id = models.BigIntegerField()
    n = models.IntegerField()
    kind = models.CharField(max_length=16)
    reason = models.CharField(max_length=300)
    percent_e4 = models.IntegerField(help_text="ten-thousandths of a percent of the lines; 0 is an amount")
    amount = models.BigIntegerField(help_text="in the terms of the prices")
    net = models.BigIntegerField()
    tax_category = models.CharField(max_length=16)
    tax_rate_e4 = models.IntegerField()
    tax_reason = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        db_table = "document_charge"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "document_id", "n"], name="document_charge_n"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="document_charge_positive"),
            *keyed("document_charge", ["amount", "net"], document_id="document"),
        ]


class DocumentTax(Scoped):
    """The tax of a document in one category at one rate, rounded once; none where the rates of its lines tell it."""

    document_id = models.BigIntegerField()
    n = models.IntegerField()
    category = models.CharField(max_length=16)
    rate_e4 = models.IntegerField()
    net = models.BigIntegerField()
    tax = models.BigIntegerField()
    reason = models.TextField(default="", blank=True)

    class Meta:
        db_table = "document_tax"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "document_id", "n"], name="document_tax_n"),
            *keyed("document_tax", ["net", "tax"], document_id="document"),
        ]
