"""Tables of who is there: tenants, entities, accounts, customers, contacts, rates and number series."""

from __future__ import annotations

from django.db import models

from quittance.books.keys import Scoped, keyed


class Tenant(models.Model):
    """The account that shards; a company with one entity has one tenant and never sees it."""

    id = models.BigIntegerField(primary_key=True)
    name = models.CharField(max_length=200)
    created_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")

    class Meta:
        db_table = "tenant"


class Entity(Scoped):
    """The legal company with books; nothing posts on or before `locked_through`."""

    code = models.CharField(max_length=32)
    name = models.CharField(max_length=200)
    base_currency = models.CharField(max_length=3)
    country = models.CharField(max_length=2, default="", blank=True)
    timezone = models.CharField(max_length=64, default="UTC")
    locked_through = models.DateField(null=True)
    writeoff_limit = models.BigIntegerField(default=0, help_text="largest small-balance write-off, base minor units")
    approval_limit = models.BigIntegerField(
        null=True, help_text="above it a document needs a second person; base minor units, empty for none"
    )
    legal_name = models.CharField(max_length=200, default="", db_default="", blank=True)
    street = models.CharField(max_length=300, default="", db_default="", blank=True, help_text="one to four lines")
    postcode = models.CharField(max_length=20, default="", db_default="", blank=True)
    city = models.CharField(max_length=100, default="", db_default="", blank=True)
    region = models.CharField(max_length=100, default="", db_default="", blank=True)
    vat_id = models.CharField(max_length=32, default="", db_default="", blank=True)
    tax_number = models.CharField(max_length=40, default="", db_default="", blank=True)
    registration = models.CharField(max_length=200, default="", db_default="", blank=True)
    bank_name = models.CharField(max_length=100, default="", db_default="", blank=True)
    iban = models.CharField(max_length=34, default="", db_default="", blank=True)
    bic = models.CharField(max_length=11, default="", db_default="", blank=True)
    phone = models.CharField(max_length=64, default="", db_default="", blank=True)
    email = models.CharField(max_length=254, default="", db_default="", blank=True)
    website = models.CharField(max_length=200, default="", db_default="", blank=True)
    footer = models.CharField(max_length=600, default="", db_default="", blank=True, help_text="below every paper")
    payment_text = models.CharField(max_length=600, default="", db_default="", blank=True, help_text="how to pay")
    logo = models.BinaryField(null=True, help_text="PNG or SVG")
    logo_kind = models.CharField(max_length=8, default="", db_default="", blank=True)

    class Meta:
        db_table = "entity"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "code"], name="entity_code"),
            *keyed("entity", ["writeoff_limit"]),
        ]


class Account(Scoped):
    """A ledger account of an entity; its kind is fixed once used."""

    entity_id = models.BigIntegerField()
    code = models.CharField(max_length=32)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=16)

    class Meta:
        db_table = "account"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "entity_id", "code"], name="account_code"),
            *keyed("account", entity_id="entity"),
        ]


class Customer(Scoped):
    """Who owes; the row is the lock for all cash application. `version` counts edits."""

    number = models.CharField(max_length=64)
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=16, default="customer", help_text="customer, or unidentified")
    email = models.CharField(max_length=254, default="", blank=True)
    country = models.CharField(max_length=2, default="", blank=True)
    currency = models.CharField(max_length=3)
    language = models.CharField(max_length=8, default="en")
    terms = models.CharField(max_length=200, default="", blank=True)
    parent_id = models.BigIntegerField(null=True)
    credit_limit = models.BigIntegerField(null=True, help_text="minor units of the customer's currency")
    vat_id = models.CharField(max_length=32, default="", blank=True)
    iban = models.CharField(max_length=34, default="", blank=True)
    external_id = models.CharField(max_length=128, default="", blank=True)
    street = models.CharField(max_length=300, default="", db_default="", blank=True, help_text="one to four lines")
    postcode = models.CharField(max_length=20, default="", db_default="", blank=True)
    city = models.CharField(max_length=100, default="", db_default="", blank=True)
    region = models.CharField(max_length=100, default="", db_default="", blank=True)
    segment = models.CharField(
        max_length=60, default="", db_default="", blank=True, help_text="a group of the company's own naming"
    )
    order_required = models.BooleanField(default=False, db_default=False, help_text="invoices need their order")
    search = models.CharField(max_length=500, default="", help_text="case-folded number and name")
    version = models.IntegerField(default=1)
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")

    class Meta:
        db_table = "customer"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "number"], name="customer_number"),
            models.UniqueConstraint(
                fields=["tenant_id", "external_id"],
                name="customer_external",
                condition=~models.Q(external_id=""),
            ),
            *keyed("customer", parent_id="customer"),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "search"], name="customer_search"),
            models.Index(fields=["tenant_id", "parent_id"], name="customer_parent"),
            models.Index(fields=["tenant_id", "segment"], name="customer_segment", condition=~models.Q(segment="")),
        ]


