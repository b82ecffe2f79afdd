"""The workbench: every line stands in one tab, the largest first, with what is proposed and who decided."""

from __future__ import annotations

import pytest

from quittance.actions import cash, cash_policy, matching
from quittance.actions.command import Context
from quittance.reports import banking, books, workbench
from quittance.rules.refusals import Invalid, NotFound
from tests import factories
from tests.actions.test_matching import file

pytestmark = pytest.mark.django_db

SURE, DOUBTFUL, NOBODY, LARGE = "INV-26-00101", "lunch", "hello", "large"


@pytest.fixture
def context() -> Context:
    """A company with four open lines and a proposal for each; nothing posts by itself."""
    made = factories.company()
    cash_policy.set_policy(made, cash_policy.SetPolicy(False, "0.9"))
    factories.customer(made, "C-1", name="Havstein Seafood AS", iban="NL91ABNA0417164300")
    factories.invoice(made, "INV-26-00101", "812.35")
    file(
        made,
        ("812.35", "HAVSTEIN SEAFOOD AS", "NL91ABNA0417164300", "INV-26-00101"),
        ("9000.00", "SOMEBODY", "", LARGE),
        ("12.00", "NOBODY", "", NOBODY),
    )
    matching.run(made)
    return made


def tab(context: Context, name: str) -> dict[str, workbench.Proposed]:
    """Lines of a tab by the first word of their text."""
    found = workbench.lines(books.of(context), name, 900_000)
    return {one.line.text.split()[0]: one for one in found}


def test_safe_lines_stand_apart_from_those_to_review(context: Context) -> None:
    assert list(tab(context, "safe")) == [SURE]
    assert list(tab(context, "review")) == [LARGE, NOBODY], "the largest first"
    one = tab(context, "safe")[SURE]
    assert (one.customer_number, one.customer_name) == ("C-1", "Havstein Seafood AS")
    assert [(part.document, part.amount) for part in one.parts] == [("INV-26-00101", "812.35")]
    assert one.reasons and one.probability_e6 >= 900_000 and one.decided_by == ""
    higher = workbench.lines(books.of(context), "safe", 1_000_001)
    assert higher == ()


def test_a_decision_moves_the_line_and_names_the_person(context: Context) -> None:
    clerk = factories.member(context, "clerk")
    safe = tab(context, "safe")[SURE]
    cash.apply_line(clerk, cash.ApplyLine(safe.line.id, "C-1", (cash.Part("INV-26-00101", "812.35"),)))
    cash.pass_over(clerk, cash.PassLine(tab(context, "review")[NOBODY].line.id, "A gift"))
    done = tab(context, "applied")[SURE]
    assert (done.decision, done.decided_by, done.line.payment) == ("accepted", clerk.actor.name, "PAY-2026-00001")
    assert tab(context, "aside")[NOBODY].reasons == ("A gift",)


def test_sums_of_the_tabs_cover_every_line(context: Context) -> None:
    found = {one.tab: (one.lines, one.amount) for one in workbench.tallies(books.of(context), 900_000)}
    assert found == {"safe": (1, 81235), "review": (2, 901200)}
    newest = banking.files(books.of(context))[0]
    assert workbench.tallies(books.of(context), 900_000, newest.id) == workbench.tallies(books.of(context), 900_000)
    assert workbench.tallies(books.of(context), 900_000, newest.id + 1) == ()


def test_unknown_tabs_and_foreign_lines_are_refused(context: Context) -> None:
    with pytest.raises(Invalid):
        workbench.lines(books.of(context), "new", 1)
    with pytest.raises(NotFound):
        workbench.line(books.of(factories.company("Other Ltd")), tab(context, "safe")[SURE].line.id)
    assert workbench.line(books.of(context), tab(context, "safe")[SURE].line.id).customer_number == "C-1"
