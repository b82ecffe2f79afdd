"""Who is asking: the operator, people, keys and jobs, each with what they may do at this moment."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quittance.actions import identity, users
from quittance.actions.command import Actor, Context
from quittance.rules import duties
from quittance.rules.refusals import SignInNeeded
from tests import factories


@pytest.fixture
def context() -> Context:
    """The operator of a fresh company."""
    return factories.company(timezone="Pacific/Auckland")


@pytest.mark.parametrize(
    ("zone", "moment", "day"),
    [
        ("UTC", "2026-03-31T23:59:59", "2026-03-31"),
        ("Europe/Amsterdam", "2026-03-31T22:00:00", "2026-04-01"),
        ("America/Los_Angeles", "2026-04-01T06:59:59", "2026-03-31"),
        ("Pacific/Kiritimati", "2026-03-31T10:00:00", "2026-04-01"),
    ],
)
def test_the_business_day_is_the_one_of_the_company(zone: str, moment: str, day: str) -> None:
    at = datetime.datetime.fromisoformat(f"{moment}+00:00")
    assert identity.today_in(zone, int(at.timestamp()) * 10**6) == datetime.date.fromisoformat(day)


@pytest.mark.django_db
def test_the_operator_may_do_everything(context: Context) -> None:
    operator = identity.operator(context.tenant_id, context.entity_id)
    assert operator.actor.permissions == set(duties.PERMISSIONS)
    assert operator.today == identity.today_in("Pacific/Auckland", operator.now)
    with pytest.raises(SignInNeeded):
        identity.operator(context.tenant_id, factories.company().entity_id)


@pytest.mark.django_db
def test_an_unknown_person_is_asked_to_sign_in(context: Context) -> None:
    for email in ("nobody@company.example", "", "\u2603"):
        with pytest.raises(SignInNeeded):
            identity.of_member(context.tenant_id, email)
    with pytest.raises(SignInNeeded):
        identity.of_user(10**9)


@pytest.mark.django_db
def test_a_member_of_one_company_is_nobody_in_another(context: Context) -> None:
    users.invite(context, users.InviteUser("ann@company.example", "Ann", ("clerk",), "!"))
    assert identity.of_member(context.tenant_id, " ANN@company.example ").actor.name == "Ann"
    with pytest.raises(SignInNeeded):
        identity.of_member(factories.company().tenant_id, "ann@company.example")


@pytest.mark.django_db
def test_two_roles_give_the_union(context: Context) -> None:
    both = factories.member(context, "sales", "auditor").actor.permissions
    sales, auditor = (frozenset(role.permissions) for role in duties.ROLES if role.name in ("sales", "auditor"))
    assert both == sales | auditor


@pytest.mark.django_db
def test_a_job_holds_no_more_than_its_person_and_no_more_than_it_needs(context: Context) -> None:
    clerk = factories.member(context, "clerk")
    job = identity.of_job(clerk, ["payments.record", "closing.lock"])
    assert (job.actor.kind, set(job.actor.permissions), job.face) == ("job", {"payments.record"}, "jobs")
    assert (job.actor.id, job.actor.name) == (clerk.actor.id, clerk.actor.name)


@pytest.mark.django_db
@pytest.mark.parametrize("change", ["", "x", "_", "qk_", "qk_x", "sk"])
def test_a_key_that_is_none_is_refused(context: Context, change: str) -> None:
    secret = identity.new_secret(context.tenant_id)
    users.create_key(context, users.CreateKey("till", ("clerk",), secret.digest, secret.hint))
    for wrong in (change, secret.text + change + "x", secret.text[:-1], secret.text.upper(), f"{change}{secret.text}y"):
        with pytest.raises(SignInNeeded):
            identity.of_key(wrong)
    assert identity.of_key(secret.text).actor.name == "till"


@pytest.mark.django_db
@pytest.mark.parametrize("tenant", ["0", "-1", str(2**63), "9" * 400, "١", "1.5", "1 OR 1=1"])
def test_a_key_of_an_impossible_tenant_is_refused(tenant: str) -> None:
    with pytest.raises(SignInNeeded):
        identity.of_key(f"qk_{tenant}_secret")


@pytest.mark.django_db
def test_a_key_of_one_tenant_opens_no_other(context: Context) -> None:
    other = factories.company()
    secret = identity.new_secret(context.tenant_id)
    users.create_key(context, users.CreateKey("till", ("clerk",), secret.digest, secret.hint))
    with pytest.raises(SignInNeeded):
        identity.of_key(secret.text.replace(str(context.tenant_id), str(other.tenant_id)))


@pytest.mark.django_db
def test_two_secrets_are_never_alike(context: Context) -> None:
    made = {identity.new_secret(context.tenant_id).text for _ in range(50)}
    assert len(made) == 50
    assert all(len(text.split("_", maxsplit=2)[2]) >= 40 for text in made)


@pytest.mark.django_db
def test_who_asked_for_a_job_acts_with_what_they_may_do_now(context: Context) -> None:
    clerk = factories.member(context, "clerk")
    mine = (context.tenant_id, context.entity_id)
    again = identity.of_actor(*mine, clerk.actor.kind, clerk.actor.id, clerk.actor.name)
    assert again.actor.permissions == clerk.actor.permissions
    users.change_role(context, users.ChangeRole("clerk", (duties.READ,)))
    assert identity.of_actor(*mine, "user", clerk.actor.id, "").actor.permissions == {duties.READ}
    assert identity.of_actor(*mine, "operator", 0, "operator").actor.permissions == set(duties.PERMISSIONS)
    job = identity.of_actor(*mine, "operator", 0, "operator")
    assert identity.of_actor(*mine, "job", job.actor.id, "").actor.permissions == set(duties.PERMISSIONS)
    assert identity.of_actor(*mine, "job", clerk.actor.id, "").actor.permissions == {duties.READ}
    secret = identity.new_secret(context.tenant_id)
    users.create_key(context, users.CreateKey("till", ("clerk",), secret.digest, secret.hint))
    key = identity.of_key(secret.text)
    assert identity.of_actor(*mine, "job", key.actor.id, "").actor.permissions == {duties.READ}
    for kind in ("user", "key", "job"):
        with pytest.raises(SignInNeeded):
            identity.of_actor(*mine, kind, 5, "nobody")


@given(
    st.sets(st.sampled_from(["a", "b", "c"])), st.lists(st.tuples(st.sampled_from(["a", "b", "d"]), st.just('["x"]')))
)
def test_permissions_come_from_the_named_roles_only(names: set[str], roles: list[tuple[str, str]]) -> None:
    allowed = identity.permissions_of(names, roles)
    assert allowed == (frozenset({"x"}) if names & {name for name, _ in roles} else frozenset())


def test_a_context_is_a_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time_ns", lambda: 1_782_820_800_123_456_789)
    now = identity.now_micros()
    assert now == 1_782_820_800_123_456
    actor = Actor("operator", 0, "operator", frozenset())
    made = Context(1, 2, actor, "cli", identity.today_in("UTC", now), now)
    assert replace(made, key="k") != made and made.today == datetime.date(2026, 6, 30)
