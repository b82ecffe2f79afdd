"""Tables of late interest: the terms it is asked on, reference rates, and what was charged of which item."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from quittance.books.keys import Scoped, keyed


class InterestTerms(Scoped):
    """The choices of `rules.interest.Terms`, of the company or, where `customer_id` is given, of that customer."""

    entity_id = models.BigIntegerField()
    customer_id = models.BigIntegerField(null=True)
    pack = models.CharField(max_length=16)
    contract_rate_e4 = models.IntegerField(default=0, help_text="ten-thousandths of a percent a year")
    year = models.CharField(max_length=8)
    rounding = models.CharField(max_length=8)
    pay_day = models.BooleanField()
    compensation = models.BooleanField()
    grace_days = models.IntegerField()
    afterwards = models.CharField(max_length=8)
    fixing = models.CharField(max_length=8, default="law", db_default="law")

    class Meta:
        db_table = "interest_terms"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "entity_id"], condition=Q(customer_id=None), name="interest_terms_company"
            ),
            models.UniqueConstraint(
                fields=["tenant_id", "entity_id", "customer_id"],
                condition=~Q(customer_id=None),
                name="interest_terms_customer",
            ),
            *keyed("interest_terms", entity_id="entity", customer_id="customer"),
        ]


class ReferenceRate(Scoped):
    """The reference rate of a half-year that a person added, from its first day; it overrules a published one."""

    reference = models.CharField(max_length=16)
    from_on = models.DateField()
    rate_e4 = models.IntegerField(help_text="ten-thousandths of a percent a year")

    class Meta:
        db_table = "reference_rate"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "reference", "from_on"], name="reference_rate_day"),
            *keyed("reference_rate"),
        ]


class InterestRun(Scoped):
    """A run that charges interest for everybody: `state` is queued, running, done or failed."""

    entity_id = models.BigIntegerField()
    job_id = models.BigIntegerField()
    state = models.CharField(max_length=16)
    through_on = models.DateField()
    least = models.BigIntegerField(help_text="the smallest note, in minor units of its currency")
    done_rows = models.IntegerField(default=0)
    total_rows = models.IntegerField(default=0)
    report = models.TextField(default="{}", help_text="notes, sums and refusals, JSON")
    fault = models.CharField(max_length=500, default="", blank=True)
    actor_name = models.CharField(max_length=200, default="")
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")

    class Meta:
        db_table = "interest_run"
        constraints = keyed("interest_run", ["least"], entity_id="entity")
        indexes = [models.Index(fields=["tenant_id", "entity_id", "id"], name="interest_run_latest")]


class InterestCharge(Scoped):
    """What an interest note asks for one open item, through a day; append-only."""

    entity_id = models.BigIntegerField()
    document_id = models.BigIntegerField()
    item_id = models.BigIntegerField()
    through_on = models.DateField()
    interest = models.BigIntegerField()
    compensation = models.BigIntegerField()

    class Meta:
        db_table = "interest_charge"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "document_id", "item_id"], name="interest_charge_once"),
            *keyed(
                "interest_charge",
                ["interest", "compensation"],
                entity_id="entity",
                document_id="document",
                item_id="open_item",
            ),
        ]
        indexes = [models.Index(fields=["tenant_id", "item_id"], name="interest_charge_item")]


class InterestWaiver(Scoped):
    """Interest of one open item that is given up through a day: proposed by one person, given by a second."""

    entity_id = models.BigIntegerField()
    customer_id = models.BigIntegerField()
    item_id = models.BigIntegerField()
    asked_through_on = models.DateField()
    through_on = models.DateField(help_text="the last day of it, which is that of the payment where it was paid")
    interest = models.BigIntegerField()
    compensation = models.BigIntegerField()
    state = models.CharField(max_length=16)
    reason = models.CharField(max_length=300)
    ended = models.CharField(max_length=300, blank=True, default="")
    made_on = models.DateField()
    made_by = models.CharField(max_length=64)
    actor_name = models.CharField(max_length=200)
    approved_by = models.CharField(max_length=200, blank=True, default="")
    decided_on = models.DateField(null=True)
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")

    class Meta:
        db_table = "interest_waiver"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "item_id"], condition=Q(state="proposed"), name="interest_waiver_once"
            ),
            *keyed(
                "interest_waiver",
                ["interest", "compensation"],
                entity_id="entity",
                customer_id="customer",
                item_id="open_item",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "item_id", "state"], name="interest_waiver_item"),
            models.Index(fields=["tenant_id", "entity_id", "state"], name="interest_waiver_state"),
        ]


class InterestSum(Scoped):
    """What a customer owed in interest in one currency through the day of `InterestKept`, in minor units.

    `elsewhere` is claimed by whoever has a dossier, `disputed` waits for a decision. Written anew as a whole, and never
    a reason to charge.
    """

    entity_id = models.BigIntegerField()
    customer_id = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    debts = models.IntegerField()
    interest = models.BigIntegerField()
    compensation = models.BigIntegerField()
    elsewhere = models.BigIntegerField()
    provisional = models.BooleanField()
    disputed = models.BigIntegerField()

    class Meta:
        db_table = "interest_sum"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "entity_id", "customer_id", "currency"], name="interest_sum_once"
            ),
            *keyed(
                "interest_sum",
                ["interest", "compensation", "elsewhere", "disputed"],
                entity_id="entity",
                customer_id="customer",
            ),
        ]


class InterestKept(Scoped):
    """The day through which a company's `InterestSum`s were reckoned, None for none, and by which terms and rates.

    What was recorded since has ids from `since` on.
    """

    entity_id = models.BigIntegerField()
    through_on = models.DateField(null=True)
    since = models.BigIntegerField(default=0)
    terms = models.CharField(max_length=64, default="", blank=True, help_text="digest of the terms and rates")

    class Meta:
        db_table = "interest_kept"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "entity_id"], name="interest_kept_once"),
            *keyed("interest_kept", entity_id="entity"),
        ]