class Contact(Scoped):
    """A person at a customer."""

    customer_id = models.BigIntegerField()
    name = models.CharField(max_length=200)
    email = models.CharField(max_length=254, default="", blank=True)
    phone = models.CharField(max_length=64, default="", blank=True)
    duty = models.CharField(max_length=100, default="", blank=True)
    main = models.BooleanField(default=False)

    class Meta:
        db_table = "contact"
        constraints = keyed("contact", customer_id="customer")
        indexes = [models.Index(fields=["tenant_id", "customer_id"], name="contact_customer")]


class FormerAddress(Scoped):
    """What papers said of a customer until it changed; papers issued before then go on saying it."""

    customer_id = models.BigIntegerField()
    until = models.BigIntegerField(help_text="microseconds since 1970, UTC: papers recorded before it")
    name = models.CharField(max_length=300)
    vat_id = models.CharField(max_length=32, default="", blank=True)
    language = models.CharField(max_length=8)
    street = models.CharField(max_length=300, default="", blank=True)
    postcode = models.CharField(max_length=20, default="", blank=True)
    city = models.CharField(max_length=100, default="", blank=True)
    region = models.CharField(max_length=100, default="", blank=True)
    country = models.CharField(max_length=2, default="", blank=True)

    class Meta:
        db_table = "former_address"
        constraints = keyed("former_address", customer_id="customer")
        indexes = [models.Index(fields=["tenant_id", "customer_id", "until"], name="former_address_customer")]


class FormerLetterhead(Scoped):
    """Who the company was on paper until that changed; papers issued before then go on saying it."""

    entity_id = models.BigIntegerField()
    until = models.BigIntegerField(help_text="microseconds since 1970, UTC: papers recorded before it")
    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2, default="", blank=True)
    legal_name = models.CharField(max_length=200, default="", blank=True)
    street = models.CharField(max_length=300, default="", blank=True)
    postcode = models.CharField(max_length=20, default="", blank=True)
    city = models.CharField(max_length=100, default="", blank=True)
    region = models.CharField(max_length=100, default="", blank=True)
    vat_id = models.CharField(max_length=32, default="", blank=True)
    tax_number = models.CharField(max_length=40, default="", blank=True)
    registration = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        db_table = "former_letterhead"
        constraints = keyed("former_letterhead", entity_id="entity")
        indexes = [models.Index(fields=["tenant_id", "entity_id", "until"], name="former_letterhead_entity")]


class ExchangeRate(Scoped):
    """How many units of `base` one unit of `currency` cost on a day, as decimal text."""

    currency = models.CharField(max_length=3)
    base = models.CharField(max_length=3)
    on = models.DateField(db_column="on_day")
    rate = models.CharField(max_length=32)

    class Meta:
        db_table = "exchange_rate"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "currency", "base", "on"], name="exchange_rate_day"),
            *keyed("exchange_rate"),
        ]


class Series(Scoped):
    """A gap-free number series; the row is locked from taking a number until commit."""

    entity_id = models.BigIntegerField()
    code = models.CharField(max_length=32)
    prefix = models.CharField(max_length=32)
    width = models.IntegerField(default=5)
    next_number = models.BigIntegerField(default=1)

    class Meta:
        db_table = "series"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "entity_id", "code"], name="series_code"),
            *keyed("series", ["next_number"], entity_id="entity"),
        ]
