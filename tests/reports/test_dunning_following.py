"""Who follows which policy: by name, segment, payer grade, country, or as everybody else; and whose would change."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import customers, dunning, grading
from quittance.actions.command import Context
from quittance.books import sql
from quittance.reports import books, dunning_diff, dunning_following, grades
from quittance.reports import dunning as reports
from quittance.reports.dunning import PolicyVersion
from quittance.reports.dunning_following import Following, Moved
from quittance.rules.refusals import Conflict
from tests import dunned, factories

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
CUSTOMERS = (
    ("C-1", "NL", "", "", 0, "Standard", "standard"),
    ("C-2", "DE", "", "", 0, "Abroad", "country"),
    ("C-3", "FR", "Key accounts", "Named", 40, "Named", "name"),
    ("C-4", "DE", "key Accounts", "", 40, "Key", "segment"),
    ("C-5", "DE", "", "Gone", 40, "High risk", "grade"),
    ("C-6", "NL", "Other", "", -1, "Standard", "standard"),
)
"""Number, country, segment, policy by name, days late, and the policy that holds with the reason why."""


@pytest.fixture
def context() -> Context:
    """A company with a policy of each kind, and customers for all of them."""
    made = factories.company(country="NL")
    dunned.policy(made)
    dunned.policy(made, name="Abroad", standard=False, countries=("DE", "FR"))
    dunned.policy(made, name="Key", standard=False, segments=("KEY ACCOUNTS", "Nobody's"))
    dunned.policy(made, name="High risk", standard=False, grades="DE")
    dunned.policy(made, name="Named", standard=False)
    dunned.policy(made, name="Gone", standard=False)
    for number, country, segment, name, days, *_ in CUSTOMERS:
        factories.customer(made, number, country=country, segment=segment)
        dunning.set_customer(made, dunning.SetDunning(number, policy=name))
        if days:
            due = made.today - 60 * DAY
            factories.invoice(made, f"I-{number}", "10.00", due - 30 * DAY, due, customer=number)
            factories.payment(made, f"P-{number}", "10.00", due + days * DAY, customer=number)
            factories.allocate(made, f"P-{number}", (f"I-{number}", "10.00"))
    sql.execute("UPDATE dunning_policy SET state = 'past' WHERE name = 'Gone' AND tenant_id = %s", [made.tenant_id])
    return made


def placed(context: Context, customer_id: int | None = None) -> dict[int, str]:
    """Customer's id -> its policy where that is not the standard one, in one statement."""
    live = reports.live(books.of(context))
    asked = Following(books.of(context), live, context.today, customer_id)
    return {id: live[place].policy.name for id, place in sql.rows(asked.others(), asked.params)}


def moved(context: Context, tried: PolicyVersion) -> tuple[Moved, ...]:
    """Whose policy would change with that version."""
    here = books.of(context)
    live = reports.live(here)
    return dunning_following.moved(here, live, dunning_diff.as_if(live, tried), context.today)


def test_the_statement_says_of_everybody_what_the_rule_says_of_each(context: Context) -> None:
    here = books.of(context)
    for _ in range(2):
        every = placed(context)
        for number, *_, policy, why in CUSTOMERS:
            one = reports.customer(here, number, context.today)
            assert (one.policy, one.why) == (policy, why)
            alone = placed(context, one.customer_id)
            assert every.get(one.customer_id, "Standard") == alone.get(one.customer_id, "Standard") == policy
            assert set(alone) <= {one.customer_id}
        grading.keep(context)
    assert grades.graded(here, context.today)
    live = reports.live(here)
    counts = {"Standard": 2, "Abroad": 1, "Key": 1, "High risk": 1, "Named": 1}
    assert dunning_following.followers(here, live, context.today) == counts
    for name, count in counts.items():
        assert len(dunning_following.of_policy(here, live, context.today, name)) == count
    assert dunning_following.of_policy(here, live, context.today, "Gone") == []


def test_without_a_policy_for_everybody_else_some_follow_none() -> None:
    made = factories.company(country="NL")
    dunned.policy(made, name="Abroad", standard=False, countries=("DE",))
    factories.customer(made, "C-1", country="NL")
    factories.customer(made, "C-2", country="DE")
    here = books.of(made)
    assert dunning_following.followers(here, reports.live(here), made.today) == {"Abroad": 1}
    assert reports.customer(here, "C-1", made.today).policy == ""
    dunning.propose(made, dunning.ProposePolicy("All", ("3 call firm",), standard=True))
    tried = reports.version(here, "All")
    assert moved(made, tried) == (Moved("", "All", 1, (("C-1", "Customer C-1"),)),)


def test_a_version_tells_whose_policy_would_change_and_whom_another_claims(context: Context) -> None:
    here = books.of(context)
    given = dunning.ProposePolicy("Key", ("3 call firm",), segments=("Other",), grades="A")
    dunning.propose(context, given)
    tried = reports.version(here, "Key", 2)
    assert moved(context, tried) == (
        Moved("Key", "High risk", 1, (("C-4", "Customer C-4"),)),
        Moved("Standard", "Key", 1, (("C-6", "Customer C-6"),)),
    )
    same = reports.version(here, "Key", 1)
    assert moved(context, same) == ()
    dunning.propose(context, dunning.ProposePolicy("Key", ("3 call firm",), grades="CD"))
    with pytest.raises(Conflict):
        moved(context, reports.version(here, "Key", 3))
    customers.edit(context, customers.EditCustomer("C-6", segment="Key accounts"))
    assert reports.customer(here, "C-6", context.today).policy == "Key"
