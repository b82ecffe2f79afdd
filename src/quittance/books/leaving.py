"""Tables of what is looked at before an invoice leaves."""

from __future__ import annotations

from django.db import models

from quittance.books.keys import Scoped, keyed


class PreflightLevel(Scoped):
    """How a company takes one check: block, warn or off."""

    entity_id = models.BigIntegerField()
    check_name = models.CharField(max_length=16)
    level = models.CharField(max_length=8)

    class Meta:
        db_table = "preflight_level"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "entity_id", "check_name"], name="preflight_level_check"),
            *keyed("preflight_level", entity_id="entity"),
        ]
