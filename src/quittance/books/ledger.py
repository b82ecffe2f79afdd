"""Tables of money: open items, payments, entries, postings and allocations, all append-only but for an item's cache."""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models import F, Q

from quittance.books.keys import Scoped, keyed

NEVER = datetime.date(9999, 12, 31)
"""`closed_on` of an item that is open now."""

NOW_FIELDS = [
    "tenant_id",
    "entity_id",
    "customer_id",
    "due_on",
    "id",
    "side",
    "currency",
    "amount",
    "allocated",
    "base_amount",
    "allocated_base",
    "effective_on",
    "touched_on",
    "closed_on",
    "kind",
    "document_id",
    "payment_id",
]
"""Of the open items alone, by customer and due day: all that aging asks, so that it reads nothing else.

The last three are for its detail: without them each row of it costs a look at the table, at a place of its own.
"""

SUM_FIELDS = ["tenant_id", "entity_id", "whose", "due_on", "currency", "debit", "credit", "debit_base", "credit_base"]
"""Of the sums alone that are not zero: all there is of them."""

NOT_ZERO = ~Q(credit=0, credit_base=0, debit=0, debit_base=0)


class Entry(Scoped):
    """A journal event; it is reversed at most once, and its kind says what happened."""

    entity_id = models.BigIntegerField()
    kind = models.CharField(max_length=16)
    effective_on = models.DateField()
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")
    command_id = models.BigIntegerField()
    reverses = models.BigIntegerField(null=True)
    note = models.CharField(max_length=500, default="", blank=True)

    class Meta:
        db_table = "entry"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "reverses"], name="entry_reversed_once"),
            *keyed("entry", entity_id="entity", command_id="command", reverses="entry"),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "entity_id", "effective_on", "id"], name="entry_day"),
            models.Index(fields=["tenant_id", "recorded_at"], name="entry_moment"),
        ]


class Payment(Scoped):
    """Money that came in; its open part is the credit open item that carries its id."""

    entity_id = models.BigIntegerField()
    customer_id = models.BigIntegerField()
    entry_id = models.BigIntegerField()
    reference = models.CharField(max_length=128)
    method = models.CharField(max_length=16, default="bank")
    received_on = models.DateField()
    currency = models.CharField(max_length=3)
    amount = models.BigIntegerField()
    base_amount = models.BigIntegerField()
    payer_name = models.CharField(max_length=300, default="", blank=True)
    text = models.CharField(max_length=2000, default="", blank=True)
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")

    class Meta:
        db_table = "payment"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "entity_id", "reference"], name="payment_reference"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_amount_positive"),
            *keyed(
                "payment",
                ["amount", "base_amount"],
                entity_id="entity",
                customer_id="customer",
                entry_id="entry",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "customer_id", "received_on"], name="payment_customer"),
            models.Index(fields=["tenant_id", "entity_id", "received_on", "id"], name="payment_received"),
            models.Index(fields=["tenant_id", "entity_id", "amount"], name="payment_amount"),
            models.Index(fields=["tenant_id", "entry_id"], name="payment_entry"),
        ]


class OpenItem(Scoped):
    """One open amount, debit or credit, with a due date.

    Everything but the cache is append-only. The cache (recomputed by verify): `allocated` and
    `allocated_base` are the sums of its allocations, `touched_on` the latest effective day of any of
    them, `freed_on` the latest day on which one was taken back, and `closed_on` the day from which
    it has been fully allocated until now, or `NEVER`.
    """

    entity_id = models.BigIntegerField()
    customer_id = models.BigIntegerField()
    entry_id = models.BigIntegerField()
    document_id = models.BigIntegerField(null=True)
    payment_id = models.BigIntegerField(null=True)
    side = models.CharField(max_length=1, help_text="D or C")
    kind = models.CharField(max_length=16)
    instalment = models.IntegerField(default=1)
    currency = models.CharField(max_length=3)
    amount = models.BigIntegerField()
    base_amount = models.BigIntegerField()
    effective_on = models.DateField()
    due_on = models.DateField()
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")
    allocated = models.BigIntegerField(default=0)
    allocated_base = models.BigIntegerField(default=0)
    touched_on = models.DateField(null=True)
    freed_on = models.DateField(null=True)
    closed_on = models.DateField(default=NEVER)

    class Meta:
        db_table = "open_item"
        constraints = [
            models.CheckConstraint(condition=Q(side__in=["D", "C"]), name="open_item_side"),
            models.CheckConstraint(condition=Q(amount__gt=0, base_amount__gte=0), name="open_item_amount_positive"),
            models.CheckConstraint(
                condition=Q(allocated__gte=0, allocated__lte=F("amount")), name="open_item_not_overallocated"
            ),
            models.CheckConstraint(
                condition=Q(allocated_base__gte=0, allocated_base__lte=F("base_amount")),
                name="open_item_base_in_range",
            ),
            *keyed(
                "open_item",
                ["amount", "base_amount", "allocated", "allocated_base"],
                entity_id="entity",
                customer_id="customer",
                entry_id="entry",
                document_id="document",
                payment_id="payment",
            ),
        ]
        indexes = [
            models.Index(fields=NOW_FIELDS, name="open_item_now", condition=Q(closed_on=NEVER)),
            models.Index(fields=["tenant_id", "entity_id", "closed_on", "effective_on"], name="open_item_closed"),
            models.Index(
                fields=["tenant_id", "entity_id", "closed_on", "due_on"],
                condition=Q(side="C"),
                name="open_item_credit",
            ),
            models.Index(
                fields=["tenant_id", "entity_id", "due_on", "id"],
                condition=Q(closed_on=NEVER),
                name="open_item_due",
            ),
            models.Index(
                fields=["tenant_id", "entity_id", "due_on", "id"],
                condition=Q(allocated__gt=0, closed_on=NEVER),
                name="open_item_part",
            ),
            models.Index(fields=["tenant_id", "customer_id", "closed_on"], name="open_item_customer"),
            models.Index(fields=["tenant_id", "document_id"], name="open_item_document"),
            models.Index(fields=["tenant_id", "payment_id"], name="open_item_payment"),
            models.Index(fields=["tenant_id", "entry_id"], name="open_item_entry"),
        ]


