"""Who follows which policy: the one given by name, then that of the country, then the standard one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from quittance.reports.dunning import LivePolicy

Param = Callable[[str, Any], str]
"""Keeps a value under a name and gives the placeholder that stands for it."""

NOBODY = -1
"""The place of no policy."""


def standard(live: Sequence[LivePolicy]) -> int:
    """The place of the policy for everybody else."""
    return next((n for n, one in enumerate(live) if one.policy.standard), NOBODY)


def place(live: Sequence[LivePolicy], param: Param) -> str:
    """The place in `live` of the policy of customer c, of whom k is known, as an expression."""
    named = [f"WHEN {param(f'name{n}', one.policy.name)} THEN {n}" for n, one in enumerate(live)]
    lands = [
        f"WHEN {param(f'land{n}_{m}', country)} THEN {n}"
        for n, one in enumerate(live)
        for m, country in enumerate(one.policy.countries)
    ]
    by_country = f"CASE c.country {' '.join(lands)} END, " if lands else ""
    return f"COALESCE(CASE k.policy {' '.join(named)} END, {by_country}{standard(live)})"


def others(live: Sequence[LivePolicy], param: Param) -> str:
    """A SELECT of the customers who follow another policy than the standard one, with its place."""
    return _OTHERS.format(place=place(live, param), standard=standard(live))


_OTHERS = (
    "SELECT f.customer_id, f.place FROM (SELECT c.id AS customer_id, {place} AS place FROM customer c "
    "LEFT JOIN dunning_customer k ON k.tenant_id = c.tenant_id AND k.entity_id = %(entity)s AND k.customer_id = c.id "
    "WHERE c.tenant_id = %(tenant)s) f WHERE f.place <> {standard}"
)
