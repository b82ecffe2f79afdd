"""People, roles and keys at the terminal: passwords are never an argument, secrets are printed once."""

from __future__ import annotations

import pytest
from django.contrib.auth import authenticate

from quittance.actions import identity
from quittance.actions.command import Context
from quittance.rules.refusals import SignInNeeded
from tests import factories
from tests.cli.terminal import done, quittance

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"
ADD = ("user", "add", "ann@delft.example", "--role", "clerk")


@pytest.fixture
def context() -> Context:
    """The operator of a fresh company."""
    return factories.company()


def test_a_person_is_added_with_a_password_from_the_environment_or_the_pipe(context: Context) -> None:
    said = quittance(*ADD, "--role", "sales", "--name", "Ann", QUITTANCE_PASSWORD=PASSWORD)
    assert "ann@delft.example may sign in as clerk, sales." in said.out
    assert authenticate(username="ann@delft.example", password=PASSWORD) is not None
    assert quittance("user", "password", "ann@delft.example", typed="another long one\n").code == 0
    assert authenticate(username="ann@delft.example", password="another long one") is not None
    assert PASSWORD not in said.out + quittance("audit", "--format", "json").out


def test_a_weak_password_or_a_wrong_role_is_refused(context: Context) -> None:
    assert quittance(*ADD, "--format", "json", typed="short\n").refusal == ("invalid", "password")
    words = ("user", "add", "ann@delft.example", "--role", "king", "--format", "json")
    assert quittance(*words, QUITTANCE_PASSWORD=PASSWORD).refusal == ("invalid", "roles")
    assert quittance("user", "add", "ann@delft.example", typed=PASSWORD).code == 2, "a role is needed"
    assert done("user", "list") == []


def test_people_are_listed_and_their_access_changed(context: Context) -> None:
    done(*ADD, QUITTANCE_PASSWORD=PASSWORD)
    done("user", "roles", "ann@delft.example", "--role", "auditor")
    (row,) = done("user", "list")
    assert (row["email"], row["roles"], row["active"]) == ("ann@delft.example", ["auditor"], True)
    assert "may no longer enter" in quittance("user", "deactivate", "ann@delft.example").out
    assert quittance("aging", "--as", "ann@delft.example", "--format", "json").refusal[0] == "sign_in_needed"
    assert "may enter again" in quittance("user", "reactivate", "ann@delft.example").out
    assert quittance("aging", "--as", "ann@delft.example").code == 0
    assert quittance("user", "deactivate", "bob@delft.example", "--format", "json").refusal == ("not_found", "email")


def test_the_secret_of_a_key_is_printed_once(context: Context) -> None:
    made = done("key", "create", "till", "--role", "clerk")
    assert identity.of_key(made["secret"]).actor.name == "till"
    said = quittance("key", "list").out
    assert made["secret"] not in said and made["secret"][-4:] in said
    assert done("key", "create", "dry", "--role", "clerk", "--dry-run")["secret"] == ""
    assert "revoked" in quittance("key", "revoke", "till").out
    with pytest.raises(SignInNeeded):
        identity.of_key(made["secret"])
    assert done("key", "list")[0]["revoked_at"].endswith("Z")


def test_roles_are_listed_and_changed(context: Context) -> None:
    roles = {row["name"]: row["permissions"] for row in done("role", "list")}
    assert "payments.record" in roles["clerk"] and "payments.record" not in roles["auditor"]
    done("role", "change", "sales", "--permission", "books.read", "--permission", "invoices.record")
    roles = {row["name"]: row["permissions"] for row in done("role", "list")}
    assert roles["sales"] == ["books.read", "invoices.record"]
    words = ("role", "change", "sales", "--permission", "books.burn", "--format", "json")
    assert quittance(*words).refusal == ("invalid", "permissions")
