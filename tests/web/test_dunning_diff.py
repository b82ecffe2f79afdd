"""The changes of a version on screen: who would get what, narrowed by kind, adopted from there by a second person."""

from __future__ import annotations

import pytest

from quittance.actions import customers, dunning
from quittance.actions.command import Context
from quittance.actions.dunning import ProposePolicy
from tests import dunned
from tests.web import browse
from tests.web.browse import Person

pytestmark = pytest.mark.django_db

AT = "/collections/policies/changes/"


@pytest.fixture
def manager(company: Context) -> Person:
    """Adopts what somebody else has proposed."""
    customers.edit(company, customers.EditCustomer("C-1", city="Delft"))
    dunned.policy(company, "1 call friendly", "30 letter formal")
    dunning.propose(company, ProposePolicy("Standard", ("1 letter firm fee=3.00",), standard=True))
    return browse.person(company, "credit_manager")


def test_everybody_for_whom_something_changes_is_shown_with_the_fee(company: Context, manager: Person) -> None:
    assert AT in str(manager.get("/collections/policies/").content)
    assert AT in str(manager.get("/collections/policies/versions/", name="Standard").content)
    said = manager.text(f"{AT}?name=Standard&version=2")
    assert "If version 2 of Standard held now" in said and "firm letter, 1 after" in said and "3.00" in said
    assert "the step is another" in said and "Adopt it" in said
    assert "Nothing changes now" in manager.text(f"{AT}?name=Standard&version=2&change=stops")
    assert "Nothing changes now" in manager.text(f"{AT}?name=Standard&version=1") and "Adopt it" not in manager.last


def test_it_is_adopted_from_there(company: Context, manager: Person) -> None:
    assert "is in force" in browse.text_of(
        manager.follow("/collections/policies/adopt/", name="Standard", version="2").content.decode()
    )
    assert "Nothing changes now" in manager.text(f"{AT}?name=Standard&version=2")


@pytest.mark.parametrize(
    ("query", "status"),
    [("?name=Nobody", 404), ("?name=Standard&version=99", 404), ("", 302), ("?name=Standard&version=%C2%B2", 200)],
)
def test_what_is_not_there_is_told(manager: Person, query: str, status: int) -> None:
    assert manager.get(AT + query).status_code == status
