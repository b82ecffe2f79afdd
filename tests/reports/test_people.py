"""People, roles and keys as the settings list them."""

from __future__ import annotations

import pytest

from quittance.actions import identity, users
from quittance.actions.command import Context
from quittance.reports import books, people
from quittance.rules import duties
from quittance.rules.refusals import NotFound
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def context() -> Context:
    """A company with two people, one of them gone, and a revoked key."""
    context = factories.company()
    for name, roles in (("Zoe", ("clerk",)), ("Ann", ("auditor", "sales"))):
        users.invite(context, users.InviteUser(f"{name}@company.example", name, roles, "!"))
    users.deactivate(context, users.NameUser("zoe@company.example"))
    secret = identity.new_secret(context.tenant_id)
    users.create_key(context, users.CreateKey("till", ("clerk",), secret.digest, secret.hint))
    users.revoke_key(context, users.RevokeKey("till"))
    return context


def test_people_stand_by_name_and_those_who_left_stay(context: Context) -> None:
    found = people.members(books.of(context))
    assert [(one.name, one.email, one.roles, one.active) for one in found] == [
        ("Ann", "ann@company.example", ("auditor", "sales"), True),
        ("Zoe", "zoe@company.example", ("clerk",), False),
    ]


def test_whoever_is_here_has_what_all_of_its_roles_allow(context: Context) -> None:
    (ann,) = people.here(books.of(context))
    wanted = {one for role in duties.ROLES if role.name in ("auditor", "sales") for one in role.permissions}
    assert (ann.name, ann.email, ann.permissions) == ("Ann", "ann@company.example", frozenset(wanted))


def test_a_person_is_found_by_address_and_only_who_is_here_unless_asked(context: Context) -> None:
    mine = books.of(context)
    found = {row.email: row.id for row in people.members(mine)}
    assert people.id_of(mine, " ANN@company.example") == found["ann@company.example"]
    assert people.id_of(mine, "zoe@company.example", active=False) == found["zoe@company.example"]
    for email, sentence in (("zoe@company.example", "Nobody here has the address"), ("", "Choose a person")):
        with pytest.raises(NotFound, match=sentence) as refused:
            people.id_of(mine, email, "to")
        assert refused.value.field == "to"


def test_every_role_stands_with_what_it_may_do(context: Context) -> None:
    found = {one.name: one for one in people.roles(books.of(context))}
    assert set(found) == {role.name for role in duties.ROLES}
    assert set(found["auditor"].permissions) == {*next(r for r in duties.ROLES if r.name == "auditor").permissions}
    assert found["credit_manager"].title == "Credit manager"


def test_a_key_shows_its_end_and_when_it_was_revoked(context: Context) -> None:
    (key,) = people.keys(books.of(context))
    assert (key.name, key.roles, key.hint[0], len(key.hint)) == ("till", ("clerk",), "…", 5)
    assert key.created_at == key.revoked_at == context.now


def test_another_company_lists_nobody_of_it(context: Context) -> None:
    other = books.of(factories.company())
    assert (people.members(other), people.keys(other)) == ((), ())
