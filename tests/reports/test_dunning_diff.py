"""The changes of a version: what is told of them is exactly what the previews before and after it differ in."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quittance.actions import dunning, users
from quittance.actions.command import Context
from quittance.actions.dunning import AdoptPolicy, ProposePolicy
from quittance.reports import books, dunning_diff, dunning_preview
from quittance.rules.refusals import Conflict, NotFound
from tests import dunned, factories

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
CALLS = ("3 call friendly", "9 letter firm fee=4.00", "20 call firm")


@pytest.fixture
def context() -> Context:
    """C-1 to C-4 owe 100.00 to 400.00 for 4, 10, 21 and 40 days; C-4 is in Germany; calls and letters go out."""
    context = factories.company(country="NL")
    dunned.policy(context, *CALLS)
    for n, days in enumerate((4, 10, 21, 40), start=1):
        factories.customer(
            context, f"C-{n}", email=f"c{n}@customer.example", country="DE" if n == 4 else "NL", city="Delft"
        )
        due = context.today - DAY * days
        factories.invoice(context, f"INV-{n}", f"{n}00.00", due - DAY * 30, due, customer=f"C-{n}")
    return context


def proposed(context: Context, *steps: str, name: str = "Standard", standard: bool = True, **fields: Any) -> None:
    """A version that is not in force."""
    dunning.propose(context, ProposePolicy(name, steps, standard=standard, **fields))


def changes(context: Context, name: str = "Standard", number: int = 0) -> dunning_diff.Diff:
    """What it would change now."""
    return dunning_diff.of_version(books.of(context), name, number, context.today, context.now)


def said(found: dunning_diff.Diff) -> dict[str, tuple[str, str]]:
    """Customer -> the kind of change and why."""
    return {one.customer_number: (one.kind, one.why) for one in found.rows}


def test_each_kind_of_change_is_told_with_its_reason(context: Context) -> None:
    proposed(context, "9 letter firm fee=6.00", "20 call firm", minimum="350.00")
    found = changes(context)
    assert said(found) == {
        "C-1": ("stops", "it has reached no step"),
        "C-2": ("stops", "less is owed than the step asks for"),
        "C-3": ("stops", "less is owed than the step asks for"),
    }
    assert (found.same, found.fees, found.version.version) == (1, (400, 0), 2)
    proposed(context, "2 call friendly", "9 letter formal fee=6.00", "20 call firm")
    found = changes(context)
    assert said(found) == {"C-2": ("otherwise", "the step is another")} and found.fees == (400, 600)
    assert found.sentence == "0 reminded by it, 0 no longer reminded, 1 reminded otherwise; 3 as before."
    assert said(changes(context, number=2)) != said(found) and changes(context, number=1).rows == ()


def test_whoever_comes_to_follow_another_policy_is_told_and_counted(context: Context) -> None:
    proposed(context, "30 letter formal", name="Germany", standard=False, countries=("DE",))
    found = changes(context, "Germany")
    assert said(found) == {"C-4": ("otherwise", "it follows Germany")}
    assert [(one.before, one.after, one.count, one.customers) for one in found.moved] == [
        ("Standard", "Germany", 1, (("C-4", "Customer C-4"),))
    ]
    told = dunning_diff.told(found, "EUR")["rows"][0]
    assert (told["before"]["policy"], told["after"]["policy"], told["after"]["step"]) == ("Standard", "Germany", 30)


def test_what_cannot_be_adopted_is_not_previewed_either(context: Context) -> None:
    proposed(context, "3 call friendly", name="Second")
    with pytest.raises(Conflict, match="Standard holds for everybody else"):
        changes(context, "Second")
    with pytest.raises(NotFound):
        changes(context, "Nobody")
    with pytest.raises(NotFound):
        changes(context, "Standard", 9)


def test_before_the_first_policy_everybody_it_reaches_is_new() -> None:
    context = factories.company(country="NL")
    factories.customer(context, city="Delft")
    factories.invoice(context, "INV-1", "100.00", context.today - 40 * DAY, context.today - 10 * DAY)
    proposed(context, *CALLS)
    found = changes(context)
    assert said(found) == {"C-1": ("starts", "it has reached a step")}
    assert [(one.before, one.after, one.count) for one in found.moved] == [("", "Standard", 1)]


STEPS = st.lists(
    st.tuples(
        st.integers(1, 40),
        st.sampled_from(("call", "letter", "email")),
        st.sampled_from(("friendly", "firm", "formal")),
        st.sampled_from(("", " fee=5.00", " min=250.00", " approval")),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda one: one[0],
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, minimum=st.sampled_from(("0", "150.00")))
def test_after_adoption_the_preview_is_what_was_told(
    context: Context, steps: list[tuple[int, str, str, str]], minimum: str
) -> None:
    here = books.of(context)
    proposed(context, *(f"{day} {channel} {tone}{more}" for day, channel, tone, more in steps), minimum=minimum)
    before = {one.customer_number: one for one in dunning_preview.now(here, context.today, context.now).rows}
    found = changes(context)
    dunning.adopt(context, AdoptPolicy("Standard"))
    after = {one.customer_number: one for one in dunning_preview.now(here, context.today, context.now).rows}
    for one in found.rows:
        assert one.before == before.get(one.customer_number) and one.after == after.get(one.customer_number)
    changed = {one.customer_number for one in found.rows}
    for number in (before.keys() | after.keys()) - changed:
        old, new = before.get(number), after.get(number)
        goes = [one is not None and one.goes for one in (old, new)]
        assert goes in ([False, False], [True, True]), number
        if goes[0] and old and new:
            assert (old.channel, old.tone, old.fee, old.base) == (new.channel, new.tone, new.fee, new.base)
    assert found.same == sum(one.goes for one in after.values()) - sum(
        one.kind != dunning_diff.STOPS for one in found.rows
    )


def test_who_would_be_brought_in_is_told_and_so_is_who_instead(context: Context) -> None:
    emails = ("nora@company.example", "otto@company.example")
    for email in emails:
        users.invite(context, users.InviteUser(email, email.partition("@")[0].title(), ("controller",), "!"))
    steps = ("1 inside firm",)
    proposed(context, *steps, our_senior=emails[0])
    rows = changes(context).rows
    assert rows and {one.after.ours for one in rows if one.after} == {"Nora"}
    dunning.adopt(context, AdoptPolicy("Standard"))
    proposed(context, *steps, our_senior=emails[1])
    (row, *_) = changes(context).rows
    assert row.before and row.after and row.kind == dunning_diff.OTHERWISE
    assert (row.before.ours, row.after.ours) == ("Nora", "Otto")
