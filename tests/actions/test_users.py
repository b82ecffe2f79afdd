"""People, roles and keys: who may enter, in which roles, until when, and nobody by themselves."""

from __future__ import annotations

import pytest
from django.contrib.auth import authenticate, get_user_model

from quittance.actions import identity, users
from quittance.actions.command import Context
from quittance.reports import audit, books
from quittance.rules import duties
from quittance.rules.refusals import Conflict, Duplicate, Invalid, NotFound, SignInNeeded
from tests import factories

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"


@pytest.fixture
def context() -> Context:
    """The operator of a fresh company."""
    return factories.company()


@pytest.fixture
def admin(context: Context) -> Context:
    """An administrator with a web session."""
    return factories.member(context, "administrator")


def invited(context: Context, email: str = "ann@company.example", *roles: str) -> users.MemberKept:
    """A person with a real password."""
    data = users.InviteUser(email, "Ann", roles or ("clerk",), users.hashed(PASSWORD))
    return users.invite(context, data)


def test_an_invited_person_signs_in_and_may_do_what_the_roles_allow(admin: Context) -> None:
    kept = invited(admin, " Ann@Company.Example ", "clerk", "sales", "clerk")
    assert (kept.email, kept.roles, kept.active) == ("ann@company.example", ("clerk", "sales"), True)
    user = authenticate(username="ann@company.example", password=PASSWORD)
    assert user is not None
    context = identity.of_user(user.pk)
    assert context.actor.permissions == identity.of_member(admin.tenant_id, "ANN@company.example").actor.permissions
    assert "payments.record" in context.actor.permissions


def test_no_password_and_no_hash_is_written_down(admin: Context) -> None:
    invited(admin)
    users.set_password(admin, users.SetPassword("ann@company.example", users.hashed("another long one")))
    said = repr(audit.trail(books.of(admin)))
    assert "argon2" not in said and PASSWORD not in said


