"""Senior contacts of the company's own: who is brought in, and who where they cannot."""

from __future__ import annotations

import pytest

from quittance.actions import dunning, followups, users
from quittance.actions.command import Context
from quittance.actions.dunning import SetDunning
from quittance.actions.followups import AssignAccounts
from quittance.actions.users import ChangeRole, NameUser
from quittance.books import sql
from quittance.reports import books, seniors
from quittance.reports.seniors import Senior
from tests import dunned, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def context() -> Context:
    """A company whose policy names somebody, with a customer."""
    made = factories.company("Delft Tiles", country="NL")
    factories.customer(made, "C-1")
    return made


def email(one: Context) -> str:
    """The address of a person."""
    found = sql.row("SELECT email FROM member WHERE tenant_id = %s AND id = %s", [one.tenant_id, one.actor.id])
    assert found is not None
    return str(found[0])


def brought_in(context: Context, behind: str) -> int:
    """The id of who is brought in for the customer; 0 for nobody."""
    here = books.of(context)
    (customer_id,) = sql.row(
        "SELECT id FROM customer WHERE tenant_id = %s AND number = 'C-1'", [context.tenant_id]
    ) or (0,)
    whole, alone = seniors.known(here), seniors.known(here, customer_id)
    found = whole.of(customer_id, behind)
    assert found == alone.of(customer_id, behind), "one customer alone is answered as all at once"
    return found.id if found else 0


def test_the_customers_own_goes_before_the_policys_then_who_supervises_then_who_owns_it(context: Context) -> None:
    director, behind, owner = (factories.member(context, role) for role in ("sales", "controller", "collector"))
    head = factories.member(context, "credit_manager")
    dunning.set_customer(context, SetDunning("C-1", our_senior=email(director)))
    followups.assign(context, AssignAccounts(("C-1",), email(owner)))
    assert brought_in(context, email(behind)) == director.actor.id
    assert brought_in(context, "") == director.actor.id
    users.deactivate(context, NameUser(email(director)))
    assert brought_in(context, email(behind).upper()) == behind.actor.id
    users.deactivate(context, NameUser(email(behind)))
    assert brought_in(context, email(behind)) == head.actor.id, "a supervisor, rather than nobody"
    users.deactivate(context, NameUser(email(head)))
    assert brought_in(context, email(behind)) == owner.actor.id
    users.deactivate(context, NameUser(email(owner)))
    assert brought_in(context, email(behind)) == 0


def test_who_may_not_read_the_books_is_not_brought_in(context: Context) -> None:
    one = factories.member(context, "sales")
    assert brought_in(context, email(one)) == one.actor.id
    users.change_role(context, ChangeRole("sales", ("contacts.add",)))
    assert brought_in(context, email(one)) == 0


def test_the_one_who_is_named_is_proposed_and_nobody_in_their_place(context: Context) -> None:
    here = books.of(context)
    behind, director = factories.member(context, "controller"), factories.member(context, "sales")
    factories.member(context, "credit_manager")
    assert seniors.named_for(here, "C-1", factories.TODAY) is None
    dunned.policy(context, "22 inside firm", our_senior=email(behind))
    assert seniors.named_for(here, "C-1", factories.TODAY) == Senior(behind.actor.id, "Controller", email(behind))
    dunning.set_customer(context, SetDunning("C-1", our_senior=email(director)))
    found = seniors.named_for(here, "C-1", factories.TODAY)
    assert found is not None and found.id == director.actor.id
    for one in (behind, director):
        users.deactivate(context, NameUser(email(one)))
    assert seniors.named_for(here, "C-1", factories.TODAY) is None