class OpenSum(Scoped):
    """A sum of what is open now; recomputed by verify.

    A row is of a customer (`whose` is its id, `due_on` NEVER, `currency` "": base amounts alone), or
    of what is due on a day to a lane of customers (`whose` is below `sums.LANES`; credit, which is not
    due, stands on NEVER).
    """

    entity_id = models.BigIntegerField()
    whose = models.BigIntegerField(help_text="a customer's id, or a lane")
    due_on = models.DateField()
    currency = models.CharField(max_length=3, blank=True)
    debit = models.BigIntegerField()
    credit = models.BigIntegerField()
    debit_base = models.BigIntegerField()
    credit_base = models.BigIntegerField()

    class Meta:
        db_table = "open_sum"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "entity_id", "whose", "due_on", "currency"], name="open_sum_whose"
            ),
            *keyed("open_sum", ["debit", "credit", "debit_base", "credit_base"], entity_id="entity"),
        ]
        indexes = [models.Index(fields=SUM_FIELDS, name="open_sum_now", condition=NOT_ZERO)]


class Posting(Scoped):
    """A two-sided row: `amount` moves from the credit to the debit account, so no row can be unbalanced."""

    entry_id = models.BigIntegerField()
    entity_id = models.BigIntegerField()
    customer_id = models.BigIntegerField()
    item_id = models.BigIntegerField(null=True)
    debit_account_id = models.BigIntegerField()
    credit_account_id = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    amount = models.BigIntegerField()
    base_amount = models.BigIntegerField()
    effective_on = models.DateField()

    class Meta:
        db_table = "posting"
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0, base_amount__gte=0), name="posting_not_negative"),
            models.CheckConstraint(condition=~Q(debit_account_id=F("credit_account_id")), name="posting_two_accounts"),
            *keyed(
                "posting",
                ["amount", "base_amount"],
                entry_id="entry",
                entity_id="entity",
                customer_id="customer",
                item_id="open_item",
                debit_account_id="account",
                credit_account_id="account",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "entry_id"], name="posting_entry"),
            models.Index(fields=["tenant_id", "entity_id", "effective_on"], name="posting_day"),
        ]


class Allocation(Scoped):
    """A debit item met by a credit item; taken back by a row of the opposite sign that names it."""

    entity_id = models.BigIntegerField()
    entry_id = models.BigIntegerField()
    debit_item_id = models.BigIntegerField()
    credit_item_id = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    amount = models.BigIntegerField()
    debit_base = models.BigIntegerField()
    credit_base = models.BigIntegerField()
    effective_on = models.DateField()
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")
    reverses = models.BigIntegerField(null=True)

    class Meta:
        db_table = "allocation"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "reverses"], name="allocation_reversed_once"),
            models.CheckConstraint(
                condition=Q(amount__gt=0, reverses__isnull=True) | Q(amount__lt=0, reverses__isnull=False),
                name="allocation_sign",
            ),
            *keyed(
                "allocation",
                ["amount", "debit_base", "credit_base"],
                entity_id="entity",
                entry_id="entry",
                debit_item_id="open_item",
                credit_item_id="open_item",
                reverses="allocation",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "debit_item_id"], name="allocation_debit"),
            models.Index(fields=["tenant_id", "credit_item_id"], name="allocation_credit"),
            models.Index(fields=["tenant_id", "entity_id", "effective_on"], name="allocation_day"),
            models.Index(fields=["tenant_id", "entry_id"], name="allocation_entry"),
        ]
