"""What dunning did: runs, reminders, what was held, and what each step has brought."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import holds
from quittance.actions.command import Context
from quittance.actions.holds import PlaceHold
from quittance.reports import books
from quittance.reports import dunning_log as reports
from quittance.rules.refusals import NotFound
from tests import dunned, factories

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def context() -> Context:
    """Two customers who are late, one of them on hold, after a run."""
    made = factories.company(country="NL")
    dunned.policy(made, "3 call friendly", "9 letter firm")
    due = made.today - DAY * 4
    for n in (1, 2):
        factories.customer(made, f"C-{n}")
        factories.invoice(made, f"INV-{n}", "100.00", due - DAY * 30, due, customer=f"C-{n}")
    holds.place(made, PlaceHold("C-2", "Moving house"))
    dunned.run(made)
    return made


def test_a_run_is_told_with_its_counts(context: Context) -> None:
    (run,) = reports.runs(books.of(context))
    assert (run.state, run.call, run.email, run.held, run.held_count) == ("done", 1, 0, (("hold", 1),), 1)


def test_reminders_are_found_by_state_and_customer(context: Context) -> None:
    here = books.of(context)
    (row,) = reports.reminders(here, states=("to_do",))
    assert (row.customer_number, row.day, row.base) == ("C-1", 3, 10_000)
    assert reports.reminders(here, customer_number="C-2") == reports.reminders(here, states=("sent",)) == ()
    letter = reports.letter(here, row.id)
    assert [(one.document, one.asked, one.currency) for one in letter.listed.lines] == [("INV-1", 10_000, "EUR")]
    assert letter.subject.startswith("INV-1")
    with pytest.raises(NotFound):
        reports.letter(here, 5)


def test_what_was_held_is_told_with_its_rule(context: Context) -> None:
    here = books.of(context)
    (row,) = reports.held(here, rule="hold")
    assert (row.customer_number, row.whole, row.base) == ("C-2", True, 10_000)
    assert reports.held(here, rule="pause") == () and reports.to_print(here) == ()


def test_the_effect_of_a_step_is_what_was_paid_within_a_week(context: Context) -> None:
    here = books.of(context)
    assert reports.effect(here, "Standard", context.today) == {3: (1, 1, 0)}
    later = factories.at(context, context.today + DAY * 5)
    factories.payment(later, "PAY-1", "100.00")
    factories.allocate(later, "PAY-1")
    assert reports.effect(here, "Standard", later.today) == {3: (1, 1, 1)}
    assert reports.paid_by(here, later.today, (0, 8, 9)) == {0: 0, 8: 0, 9: 50}
