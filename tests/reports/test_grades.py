"""Grades of a whole company: reckoned or kept, they are those that the pages show of each customer."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import activities, collecting, grading, payments, promises
from quittance.actions.command import Context
from quittance.books import sql
from quittance.reports import books, grades, paying
from quittance.reports.customers import id_of
from quittance.rules.grades import grade
from tests import factories
from tests.factories import TODAY

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def context() -> Context:
    """Customers who paid in every way: early, late, twice, with money moved or taken back, long ago and never."""
    made = factories.company()
    for n in range(9):
        factories.customer(made, f"C-{n}")
    for number, customer, days, ago in (
        ("A", "C-1", -3, 40),
        ("B", "C-1", 4, 80),
        ("C", "C-2", 15, 40),
        ("D", "C-3", 46, 60),
        ("E", "C-4", 20, 500),
        ("F", "C-5", 9, 50),
        ("G", "C-7", -1, 30),
        ("H", "C-7", 0, 30),
    ):
        settled(made, number, customer, days, ago)
    factories.reverse(made, "P-F", on=TODAY)
    factories.payment(made, "P-9", "50.00", TODAY - 25 * DAY, customer="C-0")
    payments.move(made, payments.MovePayment("P-9", "C-6"))
    factories.invoice(made, "I-9", "50.00", TODAY - 60 * DAY, TODAY - 30 * DAY, customer="C-6")
    factories.allocate(made, "P-9", ("I-9", "50.00"))
    factories.payment(made, "P-8", "50.00", TODAY - 400 * DAY, customer="C-8")
    factories.invoice(made, "I-8", "50.00", TODAY - 60 * DAY, TODAY - 60 * DAY, customer="C-8")
    factories.allocate(made, "P-8", ("I-8", "50.00"))
    return made


def settled(context: Context, number: str, customer: str, days: int, ago: int) -> None:
    """An invoice that fell due so many days ago, and was paid so many days after."""
    due = TODAY - ago * DAY
    factories.invoice(context, f"I-{number}", "100.00", due - 30 * DAY, due, customer=customer)
    factories.payment(context, f"P-{number}", "100.00", due + days * DAY, customer=customer)
    factories.allocate(context, f"P-{number}", (f"I-{number}", "100.00"))


def found(context: Context) -> dict[str, str]:
    """Customer -> grade, for all at once."""
    numbers = dict(sql.rows("SELECT id, number FROM customer WHERE tenant_id = %s", [context.tenant_id]))
    return {numbers[id]: letter for id, letter in sql.rows(*grades.source(books.of(context), context.today))}


def shown(context: Context) -> dict[str, str]:
    """Customer -> grade as its page reckons it, of those who have one."""
    here, made = books.of(context), dict[str, str]()
    for n in range(9):
        id = id_of(here, f"C-{n}")
        pays, word = paying.of_customer(here, id, context.today), paying.word(here, id, context.today)
        mean = paying.means(here, [id], context.today)
        assert mean.get(id) == pays.year, f"the worklist and the page of C-{n} say the same"
        broken = word.broken if word.broken_lately else None
        letter = grade(pays.year.signed if pays.year else None, int(broken is not None and not word.spoken))
        assert grades.letter(here, context.today, id) == letter
        made |= {f"C-{n}": letter} if letter else {}
    return made


def test_grades_of_all_are_those_that_the_pages_show(context: Context) -> None:
    assert found(context) == shown(context)
    assert found(context) == {"C-1": "B", "C-2": "C", "C-3": "E", "C-6": "B", "C-7": "A", "C-8": "A"}
    grading.keep(context)
    assert grades.graded(books.of(context), TODAY) and found(context) == shown(context)
    later = factories.at(context, TODAY + 340 * DAY)
    assert not grades.graded(books.of(later), later.today), "kept ones of another day are not taken for those of today"
    assert found(later) == shown(later) and "C-2" not in found(later)


def test_a_broken_promise_lowers_it_until_somebody_has_talked(context: Context) -> None:
    factories.invoice(context, "LATE", "100.00", TODAY - 60 * DAY, TODAY - 30 * DAY, customer="C-2")
    factories.invoice(context, "DUE", "100.00", TODAY - 10 * DAY, TODAY + 90 * DAY, customer="C-7")
    before = factories.at(context, TODAY - 20 * DAY)
    promises.take(before, promises.TakePromise("C-2", TODAY - 10 * DAY, "100.00", ("LATE",)))
    promises.take(before, promises.TakePromise("C-7", TODAY - 10 * DAY, "100.00", ("DUE",)))
    collecting.judge(context, collecting.Judge())
    assert found(context)["C-2"] == grades.letter(books.of(context), TODAY, id_of(books.of(context), "C-2")) == "D"
    assert found(context)["C-7"] == "A", "nothing of it is late"
    activities.log(context, activities.LogActivity("C-2", "call", outcome="reached"))
    assert found(context)["C-2"] == "C"