@pytest.mark.parametrize(
    ("email", "roles", "field"),
    [
        ("", ("clerk",), "email"),
        ("nobody", ("clerk",), "email"),
        ("ann@company.example", (), "roles"),
        ("ann@company.example", ("king",), "roles"),
        ("ann@company.example", ("clerk", "king"), "roles"),
    ],
)
def test_a_wrong_invitation_is_refused_by_its_field(
    admin: Context, email: str, roles: tuple[str, ...], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        users.invite(admin, users.InviteUser(email, "Ann", roles, "!"))
    assert refused.value.field == field
    assert not get_user_model().objects.filter(email="ann@company.example").exists()


def test_an_account_is_made_once_whatever_the_capitals(admin: Context) -> None:
    invited(admin)
    with pytest.raises(Duplicate) as refused:
        invited(admin, "ANN@company.example")
    assert refused.value.field == "email"


@pytest.mark.parametrize("password", ["", "short", "123456789", "password1234", "qwertyuiop", "x" * 201])
def test_a_password_is_long_and_not_well_known(password: str) -> None:
    with pytest.raises(Invalid) as refused:
        users.hashed(password)
    assert refused.value.field == "password"
    assert refused.value.sentence.endswith(".")


def test_a_new_password_is_the_only_one(admin: Context) -> None:
    invited(admin)
    kept = users.set_password(admin, users.SetPassword("Ann@company.example", users.hashed("another long one")))
    assert kept.email == "ann@company.example"
    assert authenticate(username="ann@company.example", password=PASSWORD) is None
    assert authenticate(username="ann@company.example", password="another long one") is not None


def test_roles_change_what_a_person_may_do_at_once(admin: Context) -> None:
    invited(admin)
    kept = users.change_roles(admin, users.ChangeUserRoles(" ANN@company.example", ("auditor",)))
    assert (kept.email, kept.roles) == ("ann@company.example", ("auditor",))
    held = identity.of_member(admin.tenant_id, "ann@company.example").actor.permissions
    assert duties.AUDIT in held and "payments.record" not in held


def test_access_ends_and_may_be_restored(admin: Context) -> None:
    kept = invited(admin)
    assert users.deactivate(admin, users.NameUser(kept.email)).active is False
    with pytest.raises(SignInNeeded):
        identity.of_member(admin.tenant_id, kept.email)
    user = get_user_model().objects.get(email=kept.email)
    with pytest.raises(SignInNeeded):
        identity.of_user(user.pk)
    assert users.reactivate(admin, users.NameUser(kept.email)).active is True
    assert identity.of_user(user.pk).actor.id == kept.id


def test_nobody_changes_their_own_access(admin: Context) -> None:
    email = identity_email(admin)
    with pytest.raises(Invalid, match="their own access"):
        users.change_roles(admin, users.ChangeUserRoles(email, ("clerk",)))
    with pytest.raises(Invalid, match="their own access"):
        users.deactivate(admin, users.NameUser(email))
    other = factories.member(admin, "administrator")
    assert users.deactivate(other, users.NameUser(email)).active is False


def identity_email(context: Context) -> str:
    """The email that this person was invited under."""
    (row,) = [one for one in audit.trail(books.of(context)) if one.subject_id == context.actor.id]
    return str(row.data["email"])


def test_people_of_another_company_are_unknown(admin: Context) -> None:
    invited(factories.company(), "them@other.example")
    with pytest.raises(NotFound) as refused:
        users.deactivate(admin, users.NameUser("them@other.example"))
    assert refused.value.field == "email"
    with pytest.raises(NotFound):
        users.change_roles(admin, users.ChangeUserRoles("them@other.example", ("clerk",)))
    with pytest.raises(NotFound):
        users.set_password(admin, users.SetPassword("them@other.example", "!"))


def test_a_key_acts_until_it_is_revoked_and_only_its_digest_is_kept(admin: Context) -> None:
    secret = identity.new_secret(admin.tenant_id)
    kept = users.create_key(admin, users.CreateKey(" till ", ("clerk",), secret.digest, secret.hint))
    assert (kept.name, kept.roles, kept.revoked) == ("till", ("clerk",), False)
    key = identity.of_key(secret.text)
    assert (key.actor.kind, key.actor.name, key.face) == ("key", "till", "api")
    assert factories.customer(key, "C-1").number == "C-1"
    assert secret.text not in repr(audit.trail(books.of(admin)))
    assert users.revoke_key(admin, users.RevokeKey("till")).revoked is True
    with pytest.raises(SignInNeeded):
        identity.of_key(secret.text)
    with pytest.raises(Conflict):
        users.revoke_key(admin, users.RevokeKey("till"))


def test_a_key_has_a_name_and_roles_of_its_own(admin: Context) -> None:
    secret = identity.new_secret(admin.tenant_id)
    users.create_key(admin, users.CreateKey("till", ("clerk",), secret.digest, secret.hint))
    for name, roles, refusal in (
        ("till", ("clerk",), Duplicate),
        ("", ("clerk",), Invalid),
        ("desk", ("king",), Invalid),
    ):
        with pytest.raises(refusal):
            users.create_key(admin, users.CreateKey(name, roles, "other", "…"))
    with pytest.raises(NotFound):
        users.revoke_key(admin, users.RevokeKey("nothing"))


def test_a_role_may_do_exactly_what_it_is_given(admin: Context) -> None:
    sales = factories.member(admin, "sales")
    assert "invoices.record" not in sales.actor.permissions
    kept = users.change_role(admin, users.ChangeRole("sales", ("invoices.record", duties.READ, duties.READ)))
    assert kept.permissions == (duties.READ, "invoices.record")
    again = identity.of_member(admin.tenant_id, identity_email(sales))
    assert again.actor.permissions == {duties.READ, "invoices.record"}


@pytest.mark.parametrize(
    ("name", "permissions", "refusal", "field"),
    [
        ("sales", ("invoices.erase",), Invalid, "permissions"),
        ("king", (duties.READ,), NotFound, "name"),
        ("administrator", (duties.READ, "users.change_roles"), Invalid, "permissions"),
        ("administrator", (), Invalid, "permissions"),
    ],
)
def test_a_wrong_change_of_a_role_is_refused(
    admin: Context, name: str, permissions: tuple[str, ...], refusal: type[Invalid | NotFound], field: str
) -> None:
    with pytest.raises(refusal) as refused:
        users.change_role(admin, users.ChangeRole(name, permissions))
    assert refused.value.field == field
