"""Tables of what is agreed: terms granted to customers, days on which nobody works, what a discount needs."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import models

from quittance.books import sql
from quittance.books.keys import Scoped, keyed
from quittance.rules.granted import Grant


class GrantedTerms(Scoped):
    """Terms that a customer has from a day on; rows are added, never changed: the later one of a day holds."""

    customer_id = models.BigIntegerField()
    valid_from = models.DateField()
    terms = models.CharField(max_length=200)
    reference = models.CharField(max_length=128, default="", blank=True, help_text="the contract they come from")
    reason = models.CharField(max_length=300, default="", blank=True)
    actor_name = models.CharField(max_length=200)
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")

    class Meta:
        db_table = "granted_terms"
        constraints = keyed("granted_terms", customer_id="customer")
        indexes = [models.Index(fields=["tenant_id", "customer_id", "valid_from"], name="granted_terms_customer")]


class Holiday(Scoped):
    """A day beside the weekends on which nobody works: due days that roll pass it, and grace does not count it."""

    entity_id = models.BigIntegerField()
    on = models.DateField(db_column="on_day")
    name = models.CharField(max_length=100, default="", blank=True)

    class Meta:
        db_table = "holiday"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "entity_id", "on"], name="holiday_day"),
            *keyed("holiday", entity_id="entity"),
        ]


class DiscountPolicy(Scoped):
    """What a company asks of an early-payment discount; `tax` is adjust, keep, or by the country when empty."""

    entity_id = models.BigIntegerField()
    part_payments = models.BooleanField(help_text="whether a part earns its share of the discount")
    tax = models.CharField(max_length=16, default="", blank=True)

    class Meta:
        db_table = "discount_policy"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "entity_id"], name="discount_policy_entity"),
            *keyed("discount_policy", entity_id="entity"),
        ]


def grants(tenant_id: int, customer_ids: Sequence[int]) -> dict[int, tuple[Grant, ...]]:
    """What was granted to each of the customers, oldest first. Index granted_terms_customer."""
    found: dict[int, tuple[Grant, ...]] = {}
    if not customer_ids:
        return found
    for customer_id, on, said in sql.rows(
        "SELECT customer_id, valid_from, terms FROM granted_terms "
        f"WHERE tenant_id = %s AND customer_id IN ({sql.marks(len(customer_ids))}) "
        "ORDER BY customer_id, valid_from, recorded_at, id",
        [tenant_id, *customer_ids],
    ):
        found[customer_id] = (*found.get(customer_id, ()), Grant(sql.day(on), said))
    return found
