"""Senior contacts of the company's own: who is brought in when an account is escalated, and who where they cannot."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from quittance.books import sql
from quittance.reports import dunning, people
from quittance.reports.books import Books
from quittance.rules import worklist
from quittance.rules.duties import READ

SUPERVISES = "reviews.score"
"""Who may score others' work supervises them, and takes over what has nobody else."""


@dataclass(frozen=True, slots=True)
class Senior:
    """A member who is here and may read the books; `email` in small letters."""

    id: int
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Seniors:
    """Who can be brought in: `able` by id, `own` customer -> member named for it, `owners` customer -> its owner."""

    able: Mapping[int, Senior]
    by_email: Mapping[str, Senior]
    supervisor: Senior | None = None
    own: Mapping[int, int] = field(default_factory=dict)
    owners: Mapping[int, int] = field(default_factory=dict)

    def of(self, customer_id: int, policy_senior: str) -> Senior | None:
        """The customer's, else that of the policy (an email), else the supervisor, else the owner of the account."""
        named = self.able.get(self.own.get(customer_id, 0)) or self.named(policy_senior)
        return named or self.supervisor or self.able.get(self.owners.get(customer_id, 0))

    def named(self, email: str) -> Senior | None:
        """Who has the address, if they can be brought in."""
        return self.by_email.get(email.lower())


def able(books: Books) -> Seniors:
    """Members who are here and may read the books, and the first of those by name who supervises. Two statements."""
    made: dict[int, Senior] = {}
    supervisor = None
    for one in people.here(books):
        if READ in one.permissions:
            made[one.id] = Senior(one.id, one.name, one.email.lower())
            supervisor = supervisor or (made[one.id] if SUPERVISES in one.permissions else None)
    return Seniors(made, {one.email: one for one in made.values()}, supervisor)


def known(books: Books, customer_id: int | None = None) -> Seniors:
    """Who can be brought in for every customer, or for one. Three statements, four where nobody supervises.

    Index dunning_customer_once, follow_up_once.
    """
    here = able(books)
    one = "" if customer_id is None else " AND customer_id = %(customer)s"
    scope = {"tenant": books.tenant_id, "entity": books.entity_id, "customer": customer_id}
    own = sql.rows(
        "SELECT customer_id, our_senior_id FROM dunning_customer WHERE tenant_id = %(tenant)s "
        f"AND entity_id = %(entity)s AND our_senior_id IS NOT NULL{one}",
        scope,
    )
    owners = (
        []
        if here.supervisor
        else sql.rows(
            "SELECT customer_id, owner_id FROM follow_up WHERE tenant_id = %(tenant)s AND entity_id = %(entity)s "
            f"AND owner_id IS NOT NULL{one}",
            scope,
        )
    )
    return replace(here, own=dict(own), owners=dict(owners))


def named_for(books: Books, customer_number: str, today: datetime.date) -> Senior | None:
    """Who is named for a customer, else for its policy, if they can be brought in: nobody stands in for them."""
    policies = dunning.live(books)
    customer = dunning.customer(books, customer_number, today, policies)
    behind = next((one.policy.our_senior for one in policies if one.policy.name == customer.policy), "")
    if not customer.our_senior and not behind:
        return None
    here = able(books)
    return here.named(customer.our_senior) or here.named(behind)


def holds(books: Books, member_id: int) -> bool:
    """Some account is theirs because it was escalated. Index follow_up_owner."""
    found = sql.row(
        "SELECT 1 FROM follow_up WHERE tenant_id = %s AND owner_id = %s AND entity_id = %s AND step = %s LIMIT 1",
        [books.tenant_id, member_id, books.entity_id, worklist.ESCALATE],
    )
    return found is not None
